"""Kiểm tra hạn mức: nothing goes on beyond a quota, and what did all the same is found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.awards.proposal import GONE, PROPOSAL_WORDS, ProposalState, ProposedAward
from thidua.domain.awards.quota_states import (
    bases_wanted,
    is_out_of_line,
    is_passed,
    limit_words,
    over_words,
)
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.law.book import LawView
from thidua.domain.law.quota import MEMBERS, Contender, QuotaState
from thidua.domain.movement.plan import limit_code, parted
from thidua.domain.period.period import BlockPeriod
from thidua.services.awards import nominees, quotas
from thidua.services.awards.eligibility import last_day
from thidua.services.awards.nominees import Candidacy
from thidua.services.awards.quotas import Choices
from thidua.services.ground import block_members
from thidua.services.law import law

_UNKNOWN = "bộ luật có lỗi nên chưa đối chiếu được hạn mức"
_CURE = "hoặc ấn định số suất kèm lý do ở phần «Hạn mức»"

_Place = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class _List:
    """Các đề nghị đang giữ chỗ của một kỳ, beside what its quotas rest on."""

    session: Session
    period: BlockPeriod
    view: LawView
    standing: tuple[ProposedAward, ...]
    chosen: Choices

    @cached_property
    def candidacies(self) -> Mapping[tuple[Recipient, str], Candidacy]:
        """Người dự xét, read only where there is something to count."""
        found = nominees.unchecked(self.session, self.period)
        return {(one.nominee.recipient, one.nominee.code): one for one in found}

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Các đơn vị của khối."""
        return tuple(one.code for one in block_members.members(self.session, self.period))

    @cached_property
    def places(self) -> tuple[_Place, ...]:
        """Các danh hiệu và nhóm có đề nghị mà bộ luật đặt hạn mức."""
        found = sorted({one.place for one in self.standing})
        return tuple(place for place in found if self._is_limited(place))

    def _is_limited(self, place: _Place) -> bool:
        programme, where = place
        if not programme:
            return where in self.view.book.awards and bool(self.view.quotas(where))
        plan = self.view.book.programmes.get(programme)
        return plan is not None and plan.group(parted(where)[1]) is not None

    def states(self, place: _Place, counted: Sequence[ProposedAward]) -> dict[str, QuotaState]:
        """Mọi hạn mức của một danh hiệu hoặc nhóm, by code, over these proposals alone.

        What a share is taken of are all that stand.
        """
        programme, where = place
        bases = {MEMBERS: len(self.members)}
        if not programme:
            for base in bases_wanted(self.view, where):
                bases[base] = sum(one.place == ("", base) for one in self.standing)
            rows = quotas.contenders(counted, place, self.candidacies)
            return quotas.of_award(
                self.view, where, rows, bases, self.chosen, self.elsewhere(where), self.period.year
            )
        plan = self.view.book.programmes[programme]
        bases = quotas.bases_of(self.session, self.period, self.members, plan)
        round_code, own = parted(where)
        by_group = {
            group.code: quotas.contenders(
                counted, (programme, limit_code(round_code, group.code)), self.candidacies
            )
            for group in plan.groups
        }
        year = self.period.year
        return quotas.of_programme(self.view, plan, by_group, bases, self.chosen, year, round_code)[
            own
        ]

    def open_round(self, place: _Place) -> str:
        """Đợt mà kế hoạch để hạn mức cho văn bản sau, by its name; empty where it is none."""
        plan = self.view.book.programmes.get(place[0])
        found = None if plan is None else plan.round_of(parted(place[1])[0])
        return found.name if found is not None and found.is_undecided else ""

    def elsewhere(self, award: str) -> list[Contender]:
        """Đề nghị đã trình ở các khối khác."""
        return quotas.elsewhere(self.session, self.period, self.view, award)

    def name(self, code: str) -> str:
        """Tên của một đối tượng; the code of whoever is no longer considered."""
        found = (who.nominee.name for (_, one), who in self.candidacies.items() if one == code)
        return next(found, code)

    def words(self, place: _Place, code: str, state: QuotaState) -> str:
        """Hạn mức bị vượt bằng lời, with those beyond the line by name."""
        said = over_words(self.view, place, code, state, self.name)
        beyond = ", ".join(map(self.name, state.beyond))
        return f"{said} (ngoài vạch suất: {beyond})" if beyond else said


