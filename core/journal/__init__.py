"""The append-only journal of a programme."""
