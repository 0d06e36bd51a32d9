"""Ô của một dòng luật: which fields a row has, what typing into them makes, what is wrong where."""

from datetime import date

import pytest

from tests.domain.nominees import book
from thidua.lawbook.loading import SHIPPED, files_in, raw_rows
from thidua.services.law.row_fields import EDITABLE, fault_of, faults_of, fields_of, with_fields
from thidua.services.law.row_making import (
    ended,
    facts_asked,
    followed,
    joined,
    line_of,
    trial_names,
    trial_of,
    with_trial,
    without_trial,
)

ROWS = raw_rows(files_in(SHIPPED))


def shipped(section, code):
    """Bản mới nhất của một dòng đi kèm, as its file has it."""
    return ROWS[section][code][-1][0]


def cells(section, code):
    return {one.label: one.value for one in fields_of(section, shipped(section, code), book())}


def typed(section, code, **given):
    """Dòng sau khi gõ, by the label of each field."""
    raw = shipped(section, code)
    fields = fields_of(section, raw, book())
    keys = {one.label: one.key for one in fields}
    texts = {keys[label]: text for label, text in given["given"].items()}
    return with_fields(raw, fields, texts), faults_of(section, raw, fields, texts, book())


@pytest.mark.parametrize(
    ("section", "code", "expected"),
    [
        (
            *("requirements", "TTLDXS.4"),
            {"Ngưỡng (Số người đạt Lao động tiên tiến)": "70%"},
        ),
        (
            *("requirements", "CSTDT.1"),
            {
                "Ít nhất (số năm liên tục)": "3",
                "Chuỗi được kết thúc trước năm xét nhiều nhất (năm) (số năm liên tục)": "1",
            },
        ),
        ("quotas", "MAU.CSTDCS.15", {"Tỷ lệ": "15%", "Đang bật": "không"}),
        (
            "vote_rules",
            "PHIEU.KHOI.CO",
            {"Ngưỡng": "80%", "Căn cứ tính tỷ lệ": "tổng số thành viên"},
        ),
        ("conferrers", "giay-khen", {"Từ ngày": "01/07/2025"}),
        (
            *("awards", "chien-si-thi-dua-tinh"),
            {
                "Tên": "Chiến sĩ thi đua bộ, ban, ngành, tỉnh",
                "Loại": "danh hiệu thi đua",
                "Cấp": "bộ, ngành, tỉnh",
                "Đối tượng": "cá nhân",
                "Năm được tặng cũng kể là có danh hiệu, ngăn bằng «;»": "Chiến sĩ thi đua cơ sở",
                "Điều": "Điều 22",
            },
        ),
        (
            *("documents", "luat-06-2022-qh15"),
            {
                "Tên": "Luật 06/2022/QH15",
                "Từ ngày": "01/01/2024",
                "Đến hết ngày": "",
                "Mức kiểm chứng": "văn bản",
                "Lời cảnh báo": "chưa đối chiếu Luật 06/2026/QH16",
                "Cảnh báo từ ngày": "01/10/2026",
                "Văn bản sửa đổi chưa đối chiếu": "luat-06-2026-qh16",
            },
        ),
    ],
)
def test_the_figures_of_a_row_are_fields(section, code, expected):
    assert expected.items() <= cells(section, code).items()


@pytest.mark.parametrize("section", EDITABLE)
def test_every_shipped_row_can_be_shown_and_is_the_same_when_nothing_was_typed(section):
    for code, entries in ROWS[section].items():
        for raw, _ in entries:
            fields = fields_of(section, raw, book())
            values = {one.key: one.value for one in fields}

            assert len(values) == len(fields), code
            assert all(one.value in one.choices for one in fields if one.choices), code
            assert with_fields(raw, fields, values) == raw
            assert fault_of(section, raw, book()) == ""


def test_what_is_typed_becomes_what_a_law_file_has():
    made, faults = typed(
        "requirements",
        "TTLDXS.4",
        given={
            "Ngưỡng (Số người đạt Lao động tiên tiến)": "80%",
            "Đối tượng": "tập thể",
            "Từ ngày": "01/10/2026",
            "Văn bản": "luat-06-2026-qh16",
            "Điều": "khoản 5 Điều 1",
            "Lời": "Ít nhất 80% cá nhân đạt Lao động tiên tiến",
        },
    )

    assert faults == {}
    assert made["condition"]["threshold"] == "80%"
    assert (made["for"], made["from"], made["document"], made["article"]) == (
        *(["tập thể"], date(2026, 10, 1)),
        *("luat-06-2026-qh16", "khoản 5 Điều 1"),
    )


