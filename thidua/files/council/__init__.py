"""Tệp hội đồng: councils and their members, in and out by the same columns."""
