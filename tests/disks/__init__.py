"""Disks that are full, under each of what the site writes to."""
