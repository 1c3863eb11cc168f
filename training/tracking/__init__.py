"""All of MLflow, and nothing of it elsewhere."""

import os

# MLflow reports its own use over the network unless told otherwise before it is imported.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
