"""Một con số ở mọi nơi: screen, projector, Excel, Word, PowerPoint and JSON, string by string."""

import io
import itertools
import json
import re
from decimal import Decimal

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from typer.testing import CliRunner

from tests.files.slides import decks
from tests.pages.screen import printed
from tests.people import PROGRAM
from tests.services.meeting.led import Led
from thidua.commands.app import app
from thidua.db.engine import writing
from thidua.db.tables import BlockYear
from thidua.domain.access.permissions import administrator
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.document.letterhead import Owner
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.files.word.properties import read_properties
from thidua.services.covenant import covenants
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.document import templates
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import confirmations, sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

NOTHING = "–"
SIGNS = {"–", "—"}  # a missing rank of the deck and a missing number have signs of their own
PARTS = ("base", "bonus", "deduction")
PAPERS = {
    "bang-tong-hop": ("Cơ bản", "Thưởng", "Trừ"),
    "thong-bao": (),
    "bao-cao-khoi": ("Thẩm định", "Thưởng", "Trừ"),
    "bien-ban-binh-xet": ("Thẩm định", "Thưởng", "Trừ"),
}


def command(*words):
    answer = CliRunner().invoke(app, [str(one) for one in words])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def exported(kind, place, folder, *more):
    to = folder / "tep"
    command("export", kind, *place, *more, "--to", to)
    return to.read_bytes()


def vi(text):
    return NOTHING if text is None else text.replace(".", ",")


def rank(text):
    """Hạng và đồng hạng: every face says it in the same words."""
    found = re.fullmatch(r"(\d+)( \(đồng hạng\))?", text)
    if found is None:
        assert text in SIGNS, text
        return NOTHING
    return found[1] + ("=" if found[2] else "")


def of_json(place):
    """Điều máy đọc được, in the words of people: what every other face must say."""
    units = json.loads(command("standings", *place, "--json"))["units"]
    return [
        (
            NOTHING if one["rank"] is None else f"{one['rank']}{'=' if one['tied'] else ''}",
            one["name"],
            vi(one["total"]),
            one["band"] or NOTHING,
            *(vi(one[part]) for part in PARTS),
        )
        for one in units
    ]


def of_table(rows, headings, parts):
    at = [headings.index(one) for one in ("Hạng", "Đơn vị")]
    total = next(headings.index(one) for one in ("Tổng", "Tổng điểm") if one in headings)
    band, others = headings.index("Xếp loại"), [headings.index(one) for one in parts]
    picked = [
        (rank(row[at[0]]), row[at[1]], row[total], row[band], *(row[one] for one in others))
        for row in rows
    ]
    return [tuple(NOTHING if one in SIGNS else one for one in row) for row in picked]


def of_word(content, parts):
    """Bảng có đủ các cột này, of all tables of the paper and of its annexes: each must agree."""
    found = []
    for table in docx.Document(io.BytesIO(content)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if {"Hạng", "Đơn vị", "Xếp loại", *parts} <= set(rows[0]):
            found.append(of_table(rows[1:], rows[0], parts))
    assert found
    return found


def of_slides(content):
    """Bảng của các trang xếp hạng; there is no column of bands where nobody has one."""
    rows = []
    for slide in decks.slides(content):
        for table in decks.tables(slide):
            if table[0][:3] == ["Hạng", "Đơn vị", "Tổng điểm"]:
                named = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
                for one in named:
                    said = (one["Đơn vị"], one["Tổng điểm"], one.get("Xếp loại", NOTHING))
                    rows.append((rank(one["Hạng"]), *(NOTHING if s in SIGNS else s for s in said)))
    return rows


def of_excel(content):
    """Số trong ô as its format shows it; text in place of a number says there is none."""
    sheet = load_workbook(io.BytesIO(content), data_only=True)["Tổng hợp"]
    headings = [cell.value for cell in sheet[4]]

    def shown(cell):
        if not isinstance(cell.value, int | float):
            return NOTHING
        places = len(cell.number_format.partition(".")[2])
        value = Decimal(repr(cell.value))
        assert value == round(value, places)
        return f"{value:.{places}f}".replace(".", ",")

    rows = []
    for row in sheet.iter_rows(min_row=5):
        named = dict(zip(headings, row, strict=True))
        rows.append(
            (
                NOTHING if named["Hạng"].value is None else str(named["Hạng"].value),
                named["Đơn vị"].value,
                shown(named["Tổng điểm"]),
                named["Xếp loại"].value or NOTHING,
                *(shown(named[one]) for one in ("Điểm gốc", "Điểm thưởng", "Điểm trừ")),
            )
        )
    return rows


def of_screen(page, block, year):
    at = page("xep_hang")
    at.query_params.update({"toi-khoi": block, "toi-nam": str(year)})
    frame = printed(at.run(), "Bảng xếp hạng")
    rows = frame.values.tolist()
    return of_table(rows, list(frame.columns), ("Điểm gốc", "Thưởng", "Trừ"))


def of_projector(page, block, year):
    Led(block, year).reveal_all()
    at = page("trinh_chieu")
    at.query_params.update({"toi-khoi": block, "toi-nam": str(year)})
    tables = at.run().table
    if not tables:
        return []
    frame = tables[0].value
    if "Xếp loại" not in frame.columns:  # where nobody has one
        frame["Xếp loại"] = NOTHING
    rows = [[re.sub(r"\\(.)", r"\1", str(cell)) for cell in row] for row in frame.values.tolist()]
    return of_table(rows, list(frame.columns), ())


def assert_same_everywhere(page, folder, block, year):
    place = ("--block", block, "--year", year)
    wanted = of_json(place)
    short = [row[:4] for row in wanted]

    assert of_screen(page, block, year) == wanted
    assert of_projector(page, block, year) == [row for row in short if row[0] != NOTHING]
    assert of_excel(exported("xlsx", place, folder)) == [
        (row[0].rstrip("="), *row[1:]) for row in wanted
    ]
    for code, parts in PAPERS.items():
        found = of_word(exported("docx", place, folder, "--document", code), parts)
        assert found == [wanted if parts else short] * len(found), code
    assert of_slides(exported("pptx", place, folder)) == short
    take_own_templates(block, year)
    for code, parts in PAPERS.items():
        content = exported("docx", place, folder, "--document", code)
        found = of_word(content, parts)
        assert found == [wanted if parts else short] * len(found), code
        assert read_properties(content)["thidua.template"].startswith("rieng-1-")


def take_own_templates(block, year):
    """Khối dùng mẫu riêng cho mọi văn bản có bảng xếp hạng."""
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block=block, year=year)
        work = Work(session, PROGRAM, period)
        for code in PAPERS:
            data = templates.start_file(work, document=code)
            key = templates.add(
                work,
                owner=Owner.BLOCK,
                code=block,
                document=code,
                data=data,
                file_name=f"{code}.docx",
            )
            templates.put_in_force(work, key=key, seen=1)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_face_of_the_demo_says_the_same(demo_url, page, tmp_path, year):
    assert_same_everywhere(page, tmp_path, BLOCK_CODE, year)


