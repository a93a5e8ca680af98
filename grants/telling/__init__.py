"""What is told of a quarter and signed for it, as the books have it."""
