"""Tests of worker.matching."""
