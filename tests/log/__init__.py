"""Tests of worker.log."""
