"""The map: where the money went."""
