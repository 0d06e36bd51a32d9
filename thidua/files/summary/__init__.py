"""Bảng tổng hợp thành sổ: its first sheet, one sheet for each unit, and their formulas."""
