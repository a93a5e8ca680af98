"""Donors' own forms, filled from a report."""
