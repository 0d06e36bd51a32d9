"""Báo cáo: the parts of its page."""
