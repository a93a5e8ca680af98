"""What works do for people, and how it is asked about."""
