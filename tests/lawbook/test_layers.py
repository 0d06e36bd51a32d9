"""Các bản và các lớp của bộ luật: versions in time, and own files over the shipped ones."""

from datetime import date

import pytest

from tests.domain.nominees import judged
from tests.lawbook.small_book import AWARD, DOCUMENT, REQUIREMENT, SMALL, file
from thidua.domain.eligibility import Conclusion
from thidua.domain.facts import Recipient
from thidua.domain.history import UsedAchievement
from thidua.lawbook.loading import LawRefused, load_book, read_book

GK = "giay-khen-khoi"
FILE = "tệp luat.toml"
RULE = f"{FILE}, bảng [[requirements]] thứ 1 (GK.1)"


def _changed(old, new):
    assert old in SMALL
    return SMALL.replace(old, new)


def _faults(text):
    book, findings = read_book([file(text)])
    assert book is None
    return [(finding.place, finding.message) for finding in findings]


def _version(start, end, share, code="GK.1"):
    until = f"to = {end}\n" if end else ""
    dated = REQUIREMENT.replace("text =", f"from = {start}\n{until}text =").replace("GK.1", code)
    return dated.replace('threshold = "80"', f'threshold = "{share}"')


def _book_of(*versions):
    return read_book([file(DOCUMENT + AWARD + "".join(versions))])


@pytest.mark.parametrize(
    ("versions", "message"),
    [
        (
            [("2024-01-01", "2025-06-30", "90"), ("2025-06-30", None, "80")],
            "hai bản chồng nhau: bản sau có hiệu lực từ 30/06/2025",
        ),
        (
            [("2024-01-01", None, "90"), ("2025-07-01", None, "80")],
            "hai bản chồng nhau: bản sau có hiệu lực từ 01/07/2025",
        ),
        (
            [("2025-07-02", None, "80"), ("2024-01-01", "2025-06-30", "90")],
            "hai bản hở nhau từ 30/06/2025 đến 02/07/2025",
        ),
    ],
)
def test_versions_that_overlap_or_leave_a_gap_are_refused(versions, message):
    book, findings = _book_of(*(_version(*version) for version in versions))

    assert book is None
    assert (RULE, message) in [(finding.place, finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("on", "vote", "conclusion", "shown"),
    [
        (
            *(date(2025, 5, 15), "83,3", Conclusion.NOT_ELIGIBLE),
            ("83,3 %", "từ 90 % trở lên", date(2025, 6, 30)),
        ),
        (
            *(date(2025, 8, 15), "83,3", Conclusion.ELIGIBLE),
            ("83,3 %", "từ 80 % trở lên", None),
        ),
        (
            *(date(2025, 5, 15), "", Conclusion.MISSING_DATA),
            (None, "từ 90 % trở lên", date(2025, 6, 30)),
        ),
    ],
)
def test_the_rule_of_the_day_decides_and_says_until_when(on, vote, conclusion, shown):
    book, _ = _book_of(
        _version("2024-01-01", "2025-06-30", "90"), _version("2025-07-01", None, "80")
    )
    cells = {"ty_le_phieu": vote} if vote else {}

    found = judged(GK, Recipient.COLLECTIVE, {2025: cells}, on=on, law=book)

    (row,) = found.results
    assert found.conclusion is conclusion
    assert (row.value, row.threshold, row.in_force_to) == shown
    assert row.reference == "Quy chế 01, Điều 2"


def test_an_own_file_replaces_every_version_of_its_code():
    shipped = DOCUMENT + AWARD + _version("2024-01-01", "2025-06-30", "90")
    shipped += _version("2025-07-01", None, "80") + _version("2024-01-01", None, "50", "GK.2")
    own = _version("2024-01-01", None, "70")

    book, findings = read_book([file(shipped), file(own, "cua-toi.toml", is_local=True)])

    assert findings == []
    assert [
        (rule.code, str(rule.condition.threshold), rule.citation.is_local, rule.citation.origin)
        for rule in book.requirements
    ] == [("GK.1", "70", True, "cua-toi.toml"), ("GK.2", "50", False, "luat.toml")]
    assert book.local == ("cua-toi.toml",)


def test_a_wrong_own_file_is_refused_whole(tmp_path):
    (tmp_path / "cua-toi.toml").write_text("[[quotas]]\ncode = 'X'\n", encoding="utf-8")

    with pytest.raises(LawRefused) as refused:
        load_book(tmp_path)

    assert [str(finding) for finding in refused.value.findings] == [
        "tệp cua-toi.toml, bảng [[quotas]] thứ 1 (X): thiếu khóa «award»"
    ]


def test_a_folder_of_own_files_need_not_exist(tmp_path):
    assert load_book(tmp_path / "khong-co") == load_book()


def test_a_code_given_twice_in_one_layer_is_refused():
    assert _faults(SMALL + DOCUMENT) == [
        (
            f"{FILE}, bảng [[documents]] thứ 2 (qc)",
            f"«qc» đã có ở {FILE}, bảng [[documents]] thứ 1 (qc)",
        )
    ]


def test_comparing_with_the_amending_law_ends_the_warning():
    caution = 'cautions = [{ from = 2026-10-01, amended_by = "luat-moi", text = "chưa đối chiếu" }]'
    text = SMALL.replace("from = 2024-01-01", f"from = 2024-01-01\n{caution}", 1)
    done = text.replace('article = "Điều 2"', 'article = "Điều 2"\ncompared_with = ["luat-moi"]')
    on = date(2026, 12, 31)

    warnings = []
    for written in (text, done):
        book, _ = read_book([file(written)])
        (row,) = judged(GK, Recipient.COLLECTIVE, {}, on=on, law=book).results
        warnings.append((row.warnings, row.verification.value))

    assert warnings == [(("chưa đối chiếu",), "unverified"), ((), "text")]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "cu.toml").write_bytes("# điều kiện".encode("utf-16"))

    with pytest.raises(LawRefused) as refused:
        load_book(tmp_path)

    assert str(refused.value) == ("tệp cu.toml: tệp không phải chữ UTF-8; hãy lưu lại với mã UTF-8")


def test_a_rule_may_hold_for_one_day():
    book, findings = _book_of(
        _version("2024-01-01", "2024-01-01", "90"), _version("2024-01-02", None, "80")
    )

    assert findings == []
    assert len(book.requirements) == 2


def test_a_rule_on_single_use_may_be_switched_off():
    once = """
[[single_uses]]
code = "M.1"
text = "Dùng một lần"
document = "qc"
article = "Điều 9"
verified = "chưa"
"""
    used = (UsedAchievement("ty_le_phieu", 2025, "khac", 2024),)
    conclusions = []
    for text in (once, once + "active = false\n"):
        book, _ = read_book([file(SMALL + text)])
        cells = {2025: {"ty_le_phieu": "90"}}
        found = judged(GK, Recipient.COLLECTIVE, cells, used=used, law=book)
        conclusions.append(found.conclusion)

    assert conclusions == [Conclusion.NOT_ELIGIBLE, Conclusion.ELIGIBLE]
