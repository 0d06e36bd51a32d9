"""Tệp .pptx: native tables and charts, exact numbers, sizes, fonts, hostile text, equal bytes."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pptx.util import Cm, Pt

from tests.builders import make_covenant, make_criterion, make_group, ranked
from tests.domain.document.meeting import counted, facts, held, lines
from tests.domain.document.test_deck import whole
from tests.files.slides.decks import A, C, P, charts, opened, parts, points, slides, tables, title
from thidua.domain.document.deck.blocks import ROWS
from thidua.domain.document.deck.compose import compose
from thidua.files.slides import form
from thidua.files.slides.fit import line_count
from thidua.files.slides.out import deck_file
from thidua.files.slides.pages import pages_of

_LEAST = 1400
CODES = tuple(f"I.{place}" for place in range(1, 41))


def large(name=lambda place: f"Sở số {place}", units=60):
    """Khối lớn: forty criteria in four groups, names as they are asked for."""
    groups = [
        make_group(
            roman,
            *(
                make_criterion(code, 10, text="Nội dung dài " * 20)
                for code in CODES[10 * step : 10 * step + 10]
            ),
        )
        for step, roman in enumerate(("I", "II", "III", "IV"))
    ]
    covenant = make_covenant(*groups)
    names = {f"U{place:02}": name(place) for place in range(units)}
    sheets = {
        unit: lines(*(str(place % 7 + 2 + step / 4) for step in range(40)), codes=CODES)
        for place, unit in enumerate(names)
    }
    plain = facts({unit: (None,) * 4 for unit in names}, names=names)
    return replace(plain, covenant=covenant, standings=ranked(covenant, sheets))


def texts_of(slide):
    return [one.text or "" for one in slide.iter(f"{A}t")]


def test_charts_hold_the_exact_digits_of_the_table_and_no_point_for_a_missing_score():
    given = {
        "A": ("55.5", "38", "4", "0"),
        "B": ("50.25", "39", "0", "1.5"),
        "D": ("50", None, "0", "0"),
    }

    content = deck_file(compose(facts(given, verified=frozenset("AB"))))
    overview = slides(content)[2]

    assert points(charts(content)[0]) == [{0: "97.50", 1: "87.75"}]
    assert [row[1] for row in tables(overview)[1]] == ["Tổng điểm", "97,50", "87,75", "—"]
    assert [one.text for one in charts(content)[0].iter(f"{C}v")][:3] == [
        "Tổng điểm",
        "Sở Alpha",
        "Sở Beta",
    ]


def test_each_chart_is_native_with_a_workbook_of_the_same_numbers():
    content = deck_file(compose(whole(), with_units=True))
    deck = opened(content)
    frames = [one for slide in deck.slides for one in slide.shapes if one.has_chart]

    assert len(frames) == 8
    assert len(frames) == len(charts(content))
    for frame in frames:
        book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        sheet = book["Sheet1"]
        for column, series in enumerate(frame.chart.plots[0].series, start=2):
            own = [sheet.cell(row, column).value for row in range(2, len(series.values) + 2)]
            assert own == [None if one is None else pytest.approx(one) for one in series.values]
            assert sheet.cell(1, column).value == series.name


def test_every_graphic_has_a_text_and_every_table_a_heading_row():
    content = deck_file(compose(whole(), with_units=True))

    frames = [one for slide in slides(content) for one in slide.iter(f"{P}graphicFrame")]
    said = [one.find(f"{P}nvGraphicFramePr/{P}cNvPr").get("descr") for one in frames]
    marked = [one.get("firstRow") for slide in slides(content) for one in slide.iter(f"{A}tblPr")]
    assert len(frames) == 24
    assert all(said)
    assert set(marked) == {"1"}
    assert not [name for name in parts(content) if name.startswith("ppt/media/")]


def test_no_text_is_smaller_than_fourteen_points_and_one_font_stands_everywhere():
    content = deck_file(compose(whole(), with_units=True))

    sizes = {
        int(one.get("sz"))
        for name, body in parts(content).items()
        if name.startswith(("ppt/slides/slide", "ppt/slideLayouts/slide", "ppt/charts/chart"))
        and name.endswith(".xml")
        for one in ET.fromstring(body).iter()
        if one.tag in (f"{A}rPr", f"{A}defRPr") and one.get("sz")
    }
    fonts = {
        one.get("typeface")
        for name, body in parts(content).items()
        if name.startswith("ppt/theme/theme")
        for kind in ("majorFont", "minorFont")
        for one in next(ET.fromstring(body).iter(f"{A}{kind}"))
    }
    assert min(sizes) >= _LEAST
    assert fonts == {"Arial"}
    master = opened(content).slide_master
    assert {one.get("sz") for one in master._element.iter(f"{A}defRPr")} >= {"2800", "1800"}


def test_the_title_comes_first_then_tables_then_the_chart():
    content = deck_file(compose(whole()))
    tree = slides(content)[2].find(f"{P}cSld/{P}spTree")

    kinds = []
    for shape in tree:
        if shape.tag == f"{P}graphicFrame":
            kinds.append("bảng" if next(shape.iter(f"{A}tbl"), None) is not None else "biểu đồ")
        elif shape.tag == f"{P}sp":
            place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            kinds.append(place.get("type") or "chữ")
    assert kinds == ["title", "body", "bảng", "bảng", "biểu đồ", "ftr", "sldNum"]


def test_the_mark_and_the_fingerprint_stand_on_every_slide_with_its_notes():
    deck = compose(facts(is_provisional=True), with_units=True)
    content = deck_file(deck)

    for slide in slides(content):
        said = texts_of(slide)
        assert deck.mark in said
        assert deck.footer in said
    read = opened(content)
    pages = [page for slide in deck.slides for page in pages_of(slide)]
    assert [one.notes_slide.notes_text_frame.text for one in read.slides] == [
        "\n".join(page.notes) for page in pages
    ]
    assert read.core_properties.title == deck.title


def test_properties_name_the_document_and_its_fingerprint():
    deck = compose(facts(), hides_names=True)

    said = parts(deck_file(deck))["docProps/custom.xml"].decode()

    assert 'name="thidua.document"><vt:lpwstr>trinh-chieu<' in said
    assert f'name="thidua.fingerprint"><vt:lpwstr>{deck.fingerprint}<' in said


HOSTILE = {
    "A": "=1+1&<b>\x0bSở\x00 Alpha\ufffe",
    "B": "{{ten_khoi}} w:p 🏆\u202eateB\u202c",
    "C": "So\u031b\u0309 Gamma",
}


def test_hostile_names_stay_text_and_the_file_opens():
    content = deck_file(compose(facts(names=HOSTILE), with_units=True))

    ranking = tables(slides(content)[3])[0]
    assert [row[1] for row in ranking[1:]] == [
        "=1+1&<b>Sở Alpha",
        "{{ten_khoi}} w:p 🏆ateB",
        "Sở Gamma",
    ]
    chart = next(one for one in opened(content).slides[2].shapes if one.has_chart).chart
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    first = book["Sheet1"].cell(2, 1)
    assert (first.value, first.data_type) == ("=1+1&<b>Sở Alph…", "s")


@pytest.mark.parametrize(
    "name",
    [lambda place: f"Sở số {place}", lambda place: f"{place} {'Phòng nghiệp vụ ' * 18}"],
    ids=["ngắn", "dài"],
)
def test_a_large_block_is_split_by_rows_that_stay_on_the_slide(name):
    deck = compose(large(name), with_units=True)

    pages = [page for slide in deck.slides for page in pages_of(slide)]
    bottom = form.CONTENT.top + form.CONTENT.height
    right = form.WIDTH - form.EDGE
    tables_of = [one for page in pages for one in page.tables]
    assert max(len(one.table.rows) for one in tables_of) <= ROWS
    assert [one for one in tables_of if one.place.top + one.place.height > bottom + 0.01] == []
    assert [one for one in tables_of if one.place.left + sum(one.widths) > right + 0.01] == []
    content = deck_file(deck)
    assert len(content) < 5_000_000
    assert len(slides(content)) == len(pages)


def test_no_row_is_lost_between_the_pages_of_a_table_and_charts_go_with_them():
    deck = compose(large())
    ranking = next(one for one in deck.slides if one.name == "Xếp hạng")
    why = next(one for one in deck.slides if one.name == "Vì sao khác nhau")

    pages = pages_of(ranking)
    beside = pages_of(why)

    assert [row for page in pages for row in page.tables[0].table.rows] == [*ranking.tables[0].rows]
    assert [page.title for page in pages] == [
        f"{ranking.title} ({place}/5)" for place in range(1, 6)
    ]
    assert [one for page in beside for one in page.chart.categories] == [*why.charts[0].categories]
    assert [len(page.chart.categories) for page in beside] == [
        len(page.tables[0].table.rows) for page in beside
    ]


def test_the_pages_of_a_chart_share_one_scale_from_nothing():
    deck = compose(large())
    content = deck_file(replace(deck, slides=deck.slides[2:3]))

    scales = {
        (one.find(f"{C}min").get("val"), one.find(f"{C}max").get("val"))
        for chart in charts(content)
        for axis in chart.iter(f"{C}valAx")
        for one in axis.iter(f"{C}scaling")
    }
    assert len(charts(content)) == 5
    assert scales == {("0.0", "600.0")}


def test_titles_fit_their_place_whatever_the_names():
    deck = compose(large(lambda place: f"{place} " + "Trường Đại học Sư phạm " * 13))
    titles = [page.title for one in deck.slides[1:] for page in pages_of(one)]

    width = form.TITLE.width - 0.6
    lines = {one: line_count(one, form.TITLE_SIZE, width, is_bold=True) for one in titles}
    assert {one: count for one, count in lines.items() if count > 2} == {}


def test_the_paper_is_wide_and_the_title_is_a_title():
    content = deck_file(compose(facts()))
    deck = opened(content)

    assert (deck.slide_width, deck.slide_height) == (Cm(form.WIDTH), Cm(form.HEIGHT))
    assert b"screen4x3" not in parts(content)["ppt/presentation.xml"]
    assert [title(one) for one in slides(content)] == [one.shapes.title.text for one in deck.slides]
    assert [one.name for one in deck.slide_layouts] == ["Bìa", "Nội dung"]
    table = next(one for one in deck.slides[3].shapes if one.has_table).table
    assert table.cell(1, 1).text_frame.paragraphs[0].runs[0].font.size == Pt(form.TABLE_SIZE)


def test_a_vote_of_few_ballots_has_its_sentence_and_no_graphic():
    deck = compose(facts(votes=(held(counted(2, 0, valid=2)),)))
    content = deck_file(deck)
    place = next(i for i, one in enumerate(deck.slides) if one.name.startswith("Cuộc phiếu"))

    slide = slides(content)[place]

    assert tables(slide) == []
    assert next(slide.iter(f"{P}graphicFrame"), None) is None
    assert any("không có bảng phiếu" in text for text in texts_of(slide))


_MAKE = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.domain.document.test_deck import whole
from thidua.domain.document.deck.compose import compose
from thidua.files.slides.fit import line_count
from thidua.files.slides.out import deck_file
print(hashlib.sha256(deck_file(compose(whole(), with_units=True))).hexdigest())
"""


def test_two_processes_with_two_seeds_make_the_same_bytes():
    root = str(Path(__file__).parents[3])
    made = [
        subprocess.run(
            [sys.executable, "-c", _MAKE.format(root=root)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    own = hashlib.sha256(deck_file(compose(whole(), with_units=True))).hexdigest()
    other = hashlib.sha256(deck_file(compose(whole(fingerprint="0" * 64)))).hexdigest()

    assert made == [own, own]
    assert other != own


def test_numbers_are_decimals_all_the_way():
    deck = compose(whole(), with_units=True)

    kinds = {
        type(value)
        for slide in deck.slides
        for chart in slide.charts
        for series in chart.series
        for value in series.values
    }
    assert kinds <= {Decimal, type(None)}
