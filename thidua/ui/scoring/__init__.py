"""Chấm điểm: sheets and lines."""
