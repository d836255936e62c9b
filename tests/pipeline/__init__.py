"""Tests of worker.pipeline."""
