"""Dịch vụ: one verb per use case; rights are checked and the record is written here."""
