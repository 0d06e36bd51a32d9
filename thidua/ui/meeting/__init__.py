"""Cuộc họp: the desk of who leads it, the links to its screen, its points."""
