"""Tests of the verdict between two documents."""
