"""What both sides of the money stand on: programmes, money, rates, the journal, the database."""
