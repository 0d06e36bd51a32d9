"""Tệp giao ước: the covenant workbook in and out, and a table of criteria as offices have it."""
