"""Ngày và số trên văn bản, as Nghị định 30/2020/NĐ-CP writes them."""

from datetime import date


def place_and_day(place: str, day: date) -> str:
    """Địa danh và thời gian: days below 10 and the months 1 and 2 take a 0, other months none."""
    return f"{place}, {day_in_words(day)}"


def day_in_words(day: date) -> str:
    """Ngày bằng lời: «ngày 05 tháng 01 năm 2026», «ngày 09 tháng 3 năm 2026»."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def number_text(number: int) -> str:
    """Số văn bản: below 10 with a leading 0."""
    return f"{number:02}"


def roman(number: int) -> str:
    """Số La Mã, for the parts of a paper and its annexes."""
    found = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + sign, number - value
    return found
