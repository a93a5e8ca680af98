"""The terms of a rule version in plain words: as sentences, as a table, and what differs between versions."""
