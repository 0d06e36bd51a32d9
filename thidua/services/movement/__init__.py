"""Phong trào thi đua: plans of the law book as they stand in a year of a block."""
