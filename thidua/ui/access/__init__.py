"""Vào cửa: accounts, roles and rights."""
