"""Kể việc của cuộc họp: which screen link was made or withdrawn, how a point of it went."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.meeting.agenda import POINT_WORDS
from thidua.domain.period.windows import vi_moment
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told

_LONGEST = 200


def _made(told: Told) -> Words:
    row = told.first("screen_link")
    if row is None:
        return Words()
    return Words("", f"{row.now['name']}, tới {vi_moment(row.now['ends_at'])}")


def _withdrawn(told: Told) -> Words:
    row = told.first("screen_link")
    if row is None:
        return Words()
    return Words(str(told.names.row(row.table, row.key)["name"]), "đã thu hồi")


def _point(told: Told) -> Words:
    row = told.first("meeting_point")
    if row is None:
        return Words()
    now = row.now if row.is_new else {**told.names.row(row.table, row.key), **row.now}
    before = "" if row.is_new else str(row.was.get("decided") or "")
    return Words(_cut(before), f"{POINT_WORDS[now['point']]}: {_cut(_said(row.now))}")


def _said(now: Mapping[str, Any]) -> str:
    present, attending = now.get("present"), str(now.get("attending") or "").splitlines()
    named = f" ({', '.join(attending)})" if attending else ""
    said = (
        f"mở {vi_moment(now['opened_at'])}" if now.get("opened_at") else "",
        f"kết thúc {vi_moment(now['closed_at'])}" if now.get("closed_at") else "",
        "" if present is None else f"{present} đơn vị dự{named}",
        f"dự kiến {now['planned']} phút" if now.get("planned") else "",
        str(now.get("decided") or ""),
    )
    return "; ".join(filter(None, said))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "screen.link_made": _made,
        "screen.link_withdrawn": _withdrawn,
        "meeting.opened": _point,
        "meeting.closed": _point,
        "meeting.noted": _point,
    }
)
