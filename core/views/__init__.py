"""Pages about accounts: signing in, one's own account, and their administration."""
