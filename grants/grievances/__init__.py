"""What people complain of: recorded without their name, kept from whom it must be kept, answered in time."""
