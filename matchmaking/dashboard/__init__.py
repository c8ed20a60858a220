"""Matchmaking in numbers: for the coordinator's desk, as CSV and as a quarterly report."""
