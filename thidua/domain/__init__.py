"""Nghiệp vụ: the pure rules of the field; standard library only."""
