"""The tables of those who answer."""
