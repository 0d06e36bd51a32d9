"""Phiếu theo dõi điểm: the points of a unit, its evidence and changes, as they now stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from thidua.domain.covenant.covenant import Combining, Covenant
from thidua.domain.ground.points import Rounding, vi_number
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.windows import VIETNAM
from thidua.domain.record.recorded import RecordedAct
from thidua.domain.review.combining import COMBINING_WORDS
from thidua.domain.scoring.evidence import EvidenceItem
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.domain.verify.tracking import Tracked

ROUNDING_WORDS = {
    Rounding.HALF_UP: "nửa lên",
    Rounding.HALF_EVEN: "nửa về chẵn",
    Rounding.CUT: "cắt bỏ",
}


@dataclass(frozen=True, kw_only=True)
class TrackingSheet:
    """Phiếu theo dõi điểm: what a unit takes in hand when it doubts its result.

    `official` is the total that ranks, None while there is none; `rank` and `band` are missing
    where the ranking may not be seen yet. `position` and `seal` say at which entry of the record
    it was made; `is_whole` that no change is left out. `hides_judged` that only the own claim may
    be seen.
    """

    period: BlockPeriod
    member: Member
    covenant: Covenant
    tracked: Tracked
    official: Decimal | None
    is_provisional: bool
    rank: int | None
    is_tied: bool
    band: str
    consideration: UnitConsideration
    evidence: Sequence[EvidenceItem]
    changes: Sequence[RecordedAct]
    is_whole: bool
    hides_judged: bool
    position: int
    seal: str
    made_at: datetime

    def facts(self) -> list[tuple[str, str]]:
        """Đầu phiếu: whose points these are, under which covenant, and how they are reckoned."""
        scale, how = self.covenant.scale, self.covenant.combining
        basis = f"; căn cứ: {self.covenant.clause}" if self.covenant.clause else ""
        found = [
            ("Đơn vị", f"{self.member.name} ({self.member.code})"),
            ("Kỳ", self.period.words),
            ("Giao ước", f"{self.covenant.title}, bản {self.covenant.version}{basis}"),
            ("Bên chấm", HAND_WORDS[self.tracked.hand]),
            ("Làm tròn từng dòng", f"{ROUNDING_WORDS[scale.rounding]}, {scale.places} chữ số"),
            ("Tổng điểm", self._total_words()),
        ]
        if how is not Combining.CHAIR and self.tracked.hand is not Hand.SELF:
            found.insert(5, ("Tổng hợp chấm chéo", COMBINING_WORDS[how]))
        if self.rank is not None:
            found.append(("Hạng", f"{self.rank} (đồng hạng)" if self.is_tied else str(self.rank)))
        if self.band:
            found.append(("Xếp loại", self.band))
        if self.consideration.state is not ConsiderationState.CONSIDERED:
            found.append(("Tình trạng xét", self.consideration.words))
        made = f"{self.made_at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
        found.append(("Lập lúc", f"{made} (giờ Việt Nam), tại mục {self.position} của nhật ký"))
        found.append(("Dấu niêm của mục ấy", self.seal))
        return found

    def _total_words(self) -> str:
        places = self.covenant.scale.places
        total = self.tracked.total
        if total is None:
            return "chưa đủ điểm"
        said = vi_number(total, places)
        if self.hides_judged:
            return f"{said} (theo bản tự chấm; điểm chấm, thẩm định hiện khi đơn vị được xem)"
        if self.official is None:
            return f"{said} (chưa xác nhận thẩm định)"
        return f"{said} (TẠM TÍNH)" if self.is_provisional else said

    def evidence_of(self, code: str) -> str:
        """Minh chứng của một tiêu chí bằng lời: what is written on the line, then what is kept."""
        line = next(one for one in self.tracked.lines if one.code == code)
        listed = [f"{one.title} (bản {one.version})" for one in self.evidence_on(code)]
        return "; ".join([*([line.evidence] if line.evidence else []), *listed])

    def evidence_on(self, code: str) -> list[EvidenceItem]:
        """Minh chứng dùng ở một tiêu chí."""
        return [one for one in self.evidence if code in one.criteria]

    def seen_by(self, code: str) -> tuple[str, ...]:
        """Ai đã ghi, chấm, xác nhận dòng này: the people of the record, then the reviewers."""
        line = next(one for one in self.tracked.lines if one.code == code)
        people = [one.actor for one in reversed(self.changes) if one.criterion == code]
        named = [] if line.is_group else [line.entered_by] if line.entered_at else []
        given = [one.reviewer for one in line.given]
        return tuple(dict.fromkeys(one for one in [*people, *named, *given] if one))

    def changes_of(self, code: str) -> int:
        """Số lần dòng này đổi."""
        return sum(one.criterion == code for one in self.changes)