SECOND = administrator("Người thứ hai")
CODES = itertools.count(1)
UNITS = ("A", "B", "C", "D")


@st.composite
def made_blocks(draw):
    """Khối bốn đơn vị: decimals of the covenant and the points of every line, equal ones too."""
    places = draw(st.integers(0, 3))

    def points(most):
        return draw(st.decimals(0, most, places=places))

    sheets_ = {unit: (points(700), points(300), points(20), points(9)) for unit in UNITS}
    if draw(st.booleans()):
        sheets_["D"] = sheets_["A"]
    return places, sheets_, draw(st.sampled_from((*UNITS, "")))


def settle(block, places, given, unfinished):
    """Khối này, verified but for one unit that is not."""
    rows = [
        RosterRow(block, f"Khối {block}", one, f"Phòng {one}", one, "phòng", 2025) for one in UNITS
    ]
    named = (
        *(("Khối", block), ("Năm", "2025"), ("Tên giao ước", "Giao ước")),
        *(("Số chữ số thập phân", str(places)), ("Cách tổng hợp điểm chấm chéo", "Trung bình")),
    )
    draft = CovenantDraft(
        tuple(SettingRow(*one) for one in named),
        (
            CriterionRow("I", "Kết quả", Decimal(700), "Chấm mức"),
            CriterionRow("II", "Phong trào", Decimal(300), "Chấm mức"),
            CriterionRow("III", "Thưởng", Decimal(20), "Chấm mức", sign="thưởng"),
            CriterionRow("IV", "Trừ", Decimal(9), "Chấm mức", sign="trừ"),
        ),
        (
            RankingRow("Xếp loại", "1", "Xuất sắc", ">=900"),
            RankingRow("Xếp loại", "2", "Tiên tiến", ">=600"),
        ),
    )
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM), draft=draft)

    def step(service, actor=PROGRAM, **named):
        with writing() as session:
            period = rosters.period(Work(session, PROGRAM), block=block, year=2025)
            return service(Work(session, actor, period), **named)

    def move(work):
        work.session.get_one(BlockYear, work.period.id).stage = Stage.VERIFY
        record(
            work.session, actor=PROGRAM, now=work.now, acts=[Act("stage.moved")], period=work.period
        )

    step(move)
    for unit, numbers in given.items():
        if unit == unfinished:
            continue
        edits = [
            LineEdit(code, 0, Entry(points=value))
            for code, value in zip(("I", "II", "III", "IV"), numbers, strict=True)
        ]
        step(sheets.save_lines, unit=unit, hand=Hand.VERIFIED, edits=edits)
        step(confirmations.confirm, SECOND, lines=step(confirmations.waiting))
        step(verification.verify_sheet, unit=unit)


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=made_blocks())
def test_every_face_of_any_block_says_the_same(sqlite_url, page, tmp_path, made):
    block = f"K{next(CODES)}"
    settle(block, *made)

    assert_same_everywhere(page, tmp_path, block, 2025)
