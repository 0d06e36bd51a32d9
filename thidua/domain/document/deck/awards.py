"""Đề nghị khen, hạn mức: who is put forward for what, and how far the places go."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from thidua.domain.awards.proposal import PROPOSAL_WORDS, STANDING, AwardSplit
from thidua.domain.document.deck.blocks import (
    Cell,
    ChartKind,
    Column,
    LeftOut,
    Series,
    Slide,
    SlideChart,
    SlideTable,
    Tone,
)
from thidua.domain.document.deck.facts import DeckFacts, LimitUse, Naming, PutForward
from thidua.domain.document.deck.words import LABEL_NAME, capital, cut, row
from thidua.domain.ground.points import equals
from thidua.domain.law.quota import QUOTA_STATUS_WORDS, QuotaState, QuotaStatus
from thidua.domain.ranking.standing_words import MISSING

PROPOSALS, LIMITS = "Đề nghị khen", "Hạn mức"
_CLAIMS = 3
_NOT_SEEN = "người lấy tệp không được xem đề nghị của cả khối"


def proposals_title(standing: Sequence[str], left: int | None) -> str:
    """Đề nghị những gì; more than three kinds are only counted. `left` are the places not used."""
    if not standing:
        return "Không còn đề nghị khen nào đang giữ chỗ"
    counts = Counter(standing)
    if len(counts) > _CLAIMS:
        said = f"Đề nghị {len(standing)} lượt khen, {len(counts)} danh hiệu và hình thức"
    else:
        said = "Đề nghị " + ", ".join(f"{count} {cut(name, 30)}" for name, count in counts.items())
    return said if left is None else f"{said}; còn {left} suất"


def proposals(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Đề nghị khen: name, conditions met, votes."""
    if facts.proposals is None:
        return LeftOut(PROPOSALS, _NOT_SEEN)
    if not facts.proposals:
        return LeftOut(PROPOSALS, "chưa có đề nghị khen thưởng nào")
    standing = [one.award for one in facts.proposals if one.state in STANDING]
    own = [one.state for one in facts.limits if not one.is_of_leaders]
    free = [one.most - one.count for one in own if one.most is not None]
    left = sum(max(0, one) for one in free) if free and len(free) == len(own) else None
    return Slide(
        name=PROPOSALS,
        title=proposals_title(standing, left),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đối tượng", 36),
                    Column("Danh hiệu, hình thức", 36),
                    Column("Điều kiện", 26),
                    Column("Phiếu", 14, is_number=True),
                    Column("Tình trạng", 22),
                ),
                rows=tuple(
                    row(
                        naming.nominee(one),
                        one.award,
                        one.verdict or MISSING,
                        _votes(one),
                        capital(PROPOSAL_WORDS[one.state]),
                    )
                    for one in facts.proposals
                ),
                summary=f"{len(facts.proposals)} đề nghị khen thưởng",
            ),
        ),
        notes=(
            "Nguồn: các đề nghị của kỳ và kết quả bỏ phiếu đã kiểm.",
            "Câu đầu đếm các đề nghị còn giữ chỗ; số suất còn lại cộng các hạn mức đã có số suất.",
            "Xem: trang «Khen thưởng», phần «Đề nghị và quyết định».",
        ),
    )


def _votes(one: PutForward) -> str:
    return MISSING if one.counted is None else f"{one.counted.votes}/{one.counted.base}"


def leaders_words(split: AwardSplit | None) -> str:
    """Tỷ lệ lãnh đạo; empty where nobody is put forward, or somebody's office is not known."""
    if split is None or split.unknown or not split.leaders + split.workers:
        return ""
    whole = split.leaders + split.workers
    share = Fraction(100 * split.leaders, whole)
    said = equals(share, 0 if share.denominator == 1 else 2)
    return f"Lãnh đạo {split.leaders}/{whole} {said} %"


