"""Tên gọi của danh hiệu: the usual ways to write one find it, and nothing is guessed."""

import pytest

from thidua.domain.award_names import award_called, is_called_by_name
from thidua.lawbook.loading import load_book


@pytest.fixture(scope="module")
def book():
    return load_book()


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("bang-khen-tinh", "bang-khen-tinh"),
        ("Bằng khen của bộ, ban, ngành, tỉnh", "bang-khen-tinh"),
        ("BANG KHEN CUA BO, BAN, NGANH, TINH", "bang-khen-tinh"),
        ("Bằng khen cấp tỉnh", "bang-khen-tinh"),
        ("Bằng khen của Chủ tịch UBND tỉnh", "bang-khen-tinh"),
        ("Bằng khen UBND tỉnh", "bang-khen-tinh"),
        ("Bằng khen Thủ tướng", "bang-khen-thu-tuong"),
        ("Bằng khen của Thủ tướng Chính phủ", "bang-khen-thu-tuong"),
        ("Cờ thi đua cấp tỉnh", "co-thi-dua-tinh"),
        ("Cờ thi đua Chính phủ", "co-thi-dua-chinh-phu"),
        ("CSTĐ cơ sở", "chien-si-thi-dua-co-so"),
        ("Chiến sĩ thi đua cấp tỉnh", "chien-si-thi-dua-tinh"),
        ("Danh hiệu Lao động tiên tiến", "lao-dong-tien-tien"),
        ("LĐTT", "lao-dong-tien-tien"),
        ("Tập thể Lao động xuất sắc", "tap-the-lao-dong-xuat-sac"),
    ],
)
def test_the_usual_ways_to_write_an_award_find_it(book, written, slug):
    found = award_called(book, written)

    assert found is not None and found.slug == slug


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Bằng khen",
        "Cờ thi đua",
        "Huân chương Lao động",
        "Huân chương Lao động hạng Nhì",
        "không",
    ],
)
def test_what_may_mean_something_else_is_not_guessed(book, written):
    assert award_called(book, written) is None


def test_a_full_name_or_slug_needs_no_telling(book):
    kind = book.awards["bang-khen-tinh"]

    assert is_called_by_name(kind, "Bằng khen của Bộ, ban, ngành, tỉnh")
    assert is_called_by_name(kind, "bang-khen-tinh")
    assert not is_called_by_name(kind, "Bằng khen cấp tỉnh")
