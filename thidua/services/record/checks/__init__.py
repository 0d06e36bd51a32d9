"""Các phép kiểm tra toàn vẹn: what must hold of each subject, asked of the stored data."""
