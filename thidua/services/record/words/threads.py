"""Kể giải trình, kiến nghị và nhắc việc: what was asked, answered, settled; who was reminded."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from thidua.domain.period.windows import vi_day
from thidua.domain.thread.thread import KIND_WORDS, points_words
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told


def _opened(told: Told) -> Words:
    thread = told.first("score_query")
    if thread is None:
        return Words()
    asked = f"{KIND_WORDS[thread.now['kind']]}: {thread.now['question']}"
    return Words(
        points_words(thread.now.get("old_points")), _with_due(asked, thread.now.get("due"))
    )


def _said(told: Told) -> Words:
    message = told.first("query_message")
    return Words(after="" if message is None else message.now["body"])


def _asked_again(told: Told) -> Words:
    thread = told.first("score_query")
    if thread is None:
        return _said(told)
    before = _with_due("", thread.was.get("due")).strip()
    return Words(before, _with_due(_said(told).after, thread.now.get("due")))


def _with_due(text: str, due: date | None) -> str:
    return text if due is None else f"{text} (hạn trả lời {vi_day(due)})"


def _closed(told: Told) -> Words:
    """Kết thúc: the points when it was opened never change, those in force were written now."""
    thread = told.first("score_query")
    if thread is None:
        return Words()
    before = told.names.row("score_query", thread.key).get("old_points")
    return Words(points_words(before), points_words(thread.now.get("new_points")))


def _withdrawn(told: Told) -> Words:
    thread = told.first("score_query")
    row = told.names.row("score_query", None if thread is None else thread.key)
    return Words(row.get("question", ""))


def _reminded(told: Told) -> Words:
    reminder = told.first("reminder")
    if reminder is None:
        return Words()
    to = reminder.now.get("sent_to")
    way = f"gửi thư tới {to}" if to else "người nhắc tự chuyển lời"
    return Words(after=reminder.now["body"], reason=way)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "query.opened": _opened,
        "query.answered": _said,
        "query.noted": _said,
        "query.asked_again": _asked_again,
        "query.closed": _closed,
        "query.withdrawn": _withdrawn,
        "reminder.sent": _reminded,
    }
)
