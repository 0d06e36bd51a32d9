"""Làm dòng luật từ các ô: a condition line by line, a new version from a day, the end of a row."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from thidua.domain.law.book import LawBook
from thidua.lawbook.row_writing import TRIALS

Raw = Mapping[str, object]
"""Một bản của một dòng, as a law file has it."""

LINE_WORDS = {
    "fact": "một dữ kiện so với ngưỡng",
    "share": "tỷ lệ trong tổng số",
    "run": "nhiều năm liên tục được tặng",
    "held": "đã được tặng",
    "meets": "đạt tiêu chuẩn danh hiệu khác",
}
"""Loại của một dòng điều kiện gõ được bằng ô."""

JOIN_WORDS = {"all": "tất cả các dòng", "any": "một trong các dòng"}
_YEAR = re.compile(r"\d+")


def line_of(kind: str, given: Mapping[str, str]) -> Raw:
    """Một dòng điều kiện từ các ô của nó."""
    if kind == "fact":
        return {"kind": kind, **{key: given[key] for key in ("fact", "op", "threshold")}}
    if kind == "share":
        return {"kind": kind, **{key: given[key] for key in ("fact", "of", "threshold")}}
    if kind == "run":
        least = given["least"]
        return {
            "kind": kind,
            "name": given["award"],
            "least": int(least) if least.isdecimal() else least,
            "each": {"kind": "held_in_year", "awards": [given["award"]]},
        }
    if kind == "held":
        return {"kind": kind, "awards": [given["award"]]}
    return {"kind": kind, "award": given["award"]}


def joined(lines: Sequence[Raw], join: str) -> Raw:
    """Các dòng nối lại; one alone stands by itself."""
    return lines[0] if len(lines) == 1 else {"kind": join, "of": list(lines)}


def followed(entries: Sequence[Raw], new: Raw, start: date) -> list[Raw]:
    """Các bản sau khi thêm một bản từ ngày ấy: what was in force ends the day before."""
    eve = start - timedelta(days=1)
    kept = [one | {"to": eve} if _is_open(one, start) else one for one in map(dict, entries)]
    own = {key: one for key, one in new.items() if key not in ("from", "to")}
    return [*kept, {**own, "from": start}]


def _is_open(entry: Mapping[str, object], start: date) -> bool:
    end = entry.get("to")
    return not isinstance(end, date) or end >= start


def ended(entries: Sequence[Raw], last: date) -> list[Raw]:
    """Các bản sau khi chấm dứt: nothing of the row is in force after that day."""
    *before, latest = map(dict, entries)
    return [*before, latest | {"to": last}]


def with_trial(entry: Raw, trial: Raw) -> Raw:
    """Dòng thêm một người thử; one of the same name is replaced."""
    return {**entry, TRIALS: [*_others(entry, str(trial["name"])), trial]}


def without_trial(entry: Raw, name: str) -> Raw:
    """Dòng bớt một người thử."""
    left = _others(entry, name)
    bare = {key: one for key, one in entry.items() if key != TRIALS}
    return {**bare, TRIALS: left} if left else bare


def trial_names(entry: Raw) -> list[str]:
    """Tên các người thử của một dòng."""
    return [str(one["name"]) for one in _others(entry, "")]


def _others(entry: Raw, name: str) -> list[Mapping[str, object]]:
    found = entry.get(TRIALS)
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, Mapping) and one.get("name") != name]


def trial_of(
    name: str,
    year: int,
    expected: str,
    facts: Mapping[str, str],
    award: str = "",
    years: str = "",
) -> Raw:
    """Một người thử từ các ô, `expected` in words; a fact left empty is not stated."""
    made: dict[str, object] = {"name": name, "year": year, "expect": expected}
    stated = {code: text for code, text in facts.items() if text.strip()}
    if stated:
        made["facts"] = stated
    if award:
        made["awards"] = [{"award": award, "years": [int(one) for one in _YEAR.findall(years)]}]
    return made


def facts_asked(book: LawBook, code: str) -> tuple[str, ...]:
    """Dữ kiện mà một điều hỏi tới, with those of the awards it is built on."""
    rules = [rule for rule in book.requirements if rule.code == code]
    seen: set[str] = set()
    found: dict[str, None] = {}
    while rules:
        rule = rules.pop(0)
        found |= dict.fromkeys(kind.code for kind in rule.condition.facts_asked())
        for part in rule.condition.within():
            for award in set(part.built_on()) - seen:
                seen.add(award)
                rules += [one for one in book.requirements if award in one.awards]
    return tuple(found)