@pytest.mark.parametrize(
    ("label", "text", "fault"),
    [
        ("Ngưỡng (Số người đạt Lao động tiên tiến)", "nhiều", "phải là tỷ lệ"),
        ("Từ ngày", "32/13/2026", "phải là ngày"),
        ("Từ ngày", "01/01/2020", "trước ngày văn bản có hiệu lực 01/01/2024"),
        ("Điều", "", "«Điều» không được để trống"),
        ("Đối tượng", "cá nhân", "không có cho cá nhân"),
    ],
)
def test_the_finding_belongs_to_the_field_it_is_about(label, text, fault):
    raw = shipped("requirements", "TTLDXS.4")
    key = {one.label: one.key for one in fields_of("requirements", raw, book())}[label]
    _, faults = typed("requirements", "TTLDXS.4", given={label: text})

    assert list(faults) == [key]
    assert fault in faults[key]


def test_an_award_and_a_document_are_corrected_by_their_fields():
    includes = "Năm được tặng cũng kể là có danh hiệu, ngăn bằng «;»"
    award, faults = typed(
        *("awards", "chien-si-thi-dua-toan-quoc"),
        given={
            "Tên khác, ngăn bằng «;»": "CSTĐTQ; CSTĐ toàn quốc; CSTĐ quốc gia",
            includes: "chiến sĩ thi đua cơ sở; Chiến sĩ thi đua bộ, ban, ngành, tỉnh",
            "Điều": "khoản 1 Điều 21",
        },
    )
    assert faults == {}
    assert award == {
        **shipped("awards", "chien-si-thi-dua-toan-quoc"),
        "other_names": ["CSTĐTQ", "CSTĐ toàn quốc", "CSTĐ quốc gia"],
        "includes": ["chien-si-thi-dua-co-so", "chien-si-thi-dua-tinh"],
        "article": "khoản 1 Điều 21",
    }
    document, faults = typed(
        *("documents", "tt-15-2023-bkhdt"),
        given={
            "Từ ngày": "15/02/2024",
            "Đến hết ngày": "31/12/2025",
            "Ngày ký": "29/12/2023",
            "Mức kiểm chứng": "văn bản",
            "Cảnh báo từ ngày 2": "01/01/2026",
        },
    )
    old = shipped("documents", "tt-15-2023-bkhdt")
    assert faults == {}
    assert document == {
        **old,
        "from": date(2024, 2, 15),
        "to": date(2025, 12, 31),
        "signed": date(2023, 12, 29),
        "verified": "văn bản",
        "cautions": [old["cautions"][0], old["cautions"][1] | {"from": date(2026, 1, 1)}],
    }


@pytest.mark.parametrize(
    ("section", "code", "label", "text", "fault"),
    [
        ("awards", "giay-khen", "Tên", "", "«Tên» không được để trống"),
        ("awards", "giay-khen", "Đối tượng", "tổ chức", "tổ chức"),
        (
            *("awards", "giay-khen", "Năm được tặng cũng kể là có danh hiệu, ngăn bằng «;»"),
            *("Cờ lạ", "không có danh hiệu «Cờ lạ»"),
        ),
        ("awards", "giay-khen", "Từ ngày", "01/01/2020", "trước ngày văn bản có hiệu lực"),
        ("documents", "nd-98-2023", "Từ ngày", "", "phải là ngày"),
        (
            "documents",
            "nd-98-2023",
            "Đến hết ngày",
            "01/01/2023",
            "«Đến hết ngày» 01/01/2023 trước",
        ),
        (
            "documents",
            "luat-06-2022-qh15",
            "Lời cảnh báo",
            "",
            "«Lời cảnh báo» không được để trống",
        ),
    ],
)
def test_the_finding_of_an_award_or_a_document_stands_beside_its_field(
    section, code, label, text, fault
):
    key = {one.label: one.key for one in fields_of(section, shipped(section, code), book())}[label]
    _, faults = typed(section, code, given={label: text})

    assert list(faults) == [key]
    assert fault in faults[key]


