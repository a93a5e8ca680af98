"""What the books tell: the quarterly report."""
