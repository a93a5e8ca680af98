"""The letter of a fund: one page for its donor, of one quarter."""
