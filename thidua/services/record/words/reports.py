"""Kể việc của báo cáo: which is asked of whom until when, and what became of one."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from thidua.domain.ground.points import vi_number
from thidua.domain.movement.deadline import BOUND_WORDS
from thidua.domain.movement.plan import REPORT_KIND_WORDS, ReportKind
from thidua.domain.period.windows import vi_moment
from thidua.domain.report.duty import terms_of
from thidua.domain.report.hand_in import HAND_IN_WORDS
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow

_TERMS = {one.code: one.words for kind in ReportKind for one in terms_of(kind)}


def _duty(told: Told) -> Words:
    row = told.first("report_duty")
    if row is None:
        return Words()
    now = _now(told, row)
    before = "" if row.is_new else _day({**now, **row.was})
    said = f"{_named(told, now, now['name'])}, {REPORT_KIND_WORDS[now['kind']]}: {_day(now)}"
    owed = ", ".join(one for one in now.get("owed_by", "").split("\n") if one)
    said += f"; của: {owed}" if owed else ""
    return Words(before, f"{said}; đã bỏ" if now.get("withdrawn") else said)


def _day(row: Mapping[str, Any]) -> str:
    if row.get("day") is None:
        return "chưa đặt hạn"
    month = f"/{row['month']:02}" if row.get("month") else " của tháng liền sau kỳ"
    after = ", năm sau" if row.get("year_after") else ""
    return f"{BOUND_WORDS[row['bound']]} ngày {row['day']:02}{month}{after}"


def _handed(told: Told) -> Words:
    row = told.first("report_hand_in")
    if row is None:
        return Words()
    now = _now(told, row)
    term = _TERMS.get(now["term"], now["term"])
    said = [f"{_named(told, now, now['report'])}, {term}: {HAND_IN_WORDS[now['state']]}"]
    if isinstance(now.get("counted_at"), datetime):
        said.append(f"tính lúc {vi_moment(now['counted_at'])}")
    if now.get("document"):
        said.append(f"văn bản {now['document']}")
    if now.get("on_paper"):
        said.append("bản giấy")
    before = "" if row.is_new or "state" not in row.was else HAND_IN_WORDS[row.was["state"]]
    return Words(before, "; ".join(said))


def _taken(told: Told) -> Words:
    rows = list(told.of("source_number"))
    made = [
        f"{one.now['criterion_code']}: {one.now['source']} = {vi_number(one.now['value'])}"
        for one in rows
        if one.is_new
    ]
    return Words("", "; ".join(made))


def _now(told: Told, row: ToldRow) -> Mapping[str, Any]:
    return row.now if row.is_new else {**told.names.row(row.table, row.key), **row.now}


def _named(told: Told, row: Mapping[str, Any], code: str) -> str:
    plan = told.names.book().programmes.get(row.get("programme") or "")
    return code if plan is None else f"{code} («{plan.name}»)"


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "source.taken": _taken,
        **dict.fromkeys(("report.duty_set", "report.duty_withdrawn"), _duty),
        **dict.fromkeys(
            (
                *("report.handed_in", "report.on_paper", "report.received", "report.given_back"),
                *("report.voided", "report.excused", "report.owed_again"),
            ),
            _handed,
        ),
    }
)
