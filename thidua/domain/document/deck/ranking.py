"""Trang xếp hạng: who leads, by how much, and what set equal units apart."""

from dataclasses import replace

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.document.deck.blocks import Cell, Column, Slide, SlideTable, Tone
from thidua.domain.document.deck.facts import DeckFacts, Naming
from thidua.domain.document.deck.words import TITLE_NAME, cut, joined, percent, points, row
from thidua.domain.period.consideration import CONSIDERATION_WORDS
from thidua.domain.ranking.standing import Standing
from thidua.domain.ranking.standing_words import MISSING, rank_text, remark


def ranking_title(covenant: Covenant, placed: tuple[Standing, ...], naming: Naming) -> str:
    """Ai dẫn đầu, hơn thứ hai bao nhiêu: by points, by the vote, or by a tie-breaker."""
    if not placed:
        return "Chưa đơn vị nào có hạng"
    first = [one for one in placed if one.rank == 1]
    lead = first[0]
    total = points(covenant, lead.total)
    name = cut(naming.short(lead.unit), TITLE_NAME)
    if len(first) > 1:
        return _shared(covenant, first, naming)
    if lead.voted is not None:
        return f"Dẫn đầu: {name} với {lead.voted.words()}"
    if lead.score.ratio is not None and any(one.score.not_assigned for one in placed):
        return f"Dẫn đầu: {name}, đạt {percent(lead.score.ratio)} thang điểm được giao"
    if len(placed) == 1:
        return f"{name} {total} điểm, là đơn vị duy nhất có hạng"
    second = placed[1]
    if lead.total is None or second.total is None:
        return f"Dẫn đầu: {name}"
    if lead.total == second.total:
        return f"Dẫn đầu: {name} {total}; bằng điểm thứ hai, hơn nhờ tiêu chí phụ"
    return (
        f"Dẫn đầu: {name} {total}; hơn thứ hai {points(covenant, lead.total - second.total)} điểm"
    )


def _shared(covenant: Covenant, first: list[Standing], naming: Naming) -> str:
    names = joined([naming.short(one.unit) for one in first])
    totals = {one.total for one in first}
    by_vote = first[0].voted
    if by_vote is not None:
        return f"{names} cùng dẫn đầu với {by_vote.words()}"
    if len(totals) == 1:
        return f"{names} cùng dẫn đầu với {points(covenant, first[0].total)} điểm"
    return f"{names} cùng dẫn đầu"


def ranking(facts: DeckFacts, naming: Naming) -> Slide:
    """Xếp hạng."""
    covenant = facts.covenant
    voted = facts.standings.vote is not None
    by_ratio = any(one.score.not_assigned for one in facts.standings.rows)
    has_band = any(one.band for one in facts.standings.rows)
    remarks = {one.unit: _remark(one, naming) for one in facts.standings.rows}
    has_remark = any(remarks.values())
    has_tie = any(one.tied for one in facts.standings.rows)  # «3 (đồng hạng)» may take two lines
    columns = [
        Column("Hạng", 13, is_number=not has_tie),
        Column("Đơn vị", 40),
        Column("Tổng điểm", 15, is_number=True),
        *([Column("Tỷ lệ", 13, is_number=True)] if by_ratio else []),
        *([Column("Phiếu", 22, is_number=True)] if voted else []),
        *([Column("Xếp loại", 26)] if has_band else []),
        *([Column("Ghi chú", 40)] if has_remark else []),
    ]
    rows = tuple(
        row(
            Cell(rank_text(one), Tone.FIRST if one.rank == 1 else Tone.PLAIN),
            Cell(naming.unit(one.unit), Tone.FIRST if one.rank == 1 else Tone.PLAIN),
            points(covenant, one.total),
            *([_ratio(one)] if by_ratio else []),
            *([MISSING if one.voted is None else one.voted.words()] if voted else []),
            *([one.band or MISSING] if has_band else []),
            *([remarks[one.unit]] if has_remark else []),
        )
        for one in facts.standings.rows
    )
    return Slide(
        name="Xếp hạng",
        title=ranking_title(covenant, facts.placed, naming),
        blocks=(
            SlideTable(
                columns=tuple(columns),
                rows=rows,
                summary=f"Bảng xếp hạng {len(rows)} đơn vị, {len(facts.placed)} đơn vị có hạng",
            ),
        ),
        notes=(
            "Nguồn: bảng xếp hạng theo điểm thẩm định.",
            f"Cách xếp: {_how(facts)}. Tiêu chí phụ: {_ties(facts)}.",
            "Xem: trang «Xếp hạng», mục «Vì sao» của từng đơn vị.",
        ),
    )


def _remark(one: Standing, naming: Naming) -> str:
    if naming.hides and one.excluded is not None:
        return CONSIDERATION_WORDS[one.state]
    if naming.hides and one.voted is not None:
        one = replace(one, by_vote=one.voted.words())  # without the title that somebody gave it
    return cut(remark(one), 150)


def _ratio(one: Standing) -> str:
    ratio = one.score.ratio
    return MISSING if ratio is None else percent(ratio)


def _how(facts: DeckFacts) -> str:
    if facts.standings.vote is not None:
        return "theo tỷ lệ phiếu của cuộc bỏ phiếu xếp hạng, sau đó theo tổng điểm"
    if facts.covenant.ranks_by_ratio:
        return "theo tổng điểm chia cho thang điểm được giao"
    return "theo tổng điểm"


def _ties(facts: DeckFacts) -> str:
    said = dict.fromkeys(one.text for one in facts.covenant.tiebreakers)
    return "; ".join(said) or "giao ước không có"
