"""Tên người: which ways to write a name are of one person."""

import pytest

from thidua.domain.ground.person_names import is_same_person


@pytest.mark.parametrize(
    ("typed", "certified"),
    [
        ("Nguyễn Thu Hà", "NGUYỄN THU  HÀ"),
        ("Bà Nguyễn Thu Hà", "Nguyễn Thu Hà"),
        ("PGS.TS. Lê Hòa", "Lê Hoà"),
        ("Đồng chí Lê An", "ThS. BS. Lê An"),
        ("Lê An", "LE AN"),
    ],
)
def test_case_titles_and_the_place_of_a_tone_are_left_aside(typed, certified):
    assert is_same_person(typed, certified)
    assert is_same_person(certified, typed)


@pytest.mark.parametrize(
    ("typed", "certified"),
    [
        ("Hà", "Nguyễn Thu Hà"),
        ("Lê An", "Trần Lệ Hoàn"),
        ("Lê An", "Lệ An"),
        ("An Lê", "Lê An"),
        ("", ""),
        ("Bà ", "Ông "),
    ],
)
def test_a_part_of_a_name_or_another_word_is_another_person(typed, certified):
    assert not is_same_person(typed, certified)
    assert not is_same_person(certified, typed)
