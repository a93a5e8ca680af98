"""Pages about those who give."""
