"""A backup of everything an installation keeps, in one file, and how it comes back."""
