"""Khối mẫu."""
