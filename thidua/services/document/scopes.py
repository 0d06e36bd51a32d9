"""Văn bản về ai: whose paper it is, so that the right is asked for the right unit."""

from sqlmodel import Session

from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.document.kinds import BESIDE, KINDS, DocumentKind, Subject
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import parse_whole
from thidua.domain.period.period import BlockPeriod
from thidua.services.awards import proposals
from thidua.services.council import meetings
from thidua.services.dossier import owners
from thidua.services.ground import block_members

SCOPE_WORDS = {
    Subject.UNIT: "Văn bản này của một đơn vị: hãy chọn đơn vị nào.",
    Subject.VOTE: "Văn bản này của một cuộc bỏ phiếu: hãy chọn cuộc nào.",
    Subject.PROPOSAL: "Văn bản này của một đề nghị khen thưởng: hãy chọn đề nghị nào.",
    Subject.MEETING: "Văn bản này của một phiên họp hội đồng: hãy chọn phiên nào.",
    Subject.MOVEMENT: "Văn bản này của một phong trào: hãy chọn phong trào nào.",
    Subject.JOINED: "Văn bản này của một đơn vị trong một phong trào: hãy chọn cả hai.",
}


def kind_of(code: str) -> DocumentKind:
    """Loại văn bản mang mã này; NotFound names those there are."""
    found = KINDS.get(code)
    if found is None:
        listed = ", ".join(KINDS)
        raise NotFound(f"Không có văn bản «{code}»; các mã dùng được: {listed}.")
    return found


def unit_of(session: Session, period: BlockPeriod, kind: DocumentKind, scope: str) -> str | None:
    """Đơn vị mà văn bản nói tới; None for a paper of the whole block.

    NotFound where there is no such unit, vote or proposal in this period.
    """
    if kind.subject is Subject.BLOCK:
        if scope:
            raise NotFound
        return None
    if not scope:
        raise Refused(SCOPE_WORDS[kind.subject])
    if kind.subject in (Subject.UNIT, Subject.JOINED):
        unit = unit_and_movement(scope)[0] if kind.subject is Subject.JOINED else scope
        if unit not in {one.code for one in block_members.members(session, period)}:
            raise NotFound
        return unit
    if kind.subject is Subject.PROPOSAL:
        one = proposal_of(session, period, scope)
        return owners.unit_of(session, one.recipient, one.subject)
    if kind.subject is Subject.MEETING:
        meetings.unchecked_one(session, period, meeting_key(scope))
    return None


def unit_and_movement(scope: str) -> tuple[str, str]:
    """Đơn vị nào trong phong trào nào; Refused where only one of them is named."""
    unit, beside, movement = scope.rpartition(BESIDE)
    if not (unit and beside and movement):
        raise Refused(SCOPE_WORDS[Subject.JOINED])
    return unit, movement


def is_about(scope: str, asked: str) -> bool:
    """Văn bản về điều được hỏi: of it itself, of a unit in that movement, or of the whole block."""
    return scope in ("", asked) or scope.rpartition(BESIDE)[2] == asked


def meeting_key(scope: str) -> int:
    """Khóa của phiên họp hội đồng."""
    found = parse_whole(scope)
    if found is None:
        raise NotFound
    return found


def proposal_of(session: Session, period: BlockPeriod, scope: str) -> ProposedAward:
    """Đề nghị mang khóa này trong kỳ."""
    for one in proposals.unchecked(session, period):
        if str(one.key) == scope:
            return one
    raise NotFound
