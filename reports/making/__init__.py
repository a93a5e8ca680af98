"""Reports that are too large to wait for: how large one is, and how a job makes it."""
