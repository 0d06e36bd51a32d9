"""Lời nhật ký: the words in which people read an entry, made of its values each time anew."""
