"""Tình trạng các văn bản: which may be made now, what is missing in each, which have a number."""

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.council.council import CouncilKind
from thidua.domain.document.document import Document
from thidua.domain.document.issued import IssuedDocument
from thidua.domain.document.kinds import BESIDE, KINDS, DocumentKind, Subject
from thidua.domain.ground.errors import NotPermitted, ThiduaError
from thidua.domain.movement.life import MovementState
from thidua.domain.period.windows import vi_day
from thidua.services.awards import proposals
from thidua.services.council import keeping, meetings
from thidua.services.document import issuing, making
from thidua.services.document.drafting import names_of
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.movement import plans
from thidua.services.movement import states as lives
from thidua.services.vote import votes


@dataclass(frozen=True, slots=True)
class Place:
    """Văn bản có thể làm: of which kind, about whom, in words for a list."""

    kind: DocumentKind
    scope: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """Tình trạng một văn bản: the paper as it stands, or why it cannot be made."""

    place: Place
    document: Document | None = None
    missing: str = ""
    issued: tuple[IssuedDocument, ...] = ()

    @property
    def code(self) -> str:
        """Mã tình trạng, for machines."""
        if self.document is None:
            return "thieu"
        if any(one.is_live for one in self.issued):
            return "da-cap-so"
        return "du-thao" if self.document.is_draft else "san-sang"


STATE_WORDS = {
    "thieu": "chưa làm được",
    "du-thao": "DỰ THẢO",
    "san-sang": "sẵn sàng",
    "da-cap-so": "đã cấp số",
}


def places(work: Work, codes: tuple[str, ...] = tuple(KINDS)) -> list[Place]:
    """Các văn bản của kỳ này mà người này được xem, whether they can be made yet or not."""
    return [one for code in codes for one in _of(work, KINDS[code])]


def _of(work: Work, kind: DocumentKind) -> Iterator[Place]:
    def may(unit: str | None) -> bool:
        return is_allowed(work.actor, kind.needs, work.period, unit)

    if kind.subject is Subject.BLOCK:
        if may(None):
            yield Place(kind, "", kind.name)
    elif kind.subject is Subject.UNIT:
        for member in block_members.members(work.session, work.period):
            if may(member.code):
                yield Place(kind, member.code, f"{kind.name}: {member.name}")
    elif kind.subject is Subject.VOTE:
        if may(None):
            for vote in votes.unchecked(work.session, work.period):
                yield Place(kind, str(vote.key), f"{kind.name}: {vote.draft.title}")
    elif kind.subject in (Subject.MOVEMENT, Subject.JOINED):
        yield from _of_movements(work, kind)
    elif kind.subject is Subject.MEETING:
        if may(None):
            bodies = {one.key: one for one in keeping.unchecked(work.session, work.period)}
            for meeting in meetings.unchecked(work.session, work.period):
                body = bodies[meeting.council]
                is_judging = body.kind is CouncilKind.INITIATIVE
                if is_judging or kind.code != "quyet-dinh-sang-kien":
                    name = f"{kind.name}: {body.name}, {vi_day(meeting.day)}"
                    yield Place(kind, str(meeting.key), name)
    else:
        names = names_of(work.session)
        for one in _proposals(work):
            name = names.get((one.recipient, one.subject), one.subject)
            yield Place(kind, str(one.key), f"{kind.name}: {name}")


def _of_movements(work: Work, kind: DocumentKind) -> Iterator[Place]:
    """Văn bản của các phong trào trong năm; a unit's plan once its movement was launched."""
    if not is_allowed(work.actor, Permission.VIEW_MOVEMENTS, work.period):
        return
    for plan in plans.of_year(work):
        if kind.subject is Subject.MOVEMENT:
            yield Place(kind, plan.code, f"{kind.name}: {plan.name}")
        elif lives.unchecked(work.session, plan.code).state is not MovementState.DRAFT:
            for member in block_members.members(work.session, work.period):
                if is_allowed(work.actor, kind.needs, work.period, member.code):
                    scope = f"{member.code}{BESIDE}{plan.code}"
                    yield Place(kind, scope, f"{kind.name}: {member.name} – {plan.name}")


def _proposals(work: Work) -> tuple[ProposedAward, ...]:
    try:
        return proposals.listed(work)
    except NotPermitted:
        return ()


def state(work: Work, *, code: str, scope: str = "") -> DocumentState:
    """Tình trạng của một văn bản; what it lacks is said, not raised."""
    return _state(work, next(_named(work, code, scope)))


def _named(work: Work, code: str, scope: str) -> Iterator[Place]:
    yield from (one for one in places(work, (code,)) if one.scope == scope)
    raise NotPermitted


def listed(work: Work) -> list[DocumentState]:
    """Tình trạng của mọi văn bản mà người này được xem."""
    return [_state(work, one) for one in places(work)]


def _state(work: Work, place: Place) -> DocumentState:
    numbered = issuing.unchecked(work.session, work.period, place.kind.code, place.scope)
    try:
        found = making.document(work, code=place.kind.code, scope=place.scope)
    except ThiduaError as fault:
        return DocumentState(place=place, missing=str(fault), issued=numbered)
    return DocumentState(place=place, document=found, issued=numbered)
