"""Bảng của giao ước."""
