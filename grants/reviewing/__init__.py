"""What donors say of vouchers, what is claimed back, and who is named to whom."""
