"""How far indicators are on the way to their targets."""
