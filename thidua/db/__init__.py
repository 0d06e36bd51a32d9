"""Lưu trữ: engine, tables, migrations and the queries shared by services."""
