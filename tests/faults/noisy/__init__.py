"""On PYTHONPATH this folder arms the real `seedwatch`: Python imports its `sitecustomize` before anything else."""
