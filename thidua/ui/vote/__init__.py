"""Bình xét: votes and ballots."""
