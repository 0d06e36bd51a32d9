"""Xếp hạng."""
