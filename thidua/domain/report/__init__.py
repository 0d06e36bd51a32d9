"""Báo cáo: who owes which, until when, when it was handed in, and what that says of a unit."""
