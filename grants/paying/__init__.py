"""How a fund pays a project: milestones that are certified, tranches that two approve, what is kept back."""
