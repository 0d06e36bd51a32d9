"""Các bản và các lớp của bộ luật: versions in time, and own files over the shipped ones."""

from datetime import date

import pytest

from tests.domain.nominees import judged
from tests.lawbook.small_book import AWARD, DOCUMENT, REQUIREMENT, SMALL, file
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.law import LawLayer
from thidua.lawbook.loading import LawRefused, files_in, open_book, read_book

GK = "giay-khen-khoi"
FILE = "tệp luat.toml"
RULE = f"{FILE}, bảng [[requirements]] thứ 1 (GK.1)"
SHIPPED, FOLDER, COPY, ROW = LawLayer


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

    book, findings = read_book([file(shipped), file(own, "cua-toi.toml", COPY)])

    assert findings == []
    assert _told(book) == [
        ("GK.1", "70", COPY, "cua-toi.toml"),
        ("GK.2", "50", SHIPPED, "luat.toml"),
    ]
    assert book.local == ("cua-toi.toml",)


def test_the_folder_lies_over_the_shipped_files_and_under_the_copies():
    rules = [_version("2024-01-01", None, "50", f"GK.{number}") for number in (1, 2, 3)]
    folder = [rule.replace('"50"', '"60"') for rule in rules[1:]]
    copy = rules[2].replace('"50"', '"70"')

    book = open_book(
        [
            file(copy, "a.toml", COPY),
            file("".join(folder), "a.toml", FOLDER),
            file(DOCUMENT + AWARD + "".join(rules)),
        ]
    )

    assert _told(book) == [
        ("GK.1", "50", SHIPPED, "luat.toml"),
        ("GK.2", "60", FOLDER, "luat/a.toml"),
        ("GK.3", "70", COPY, "a.toml"),
    ]


def _told(book):
    return [
        (rule.code, str(rule.condition.threshold), rule.citation.layer, rule.citation.origin)
        for rule in book.requirements
    ]


def _refusal(folder):
    """Lời từ chối when this folder lies over a right book."""
    with pytest.raises(LawRefused) as refused:
        open_book([file(SMALL), *files_in(folder, FOLDER)])
    assert str(refused.value) == "\n".join(map(str, refused.value.findings))
    return [str(finding) for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"[[quotas]]\ncode = 'X'\n",
            "tệp luat/cua-toi.toml, bảng [[quotas]] thứ 1 (X): thiếu khóa «award»",
        ),
        (
            b"# mot\n[[quotas]\n",
            "tệp luat/cua-toi.toml: không đọc được tệp ở dòng 2, cột 9: sai cách viết TOML",
        ),
        (
            "# một\n# hai".encode() + b"\xff",
            "tệp luat/cua-toi.toml: dòng 2 không phải chữ UTF-8; hãy lưu lại tệp với mã UTF-8",
        ),
        (
            "# điều kiện".encode("utf-16"),
            "tệp luat/cua-toi.toml: dòng 1 không phải chữ UTF-8; hãy lưu lại tệp với mã UTF-8",
        ),
    ],
)
def test_a_wrong_file_of_the_folder_is_refused_whole(tmp_path, content, said):
    (tmp_path / "cua-toi.toml").write_bytes(content)
    (tmp_path / "dung.toml").write_text(_version("2024-01-01", None, "70"), encoding="utf-8")

    assert _refusal(tmp_path) == [said]


def test_a_file_that_does_not_open_says_so(tmp_path):
    (tmp_path / "x.toml").mkdir()

    assert _refusal(tmp_path) == ["tệp luat/x.toml: không mở được tệp; hãy xem lại quyền đọc"]


def test_a_folder_that_does_not_open_says_so(tmp_path):
    (tmp_path / "luat").write_text("không phải thư mục", encoding="utf-8")

    assert _refusal(tmp_path / "luat") == [
        "tệp luat/: không mở được thư mục; hãy xem lại quyền đọc"
    ]


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
        ("2024-06-30", []),
        (
            "2024-07-01",
            [
                "tệp luat.toml, bảng [[requirements]] thứ 1 (GK.2): «to» 01/07/2024 sau ngày cuối "
                "văn bản còn hiệu lực 30/06/2024"
            ],
        ),
    ],
)
def test_a_rule_does_not_outlive_its_document(last_day, said):
    ended = DOCUMENT.replace('"qc"', '"qd"').replace("2024-01-01", "2024-01-01\nto = 2024-06-30")
    rule = _version("2024-01-01", last_day, "90", "GK.2").replace('"qc"', '"qd"')

    _, findings = read_book([file(DOCUMENT + AWARD, "qc.toml"), file(ended + rule)])

    assert [str(finding) for finding in findings if "GK.2" in str(finding)] == said


def test_a_rule_that_contradicts_the_rest_names_the_file_it_stands_in(tmp_path):
    rule = _version("2024-01-01", "2024-12-31", "90", "GK.2")
    lost = '{ kind = "years_in_run", run = "x", least = 1, each = { kind = "held", awards = ['
    condition = next(line for line in rule.splitlines() if line.startswith("condition"))
    rule = rule.replace(condition, f'condition = {lost}"giay-khen-khoi"] }} }}')
    (tmp_path / "cua-toi.toml").write_text(rule, encoding="utf-8")

    assert set(_refusal(tmp_path)) == {
        f"tệp luat/cua-toi.toml, GK.2: ngày {day}: không có chuỗi năm «x»"
        for day in ("01/01/2024", "31/12/2024")
    }


def test_what_a_file_spoils_in_the_shipped_law_is_laid_at_its_door(tmp_path):
    shorter = DOCUMENT.replace("2024-01-01", "2024-06-01")
    (tmp_path / "cua-toi.toml").write_text(shorter, encoding="utf-8")
    older = _version("2024-01-01", None, "70")
    _, findings = read_book(
        [file(DOCUMENT + AWARD + older), *files_in(tmp_path, FOLDER)],
    )

    assert [str(finding) for finding in findings] == [
        f"{RULE}: «from» 01/01/2024 trước ngày văn bản có hiệu lực 01/06/2024; luật đi kèm chỉ "
        "sai ở đây khi có luat/cua-toi.toml đè lên"
    ]


def test_the_files_of_a_folder_come_by_name_without_the_hidden_ones(tmp_path):
    for name in ("b.toml", "a.TOML", ".an.toml", "ghi-chu.txt", "c.toml~"):
        (tmp_path / name).write_text("\ufeff# mã", encoding="utf-8")

    assert files_in(tmp_path, FOLDER) == [
        file("# mã", "a.TOML", FOLDER),
        file("# mã", "b.toml", FOLDER),
    ]
    assert files_in(tmp_path / "khong-co", FOLDER) == []


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
    used = (UsedAchievement(what="ty_le_phieu", year=2025, for_award="khac", for_year=2024),)
    conclusions = []
    for text in (once, once + "active = false\n"):
        book, _ = read_book([file(SMALL + text)])
        cells = {2025: {"ty_le_phieu": "90"}}
        found = judged(GK, Recipient.COLLECTIVE, cells, used=used, law=book)
        conclusions.append(found.conclusion)

    assert conclusions == [Conclusion.NOT_ELIGIBLE, Conclusion.ELIGIBLE]
