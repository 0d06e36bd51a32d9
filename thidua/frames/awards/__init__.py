"""Bảng hiển thị của khen thưởng."""
