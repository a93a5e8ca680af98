"""A fund at a glance: its figures, the rows behind each, what needs attention, and all of it in words."""
