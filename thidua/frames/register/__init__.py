"""Bảng hiển thị của sổ theo dõi."""
