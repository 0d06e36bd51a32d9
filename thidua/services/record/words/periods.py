"""Kể việc của kỳ: rosters, stages, deadlines, and whether a unit is considered."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.period.closing import Matter, passed_words
from thidua.domain.period.consideration import CONSIDERATION_WORDS, ConsiderationState
from thidua.domain.period.organiser import LEVEL_WORDS
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.period.windows import vi_moment
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told


def _roster(told: Told) -> Words:
    """Một dòng của danh sách: a block, a unit, a membership or a year."""
    for row in told.rows:
        before = "" if row.is_new else _what(told, row.table, {**row.now, **row.was})
        current = told.names.row(row.table, row.key)
        whole = row.now if row.is_new else {**current, **row.now}
        return Words(
            before, f"{_subject(told, row.table, whole)}: {_what(told, row.table, row.now)}"
        )
    return Words()


def _subject(told: Told, table: str, row: Mapping[str, Any]) -> str:
    if table == "block":
        return f"Khối {row['code']}"
    if table == "unit":
        return f"Đơn vị {row['code']}"
    if table == "block_organiser":
        return f"Nơi tổ chức khối {told.names.block(row['block_id'])}"
    block = told.names.block(row["block_id"])
    if table == "membership":
        return f"{told.names.unit(row['unit_id'])} trong khối {block} năm {row['year']}"
    return f"Khối {block} năm {row['year']}"


def _what(told: Told, table: str, row: Mapping[str, Any]) -> str:
    if table == "membership":
        return "thành viên"
    if table == "block_year":
        return "kỳ thi đua"
    if table == "block_organiser":
        level = row.get("level")
        said_of = (
            "" if level is None else LEVEL_WORDS[level],
            row.get("body"),
            row.get("document"),
        )
        return " · ".join(str(one) for one in said_of if one)
    said = (row.get(name) for name in ("name", "short_name", "kind"))
    return " · ".join(str(one) for one in said if one)


def _moved(told: Told) -> Words:
    year, change = told.first("block_year"), told.first("stage_change")
    if year is None:
        return Words()
    now = {} if change is None else {**told.names.row(change.table, change.key), **change.now}
    said = f"mã đối chiếu {now['fingerprint']}" if now.get("fingerprint") else ""
    left = [Matter(one) for one in str(now.get("passed_over") or "").splitlines()]
    if left:
        said = "; ".join(filter(None, (f"còn việc nên xong: {passed_words(left)}", said)))
    if now.get("asked_by") and now["asked_by"] != now.get("done_by"):
        said = f"đề nghị: {now['asked_by']}"
    return Words(STAGE_WORDS[year.was["stage"]], STAGE_WORDS[year.now["stage"]], said)


def _asked(told: Told) -> Words:
    row = told.first("stage_change")
    return Words() if row is None else Words(after=STAGE_WORDS[row.now["new_stage"]])


def _ask_withdrawn(told: Told) -> Words:
    row = told.first("stage_change")
    return Words() if row is None else Words(before=STAGE_WORDS[row.now["new_stage"]])


def _checked(told: Told) -> Words:
    """Kết quả kiểm tra, by the codes of what did not hold."""
    broken = told.detail.get("broken", [])
    return Words(after=f"không đạt: {', '.join(broken)}" if broken else "mọi điều đều đạt")


def _window(told: Told) -> Words:
    row = told.first("stage_window")
    if row is None:
        return Words()
    now = row.now if row.is_new else {**told.names.row("stage_window", row.key), **row.now}
    stage = STAGE_WORDS[now["stage"]]
    before = {} if row.is_new else {**now, **row.was}
    return Words(f"{stage}: {_deadlines(before)}", f"{stage}: {_deadlines(now)}")


def _deadlines(row: Mapping[str, Any]) -> str:
    named = (("mở", "opens_at"), ("hạn nhắc", "soft_deadline"), ("hạn cuối", "hard_deadline"))
    said = "; ".join(
        f"{word} {vi_moment(row[name])}" for word, name in named if row.get(name) is not None
    )
    return said or "không đặt"


def _extended(told: Told) -> Words:
    row = told.first("extension")
    if row is None:
        return Words()
    return Words(after=f"{STAGE_WORDS[row.now['stage']]}: đến {vi_moment(row.now['until'])}")


def _considered(told: Told) -> Words:
    row = told.first("consideration")
    if row is None:
        return Words()
    default = ConsiderationState.CONSIDERED
    current = told.names.row("consideration", row.key).get("state", default)
    after = row.now.get("state", current)
    before = default if row.is_new else row.was.get("state", after)
    return Words(CONSIDERATION_WORDS[before], CONSIDERATION_WORDS[after])


def _left(told: Told) -> Words:
    row = told.first("membership")
    if row is None:
        return Words()
    return Words(f"thành viên năm {row.now['year']}")


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "roster.new": _roster,
        "roster.changed": _roster,
        "roster.removed": _left,
        "block.organised": _roster,
        "stage.moved": _moved,
        "stage.return_asked": _asked,
        "stage.return_withdrawn": _ask_withdrawn,
        "stage.checked": _checked,
        "window.set": _window,
        "extension.given": _extended,
        "unit.consideration": _considered,
    }
)
