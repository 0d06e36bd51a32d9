"""Thưởng, trừ; điểm đã giải trình: single criteria that were given, taken or argued about."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import Criterion, Sign
from thidua.domain.document.deck.blocks import Cell, Column, LeftOut, Slide, SlideTable, Tone
from thidua.domain.document.deck.facts import DeckFacts, Naming
from thidua.domain.document.deck.words import LONGEST_WORDS, capital, cut, points, row
from thidua.domain.ground.points import ZERO
from thidua.domain.thread.thread import KIND_WORDS, THREAD_STATUS_WORDS, Thread

EXTRA, EXPLAINED = "Thưởng, trừ", "Điểm đã giải trình"
_MOST_REASONS = 24


def extra_title(given: int, taken: int) -> str:
    """Bao nhiêu đơn vị được thưởng, bao nhiêu bị trừ."""
    if not taken:
        return f"{given} đơn vị có điểm thưởng, không đơn vị nào bị trừ"
    if not given:
        return f"Không đơn vị nào có điểm thưởng, {taken} đơn vị bị trừ"
    return f"{given} đơn vị có điểm thưởng, {taken} bị trừ"


@dataclass(frozen=True, slots=True)
class _Reason:
    """Một dòng thưởng hoặc trừ của một đơn vị; `waits` for its second person, it is not counted."""

    unit: str
    criterion: Criterion
    points: Decimal
    waits: bool


def extra(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Thưởng, trừ: a row a reason; where there are many, a row a unit with the codes of them."""
    found = [
        _Reason(one.unit, criterion, value, criterion.code in one.score.unconfirmed)
        for one in facts.standings.rows
        for criterion in facts.covenant.criteria.values()
        if criterion.sign is not Sign.BASE
        and (value := one.score.lines.get(criterion.code) or ZERO) > 0
    ]
    if not found:
        return LeftOut(EXTRA, "không đơn vị nào có điểm thưởng hay bị trừ điểm")
    sure = {(one.unit, one.criterion.sign) for one in found if not one.waits}
    given = sum(sign is Sign.BONUS for _, sign in sure)
    taken = sum(sign is Sign.DEDUCTION for _, sign in sure)
    waiting = sum(one.waits for one in found)
    is_short = len(found) <= _MOST_REASONS
    rows = _by_reason(facts, naming, found) if is_short else _by_unit(facts, naming, found)
    told = {one.criterion.code: one.criterion.text for one in found}
    return Slide(
        name=EXTRA,
        title=extra_title(given, taken) if sure else _all_waiting(waiting),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đơn vị", 34),
                    Column("Loại", 14),
                    Column("Lý do theo giao ước", 66),
                    Column("Điểm" if is_short else "Cộng", 14, is_number=True),
                ),
                rows=rows,
                summary=f"{len(found)} dòng thưởng, trừ của các đơn vị",
            ),
        ),
        notes=(
            "Nguồn: các dòng thưởng và trừ của bảng thẩm định.",
            "Điểm của từng dòng là trước khi áp trần của nhóm, cột «Cộng» là sau khi áp. Dòng chờ "
            f"người thứ hai xác nhận chưa được tính: {waiting}.",
            f"Các lý do: {'; '.join(f'{code}: {text}' for code, text in told.items())}.",
            "Xem: trang «Xếp hạng», mục «Vì sao».",
        ),
    )


def _by_reason(
    facts: DeckFacts, naming: Naming, found: Sequence[_Reason]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        row(
            naming.unit(one.unit),
            _kind(one.criterion.sign, waits=one.waits),
            cut(f"{one.criterion.code} {one.criterion.text}", LONGEST_WORDS),
            points(facts.covenant, one.points),
        )
        for one in found
    )


