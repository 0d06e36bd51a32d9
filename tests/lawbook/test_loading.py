"""Mở bộ luật: a wrong file names itself, its table and its fault; own files stand over the rest."""

from datetime import date

import pytest

from tests.domain.nominees import judged
from tests.lawbook.small_book import AWARD, DOCUMENT, SMALL, file
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.facts import Recipient
from thidua.domain.vote.vote import Subject
from thidua.lawbook.loading import read_book

GK = "giay-khen-khoi"
FILE = "tệp luat.toml"
RULE = f"{FILE}, bảng [[requirements]] thứ 1 (GK.1)"


def _changed(old, new):
    assert old in SMALL
    return SMALL.replace(old, new)


def _added(old, new):
    """Sổ ấy, with the award once more under another code."""
    return f"{SMALL}\n{AWARD.replace(old, new)}"


def _faults(text):
    book, findings = read_book([file(text)])
    assert book is None
    return [(finding.place, finding.message) for finding in findings]


def test_a_small_book_is_read():
    book, findings = read_book([file(SMALL)])

    assert findings == []
    assert [rule.code for rule in book.requirements] == ["GK.1"]
    assert book.requirements[0].citation.reference == "Quy chế 01, Điều 2"
    assert book.requirements[0].citation.origin == "luat.toml"
    assert book.local == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (
            *('article = "Điều 2"', "", RULE),
            "thiếu khóa «article»",
        ),
        (
            *('article = "Điều 2"', 'article = " "', RULE),
            "«article» không được để trống",
        ),
        (
            *('document = "qc"\narticle = "Điều 2"', 'document = "x"\narticle = "Điều 2"', RULE),
            "không có văn bản «x»; khai nó bằng bảng [[documents]]",
        ),
        (
            *('threshold = "80" }', "threshold = 0.8 }", f"{RULE} › condition"),
            '«threshold» viết số 0.8 trần; hãy đặt trong ngoặc kép, ví dụ "0.8"',
        ),
        (
            *('threshold = "80" }', "threshold = 80 }", f"{RULE} › condition"),
            '«threshold» phải là chữ trong ngoặc kép, ví dụ "..."',
        ),
        (
            *('threshold = "80" }', 'threshold = "nhiều" }', f"{RULE} › condition"),
            "«threshold» không hợp: «Tỷ lệ phiếu đồng ý»: «nhiều» phải là số, ví dụ 12,5",
        ),
        (
            *('fact = "ty_le_phieu"', 'fact = "phieu"', f"{RULE} › condition"),
            "không có dữ kiện «phieu» ở «fact»; khai nó bằng bảng [[facts]]",
        ),
        (
            *('fact = "ty_le_phieu"', 'fact = "danh_hieu"', f"{RULE} › condition"),
            "«Danh hiệu thi đua của năm» không có thứ tự nên chỉ so được bằng «=»",
        ),
        (
            *('op = ">="', 'op = "=>"', f"{RULE} › condition"),
            "không hiểu «=>» ở «op»; chọn một trong: «>=», «>», «<=», «<», «=»",
        ),
        (
            *('kind = "fact"', 'kind = "facts"', f"{RULE} › condition"),
            "không hiểu «facts» ở «kind»; chọn một trong: «fact», «compare», «share», «held», "
            "«held_in_year», «meets», «run», «awards_in_run», «years_in_run», «sum_in_run», "
            "«all», «any»",
        ),
        (
            *("condition = {", "conditon = {", RULE),
            "thiếu khóa «condition»",
        ),
        (
            *('text = "Phiếu', 'chu = "x"\ntext = "Phiếu', RULE),
            "không biết khóa «chu»; các khóa dùng được: active, article, awards, code, "
            "compared_with, condition, document, for, from, nominees, note, occasion, pool, "
            "remedy, text, to, unless, verified, when, years",
        ),
        (
            *('awards = ["giay-khen-khoi"]', 'awards = ["co"]', RULE),
            "không có danh hiệu «co»; khai nó bằng bảng [[awards]]",
        ),
        (
            *('text = "Phiếu đồng ý', 'from = 2023-12-31\ntext = "Phiếu đồng ý', RULE),
            "«from» 31/12/2023 trước ngày văn bản có hiệu lực 01/01/2024",
        ),
        (
            *('text = "Phiếu đồng ý', 'to = 2023-12-31\ntext = "Phiếu đồng ý', RULE),
            "«to» 31/12/2023 trước «from» 01/01/2024",
        ),
        (
            *('text = "Phiếu đồng ý', 'from = "2024-01-01"\ntext = "Phiếu đồng ý', RULE),
            "«from» phải là ngày không ngoặc kép, ví dụ 2024-01-01",
        ),
        (
            *('text = "Phiếu đồng ý', 'remedy = "thiếu {value}"\ntext = "Phiếu đồng ý', RULE),
            "«remedy» chỉ được dùng chỗ trống {n}",
        ),
        (
            *('text = "Phiếu đồng ý', 'remedy = "thiếu {n"\ntext = "Phiếu đồng ý', RULE),
            "«remedy» thiếu hoặc thừa một dấu { }",
        ),
        (
            *('verified = "văn bản"\n\n[[requirements]]', 'verified = "rồi"\n\n[[requirements]]'),
            f"{FILE}, bảng [[awards]] thứ 1 (giay-khen-khoi)",
            "không hiểu «rồi» ở «verified»; chọn một trong: «văn bản», «nguồn khác», "
            "«chưa đối chiếu», «chưa»",
        ),
        (
            *("from = 2024-01-01", "from = 2024-02-30", FILE),
            "không đọc được tệp ở dòng 6, cột 8: sai cách viết TOML",
        ),
        (
            *('code = "GK.1"', 'ma = "GK.1"', f"{FILE}, bảng [[requirements]] thứ 1"),
            "thiếu khóa «code»",
        ),
        (
            *('code = "GK.1"', 'code = "GK 1"', f"{FILE}, bảng [[requirements]] thứ 1 (GK 1)"),
            "mã «GK 1» chỉ gồm chữ, số, dấu chấm, gạch nối, gạch dưới",
        ),
    ],
)
def test_a_fault_names_file_table_and_what_is_wrong(old, new, place, message):
    assert (place, message) in _faults(_changed(old, new))


