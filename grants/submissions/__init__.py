"""What comes with a number of its own is recorded once: found again, compared with what was sent, kept apart."""
