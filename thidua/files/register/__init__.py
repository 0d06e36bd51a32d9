"""Tệp của sổ theo dõi."""
