"""What if: the programme's real events with other terms, in memory; nothing is stored."""
