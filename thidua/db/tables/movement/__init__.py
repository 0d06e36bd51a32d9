"""Bảng của phong trào."""
