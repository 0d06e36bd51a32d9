"""Cuộc họp: the link of its screen, who leads it, what it shows, how its points went."""
