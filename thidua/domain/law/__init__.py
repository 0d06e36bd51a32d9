"""Luật: the law book in force."""
