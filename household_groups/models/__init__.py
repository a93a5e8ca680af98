"""The tables of those who give."""
