"""Văn bản trên màn hình: what a paper will say, what is missing in it, and the file itself."""
