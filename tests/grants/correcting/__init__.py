"""Corrections of what was verified."""
