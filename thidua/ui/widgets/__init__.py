"""Đồ dùng chung của các trang."""
