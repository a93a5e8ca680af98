"""The lines of a fund's bank account, and what of the books each of them is."""
