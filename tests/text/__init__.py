"""Tests of decoding and normalising."""
