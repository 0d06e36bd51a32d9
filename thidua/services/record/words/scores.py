"""Kể việc chấm điểm: lines, sheets, second hands and what was sent back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.db.queries import stored_entry
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.sheet import SHEET_STATUS_WORDS, Hand, SheetStatus
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow

_CAUSES = {
    "combined": "tổng hợp các phiếu chấm chéo",
    "agreed": "thống nhất điểm",
    "agreement_withdrawn": "bỏ điểm thống nhất",
    "joint": "quyết định hai người",
    "amended": "không còn khớp bản giao ước sửa đổi",
    "restored": "lấy lại giá trị đã có trước",
}


def _line(told: Told) -> Words:
    """Một dòng điểm: the version that ended, and the one that follows it."""
    ended = next((one for one in told.of("score_line") if not one.is_new), None)
    made = next((one for one in told.of("score_line") if one.is_new), None)
    before = "chưa chấm" if ended is None else _words(told, _whole(told, ended))
    after = "chưa chấm" if made is None else _words(told, made.now)
    return Words(before, after, cause_words(told))


def cause_words(told: Told) -> str:
    """Vì sao bằng lời, where the program and no person had a reason; else empty."""
    if told.detail.get("cause") == "imported":
        file = told.detail.get("file")
        return f"nhập từ tệp «{file}»" if file else "nhập từ tệp"
    return _CAUSES.get(told.detail.get("cause", ""), "")


def _whole(told: Told, row: ToldRow) -> Mapping[str, Any]:
    """Cả dòng: a version never changes but in what was recorded of it."""
    return {**told.names.row("score_line", row.key), **row.was}


def _words(told: Told, line: Mapping[str, Any]) -> str:
    """Dòng điểm bằng lời: inputs, explanation and evidence, all of what is stored."""
    sheet = told.names.row("score_sheet", line["sheet_id"])
    criterion = told.names.criterion(
        sheet.get("block_year_id"), line["covenant_version"], line["criterion_code"]
    )
    said = [entry_text(criterion, stored_entry(line))]
    if line["state"] is not LineState.CLEARED:
        said += [f"giải trình «{line['explanation']}»"] if line.get("explanation") else []
        said += [f"minh chứng «{line['evidence']}»"] if line.get("evidence") else []
        said += [f"theo «{line['document']}»"] if line.get("document") else []
    return "; ".join(said)


def _confirmed(told: Told) -> Words:
    line = told.first("score_line")
    if line is None:
        return Words()
    words = _words(told, {**told.names.row("score_line", line.key), **line.now})
    return Words(words, words, f"người nhập: {line.now['entered_by']}")


def sheet_words(told: Told) -> Words:
    """Một bảng đổi tình trạng."""
    sheet = next(iter(told.of("score_sheet")), None)
    if sheet is None:
        return Words()
    before = sheet.was.get("status", SheetStatus.DRAFT)
    after = sheet.now.get("status", before)
    return Words(SHEET_STATUS_WORDS[before], SHEET_STATUS_WORDS[after], cause_words(told))


def _returned(told: Told) -> Words:
    note = told.first("return_note")
    return Words(reason="" if note is None else note.now["reason"])


def _remembered(told: Told) -> Words:
    """Nhớ hoặc quên các câu trả lời về bảng của khối."""
    rows = list(told.of("wide_answer"))
    return Words(
        "; ".join(_answer(one.was, one.now) for one in rows if "meaning" in one.was),
        "; ".join(_answer(one.after, one.now) for one in rows if one.after is not None),
    )


def _answer(values: Mapping[str, Any], naming: Mapping[str, Any]) -> str:
    return f"«{naming['question']}» là «{values['meaning']}»"


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        **{f"score.{hand}": _line for hand in Hand},
        "score.confirmed": _confirmed,
        **{
            action: sheet_words
            for action in (
                "sheet.submitted",
                "sheet.taken_back",
                "sheet.sent_back",
                "sheet.verified",
                "sheet.reopened",
            )
        },
        "line.sent_back": _returned,
        "wide.answered": _remembered,
        "wide.forgotten": _remembered,
    }
)
