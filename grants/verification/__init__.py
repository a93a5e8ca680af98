"""Verification by somebody else, and what looks like the same money entered twice."""
