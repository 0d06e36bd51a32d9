"""Vận hành: what keeps an installation running for years."""
