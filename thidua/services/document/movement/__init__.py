"""Văn bản của phong trào: a unit's plan, the review of a movement."""
