"""Whether poorer communities were matched more."""
