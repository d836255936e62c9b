"""Tests of worker.article."""
