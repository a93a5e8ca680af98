"""The matching engine: standard library only; facts in, decisions out. Start with terms.py."""
