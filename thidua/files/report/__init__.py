"""Tệp báo cáo: when each was handed in, in and out by the same columns."""
