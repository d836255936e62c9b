"""Tests of worker.cli."""
