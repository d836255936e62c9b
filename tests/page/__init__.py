"""Tests of worker.page."""
