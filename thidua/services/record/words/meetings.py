"""Kể việc của cuộc họp: links of the screen, points of the block's meeting, councils and theirs."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from thidua.domain.council.council import (
    COUNCIL_KIND_WORDS,
    NO_RULE,
    POSITION_WORDS,
    span_words,
)
from thidua.domain.council.meeting import ATTENDANCE_WORDS, MEETING_STATE_WORDS
from thidua.domain.meeting.agenda import POINT_WORDS
from thidua.domain.period.windows import vi_moment
from thidua.domain.vote.vote import BASE_WORDS, share_words
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow

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


def _council(told: Told) -> Words:
    row = told.first("council")
    if row is None:
        return Words()
    now = _whole(told, row)
    before = "" if row.is_new else _rule(_whole(told, row) | dict(row.was))
    said = f"{now['name']} ({now['code']}), {COUNCIL_KIND_WORDS[now['kind']]}; {_rule(now)}"
    gone = now.get("withdrawn")
    return Words(before, f"{said}; thôi dùng: {gone}" if gone else said)


def _rule(now: Mapping[str, Any]) -> str:
    if not now.get("share"):
        return NO_RULE
    base = BASE_WORDS[now["base"]]
    above = "trên" if now.get("above") else "từ"
    least = f", có mặt từ {share_words(Fraction(now['quorum']))}" if now.get("quorum") else ""
    return f"{above} {share_words(Fraction(now['share']))} {base}{least} ({now['source']})"


def _council_member(told: Told) -> Words:
    row = told.first("council_member")
    if row is None:
        return Words()
    now = _whole(told, row)
    before = "" if row.is_new else _sits({**now, **row.was})
    return Words(before, _sits(now))


def _sits(now: Mapping[str, Any]) -> str:
    unit = f", {now['unit']}" if now.get("unit") else ""
    span = span_words(now.get("begins"), now.get("ends"))
    return f"{POSITION_WORDS[now['position']]} {now['name']}{unit}{f', {span}' if span else ''}"


def _council_meeting(told: Told) -> Words:
    row = told.first("council_meeting")
    if row is None:
        return Words()
    now = _whole(told, row)
    council = told.names.row("council", now.get("council_id")).get("name", "")
    was = row.was.get("state")
    before = "" if row.is_new or was is None else MEETING_STATE_WORDS[was]
    said = [f"{council}, {vi_moment(now['held_at'])}", MEETING_STATE_WORDS[now["state"]]]
    said += [f"biên bản {now['number']}"] if now.get("number") else []
    said += [f"quyết định {now['decision']}"] if now.get("decision") else []
    items = told.detail.get("items")
    said += [f"{items} việc"] if items else []
    return Words(before, "; ".join(said))


def _council_items(told: Told) -> Words:
    gone = [one.was["text"] for one in told.of("council_item") if one.after is None]
    come = [one.now["text"] for one in told.of("council_item") if one.is_new]
    kept = [
        f"việc {one.now['position']}: {one.now['text']}"
        for one in told.of("council_item")
        if not one.is_new and one.after is not None
    ]
    return Words(_cut("; ".join(gone)), _cut("; ".join([*come, *kept])))


def _council_attendance(told: Told) -> Words:
    row = told.first("council_attendance")
    if row is None:
        return Words()
    now = _whole(told, row)
    name = told.names.row("council_member", now.get("member_id")).get("name", "")
    was = row.was.get("attendance")
    sent = f": {now['substitute']} ({now['document']})" if now.get("substitute") else ""
    before = "" if row.is_new or was is None else ATTENDANCE_WORDS[was]
    return Words(before, f"{name}: {ATTENDANCE_WORDS[now['attendance']]}{sent}")


def _council_recusal(told: Told) -> Words:
    row = told.first("council_recusal")
    if row is None:
        return Words()
    names = told.names
    member = names.row("council_member", row.now["member_id"]).get("name", "")
    item = names.row("council_item", row.now["item_id"]).get("text", "")
    said = f"{member} không tham gia: {item}"
    return Words(said, "") if row.after is None else Words("", said)


def _whole(told: Told, row: ToldRow) -> dict[str, Any]:
    return dict(row.now) if row.is_new else {**told.names.row(row.table, row.key), **row.now}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "screen.link_made": _made,
        "screen.link_withdrawn": _withdrawn,
        "meeting.opened": _point,
        "meeting.closed": _point,
        "meeting.noted": _point,
        **dict.fromkeys(("council.written", "council.withdrawn"), _council),
        "council.member_written": _council_member,
        **dict.fromkeys(
            ("council.meeting_written", "council.meeting_moved", "council.taken"),
            _council_meeting,
        ),
        **dict.fromkeys(
            ("council.item_added", "council.item_removed", "council.vote_set_up"), _council_items
        ),
        "council.attended": _council_attendance,
        **dict.fromkeys(("council.recused", "council.recusal_ended"), _council_recusal),
    }
)
