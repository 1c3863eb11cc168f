# The two commands of the README, each doing its own set-up.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
REPORTS := data/samples

.PHONY: demo test lint mlflow clean

demo: $(READY)
	$(BIN)/rapporteur train configs/default.yaml
	$(BIN)/rapporteur evaluate models/default
	$(BIN)/rapporteur predict models/default $(REPORTS) --evidence 1 -o demo/labels.jsonl
	$(BIN)/rapporteur predict models/default $(REPORTS)

test: $(READY) lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

mlflow: $(READY)
	MLFLOW_DISABLE_TELEMETRY=true $(BIN)/mlflow ui --backend-store-uri $${MLFLOW_TRACKING_URI:-sqlite:///experiments/mlflow.db} --port 5000

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@mkdir -p demo
	@touch $@

clean:
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache build demo models *.egg-info
