"""Agreements: manager and donor both say yes to the sentence that a rule version is, then it is in force."""
