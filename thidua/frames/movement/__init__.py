"""Bảng hiển thị của phong trào."""
