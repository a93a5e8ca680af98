"""What works do for people, as the page of a report tells it."""
