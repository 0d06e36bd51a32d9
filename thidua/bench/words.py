"""Chữ của bảng đo: numbers as they are read in Vietnamese."""

from decimal import Decimal


def thousands(count: int) -> str:
    """Số đếm có dấu chấm hàng nghìn."""
    return f"{count:,}".replace(",", ".")


def decimal_comma(number: str | Decimal) -> str:
    """Số thập phân với dấu phẩy."""
    return f"{number}".replace(".", ",")
