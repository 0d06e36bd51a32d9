"""Bảng hiển thị của báo cáo."""