def test_an_unknown_table_is_a_fault():
    assert _faults(SMALL + "\n[[requirement]]\ncode = 'x'\n") == [
        (
            FILE,
            "không biết khóa «requirement»; các khóa dùng được: awards, conferrers, documents, "
            "exclusions, facts, programmes, quotas, readings, requirements, single_uses, switches, "
            "transitions, vote_rules, ways",
        )
    ]


def test_every_fault_is_listed_not_only_the_first():
    spoiled = _changed('article = "Điều 2"', "").replace('title = "Quy chế khối"', "")

    assert ("tệp luat.toml, bảng [[documents]] thứ 1 (qc)", "thiếu khóa «title»") in _faults(
        spoiled
    )
    assert len(_faults(spoiled)) > 1


def test_a_code_that_looks_like_another_is_told():
    ((place, said),) = _faults(_added('slug = "giay-khen-khoi"', 'slug = "giаy-khen-khoi"'))

    assert place == "tệp luat.toml, bảng [[awards]] thứ 2 (giаy-khen-khoi)"
    assert "trông giống hệt mã «giay-khen-khoi»" in said


def test_an_award_without_requirements_is_refused():
    assert {message for _, message in _faults(DOCUMENT + AWARD)} == {
        "ngày 01/01/2024: không có tiêu chuẩn nào cho tập thể"
    }


def test_a_fact_that_the_nominee_cannot_have_is_refused():
    spoiled = _changed('fact = "ty_le_phieu", op = ">=", threshold = "80"', FIGHTERS)

    assert _faults(spoiled)[0] == (RULE, "dữ kiện «sang_kien_cap» không có cho tập thể")


FIGHTERS = 'fact = "sang_kien_cap", op = ">=", threshold = "tinh"'


def test_a_count_in_a_run_nobody_defined_is_refused():
    counted = 'condition = { kind = "awards_in_run", run = "x", awards = ["co"], least = 1 }'
    old = 'condition = { kind = "fact", fact = "ty_le_phieu", op = ">=", threshold = "80" }'

    assert {message for _, message in _faults(_changed(old, counted))} == {
        "ngày 01/01/2024: không có danh hiệu «co»",
        "ngày 01/01/2024: không có chuỗi năm «x»",
    }


