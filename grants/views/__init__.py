"""Pages of those who answer, and those on which what is matched is shown."""
