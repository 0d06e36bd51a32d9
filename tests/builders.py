"""Dựng dữ liệu thử: plain functions with defaults, so that a test names only what it is about.

Numbers are written as the tests read best, "12.5" or 12; nothing here touches a database or a file.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from thidua.domain.covenant.covenant import Covenant, Criterion, CriterionGroup, Sign
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.gates import read_gates
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import has_errors
from thidua.domain.ranking.ranking import rank_units
from thidua.domain.ranking.standing import Standings
from thidua.domain.rules import Judgement, Line, Method, Rule, read_rule
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.scoring.scoring import Entries, UnitScore, score_block

Number = str | int | Decimal


def points(value: Number) -> Decimal:
    """Số: "12.5" as an exact Decimal."""
    return Decimal(value)


def make_entry(**changes: Any) -> Entry:
    """Dòng điểm: `points`, `target` and `actual` as written; `events` as {kind: count}."""
    for name in ("target", "actual", "points"):
        if changes.get(name) is not None:
            changes[name] = Decimal(changes[name])
    if "events" in changes:
        pairs = changes["events"].items()
        changes["events"] = tuple(Event(kind, Decimal(count)) for kind, count in pairs)
    return Entry(**changes)


def scored(value: Number, **changes: Any) -> Entry:
    """Điểm chấm: an entry of the rule «chấm mức»."""
    return make_entry(points=value, **changes)


NOT_ASSIGNED = Entry(state=LineState.NOT_ASSIGNED)


def make_line(entry: Entry | None = None, most: Number = 10, peers: tuple[Entry, ...] = ()) -> Line:
    """Dòng cần chấm."""
    return Line(entry or Entry(), Decimal(most), peers)


def rule_of(method: Method, parameters: str = "") -> Rule:
    """Cách chấm, read from its Tham số."""
    return read_rule(method, parameters)


def make_criterion(code: str = "I.1", most: Number = 10, **changes: Any) -> Criterion:
    """Tiêu chí: «chấm mức» of the base unless said otherwise; `gates` as the covenant's words."""
    changes["gates"] = read_gates(changes.pop("gate", ""))
    known = {"text": f"Tiêu chí {code}", "rule": Judgement()} | changes
    return Criterion(code=code, max_points=Decimal(most), **known)


def make_group(
    code: str, *children: Criterion | CriterionGroup, most: Number | None = None, **changes: Any
) -> CriterionGroup:
    """Nhóm tiêu chí: its maximum is the sum of its children unless said otherwise."""
    known = {"text": f"Nhóm {code}", "is_ceiling": False, "sign": Sign.BASE} | changes
    own = [child.max_points for child in children if child.sign is known["sign"]]
    total = sum(own, Decimal(0)) if most is None else Decimal(most)
    return CriterionGroup(code=code, max_points=total, children=children, **known)


def make_covenant(*children: Criterion | CriterionGroup, **changes: Any) -> Covenant:
    """Giao ước: one criterion of 10 points unless children are given."""
    known = {"block": "KTD-1", "year": 2025, "title": "Giao ước thi đua năm 2025"} | changes
    return Covenant(children=children or (make_criterion(),), **known)


def make_row(
    code: str, most: Number | None = None, method: str = "", **changes: Any
) -> CriterionRow:
    """Dòng của trang Tiêu chí."""
    written = None if most is None else Decimal(most)
    return CriterionRow(code, changes.pop("text", f"Nội dung {code}"), written, method, **changes)


def make_draft(
    *rows: CriterionRow, ranking: tuple[RankingRow, ...] = (), **settings: str
) -> CovenantDraft:
    """Bản thảo giao ước: sheet «Giao ước» holds block and year; `settings` names more by key.

    Keys are the words of the sheet with "_" for a blank: `Cách_làm_tròn="Cắt bỏ"`.
    """
    named = {"Khối": "KTD-1", "Năm": "2025"} | {
        key.replace("_", " "): value for key, value in settings.items()
    }
    kept = tuple(SettingRow(name, value) for name, value in named.items() if value)
    return CovenantDraft(kept, rows or (make_row("I.1", 10, "Chấm mức"),), ranking)


def make_ranking_row(kind: str, content: str, value: str = "", order: int = 1) -> RankingRow:
    """Dòng của trang Xếp hạng."""
    return RankingRow(kind, str(order), content, value)


def covenant_from(draft: CovenantDraft) -> Covenant:
    """Giao ước đọc từ bản thảo; a draft with errors fails the test with its findings."""
    covenant, findings = read_covenant(draft)
    assert covenant is not None and not has_errors(findings), [str(one) for one in findings]
    return covenant


def covenant_of_rows(*rows: CriterionRow, **draft: Any) -> Covenant:
    """Giao ước đọc từ các dòng."""
    return covenant_from(make_draft(*rows, **draft))


def score_of(covenant: Covenant, entries: Entries, **others: Entries) -> UnitScore:
    """Điểm của một đơn vị; `others` are the remaining units of its block."""
    return score_block(covenant, {"đơn vị": entries, **others})["đơn vị"]


def points_of(covenant: Covenant, code: str, entry: Entry) -> Decimal | None:
    """Điểm của một dòng, the only one scored."""
    return score_of(covenant, {code: entry}).lines[code]


def ranked(covenant: Covenant, sheets: Mapping[str, Entries], **more: Any) -> Standings:
    """Bảng xếp hạng from the entries of all units."""
    return rank_units(covenant, score_block(covenant, sheets), sheets, **more)


def ranks(standings: Standings) -> dict[str, int | None]:
    """Vị thứ theo đơn vị, in the order listed."""
    return {row.unit: row.rank for row in standings.rows}


def sheets_of(code: str = "I.1", **totals: Number) -> dict[str, dict[str, Entry]]:
    """Bảng chấm của nhiều đơn vị on a covenant with one criterion."""
    return {unit: {code: scored(value)} for unit, value in totals.items()}
