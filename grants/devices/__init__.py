"""Contributions that a device recorded where there was no network: sent in batches, answered row by row."""
