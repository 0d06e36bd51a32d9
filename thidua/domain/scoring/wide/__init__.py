"""Bảng rộng: a sheet that a block keeps its scores in, criteria one way and units the other."""
