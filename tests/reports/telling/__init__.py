"""Digests by mail."""
