"""Mã: whatever nobody can see is no difference, and what can be seen is one."""

import unicodedata

import pytest

from thidua.domain.ground.codes import code_key, login_key, other_case


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SKHDT", "skhdt"),
        ("Đồng", unicodedata.normalize("NFD", "ĐỒNG")),
        ("VP", "V\u200bP"),
        ("VP", "V\ufe0fP"),
        ("VP", "\u3164VP"),
        ("K1", "K1\u00ad "),
        ("VPUB", "VРUВ"),  # Р and В of Cyrillic
        ("ban", "Ваn"),
        ("I.1", "І.1"),  # І of Ukrainian
        ("II", "Ⅱ"),
        ("K1", "Ｋ１"),
        ("Đ1", "Ð1"),
        ("a-b", "a–b"),
        ("1.2", "1．2"),
        ("KTT", "ΚΤΤ"),
        ("Có", "Cό"),  # ό of Greek
        ("KY", "KҮ"),  # Ү of Mongolian
        ("so", "sօ"),  # օ of Armenian
        ("AB", "Ꭺꓐ"),
        ("K1", "𝐊𝟏"),
        ("Đ1", "D\u03351"),
    ],
)
def test_two_codes_that_look_alike_are_one(one, other):
    assert code_key(one) == code_key(other)
    assert other_case(other, one, "Ô A1") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("D1", "Đ1"), ("I.1", "1.1"), ("K1", "K01"), ("o", "ô"), ("a", "à"), ("HOÀ", "HOA")],
)
def test_what_can_be_seen_stays_apart(one, other):
    assert code_key(one) != code_key(other)
    assert other_case(one, other, "Ô A1") is None


def test_a_key_of_a_key_is_itself():
    for sign in map(chr, range(0x20, 0x3000)):
        assert code_key(code_key(sign)) == code_key(sign)


def test_it_is_said_what_is_different():
    assert "chữ hoa, chữ thường" in str(other_case("k1", "K1", "Ô A1"))
    assert "bảng chữ cái khác" in str(other_case("К1", "K1", "Ô A1"))


def test_names_to_sign_in_by_are_apart_in_more_than_one_stroke():
    assert login_key("an.nguyen1") == login_key("an.nguyenl")
    assert login_key("t0an") == login_key("Toan")
    assert login_key("an1") != login_key("an2")
