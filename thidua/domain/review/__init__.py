"""Chấm chéo."""
