"""Phong trào: what its plan states, what falls due, what is to be reached."""
