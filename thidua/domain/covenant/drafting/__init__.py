"""Soạn giao ước: the rows of a draft as they are typed, moved, copied and looked at on screen."""
