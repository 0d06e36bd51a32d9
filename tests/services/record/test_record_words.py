"""Lời nhật ký: every kind that is recorded can be told, and in words a person reads."""

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.recorded import recorded
from tests.services.test_rights_table import WAYS, name_of
from thidua import labels
from thidua.db.rows import all_recorded
from thidua.services.record.words.codes import CODE_WORDS
from thidua.services.record.words.telling import TELLERS
from thidua.services.record.words.tried import TRIED_WORDS, tried_words

SERVICES = Path(__file__).parents[3] / "thidua" / "services"
NEVER_BY_A_PAGE = {
    "backups.before_move",
    "backups.make",
    "backups.note_elsewhere",
    "backups.restore",
    "fill.fill",
    "people.settle",
    "reminders.send",
    "reviews.fill",
}
"""Việc chỉ phần mềm và dòng lệnh làm, so nobody is refused it on a screen."""


def test_every_service_that_can_be_refused_has_words():
    written = {name_of(way.service) for way in WAYS}

    assert written - set(TRIED_WORDS) == NEVER_BY_A_PAGE


def test_every_kind_of_act_is_told_and_has_a_name():
    assert set(TELLERS) == set(labels.ACTIONS)


def test_every_act_in_the_code_is_of_a_known_kind():
    said = set()
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Act":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    said.add(first.value)

    assert said <= set(TELLERS)
    assert len(said) > 50


CODES = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone\b|<[A-Z]|datetime|Decimal")


def test_nothing_in_the_record_of_the_demo_reads_like_a_program(demo_sqlite_url):
    strange = {
        (one.action, text)
        for one in recorded()
        for text in (one.old, one.new, one.reason)
        if CODES.search(text)
    }

    assert strange == set()


def test_every_code_of_every_column_has_words():
    for shape in all_recorded():
        for column in shape.table.columns:
            if isinstance(column.type, sa.Enum):
                words = CODE_WORDS[column.type.enum_class]
                assert set(words) == set(column.type.enum_class)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("people.import_people", "nhập danh sách cá nhân"),
        ("score_imports.import_scores", "nhập tệp điểm"),
        ("vote_papers.enter_count", "nhập kiểm phiếu giấy"),
        ("vote_results.close", "đóng bỏ phiếu, kiểm phiếu"),
        ("vote_roll.mark", "điểm danh bỏ phiếu"),
        ("sheets.save_lines", "lưu điểm"),
        ("nobody.knows", "việc khác"),
        ("", "việc khác"),
    ],
)
def test_what_an_earlier_release_recorded_as_tried_is_told(code, words):
    assert tried_words(code) == words
