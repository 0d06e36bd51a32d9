"""Văn bản: what a paper holds, block by block, and nothing of Word or of a screen."""
