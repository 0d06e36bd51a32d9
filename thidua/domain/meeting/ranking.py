"""Công bố xếp hạng: a step a rank, from the last upwards; nothing higher is on the slide."""

from collections.abc import Sequence

from thidua.domain.document.deck.blocks import (
    Block,
    Cell,
    Column,
    Slide,
    SlideLines,
    SlideTable,
    Tone,
)
from thidua.domain.document.deck.words import points, row
from thidua.domain.meeting.calm import calm
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.meeting.reveal import revealed
from thidua.domain.ranking.standing import Standing
from thidua.domain.ranking.standing_words import MISSING, rank_text

MOST_ROWS = 20
_FULL_NAMES = 12
_FEW = 3
_PROVISIONAL = "tạm tính"


def ranking(facts: MeetingFacts, step: int) -> Slide:
    """Bước công bố này, never a later one than the room has seen."""
    name = "Công bố xếp hạng"
    title = f"Xếp hạng thi đua {facts.period.when}"
    if facts.is_provisional:
        title = f"{title} – {_PROVISIONAL}"
    if not facts.order:
        return calm(name, title, "Chưa đơn vị nào có hạng.")
    if facts.position.is_of_another_order(facts.standings.rows):
        said = "Thứ tự xếp hạng vừa đổi sau khi công bố; sẽ công bố lại từ dưới lên."
        return calm(name, title, said, notes=(_AGAIN,))
    step = min(step, facts.revealed)
    rows = revealed(facts.standings.rows, step)
    if not rows:
        ranked = sum(len(same) for same in facts.order)
        notes = (_HOW, _ASK_FIRST) if facts.said else (_HOW,)
        line = f"{ranked} đơn vị có hạng – công bố từ dưới lên"
        return calm(name, title, line, notes=notes)
    newest = facts.order[step - 1]
    blocks: list[Block] = [SlideLines(spotlight(facts, newest)), _table(facts, rows, newest)]
    more = len(rows) - MOST_ROWS
    if more > 0:
        blocks.append(SlideLines((f"… và {more} đơn vị nữa, đã nêu tên khi công bố",)))
    if step == len(facts.order) and facts.said:
        blocks.append(SlideLines(facts.said))
    return Slide(name=name, title=title, blocks=tuple(blocks), notes=_notes(facts, newest))


_HOW = (
    "Phím → công bố thêm một bậc, ← lùi lại. Bậc chưa công bố không được gửi tới màn chiếu; "
    "các đơn vị đồng hạng hiện cùng một lượt."
)
_ASK_FIRST = (
    "Có điều phải nói kèm xếp hạng này: xem trang «Xếp hạng» trước khi công bố. Màn chiếu chỉ nêu "
    "nó ở bậc cuối, vì lời ấy nêu đơn vị và điểm."
)
_AGAIN = "Bấm → để công bố lại từ hạng cuối: phần đã công bố thuộc thứ tự cũ."


def spotlight(facts: MeetingFacts, newest: Sequence[Standing]) -> tuple[str, ...]:
    """Đơn vị vừa công bố: its rank and name, then its total, band and how it stood last year.

    Of many at one rank the table tells that, and the names are short so that all have room.
    """
    members = [facts.members[one.unit] for one in newest]
    is_short = len(newest) > _FEW
    names = "; ".join(one.called if is_short else one.name for one in members)
    said = [f"Hạng {newest[0].rank}{' (đồng hạng)' if newest[0].tied else ''}: {names}"]
    if len(newest) == 1:
        said.append(_about(facts, newest[0]))
    elif not is_short:
        said += [f"{facts.members[one.unit].called}: {_about(facts, one)}" for one in newest]
    decided = list(dict.fromkeys(one.decided_by for one in newest if one.decided_by))
    said += [f"Phân định: {one}" for one in decided[:1]]
    return tuple(said)


