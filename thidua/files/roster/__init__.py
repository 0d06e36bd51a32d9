"""Đơn vị và tên cơ quan của khối: the lists as they are brought in and given out."""
