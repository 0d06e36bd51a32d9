"""Bảng hiển thị của chấm chéo."""
