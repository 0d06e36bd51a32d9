"""Bảng hiển thị hội đồng."""
