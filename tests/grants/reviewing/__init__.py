"""Tests of reviews, claims and masked payees."""
