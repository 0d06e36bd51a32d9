"""Chữ viết: one spelling for comparing, and the Vietnamese order of names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.ground.text import (
    clean,
    clean_lines,
    collation_key,
    folded,
    mentions,
    spoken,
    without_marks,
)

vietnamese = st.text(st.sampled_from("aàảãáạăằâấbcdđeêệghiíoôơợpqrstuưựvxyỳ ABĐƯ"), max_size=30)


def test_clean_composes_letters_and_joins_spaces():
    decomposed = unicodedata.normalize("NFD", "Sở  Tài chính\u00a0tỉnh\nTây Ninh ")

    assert clean(decomposed) == "Sở Tài chính tỉnh Tây Ninh"


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u200f", "\u2066", "\u200b", "\ufeff", "\u00ad", "\x07"]
)
def test_clean_removes_marks_that_could_disguise_a_name(mark):
    assert clean(f"Sở Tài{mark} chính") == "Sở Tài chính"


def test_clean_lines_keeps_the_lines_a_person_typed():
    typed = "  Dòng một \r\n\r\n Dòng\thai\rDòng ba \n\n"

    assert clean_lines(typed) == "Dòng một\n\nDòng hai\nDòng ba"


@given(vietnamese)
def test_folded_is_equal_for_both_unicode_forms_and_any_case(text):
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    spellings = [*forms, text.upper(), f"  {text} "]

    assert {folded(spelling) for spelling in spellings} == {folded(text)}


@given(st.text(max_size=40))
def test_clean_changes_nothing_a_second_time(text):
    assert clean(clean(text)) == clean(text)


def test_a_mark_behind_something_invisible_joins_its_letter():
    assert clean("So\u200b\u031b\u0309") == "Sở"


def test_folded_tells_tones_apart():
    assert folded("Thưởng") != folded("Thường")


def test_without_marks_maps_d_with_stroke_too():
    assert without_marks("Đơn vị Đạt Giải Thưởng") == "Don vi Dat Giai Thuong"


def test_spoken_is_equal_for_both_spellings_of_one_word():
    pairs = [("Chiến sĩ", "chiến  SỸ"), ("Ủy ban", "Uỷ ban"), ("kỉ niệm", "Kỷ niệm")]

    assert [spoken(one) for one, _ in pairs] == [spoken(other) for _, other in pairs]
    assert spoken("thủy") != spoken("thuỷ i")
    assert spoken("tay") != spoken("tai")


def test_collation_orders_letters_as_the_alphabet_does():
    in_order = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")

    assert sorted(reversed(in_order), key=collation_key) == in_order


def test_collation_orders_tones_of_one_word():
    in_order = ["ma", "mà", "mả", "mã", "má", "mạ"]

    assert sorted(reversed(in_order), key=collation_key) == in_order


def test_collation_lets_a_later_letter_outweigh_an_earlier_tone():
    in_order = ["Tạ", "Tài chính", "Tái cơ cấu", "Tâm", "Tân Biên", "Tây Ninh"]

    assert sorted(reversed(in_order), key=collation_key) == in_order


def test_collation_orders_real_units():
    in_order = ["Phòng 2", "Sở Công Thương", "Sở Dân tộc", "Sở Du lịch", "Sở Địa chính", "Sở Y tế"]

    assert sorted(reversed(in_order), key=collation_key) == in_order


@given(vietnamese)
def test_collation_places_both_unicode_forms_at_one_spot(text):
    letters, tones, _ = collation_key(unicodedata.normalize("NFD", text))

    assert (letters, tones) == collation_key(unicodedata.normalize("NFC", text))[:2]


@pytest.mark.parametrize(
    ("words", "found"),
    [("", True), ("phong  ke", True), ("KẾ HOẠCH", True), ("kh-2", True), ("phòng y", False)],
)
def test_a_text_mentions_words_however_they_are_typed(words, found):
    assert mentions(words, "Phòng Kế hoạch", "KH-2") is found
