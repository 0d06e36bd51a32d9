"""Tệp điểm: score workbooks, their templates, and wide sheets."""
