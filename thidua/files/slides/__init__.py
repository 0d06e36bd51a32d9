"""Tệp PowerPoint: native tables and charts, titles that are titles, nothing drawn."""
