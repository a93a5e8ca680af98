"""The outlines of the first-level regions of countries: data, and what reads it."""
