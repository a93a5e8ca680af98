"""What waits for a person, by what they may do; the first thing on their pages."""
