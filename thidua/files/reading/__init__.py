"""Đọc tệp của nơi khác: workbooks of other kinds and pasted text, as the same cells."""