VOTES = """
[[vote_rules]]
code = "P.1"
text = "Hội đồng sáng kiến"
electorate = "hội đồng"
subject = "sáng kiến"
threshold = "2/3"
base = "tổng số thành viên"
document = "qc"
article = "Điều 3"
verified = "chưa"
"""


def test_two_thresholds_for_one_matter_are_refused():
    assert _faults(SMALL + VOTES + VOTES.replace("P.1", "P.2")) == [
        (f"{FILE}, P.2", "ngày 01/01/2024: trùng việc với ngưỡng phiếu P.1 ở tệp luat.toml")
    ]


QUOTA = """
[[quotas]]
code = "H.1"
award = "giay-khen-khoi"
text = "Một phần ba"
limit = { kind = "share", share = "1/3", base = "so_don_vi" }
document = "qc"
article = "Điều 4"
verified = "chưa"
"""


def test_a_quota_needs_a_base_that_is_known():
    assert _faults(SMALL + QUOTA) == [
        (
            f"{FILE}, H.1",
            "căn cứ tính tỷ lệ «so_don_vi» phải là «don_vi_trong_khoi» hoặc mã danh hiệu",
        )
    ]


def test_own_facts_may_be_added_and_asked_for():
    own = """
[[facts]]
code = "muc_ho_tro"
name = "Mức hỗ trợ"
type = "một trong danh sách"
for = ["tập thể"]
ordered = true
words = [ { code = "it", label = "ít" }, { code = "nhieu", label = "nhiều" } ]
"""
    old = 'fact = "ty_le_phieu", op = ">=", threshold = "80"'
    book, findings = read_book(
        [file(own + _changed(old, 'fact = "muc_ho_tro", op = ">=", threshold = "nhiều"'))]
    )

    assert findings == []
    assert [
        judged(GK, Recipient.COLLECTIVE, {2025: {"muc_ho_tro": cell}}, law=book).conclusion
        for cell in ("ít", "nhiều")
    ] == [Conclusion.NOT_ELIGIBLE, Conclusion.ELIGIBLE]


@pytest.mark.parametrize("count", [60, 1200])
def test_conditions_nested_without_end_are_refused(count):
    depths = ["requirements.condition" + ".of" * depth for depth in range(count)]
    nested = "".join(f"[[{name}]]\nkind = 'all'\n" for name in depths[1:])
    old = 'condition = { kind = "fact", fact = "ty_le_phieu", op = ">=", threshold = "80" }\n'
    deep = _changed(old, "") + "\n[requirements.condition]\nkind = 'all'\n" + nested

    assert "các điều kiện lồng nhau quá sâu" in [message for _, message in _faults(deep)]


def test_brackets_nested_without_end_are_refused():
    deep = "a = " + "[" * 100000

    assert _faults(deep) == [(FILE, "các điều kiện lồng nhau quá sâu")]


def test_whom_a_rule_is_limited_to_is_checked_too():
    limited = _changed(
        'document = "qc"\narticle = "Điều 2"',
        'when = { kind = "fact", fact = "danh_hieu", threshold = "LĐTT" }\n'
        'document = "qc"\narticle = "Điều 2"',
    )

    assert _faults(limited)[0] == (RULE, "dữ kiện «danh_hieu» không có cho tập thể")


def test_a_threshold_for_one_award_does_not_contradict_the_general_one():
    for_one = VOTES.replace("P.1", "P.2").replace(
        'threshold = "2/3"', 'awards = ["giay-khen-khoi"]\nthreshold = "90%"'
    )
    book, findings = read_book([file(SMALL + VOTES + for_one)])
    view = book.at(date(2025, 1, 1))

    assert findings == []
    assert [(rule.code, rule.awards) for rule in view.vote_rules(Subject.INITIATIVE)] == [
        ("P.1", frozenset()),
        ("P.2", frozenset({GK})),
    ]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (("", ""), ["P.1"]),
        (('sáng kiến"', 'chức vụ"'), []),
        (("verified", "active = false\nverified"), []),
        (("verified", "from = 2025-01-02\nverified"), []),
        (("verified", "to = 2024-12-31\nverified"), []),
    ],
)
def test_only_thresholds_on_the_matter_that_hold_on_the_day_are_given(change, codes):
    book, findings = read_book([file(SMALL + VOTES.replace(*change))])

    assert findings == []
    assert [rule.code for rule in book.at(date(2025, 1, 1)).vote_rules(Subject.INITIATIVE)] == codes
