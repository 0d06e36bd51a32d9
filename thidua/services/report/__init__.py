"""Báo cáo: duties of the plans and of the block, handing in, receiving, what it proves."""
