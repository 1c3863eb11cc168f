"""So that ``python -m training.cli`` is the program."""

from training.cli.main import main

main()