def test_a_new_version_closes_the_one_before_and_an_end_closes_the_last():
    old = {"code": "A", "from": date(2024, 1, 1), "text": "cũ"}
    new = {"code": "A", "text": "mới"}

    assert followed([old], new, date(2026, 10, 1)) == [
        old | {"to": date(2026, 9, 30)},
        new | {"from": date(2026, 10, 1)},
    ]
    assert ended([old], date(2026, 9, 30)) == [old | {"to": date(2026, 9, 30)}]
    closed = old | {"to": date(2025, 12, 31)}
    assert followed([closed], new, date(2026, 1, 1))[0] == closed


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("fact", {"fact": "xep_loai", "op": ">=", "threshold": "HTT"}),
        ("share", {"fact": "so_ldtt", "of": "so_nguoi", "threshold": "70%"}),
        ("run", {"award": "chien-si-thi-dua-co-so", "least": "3"}),
        ("held", {"award": "bang-khen-tinh"}),
        ("meets", {"award": "lao-dong-tien-tien"}),
    ],
)
def test_a_condition_made_of_fields_is_read_by_the_strict_reader(kind, given):
    raw = shipped("requirements", "GK.1")
    line = line_of(kind, given)
    for condition in (joined([line], "all"), joined([line, line], "any")):
        fault = fault_of("requirements", {**raw, "condition": condition}, book())
        assert fault in ("", "dữ kiện «so_ldtt» không có cho cá nhân")


def test_a_trial_nominee_is_added_replaced_and_taken_out():
    raw = shipped("requirements", "LDTT.1")
    one = trial_of("tốt", 2025, "đạt", {"xep_loai": "HTT", "bi_ky_luat": ""})
    held = trial_of("đã tặng", 2025, "đạt", {}, "giay-khen", "2023, 2024")

    assert one == {"name": "tốt", "year": 2025, "expect": "đạt", "facts": {"xep_loai": "HTT"}}
    assert held["awards"] == [{"award": "giay-khen", "years": [2023, 2024]}]
    both = with_trial(with_trial(with_trial(raw, one), held), one)
    assert trial_names(both) == ["đã tặng", "tốt"]
    assert fault_of("requirements", both, book()) == ""
    assert without_trial(without_trial(both, "tốt"), "đã tặng") == raw


@pytest.mark.parametrize(
    ("trial", "fault"),
    [
        ({"expect": "được"}, "không hiểu «được» ở «expect»"),
        ({"facts": {"khong_co": "1"}}, "không có dữ kiện «khong_co»"),
        ({"facts": {"xep_loai": "giỏi"}}, "không hiểu «giỏi»"),
        ({"years": [{"year": 2024}]}, "thiếu khóa «facts»"),
        ({"la": 1}, "không biết khóa «la»"),
    ],
)
def test_a_wrong_trial_nominee_is_a_fault_of_its_rule(trial, fault):
    raw = shipped("requirements", "LDTT.1")
    made = {"name": "x", "year": 2025, "expect": "đạt"} | trial

    assert fault in fault_of("requirements", with_trial(raw, made), book())


def test_the_facts_of_an_award_built_on_are_asked_as_well():
    found = facts_asked(book(), "CSTDCS.1")

    assert found[:2] == ("xep_loai", "tham_gia_phong_trao")
    assert "thang_cong_tac" in found  # what excludes from the award it is built on counts too


@pytest.mark.parametrize(
    ("code", "given", "left"),
    [
        ("TTLDXS.4", {"Ngưỡng (Số người đạt Lao động tiên tiến)": "75%"}, ("70%", "75%")),
        ("BKTTG.CN.2", {"Ít nhất (số năm liên tục)": "4"}, ("5", "4")),
        (
            "LDTT.1",
            {"Ngưỡng (Mức xếp loại)": "HTXS"},
            ("Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"),
        ),
        (
            "BKTTG.CN.2",
            {"Ít nhất (số năm liên tục)": "4", "Lời": "Liên tục từ 04 năm trở lên"},
            None,
        ),
        ("BKTTG.CN.2", {"Điều": "điểm c khoản 5 Điều 73"}, None),
    ],
)
def test_words_that_keep_the_old_figure_are_told_beside_the_words(code, given, left):
    _, faults = typed("requirements", code, given=given)

    said = left and f"lời còn ghi «{left[0]}» mà nay là «{left[1]}»; hãy sửa lời cho khớp"
    assert faults == ({"text": said} if said else {})
