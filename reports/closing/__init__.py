"""Closing a quarter: what is looked at first, the two persons it takes, and the reports that are sealed by it."""