def _list(session: Session, period: BlockPeriod, standing: tuple[ProposedAward, ...]) -> _List:
    view = law.book(session).at(last_day(period.year))
    return _List(
        session=session,
        period=period,
        view=view,
        standing=standing,
        chosen=quotas.unchecked_choices(session, period),
    )


def require_place(session: Session, period: BlockPeriod, key: int, to: ProposalState) -> None:
    """Yêu cầu còn suất để một đề nghị đi tiếp: Refused with the quota and what sets it right.

    Whoever is tied for the last place or below it goes on only once the meeting voted. What was
    sent already took its place then.
    """
    found = _list(session, period, quotas.standing(session, period))
    row = next((one for one in found.standing if one.key == key), None)
    if row is None:
        raise NotFound
    if row.place not in found.places:
        return
    taken = GONE - {ProposalState.SENT} if row.state is ProposalState.SENT else GONE
    gone = [one for one in found.standing if one.state in taken or one.key == key]
    after = found.states(row.place, gone)
    for code, whole in found.states(row.place, found.standing).items():
        if not after[code].counts(row.subject):
            continue
        said = found.words(row.place, code, whole)
        open_round = found.open_round(row.place)
        if open_round and whole.most is None:
            raise Refused(
                f"Chưa ghi «{PROPOSAL_WORDS[to]}» được vì hạn mức đợt «{open_round}» chưa quy "
                f"định, kế hoạch chờ văn bản hướng dẫn sau; có văn bản thì ấn định số suất của "
                f"nhóm {row.group} trong đợt này ở phần «Hạn mức»."
            )
        if is_passed(whole, after[code]):
            raise Refused(f"Chưa ghi «{PROPOSAL_WORDS[to]}» được vì vượt hạn mức: {said}; {_CURE}.")
        if row.state is ProposalState.PROPOSED and is_out_of_line(whole, row.subject):
            raise Refused(
                f"Chưa ghi «{PROPOSAL_WORDS[to]}» được vì «{found.name(row.subject)}» chưa được "
                f"chọn vào hạn mức: {said}; hãy ghi kết quả bình xét trước, {_CURE}."
            )


def blocking(session: Session, period: BlockPeriod) -> tuple[str, ...]:
    """Các hạn mức mà đề nghị của kỳ này đang vượt, in words, each once.

    Where the law book is not fit for use nobody can say that none is.
    """
    standing = quotas.standing(session, period)
    if not standing:
        return ()
    if law.faults(session):
        return (_UNKNOWN,)
    found = _list(session, period, standing)
    return tuple(
        dict.fromkeys(
            f"vượt hạn mức: {found.words(place, code, state)}"
            for place in found.places
            for code, state in found.states(place, found.standing).items()
            if state.is_over
        )
    )


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Hạn mức bị vượt bởi những gì đã trình hoặc đã quyết định, and places set without a reason.

    Of all periods, or of `only` one.
    """
    if wrong := law.faults(session):
        yield f"{_UNKNOWN}: {wrong[0]}"
        return
    for period in queries.periods(session) if only is None else (only,):
        name = f"{period.block_code} {period.year}"
        found = _list(session, period, quotas.standing(session, period))
        for choice in found.chosen.values():
            if choice.override is not None and not choice.override.reason:
                where = limit_words(found.view.book, choice.programme, choice.code)
                yield f"{name} · {where}: ấn định {choice.override.most} suất mà không ghi lý do"
        for said in dict.fromkeys(_passed(found)):
            yield f"{name}: đã trình hoặc quyết định vượt hạn mức: {said}"


def _passed(found: _List) -> Iterator[str]:
    gone = [one for one in found.standing if one.state in GONE]
    for place in found.places:
        after = found.states(place, gone)
        for code, whole in found.states(place, found.standing).items():
            if is_passed(whole, after[code]):
                yield found.words(place, code, after[code])
