"""Closing a quarter, and what is sealed by it."""