def _about(facts: MeetingFacts, one: Standing) -> str:
    total = f"{points(facts.covenant, one.total)} điểm"
    band = f"xếp loại {one.band}" if one.band else ""
    return " · ".join(filter(None, (total, band, against_last_year(facts, one))))


def against_last_year(facts: MeetingFacts, one: Standing) -> str:
    """So với kỳ năm trước: «năm 2023 hạng 8, lên 2 bậc»."""
    if facts.last is None or one.rank is None:
        return ""
    before = facts.last.ranks.get(one.unit)
    if before is None:
        return f"năm {facts.last.year} chưa có hạng"
    return f"năm {facts.last.year} hạng {before}, {_moved(before, one.rank)}"


def _moved(before: int, now: int) -> str:
    if before == now:
        return "giữ hạng"
    return f"lên {before - now} bậc" if now < before else f"xuống {now - before} bậc"


def _table(facts: MeetingFacts, rows: Sequence[Standing], newest: Sequence[Standing]) -> SlideTable:
    is_short = len(rows) <= _FULL_NAMES
    has_band = any(one.band for one in rows)
    voted = facts.standings.vote is not None
    columns = (
        Column("Hạng", 8, is_number=True),
        Column("Đơn vị", 40),
        Column("Tổng điểm", 16, is_number=True),
        *([Column("Phiếu", 20, is_number=True)] if voted else []),
        *([Column("Xếp loại", 24)] if has_band else []),
        *([Column(f"Năm {facts.last.year}", 14)] if facts.last is not None else []),
    )
    told = {one.unit for one in newest}
    body = tuple(
        _row(facts, one, is_short=is_short, has_band=has_band, is_new=one.unit in told)
        for one in rows[:MOST_ROWS]
    )
    return SlideTable(
        columns=columns,
        rows=body,
        summary=(
            f"{len(body)}/{len(rows)} đơn vị đã công bố, hạng cao nhất là {rows[0].rank}"
            if len(body) < len(rows)
            else f"{len(rows)} đơn vị đã công bố, hạng cao nhất là {rows[0].rank}"
        ),
    )


def _row(
    facts: MeetingFacts, one: Standing, *, is_short: bool, has_band: bool, is_new: bool
) -> tuple[Cell, ...]:
    member = facts.members[one.unit]
    tone = Tone.FIRST if is_new else Tone.PLAIN
    voted = MISSING if one.voted is None else one.voted.words()
    if one.below_floor:
        voted = one.below_floor
    return row(
        Cell(_rank(one, is_short=is_short), tone),
        Cell(member.name if is_short else member.called, tone),
        Cell(points(facts.covenant, one.total), tone),
        *([Cell(voted, tone)] if facts.standings.vote is not None else []),
        *([Cell(one.band or MISSING, tone)] if has_band else []),
        *([Cell(_short_last(facts, one), tone)] if facts.last is not None else []),
    )


def _rank(one: Standing, *, is_short: bool) -> str:
    """Hạng; in a long table a shared one is told by a sign."""
    return rank_text(one) if is_short else f"{one.rank} =" if one.tied else str(one.rank)


def _short_last(facts: MeetingFacts, one: Standing) -> str:
    before = None if facts.last is None else facts.last.ranks.get(one.unit)
    if before is None or one.rank is None:
        return MISSING
    if before == one.rank:
        return f"{before} ="
    return f"{before} {'▲' if one.rank < before else '▼'} {abs(before - one.rank)}"


def _notes(facts: MeetingFacts, newest: Sequence[Standing]) -> tuple[str, ...]:
    told = tuple(
        f"{facts.members[one.unit].name}: điểm gốc {points(facts.covenant, one.score.base)}, "
        f"thưởng {points(facts.covenant, one.score.bonus)}, "
        f"trừ {points(facts.covenant, one.score.deduction)}."
        for one in newest
    )
    return (*told, "Vì sao từng con số: trang «Xếp hạng», mục «Vì sao».")
