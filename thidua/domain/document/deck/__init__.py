"""Bản trình chiếu: a sentence a slide, made from one snapshot of a period."""
