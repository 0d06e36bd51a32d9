"""Bảng hiển thị: domain values as tables with Vietnamese columns, the last step to the screen."""
