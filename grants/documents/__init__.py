"""Papers and photos that show what a row says."""
