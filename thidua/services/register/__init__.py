"""Sổ theo dõi: rows of two hands, the closing of a year, and what is certain from them."""
