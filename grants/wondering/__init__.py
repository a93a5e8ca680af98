"""What would have been matched without a limit, what is still needed, and what waits for what."""
