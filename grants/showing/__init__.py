"""What pages show of funds, projects, rates and decisions: each figure and each sentence in one place."""
