"""Explanations of match entries in words: numbers, words, and the clauses of a sentence."""
