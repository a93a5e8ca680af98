"""A large invented programme, from which ledgers and pages are measured."""
