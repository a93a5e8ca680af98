"""What must hold whatever happens: random histories, edges of time, and arithmetic."""
