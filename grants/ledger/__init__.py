"""Between the tables and the matching engine: events in, entries and balances out."""
