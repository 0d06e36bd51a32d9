"""Cuộc họp: what is led in the room, point by point, and what its screen may show."""
