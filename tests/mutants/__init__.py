"""A safeguard is taken away, and a test must notice: patches, each with the test that kills it."""
