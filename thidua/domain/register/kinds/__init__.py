"""Các sổ: a descriptor each."""
