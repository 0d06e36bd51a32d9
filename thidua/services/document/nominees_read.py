"""Đối tượng của đề nghị như văn bản nêu: judged once more, with its votes and its summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thidua.domain.awards.eligibility import Conclusion, Eligibility
from thidua.domain.awards.nomination import LEADER
from thidua.domain.awards.proposal import ProposalState, ProposedAward
from thidua.domain.document.kinds import KINDS
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.points import equals
from thidua.domain.vote.counting import share_of, tells_ballots
from thidua.services.awards import aims
from thidua.services.awards.aims import Aim
from thidua.services.document import texts
from thidua.services.document.drafting import Draft
from thidua.services.document.texts import Written
from thidua.services.vote import results

VOTED = frozenset({ProposalState.VOTED, ProposalState.SENT, ProposalState.DECIDED})
"""Đề nghị đã qua bình xét."""

REPORT = KINDS["bao-cao-thanh-tich"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PutForward:
    """Đối tượng được đề nghị: the proposal, the award, what the law book says of it now."""

    proposal: ProposedAward
    aim: Aim
    judged: Eligibility
    share: str = ""
    summary: Written | None = None

    @property
    def name(self) -> str:
        """Tên đối tượng."""
        return self.aim.candidacy.nominee.name

    @property
    def is_person(self) -> bool:
        """Là cá nhân."""
        return self.proposal.recipient is Recipient.INDIVIDUAL

    @property
    def leads(self) -> bool:
        """Giữ chức vụ lãnh đạo, as stated or listed."""
        fact = self.aim.candidacy.nominee.facts.stated.get((LEADER, None))
        return fact is not None and fact.value is True

    @property
    def is_eligible(self) -> bool:
        """Đủ điều kiện."""
        return self.judged.conclusion is Conclusion.ELIGIBLE


def read(draft: Draft, found: Sequence[ProposedAward]) -> list[PutForward]:
    """Các đối tượng của những đề nghị này."""
    shares = _shares(draft) if found else {}
    return [_one(draft, one, shares) for one in found]


def _one(draft: Draft, one: ProposedAward, shares: dict[tuple[int, str], str]) -> PutForward:
    work = draft.work
    aim = aims.aim_at(
        work.session,
        work.period,
        one.recipient,
        one.subject,
        award=one.award,
        programme=one.programme,
        group=one.group,
    )
    said = texts.unchecked(work.session, work.period, REPORT.code, str(one.key))
    return PutForward(
        proposal=one,
        aim=aim,
        judged=aim.judged(),
        share="" if one.vote is None else shares.get((one.vote, one.subject), ""),
        summary=said.get("tom_tat"),
    )


def _shares(draft: Draft) -> dict[tuple[int, str], str]:
    """Tỷ lệ phiếu của từng đối tượng ở cuộc đã kiểm, by vote and code.

    None of a vote of so few ballots that it tells who cast them, or not any more as it was counted.
    """
    return {
        (closed.vote.key, one.candidate.code): share_of(one).removesuffix(" %")
        for closed in results.unchecked_results(draft.work.session, draft.period)
        if closed.is_whole and not tells_ballots(closed.result)
        for one in closed.result.candidates
    }


def share_words(part: int, whole: int) -> str:
    """Tỷ lệ: «4/10 = 40 %», «2/3 ≈ 66,67 %»: two decimals where it is not whole."""
    if not whole:
        return "0/0"
    share = Fraction(100 * part, whole)
    return f"{part}/{whole} {equals(share, 0 if share.denominator == 1 else 2)} %"