def limits_title(limits: Sequence[LimitUse], split: AwardSplit | None) -> str:
    """Hạn mức nào bị vượt, or that none is; the share of leaders first, with what limits it."""
    lead = leaders_words(split)
    of_leaders = next((one.state for one in limits if one.is_of_leaders), None)
    if not lead:
        return capital(_limits_words(limits))
    if of_leaders is None:
        return f"{lead} số cá nhân; {_limits_words(limits)}"
    said = f"{lead}: {_verdict(of_leaders)}"
    others = [one for one in limits if not one.is_of_leaders]
    is_over = any(one.state.is_over for one in others)
    return f"{said}; {_limits_words(others)}" if is_over else said


def _verdict(state: QuotaState) -> str:
    if state.is_over:
        return "vượt hạn mức"
    return "vừa đủ" if state.count == state.most else QUOTA_STATUS_WORDS[state.status]


def _limits_words(limits: Sequence[LimitUse]) -> str:
    over = [one for one in limits if one.state.is_over]
    full = [one for one in limits if one.state.count == one.state.most]
    if len(over) == 1:
        one = over[0]
        counts = f"{one.state.count} đề nghị, {one.state.most} suất"
        return f"vượt hạn mức {cut(one.title, 40)}: {counts}"
    if over:
        return f"{len(over)}/{len(limits)} hạn mức bị vượt"
    if full:
        return f"không hạn mức nào bị vượt, {len(full)}/{len(limits)} vừa đủ"
    return "không hạn mức nào bị vượt"


def limits(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Hạn mức: used against allowed."""
    if facts.proposals is None:
        return LeftOut(LIMITS, _NOT_SEEN)
    if not facts.limits:
        return LeftOut(LIMITS, "chưa có đề nghị nào thuộc danh hiệu có hạn mức")
    uses = facts.limits
    return Slide(
        name=LIMITS,
        title=limits_title(uses, facts.split),
        blocks=(
            SlideTable(
                columns=(
                    Column("Hạn mức", 46),
                    Column("Đề nghị", 12, is_number=True),
                    Column("Suất", 10, is_number=True),
                    Column("Còn", 10, is_number=True),
                    Column("Tình trạng", 26),
                ),
                rows=tuple(_limit(one) for one in uses),
                summary=f"{len(uses)} hạn mức: số đề nghị bên số suất",
            ),
            SlideChart(
                kind=ChartKind.BARS,
                categories=tuple(cut(one.title, LABEL_NAME) for one in uses),
                series=(
                    Series("Đề nghị", tuple(Decimal(one.state.count) for one in uses)),
                    Series(
                        "Suất",
                        tuple(
                            None if one.state.most is None else Decimal(one.state.most)
                            for one in uses
                        ),
                    ),
                ),
                summary="Số đề nghị bên số suất của từng hạn mức; số ở bảng bên cạnh",
            ),
        ),
        notes=(
            "Nguồn: các đề nghị còn giữ chỗ, hạn mức của bộ luật và số suất đã ấn định.",
            f"Suất {MISSING} là không giới hạn hoặc chưa có số. Tỷ lệ lãnh đạo tính trên số cá "
            "nhân được đề nghị.",
            "Xem: trang «Khen thưởng», phần «Hạn mức».",
        ),
    )


def _limit(one: LimitUse) -> tuple[Cell, ...]:
    state = one.state
    has_most = state.most is not None
    tone = Tone.PLAIN
    if state.is_over:
        tone = Tone.BAD
    elif state.status is QuotaStatus.WITHIN:
        tone = Tone.GOOD
    mark = {Tone.BAD: "✗ ", Tone.GOOD: "✓ "}.get(tone, "")
    return row(
        one.title,
        str(state.count),
        str(state.most) if has_most else MISSING,
        str(state.most - state.count) if state.most is not None else MISSING,
        Cell(f"{mark}{QUOTA_STATUS_WORDS[state.status]}", tone),
    )
