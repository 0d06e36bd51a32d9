"""Bảng của hội đồng."""
