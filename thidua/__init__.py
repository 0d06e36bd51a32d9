"""Thi đua: scoring, ranking and awards for emulation blocks."""
