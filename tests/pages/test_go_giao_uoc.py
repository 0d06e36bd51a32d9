"""Gõ một giao ước thật qua biểu mẫu: what was typed gives the workbook of its imported twin."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.people import PROGRAM, make_account
from tests.services.covenant.test_drafts import BOOKS, members
from tests.services.year import NOW
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.covenant.drafting.lines import DraftSheet, draft_of, lines_of
from thidua.domain.covenant.ranking_rows import TIEBREAK
from thidua.domain.covenant.setting_rows import BLOCK, SETTING_NAMES, YEAR
from thidua.domain.ground.text import folded
from thidua.services.covenant import covenants, drafts
from thidua.services.ground import intake
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import drafting
from thidua.ui.verify.draft import typed

BOOK = BOOKS / "05-mttq-dong-nai-2025.xlsx"
OPEN = ("dt-mo-them", "dt-mo-them-xh", "dt-mo-can-cu")
GROUNDS = ("clause", "quotation", "note")


def in_todays_words(row):
    """Sổ cũ còn ghi «Trưởng khối»; a list of choices offers the word of today."""
    said = (
        row.value.replace("Trưởng khối", "Khối trưởng") if isinstance(row.value, str) else row.value
    )
    return replace(row, value=said)


class Typist:
    """Người gõ: fills the forms of the page, and nothing else."""

    def __init__(self, at, period):
        self.at, self.period = at, period

    def lines(self):
        with reading() as session:
            return drafts.view(Work(session, PROGRAM, self.period)).lines

    def part(self, name):
        self.at = self.at.button_group[-1].set_value(name).run()
        assert not self.at.exception

    def put(self, key, value):
        if key.endswith("-evidence"):  # a list that takes words of one's own
            self.at.session_state[key] = value
            return
        boxes = (*self.at.text_input, *self.at.text_area, *self.at.selectbox, *self.at.checkbox)
        next(one for one in boxes if one.key == key).set_value(value)

    def press(self, key):
        self.at = self.at.button(key=key).click().run()
        assert not self.at.exception
        assert [one.value for one in self.at.error] == []

    def settings(self, given):
        self.part("Mục chung")
        own = {folded(name): name for name in SETTING_NAMES}
        rest = []
        for line in given:
            name = own.get(folded(line.title))
            if name is None:
                rest.append(line)
            else:
                self.put(f"dt-muc-{name}", line.cell("value"))
        self.press("dt-luu-muc")
        for line in rest:
            self.put("dt-muc-moi", line.title)
            self.put("dt-gia-tri-moi", line.cell("value"))
            self.press("dt-luu-muc")

    def criterion(self, given, groups):
        self.put("dt-moi-cach", given.cell("method"))
        above = given.title.rpartition(".")[0]
        self.put("dt-moi-nhom", above if above in groups else "")
        self.at = self.at.run()
        code = next(one.key for one in self.at.text_input if one.label == "Mã của dòng mới")
        self.put(code, given.title)
        self.put("dt-moi-diem", given.cell("max_points"))
        self.put("dt-moi-loi", given.cell("text"))
        self.press("dt-them")
        line = next(one for one in self.lines() if one.title == given.title)
        self._rest(line, given)

    def _rest(self, line, given):
        wanted = {name: given.cell(name) for name in ("sign", *GROUNDS)}
        if method := given.cell("method"):
            wanted |= {name: given.cell(name) for name in ("evidence", "gate", "source")}
        for name, text in wanted.items():
            if text:
                self.put(typed.key_of(line, name), text)
        form = typed.form_of(method)
        for name, text in form.filled(given.cell("parameters")).items():
            if text:
                is_tick = any(one.name == name and one.is_tick for one in form.fields + form.common)
                self.put(typed.rule_key(line, method, name), True if is_tick else text)
        self.at = self.at.run()
        if not self.at.button(key="dt-luu").disabled:
            self.press("dt-luu")

    def ranking(self, given):
        self.put("dt-moi-loai-xh", given.cell("kind"))
        self.at = self.at.run()
        self.put("dt-moi-thu-tu-xh", given.cell("order"))
        said = "dt-moi-phu-xh" if given.cell("kind") == TIEBREAK else "dt-moi-loi-xh"
        self.put(said, given.cell("content"))
        self.put("dt-moi-gia-tri-xh", given.cell("value"))
        self.press("dt-them-xh")


@pytest.fixture
def twin(sqlite_url):
    read, _ = intake.covenant(BOOK.read_bytes(), Path(BOOK).name)
    draft = replace(read, settings=tuple(map(in_todays_words, read.settings)))
    said = {row.name: str(row.value) for row in draft.settings}
    block, year = said[BLOCK], int(said[YEAR])
    members(block, year)
    with writing() as session:
        make_account(session, "thu", Grant(Role.SECRETARY, block, None, year, ""))
        there = next(one for one in rosters.all_periods(session) if one.part.is_year)
        drafting.start(Work(session, PROGRAM, there, NOW), source=drafting.EMPTY)
    return draft, there


def test_a_covenant_typed_through_the_forms_is_its_imported_twin(twin, page):
    draft, there = twin
    at = page("giao_uoc", "thu")
    for key in OPEN:
        at.session_state[key] = True
    at = at.run()
    at = at.button_group[0].set_value("Dự thảo").run()
    typist = Typist(at, there)
    given = lines_of(draft)
    typist.settings([one for one in given if one.sheet is DraftSheet.SETTING])
    typist.part("Tiêu chí của dự thảo")
    groups = {one.title for one in given if not one.cell("method")}
    for one in given:
        if one.sheet is DraftSheet.CRITERION:
            typist.criterion(one, groups)
    typist.part("Xếp hạng của dự thảo")
    for one in given:
        if one.sheet is DraftSheet.RANKING:
            typist.ranking(one)
    with reading() as session:
        book = drafts.workbook(Work(session, PROGRAM, there))
    again, _ = intake.covenant(book, "go.xlsx")

    wanted = {(one.sheet, one.title): dict(one.cells) for one in lines_of(draft)}
    assert {(one.sheet, one.title): dict(one.cells) for one in lines_of(again)} == wanted
    assert covenants.fingerprint(again) == covenants.fingerprint(draft_of(given))
