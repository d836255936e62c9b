"""Tests of worker.service."""
