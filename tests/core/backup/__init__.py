"""Backups, made under load, damaged on purpose, and restored."""
