"""Kỳ: blocks, units, stages and deadlines of a year."""
