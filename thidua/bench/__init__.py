"""Đo hiệu năng: ratios measured in one run, in a place of its own."""
