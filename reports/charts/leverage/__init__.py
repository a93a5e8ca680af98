"""What each unit of money that families gave was matched with, by community."""
