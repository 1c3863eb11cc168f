"""All of MLflow, and nothing of it elsewhere."""
