"""Chữ gõ ở cột Mức: without marks and as ticks where only one thing can be meant."""

import pytest

from thidua.domain.rules.typed_words import meant

VERDICT = ("Đạt", "Không đạt", "Để trống", "Không giao")
LEVELS = ("Xuất sắc", "Tốt", "Khá", "Để trống")


@pytest.mark.parametrize(
    ("typed", "offered", "word"),
    [
        ("dat", VERDICT, "Đạt"),
        ("KHONG  DAT", VERDICT, "Không đạt"),
        ("x", VERDICT, "Đạt"),
        ("✓", VERDICT, "Đạt"),
        ("1", VERDICT, "Đạt"),
        ("0", VERDICT, "Không đạt"),
        ("khong giao", VERDICT, "Không giao"),
        ("tot", LEVELS, "Tốt"),
        ("xuat sac", LEVELS, "Xuất sắc"),
        ("de trong", LEVELS, "Để trống"),
        ("đạt", VERDICT, "đạt"),
        ("x", LEVELS, "x"),
        ("1", LEVELS, "1"),
        ("2", VERDICT, "2"),
        ("ma", ("Mã", "Mà"), "ma"),
        ("mã", ("Mã", "Mà"), "mã"),
        ("1", ("1", "Đạt", "Không đạt"), "1"),
        ("", VERDICT, ""),
        ("dat", (), "dat"),
    ],
)
def test_a_word_is_taken_only_where_it_can_mean_one_thing(typed, offered, word):
    assert meant(typed, offered) == word
