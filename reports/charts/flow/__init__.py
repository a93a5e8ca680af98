"""From those who bring money and work through sectors to communities."""
