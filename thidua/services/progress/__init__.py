"""Tiến độ: where the year stands and who owes what."""
