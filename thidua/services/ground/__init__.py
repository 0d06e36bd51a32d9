"""Nền: what every room stands on."""
