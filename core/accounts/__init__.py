"""Who may sign in, and what their part of the programmes is."""
