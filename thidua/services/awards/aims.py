"""Điều được đề nghị: an award or a group of a programme for one candidate, judged by one law."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from thidua.db.tables import Proposal
from thidua.domain.awards.eligibility import CONCLUSION_WORDS, Conclusion, Eligibility
from thidua.domain.awards.eligibility_json import verdict_json
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean
from thidua.domain.law.book import LawView
from thidua.domain.law.programme import Programme, ProgrammeGroup
from thidua.domain.period.period import BlockPeriod
from thidua.services.awards import eligibility, nominees, quotas
from thidua.services.awards.eligibility import last_day
from thidua.services.awards.nominees import Candidacy
from thidua.services.ground.audit import canonical_json
from thidua.services.law import law


@dataclass(frozen=True, kw_only=True)
class Aim:
    """Điều được đề nghị: the award, or a group of a programme, for one candidate under one law."""

    view: LawView
    candidacy: Candidacy
    award: str
    programme: str
    group: ProgrammeGroup | None
    year: int
    plan: Programme | None = None

    @property
    def used_for(self) -> str:
        """Mã mà thành tích được ghi là đã dùng cho."""
        return self.programme or self.award

    @property
    def award_name(self) -> str:
        """Tên danh hiệu, hình thức."""
        return name_of(self.view, self.award)

    def judged(self, candidacy: Candidacy | None = None) -> Eligibility:
        """Kết quả xét, of this candidate or of one that differs in a fact."""
        one = candidacy or self.candidacy
        if self.plan is None or self.group is None:
            return eligibility.judge_one(self.view, self.award, one, self.year)
        return eligibility.judge_one_in(self.view, self.plan, self.group, one, self.year)

    def is_reached(self, candidacy: Candidacy | None = None) -> bool:
        """Đủ điều kiện."""
        return self.judged(candidacy).conclusion is Conclusion.ELIGIBLE


def aim_at(
    session: Session,
    period: BlockPeriod,
    recipient: Recipient,
    subject: str,
    *,
    award: str = "",
    programme: str = "",
    group: str = "",
    on: date | None = None,
) -> Aim:
    """Điều được đề nghị cho đối tượng này; NotFound where the law book gives it to no such one.

    The law is that of `on`, the last day of the year judged unless said.
    """
    if bool(programme) is not bool(group):
        raise NotFound
    view = law.book(session).at(on or last_day(period.year))
    plan, found = None, None
    if programme:
        plan = eligibility.in_force(view, programme, period.year)
        plan = quotas.as_chosen(plan, quotas.unchecked_choices(session, period))
        found = plan.group(group)
        if found is None or recipient not in found.recipients:
            raise NotFound
        award = found.award
    kind = view.book.awards.get(award)
    if kind is None or recipient not in kind.recipients:
        raise NotFound
    for one in nominees.unchecked(session, period, award):
        if (one.nominee.recipient, one.nominee.code) == (recipient, subject):
            return Aim(
                view=view,
                candidacy=one,
                award=award,
                programme=programme,
                group=found,
                year=period.year,
                plan=plan,
            )
    raise NotFound


def name_of(view: LawView, award: str) -> str:
    """Tên một danh hiệu hoặc chương trình; the code itself where the book does not know it."""
    kind = view.book.awards.get(award) or view.book.programmes.get(award)
    return award if kind is None else kind.name


def keep_verdict(row: Proposal, aim: Aim, despite: str) -> Eligibility:
    """Xét và giữ kết quả xét ở đề nghị, by its values.

    Refused with what is missing where the law book does not say eligible, unless `despite` says
    why all the same.
    """
    found = aim.judged()
    if found.conclusion is not Conclusion.ELIGIBLE and not clean(despite):
        wanting = "; ".join(f"{one.requirement}: {one.word}" for one in found.wanting)
        raise Refused(
            f"«{found.name}» {CONCLUSION_WORDS[found.conclusion]} cho {aim.award_name} "
            f"({wanting}). Muốn vẫn đề nghị, hãy ghi lý do."
        )
    row.despite = clean(despite)
    row.verdict = canonical_json(verdict_json(found))
    row.judged_on = found.on
    return found
