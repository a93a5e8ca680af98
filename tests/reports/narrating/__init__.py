"""Drafts of the narrative."""
