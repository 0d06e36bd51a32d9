"""Minh chứng đến sau khi đã chấm: which lines somebody scored before what is shown for them now."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col

from thidua.db.queries import pick, picked
from thidua.db.tables import Evidence, EvidenceUse, ScoreLine, ScoreSheet, Unit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.kept import kept

Late = Mapping[tuple[str, str], Sequence[str]]
"""Tiêu chí có minh chứng đến sau khi chấm, by reviewer (empty for the team) and unit scored."""


def unchecked_late(session: Session, period: BlockPeriod, hand: Hand) -> Late:
    """Các dòng đã chấm trước khi minh chứng được thêm, thay hay ghi lại trang, whoever asks.

    Nothing of the evidence is told but that it came.
    """
    return kept(session, ("late evidence", period, hand), lambda: _late(session, period, hand))


def _late(session: Session, period: BlockPeriod, hand: Hand) -> Late:
    rows = picked(
        session,
        pick(ScoreSheet.reviewer, Unit.code, ScoreLine.criterion_code)
        .join(ScoreLine, col(ScoreLine.sheet_id) == col(ScoreSheet.id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .join(Evidence, col(Evidence.unit_id) == col(ScoreSheet.unit_id))
        .join(
            EvidenceUse,
            (col(EvidenceUse.evidence_id) == col(Evidence.id))
            & (col(EvidenceUse.criterion_code) == col(ScoreLine.criterion_code)),
        )
        .where(
            col(ScoreSheet.block_year_id) == period.id,
            col(Evidence.block_year_id) == period.id,
            col(ScoreSheet.hand) == hand,
            col(ScoreLine.live),
            col(ScoreLine.state).in_([LineState.SCORED, LineState.AGREED]),
            col(Evidence.live),
            col(EvidenceUse.ended_at).is_(None),
            col(EvidenceUse.added_at) > col(ScoreLine.entered_at),
        )
        .distinct()
        .order_by(col(ScoreSheet.reviewer), col(Unit.code), col(ScoreLine.criterion_code)),
    )
    found: dict[tuple[str, str], list[str]] = {}
    for reviewer, unit, code in rows:
        found.setdefault((reviewer, unit), []).append(code)
    return found
