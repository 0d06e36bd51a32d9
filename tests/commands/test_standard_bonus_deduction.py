"""Chuẩn, thưởng và trừ trong một dòng, through the commands, with the workbooks of a real table.

`standard_bonus_deduction/` holds part a7 of the «Bảng điểm chuẩn» 2022 of a provincial office in
one row, three units' scores, and the figures of all nine parts of its section a.
"""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from tests.builders import covenant_from, make_draft, make_entry, make_row, score_of
from tests.commands.test_headings import done
from thidua.domain.covenant.checks import check_rules
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import Severity

CASE = Path(__file__).with_name("standard_bonus_deduction")
PERIOD = ("--block", "K1", "--year", 2022)


def test_the_line_and_its_group_show_what_people_write(sqlite_url):
    done("import-units", CASE / "don_vi.xlsx")
    done("import-covenant", CASE / "giao_uoc.xlsx")
    done("import-scores", CASE / "bang_diem.xlsx", *PERIOD, "--hand", "verified")

    shown = done("standings", *PERIOD, "--json")
    units = json.loads(shown.stdout)["units"]
    assert {one["unit"]: (one["total"], one["rank"], one["band"]) for one in units} == {
        "C": ("11.00", 1, "Xuất sắc"),
        "E": ("3.50", 2, "Xuất sắc"),
        "D": ("1.50", 3, None),
    }


def test_nine_parts_of_a_section_stand_in_nine_rows_and_make_forty_of_thirty():
    sheet = load_workbook(CASE / "bang_diem_chuan_ba_cot.xlsx").active
    parts = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    rows = [make_row("a", 30)]
    for code, text, standard, bonus, faults, taken, earned in parts:
        parameters = f"chuẩn {str(standard).replace('.', ',')}; {faults}; trừ tối đa {taken}"
        for reward in bonus.split(";") if bonus else ():
            parameters += f"; thưởng {reward.strip().removeprefix('thưởng ')}"
        if bonus:
            parameters += (
                "; thưởng không hạn chế" if earned == "không ghi" else f"; thưởng tối đa {earned}"
            )
        most = str(standard)
        written = parameters.replace(".", ",")
        rows.append(make_row(code, most, "Trừ dần", parameters=written, text=text))
    covenant = covenant_from(make_draft(*rows))
    entries = {code: make_entry() for code in covenant.criteria}
    entries["a4"] = make_entry(events={"từ 99% và chung từ 95%": 1})
    entries["a7"] = make_entry(events={"giải pháp tốt": 8})

    score = score_of(covenant, entries)

    assert [one for one in check_rules(covenant) if one.severity is not Severity.NOTICE] == []
    assert len(covenant.criteria) == 9
    assert (score.groups["a"], score.group_max["a"]) == (Decimal(40), Decimal(30))
    assert covenant.criteria["a2"].most_words() == "3 + thưởng 0,5"
    assert covenant.criteria["a7"].most_words() == "3 + thưởng không hạn chế"


def test_a_limit_without_a_colon_is_read(sqlite_url):
    done("import-units", CASE / "don_vi.xlsx")

    found = done("import-covenant", CASE / "giao_uoc_tran_khong_hai_cham.xlsx")

    assert "trừ tối đa" not in found.stderr


def test_a_line_that_holds_a_bonus_waits_as_a_whole_and_one_with_faults_alone_does_not():
    row = make_row("a7", 3, "Trừ dần", parameters="muộn: 0,5; thưởng sáng kiến: 1")
    covenant = covenant_from(make_draft(row))
    faults, both = {"muộn": 1}, {"muộn": 1, "sáng kiến": 1}

    def unconfirmed(events):
        return score_of(covenant, {"a7": replace(make_entry(events=events), confirmed=False)})

    waiting, counted = unconfirmed(both), unconfirmed(faults)
    assert (waiting.lines["a7"], waiting.total, waiting.unconfirmed) == (
        Decimal("2.5") + 1,
        0,
        ("a7",),
    )
    assert (counted.total, counted.unconfirmed) == (Decimal("2.5"), ())


def test_a_faulty_parameter_leads_to_one_finding_alone():
    rows = (
        make_row("I", 3, at={"Cách chấm": "ô D2"}),
        make_row("I.1", 3, "Trừ dần", parameters="trừ hết điểm", at={"Tham số": "ô E3"}),
    )

    _, findings = read_covenant(make_draft(*rows))

    assert [(one.code, one.place) for one in findings] == [("parameters", "ô E3")]
