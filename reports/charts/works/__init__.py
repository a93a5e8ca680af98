"""How far works are, beside how much of their money is spent."""
