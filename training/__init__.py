"""Rapporteur: classifiers that label reports of institutional meetings, in any language."""
