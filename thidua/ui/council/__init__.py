"""Hội đồng trên màn hình: what councils there are, and each of their meetings."""
