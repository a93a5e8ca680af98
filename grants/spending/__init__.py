"""What projects spent: by line of the budget, beside what was planned, and out of whose money."""
