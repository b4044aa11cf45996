"""Factories: what a test needs, with sane defaults."""
