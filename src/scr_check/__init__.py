"""Tells from a case record whether what a safeguarding review asked for was done, late, not done, or cannot be told."""

__version__ = "0.1.0"
