"""Phong trào: places, standards and registrations as lists that are brought in and given out."""
