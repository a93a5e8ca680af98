"""Who may see and do what, route by route."""
