"""Corrections of what was verified: taken back in whole or part, or set right by another contribution."""
