"""Văn bản: papers made of what the pages show, with the rights that the pages ask for."""
