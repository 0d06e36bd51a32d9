"""Kể việc của phong trào: how far one went, its numbers, its places, and who takes part."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.awards.quota_states import limit_words
from thidua.domain.awards.road import PAPER_STATE_WORDS, TRANSFER_WORDS
from thidua.domain.ground.points import vi_number
from thidua.domain.movement.life import MOVEMENT_STATE_WORDS, MovementState
from thidua.domain.movement.participation import PARTICIPATION_WORDS
from thidua.domain.movement.place import PLACE_KIND_WORDS, PLACE_TRAIT_WORDS
from thidua.domain.movement.standard import (
    PLACE_LEVEL_WORDS,
    STANDARD_STATE_WORDS,
    StandardState,
)
from thidua.domain.period.windows import vi_day
from thidua.services.record.words.columns import column_words
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow


def _moved(told: Told) -> Words:
    row = told.first("movement")
    if row is None:
        return Words()
    now = row.now if row.is_new else {**told.names.row(row.table, row.key), **row.now}
    before = MovementState.DRAFT if row.is_new else row.was.get("state", now["state"])
    name = _named(told, now["programme"])
    said = [f"{name}: {MOVEMENT_STATE_WORDS[now['state']]}"]
    if row.now.get("document"):
        said.append(f"theo {row.now['document']}")
    if row.now.get("launched_on") is not None:
        said.append(f"phát động ngày {vi_day(row.now['launched_on'])}")
    return Words(MOVEMENT_STATE_WORDS[before], "; ".join(said))


def _valued(told: Told) -> Words:
    rows = list(told.of("target_value"))
    new = next((one for one in rows if one.is_new), None)
    if new is None:
        return Words()
    old = next((one for one in rows if not one.is_new), None)
    before = "" if old is None else _figure({**told.names.row(old.table, old.key), **old.was})
    now = new.now
    plan = told.names.book().programmes.get(now["programme"])
    targets = () if plan is None else plan.targets
    text = next((one.text for one in targets if one.code == now["target"]), now["target"])
    day = vi_day(now["as_of"])
    text = " · ".join(filter(None, (text, now.get("place_code", ""))))
    return Words(before, f"{text}, tính đến {day}: {_figure(now)} (nguồn: {now['source']})")


def _named(told: Told, programme: str) -> str:
    plan = told.names.book().programmes.get(programme)
    return programme if plan is None else plan.name


def _figure(row: Mapping[str, Any]) -> str:
    if row.get("numerator") is not None:
        return f"{vi_number(row['numerator'])}/{vi_number(row['denominator'])}"
    return "" if row.get("value") is None else vi_number(row["value"])


_UNTOLD = frozenset({"version", "set_by", "set_at", "code", "reason", "withdrawn"})


def _place(told: Told) -> Words:
    row = told.first("place")
    traits = [_trait(one) for one in sorted(told.of("place_trait"), key=lambda one: one.key)]
    if row is None:
        return Words("", "; ".join(traits))
    named = f"{row.now['code']} {row.now['name']}"
    if row.is_new:
        kind = PLACE_KIND_WORDS[row.now["kind"]]
        return Words("", "; ".join([f"{named} ({kind})", *traits]))
    told_of = [
        name for name in row.now if name not in _UNTOLD and row.was.get(name) != row.now[name]
    ]
    before = [_said(name, row.was) for name in told_of]
    after = [_said(name, row.now) for name in told_of]
    after += ["đã bỏ"] if row.now.get("withdrawn") else []
    return Words("; ".join(before), "; ".join([named, *after, *traits]))


def _said(column: str, values: Mapping[str, Any]) -> str:
    value = values.get(column)
    if value is None or value == "":
        return f"{column_words(column)}: trống"
    if column == "kind":
        return f"{column_words(column)}: {PLACE_KIND_WORDS[value]}"
    shown = vi_day(value) if column in ("begins", "ends") else value
    return f"{column_words(column)}: {shown}"


def _trait(row: ToldRow) -> str:
    word = PLACE_TRAIT_WORDS[row.now["trait"]]
    return word if row.is_new else f"thôi {word}"


def _standard(told: Told) -> Words:
    rows = list(told.of("place_standard"))
    if not rows:
        return Words()
    replaced = [
        f"thay {_decision(one)}" for one in rows if one.now["state"] is StandardState.REPLACED
    ]
    row = next((one for one in rows if one.now["state"] is not StandardState.REPLACED), rows[0])
    said = "; ".join([_decision(row), *replaced])
    state = STANDARD_STATE_WORDS[row.now["state"]]
    before = "" if row.is_new else STANDARD_STATE_WORDS[row.was["state"]]
    return Words(before, f"{said}: {state}")


def _decision(row: ToldRow) -> str:
    now = row.now
    said = f"địa bàn {now['place_code']}, {PLACE_LEVEL_WORDS[now['standard']]}, {now['number']}"
    said += f" ngày {vi_day(now['day'])}"
    if row.is_new and now.get("revoked_on") is not None:
        said += f", thu hồi ngày {vi_day(now['revoked_on'])}"
    return said


def _registered(told: Told) -> Words:
    row = told.first("participation")
    if row is None:
        return Words()
    plan = told.names.book().programmes.get(row.now["programme"])
    name = row.now["programme"] if plan is None else plan.name
    year = row.now.get("year")
    said = [f"{name}, {'cả phong trào' if year is None else f'năm {year}'}"]
    if row.now.get("document"):
        day = row.now.get("document_day")
        said.append(f"kế hoạch {row.now['document']}" + (f" ngày {vi_day(day)}" if day else ""))
    if row.now.get("in_charge"):
        said.append(f"phụ trách: {row.now['in_charge']}")
    pledges = [one for one in told.of("pledge") if one.is_new]
    said += [f"đăng ký: {one.now['content']}" for one in pledges]
    before = "" if row.is_new else PARTICIPATION_WORDS[row.was["state"]]
    state = PARTICIPATION_WORDS[row.now["state"]]
    return Words(before, f"{'; '.join(said)}: {state}")


def _listed(told: Told) -> Words:
    row = told.first("movement")
    if row is None:
        return Words()
    now = {**told.names.row(row.table, row.key), **row.now}
    name = _named(told, now["programme"])
    before, after = (_list_day(one) for one in (row.was.get("listed_on"), now.get("listed_on")))
    return Words(before, f"{name}: đếm theo danh sách địa bàn của {after}")


def _list_day(day: Any) -> str:  # noqa: ANN401 - as the record keeps it
    return "ngày phát động" if day is None else f"ngày {vi_day(day)}"


def _task(told: Told) -> Words:
    row = told.first("task_done")
    if row is None:
        return Words()
    now = row.now if row.is_new else {**told.names.row(row.table, row.key), **row.now}
    plan = told.names.book().programmes.get(now["programme"])
    asked = () if plan is None else plan.tasks
    text = next((one.text for one in asked if one.code == now["task"]), now["task"])
    said = "đã rút" if now.get("withdrawn") else _done(now)
    before = "" if row.is_new else _done({**now, **row.was})
    return Words(before, f"{_named(told, now['programme'])}, năm {now['year']}: {text}: {said}")


def _done(row: Mapping[str, Any]) -> str:
    more = f", {row['note']}" if row.get("note") else ""
    return f"{row['document']} ngày {vi_day(row['done_on'])}{more}"


def _shared(told: Told) -> Words:
    """Phân bổ của một đơn vị, one act a unit."""
    row = told.first("quota_share")
    if row is None:
        return Words()
    now = {**told.names.row(row.table, row.key), **row.now}
    limit = limit_words(told.names.book(), now["programme"], now["group_code"])
    said = f"{limit} · {told.names.unit_name(now['unit_id'])}: {_places(now)}"
    return Words("" if row.is_new else _places({**now, **row.was}), said)


def _places(row: Mapping[str, Any]) -> str:
    rest = f", trong đó {row['from_rest']} từ phần chưa phân bổ" if row.get("from_rest") else ""
    return f"{row['places'] + row.get('from_rest', 0)} suất{rest}"


def _paper(told: Told) -> Words:
    row = told.first("proposal_paper")
    if row is None:
        return Words()
    now = {**told.names.row(row.table, row.key), **row.now}
    before = "" if row.is_new else PAPER_STATE_WORDS[row.was.get("state", now["state"])]
    proposal = told.names.row("proposal", now["proposal_id"])
    plan = told.names.book().programmes.get(proposal.get("programme", ""))
    papers = () if plan is None else plan.dossier
    name = next((one.text for one in papers if one.code == now["code"]), now["code"])
    document = f" ({now['document']})" if now.get("document") else ""
    state = PAPER_STATE_WORDS[now["state"]]
    return Words(before, f"{_dossier(told, proposal)}: {name}{document}: {state}")


def _transferred(told: Told) -> Words:
    row = told.first("proposal_transfer")
    if row is None:
        return Words()
    now = {**told.names.row(row.table, row.key), **row.now}
    before = "" if row.is_new else TRANSFER_WORDS[row.was.get("result", now["result"])]
    proposal = told.names.row("proposal", now["proposal_id"])
    letter = f", theo {now['document']}" if now.get("document") else ""
    paper = ", bản giấy" if now.get("on_paper") else ""
    sworn = "; đã cam đoan chịu trách nhiệm" if row.is_new else ""
    said = f"{_dossier(told, proposal)}: gửi {now['receiver']}{letter}{paper}{sworn}"
    return Words(before, f"{said}: {TRANSFER_WORDS[now['result']]}")


def _dossier(told: Told, proposal: Mapping[str, Any]) -> str:
    if not proposal:
        return "hồ sơ"
    who = told.names.subject(proposal["recipient"], proposal["subject"])
    return f"hồ sơ {who} · {told.names.award(proposal['award'])}"


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "movement.moved": _moved,
        "movement.listed": _listed,
        **dict.fromkeys(("task.done", "task.withdrawn"), _task),
        "quota.shared": _shared,
        **dict.fromkeys(("paper.put", "paper.confirmed", "paper.taken_back"), _paper),
        **dict.fromkeys(
            (
                *("transfer.sent", "transfer.received"),
                *("transfer.returned", "transfer.more"),
            ),
            _transferred,
        ),
        "target.valued": _valued,
        **dict.fromkeys(("place.new", "place.changed", "place.withdrawn"), _place),
        **dict.fromkeys(
            ("standard.entered", "standard.confirmed", "standard.withdrawn"), _standard
        ),
        **dict.fromkeys(
            (
                *("participation.saved", "participation.sent"),
                *("participation.received", "participation.returned"),
            ),
            _registered,
        ),
    }
)
