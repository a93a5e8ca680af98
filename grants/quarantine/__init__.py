"""Over-matching that verification found: held back, shown, and set right by two people."""
