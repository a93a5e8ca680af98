"""Who prepared, checked and approved a quarter's report, over which figures, and what they state by it."""
