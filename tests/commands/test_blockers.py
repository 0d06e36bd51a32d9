"""Lệnh blockers: what must and what should be done, whose turn it is, for people and machines."""

import json

import pytest
from typer.testing import CliRunner

from tests.services.year import NOW, settle, to_self_score
from thidua.commands.app import app


@pytest.fixture(autouse=True)
def _year(sqlite_url):
    settle()


def told(*options):
    shown = CliRunner().invoke(app, ["blockers", "--block", "K1", "--year", "2025", *options])
    assert shown.exit_code == 0
    return shown.stdout


def test_what_still_blocks_is_told_with_whose_turn_it_is():
    to_self_score()

    assert json.loads(told("--json")) == {
        "block": "K1",
        "year": 2025,
        "stage": "self_score",
        "following": "verify",
        "blockers": [
            {
                "message": "chưa nộp bảng tự chấm: A, B",
                "must": True,
                "whose": "cán bộ thi đua của các đơn vị ấy",
                "since": NOW.isoformat(),
            }
        ],
    }
    assert told().splitlines() == [
        "Khối một, năm 2025: giai đoạn Tự chấm",
        "Phải xong: chưa nộp bảng tự chấm: A, B – chờ cán bộ thi đua của các đơn vị ấy, từ 09:00 "
        "ngày 20/03/2026",
    ]


def test_where_nothing_blocks_it_says_so():
    assert told().splitlines()[-1] == "Không còn việc gì chặn lại."
