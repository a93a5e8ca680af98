"""Rebuilding everything from what was recorded, and comparing it with what is stored."""
