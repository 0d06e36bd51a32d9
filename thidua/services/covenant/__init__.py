"""Giao ước."""
