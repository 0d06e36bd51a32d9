"""Trang «Sổ theo dõi» theo từng phần."""
