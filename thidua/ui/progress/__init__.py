"""Tổng quan theo vai: what each role must know first, as pictures."""
