"""What works do for people: what was measured, whom they reach, whether they still serve, what is due."""
