"""Sổ theo dõi: what a unit keeps through the year, row by row, and what is certain of it."""
