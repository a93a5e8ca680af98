"""Grievances: who sees them, what follows on what, and in which time."""
