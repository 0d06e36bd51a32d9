"""Bộ luật: dated law read from text files; a wrong file says which, where and what."""
