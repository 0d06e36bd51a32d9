"""Hồ sơ: people, facts and earlier awards."""
