"""Thẩm định: from many hands to one."""
