"""Nhật ký: what was done, and whether the data agree."""
