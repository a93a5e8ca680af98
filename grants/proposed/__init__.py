"""Proposals as people read them: what each asks for, and what would come of it."""