def _by_unit(
    facts: DeckFacts, naming: Naming, found: Sequence[_Reason]
) -> tuple[tuple[Cell, ...], ...]:
    by_place: dict[tuple[str, Sign], list[_Reason]] = {}
    for one in found:
        by_place.setdefault((one.unit, one.criterion.sign), []).append(one)
    return tuple(
        row(
            naming.unit(standing.unit),
            _kind(sign, waits=False),
            "; ".join(_short(facts, one) for one in by_place[standing.unit, sign]),
            points(facts.covenant, whole),
        )
        for standing in facts.standings.rows
        for sign, whole in (
            (Sign.BONUS, standing.score.bonus),
            (Sign.DEDUCTION, standing.score.deduction),
        )
        if (standing.unit, sign) in by_place
    )


def _short(facts: DeckFacts, one: _Reason) -> str:
    waits = " (chờ)" if one.waits else ""
    return f"{one.criterion.code}: {points(facts.covenant, one.points)}{waits}"


def _all_waiting(waiting: int) -> str:
    return f"{waiting} dòng thưởng, trừ đang chờ người thứ hai xác nhận"


def _kind(sign: Sign, *, waits: bool) -> Cell:
    is_bonus = sign is Sign.BONUS
    word = "+ Thưởng" if is_bonus else "− Trừ"
    if waits:
        return Cell(f"{word} (chờ)")
    return Cell(word, Tone.GOOD if is_bonus else Tone.BAD)


def explained_title(whole: int, changed: int, waiting: int) -> str:
    """Bao nhiêu ý kiến, bao nhiêu làm đổi điểm, bao nhiêu còn mở."""
    did = "không ý kiến nào làm đổi điểm" if not changed else f"{changed} làm đổi điểm"
    return f"{whole} ý kiến, {did}, {waiting} còn mở"


def explained(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Điểm đã giải trình: before → after, those that changed something first."""
    if facts.threads is None:
        return LeftOut(EXPLAINED, "người lấy tệp không được xem ý kiến của cả khối")
    told = [one for one in facts.threads if not one.is_withdrawn]
    if not told:
        return LeftOut(EXPLAINED, "không có ý kiến giải trình, kiến nghị nào")
    changed = [one for one in told if one.is_closed and one.old_points != one.new_points]
    waiting = [one for one in told if not one.is_closed]
    rest = [one for one in told if one not in changed and one not in waiting]
    return Slide(
        name=EXPLAINED,
        title=explained_title(len(told), len(changed), len(waiting)),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đơn vị", 30),
                    Column("Tiêu chí", 12),
                    Column("Ý kiến", 22),
                    Column("Điểm trước → sau", 24, is_number=True),
                    Column("Kết luận", 44),
                ),
                rows=tuple(_thread(facts, naming, one) for one in (*changed, *waiting, *rest)),
                summary="Các ý kiến và điểm trước, sau khi kết luận",
            ),
        ),
        notes=(
            "Nguồn: các hồ sơ giải trình, kiến nghị của kỳ; hồ sơ đã rút không tính.",
            "Điểm trước là điểm có hiệu lực khi mở hồ sơ, điểm sau là khi kết thúc.",
            "Xem: trang «Giải trình», lời đầy đủ của từng hồ sơ.",
        ),
    )


def _thread(facts: DeckFacts, naming: Naming, one: Thread) -> tuple[Cell, ...]:
    before = points(facts.covenant, one.old_points)
    outcome = cut(naming.free(one.outcome), LONGEST_WORDS)
    if one.is_closed:
        after = points(facts.covenant, one.new_points)
        said = outcome or "đã kết luận"
    else:
        after, said = "…", THREAD_STATUS_WORDS[one.status]
    moved = _moved(one.old_points, one.new_points) if one.is_closed else Tone.PLAIN
    return row(
        naming.unit(one.unit),
        one.criterion,
        capital(KIND_WORDS[one.kind]),
        Cell(f"{before} → {after}", moved),
        said,
    )


def _moved(before: Decimal | None, after: Decimal | None) -> Tone:
    if before is None or after is None or before == after:
        return Tone.PLAIN
    return Tone.GOOD if after > before else Tone.BAD
