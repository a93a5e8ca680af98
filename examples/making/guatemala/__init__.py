"""Homes from remittances, Guatemala: families' money, a subsidy, a hometown fund and the municipalities."""
