"""Chỗ trong dữ liệu bằng lời: which row it is, and what stands in it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

from thidua.db.rows import recorded
from thidua.domain.awards.quota_states import limit_words
from thidua.domain.dossier.fact_file import fact_year
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_day, vi_moment
from thidua.services.ground.personal import ERASED, PERSON
from thidua.services.record.words.codes import code_words
from thidua.services.record.words.columns import TABLE_WORDS, column_words
from thidua.services.record.words.names import Names

Values = Mapping[str, Any]

_LONGEST = 300
"""Giá trị dài nhất được nói nguyên văn; a longer one, such as a law, is told by its digest."""


def place_of(table: str, row: Values, names: Names) -> str:
    """Chỗ của một dòng, for a person who has to find it on a page."""
    word = TABLE_WORDS.get(table, table)
    if not row:
        return word
    try:
        return _PLACES.get(table, _plain)(word, row, names)
    except KeyError:
        return word


def values_words(table: str, image: Values, people: Mapping[str, str], names: Names) -> str:
    """Giá trị của một dòng, column by column, as a page would show them."""
    shape = recorded(table)
    said = []
    for name, value in sorted(image.items()):
        try:
            read = value if shape is None else shape.read(name, value)
        except (ValueError, ArithmeticError):
            read = value
        said.append(f"{column_words(name)}: {_value(name, read, people, names)}")
    return "; ".join(said)


def _value(column: str, value: object, people: Mapping[str, str], names: Names) -> str:
    if isinstance(value, dict):
        return people.get(str(value.get(PERSON)), ERASED)
    if value is None or value == "":
        return "trống"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Enum):
        return code_words(value)
    if isinstance(value, Decimal):
        return vi_number(value)
    if isinstance(value, datetime):
        return vi_moment(value)
    if isinstance(value, date):
        return vi_day(value)
    if isinstance(value, int) and column in _KEYS:
        return _KEYS[column](names, value)
    said = str(value)
    if len(said) > _LONGEST:
        return f"{len(said)} ký tự, SHA-256 {hashlib.sha256(said.encode()).hexdigest()}"
    return said


_KEYS: Mapping[str, Callable[[Names, int], str]] = MappingProxyType(
    {
        "account_id": Names.account,
        "block_id": Names.block,
        "block_year_id": Names.period,
        "evidence_id": Names.evidence,
        "unit_id": Names.unit,
        "vote_id": Names.vote,
    }
)


def _plain(word: str, row: Values, names: Names) -> str:
    """Chỗ gọi theo kỳ, đơn vị và tên, as far as the row has them."""
    parts = []
    if "block_year_id" in row:
        parts.append(names.period(row["block_year_id"]))
    if "unit_id" in row:
        parts.append(names.unit(row["unit_id"]))
    parts += [
        str(row[name]) for name in ("reviewer", "group_code", "criterion_code") if row.get(name)
    ]
    parts.append(word)
    parts += [str(row[name]) for name in ("title", "stage", "seed") if row.get(name)]
    return " · ".join(parts)


def _sheet(_word: str, row: Values, names: Names) -> str:
    kind = " ".join(filter(None, ["bảng", row["hand"], row.get("reviewer", "")]))
    return " · ".join([names.period(row["block_year_id"]), names.unit(row["unit_id"]), kind])


def _of_sheet(word: str, row: Values, names: Names) -> str:
    sheet = names.row("score_sheet", row["sheet_id"])
    if not sheet:
        return f"{word} {row['criterion_code']}"
    hand = " ".join(filter(None, ["bản", sheet["hand"], sheet.get("reviewer", "")]))
    parts = [names.period(sheet["block_year_id"]), names.unit(sheet["unit_id"])]
    version = f"phiên bản {row['version']}" if "version" in row else word
    return " · ".join([*parts, row["criterion_code"], hand, version])


def _covenant(_word: str, row: Values, names: Names) -> str:
    return f"{names.period(row['block_year_id'])} · giao ước bản {row['version']}"


def _of_covenant(word: str, row: Values, names: Names) -> str:
    covenant = names.row("covenant", row["covenant_id"])
    place = _covenant(word, covenant, names) if covenant else "giao ước"
    return f"{place} · {word} {row['position']}"


def _coded(word: str, row: Values, _names: Names) -> str:
    return f"{word} {row['code']}"


def _membership(_word: str, row: Values, names: Names) -> str:
    unit, block = names.unit(row["unit_id"]), names.block(row["block_id"])
    return f"{unit} trong khối {block} năm {row['year']}"


def _period(word: str, row: Values, names: Names) -> str:
    return f"{names.block(row['block_id'])} {row['year']} · {word}"


def _office(word: str, row: Values, names: Names) -> str:
    block, unit = names.block(row["block_id"]), names.unit(row["unit_id"])
    return f"{word} {row['office']} · {unit} · {block} {row['year']}"


def _account(word: str, row: Values, _names: Names) -> str:
    return f"{word} {row['full_name']} ({row['login']})"


def _role(word: str, row: Values, names: Names) -> str:
    parts = [f"{word} {names.account(row['account_id'])}: {row['role']}"]
    parts += [names.unit(row["unit_id"])] if row.get("unit_id") else []
    parts += [names.block(row["block_id"])] if row.get("block_id") else []
    parts += [str(row["year"])] if row.get("year") else []
    return " · ".join(parts)


def _fact(word: str, row: Values, names: Names) -> str:
    year = fact_year(row.get("year"))
    return f"{word} {row['subject']} · {names.achievement(row['code'])} · {year}"


def _given(word: str, row: Values, names: Names) -> str:
    return f"{word} {row['subject']} · {names.award(row['award'])} · năm {row['year']}"


def _proposal(word: str, row: Values, names: Names) -> str:
    award = names.award(row["award"])
    return f"{names.period(row['block_year_id'])} · {word} {row['subject']} · {award}"


def _law(word: str, row: Values, _names: Names) -> str:
    return f"{word} {row['name']} phiên bản {row['version']}"


def _quota(word: str, row: Values, names: Names) -> str:
    limit = limit_words(names.book(), row.get("programme", ""), row["code"])
    return f"{names.period(row['block_year_id'])} · {word} · {limit}"


def _of_vote(word: str, row: Values, names: Names) -> str:
    vote = names.row("vote", row["vote_id"])
    place = [names.period(vote["block_year_id"]), vote["title"]] if vote else []
    return " · ".join([*place, f"{word} {row.get('code', '')}".strip()])


def _of_thread(word: str, row: Values, names: Names) -> str:
    thread = names.row("score_query", row["query_id"])
    return _plain(word, thread, names) if thread else word


def _of_evidence(word: str, row: Values, names: Names) -> str:
    return f"{word} «{names.evidence(row['evidence_id'])}» · {row.get('criterion_code', '')}"


def _of_proposal(word: str, row: Values, names: Names) -> str:
    proposal = names.row("proposal", row["proposal_id"])
    place = _proposal("đề nghị", proposal, names) if proposal else "đề nghị"
    return f"{place} · {word} {names.achievement(row['what'])} năm {row['year']}"


def _personal_ground(word: str, row: Values, _names: Names) -> str:
    return f"{word} · {code_words(row['area'])}"


def _personal_request(word: str, row: Values, _names: Names) -> str:
    of = row.get("login") or row.get("person_code", "")
    return f"{word} · {of} · {vi_day(row['asked_on'])}"


def _of_dossier(word: str, row: Values, names: Names) -> str:
    proposal = names.row("proposal", row["proposal_id"])
    place = _proposal("đề nghị", proposal, names) if proposal else "đề nghị"
    return f"{place} · {word} {row.get('code') or row.get('step', '')}"


def _share(word: str, row: Values, names: Names) -> str:
    limit = limit_words(names.book(), row["programme"], row["group_code"])
    return f"{names.period(row['block_year_id'])} · {word} · {limit} · {names.unit(row['unit_id'])}"


def _wide_answer(word: str, row: Values, names: Names) -> str:
    return f"{names.block(row['block_id'])} · {word} «{row['question']}»"


_PLACES: Mapping[str, Callable[[str, Values, Names], str]] = MappingProxyType(
    {
        "account": _account,
        "achievement_use": _of_proposal,
        "block": _coded,
        "block_year": _period,
        "covenant": _covenant,
        "covenant_ranking": _of_covenant,
        "covenant_row": _of_covenant,
        "covenant_setting": _of_covenant,
        "evidence_use": _of_evidence,
        "given_award": _given,
        "law_text": _law,
        "membership": _membership,
        "office_holder": _office,
        "paper_count": _of_vote,
        "person": _coded,
        "personal_ground": _personal_ground,
        "personal_request": _personal_request,
        "proposal": _proposal,
        "proposal_paper": _of_dossier,
        "proposal_transfer": _of_dossier,
        "query_message": _of_thread,
        "quota_setting": _quota,
        "quota_share": _share,
        "return_note": _of_sheet,
        "role_grant": _role,
        "room_count": _of_vote,
        "score_line": _of_sheet,
        "score_sheet": _sheet,
        "stated_fact": _fact,
        "unit": _coded,
        "vote_option": _of_vote,
        "vote_roll": _of_vote,
        "wide_answer": _wide_answer,
    }
)
