"""Khung: the page around every page."""
