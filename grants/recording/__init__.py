"""Recording contributions: before anybody has verified them, they can be mended and withdrawn."""
