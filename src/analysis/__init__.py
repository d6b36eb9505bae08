"""Ceasefire attempts and their outcomes: from source texts to tables and shared reports."""

__version__ = "0.1.0"
