"""Dữ liệu cá nhân: what is kept on a person, a copy of it, its correction, and what was asked."""
