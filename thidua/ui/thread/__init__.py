"""Giải trình và kiến nghị."""
