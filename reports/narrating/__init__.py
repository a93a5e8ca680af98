"""What a report tells in words: what was written of a quarter, and a first draft of it from the figures."""
