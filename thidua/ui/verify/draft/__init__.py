"""Soạn dự thảo giao ước trên màn hình."""
