"""What pages ask of the tables of those who give."""
