"""Phiếu trên giấy: written answers of absent members and counted paper ballots, by two hands."""

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple
from secrets import token_hex

from sqlmodel import Session, select

from thidua import ballot_box
from thidua.db.tables import PaperCount, Vote, VoteRoll
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean
from thidua.domain.vote.ballot import ballot_faults
from thidua.domain.vote.counting import BallotCount
from thidua.domain.vote.vote import Answer, Conduct, Presence, RollMember, barred_from
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.vote import own_interest, votes
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.votes import VoteView


def write_answer(
    work: Work, *, vote: int, member: str, answers: Mapping[str, Answer], document: str
) -> None:
    """Nhập ý kiến bằng văn bản của một người vắng mặt, from the paper they sent.

    It is kept sealed like a ballot. The second person types it again: the same, and it counts;
    otherwise Refused with which lines differ, without what stands there.
    """
    work = work.require(Permission.CONFIRM_COUNT)
    held, view = votes.held_open(work.session, work.period, vote)
    absent = view.member(member)
    if absent.presence is not Presence.ABSENT:
        raise Refused("Chỉ người vắng mặt mới gửi ý kiến bằng văn bản.")
    rules = view.draft.rules
    open_to = [one for one in view.draft.candidates if not barred_from(rules, absent, one)]
    faults = ballot_faults(rules, open_to, answers)
    if faults:
        raise Refused(" ".join(faults))
    row = next(one for one in votes.roll_rows(work.session, view.key) if one.code == member)
    if row.confirmed_by:
        raise Refused("Ý kiến này đã được người thứ hai xác nhận.")
    if row.written_by:
        action = _confirm(work, view, row, answers)
    else:
        action = _first(work, held, view, row, answers, document)
    work.record(Act(action, row.unit_code))


def _first(
    work: Work,
    held: Vote,
    view: VoteView,
    row: VoteRoll,
    answers: Mapping[str, Answer],
    document: str,
) -> str:
    if not clean(document):
        raise Refused("Cần ghi số, ngày của văn bản trả lời.")
    row.document, row.written_by = clean(document), work.actor.name
    [row.written] = ballot_box.seal(held.public_key, [_content(view, answers)])
    work.session.add(row)
    vote_seals.renew(work.session, held)
    return "vote.written"


def _content(view: VoteView, answers: Mapping[str, Answer]) -> bytes:
    """Nội dung để niêm, of the same length whatever was said.

    Its salt keeps the answers from being guessed out of the fingerprint of the result.
    """
    width = max(len(answer) for answer in Answer)
    rows = {one.code: answers.get(one.code) for one in view.draft.candidates}
    given = {code: answer for code, answer in rows.items() if answer}
    said = json.dumps({"answers": given, "salt": token_hex(16)})
    spare = sum(width - len(answer) for answer in rows.values() if answer)
    return (said + " " * spare).encode()


def _confirm(work: Work, view: VoteView, row: VoteRoll, answers: Mapping[str, Answer]) -> str:
    if row.written_by == work.actor.name:
        raise Refused("Người đã nhập không được tự xác nhận; cần người thứ hai nhập lại.")
    own_interest.require_second(work, view.draft.candidates, row.written_by)
    contents = votes.unsealed(work.session, view, [row.written])
    if contents is None:
        raise Refused("Không mở được ý kiến đã nhập; hãy bỏ nó và nhập lại.")
    before = vote_results.answers_of(contents[0].decode())
    texts = {one.code: one.text for one in view.draft.candidates}
    differing = [texts[code] for code in answers if before.get(code) != answers[code]]
    if differing:
        raise Refused(
            f"Hai lần nhập khác nhau ở: {', '.join(differing)}. Hãy xem lại văn bản; nếu lần đầu "
            "sai thì bỏ nó và nhập lại."
        )
    row.confirmed_by = work.actor.name
    work.session.add(row)
    work.session.flush()
    return "vote.written_confirmed"


def remove_answer(work: Work, *, vote: int, member: str) -> None:
    """Bỏ ý kiến bằng văn bản đã nhập, so that it can be typed anew by two people.

    What two people typed, or another, is put away by nobody who stands on the ballot.
    """
    work = work.require(Permission.CONFIRM_COUNT)
    held, view = votes.held_open(work.session, work.period, vote)
    row = next((one for one in votes.roll_rows(work.session, view.key) if one.code == member), None)
    if row is None or not row.written_by:
        raise NotFound
    if not _is_own_first(work.actor, votes.roll_member(row)):
        own_interest.require_none(work, view.draft.candidates)
    acts = vote_roll.without_letters(work.session, held, [row])
    work.record(*acts)


def _is_own_first(actor: Actor, member: RollMember) -> bool:
    return member.written_by == actor.name and not member.confirmed_by


def may_write(work: Work, view: VoteView, member: RollMember) -> bool:
    """Được nhập hoặc nhập lại: the second time by another person, of another unit on the ballot."""
    if member.confirmed_by:
        return False
    first = member.written_by
    return not first or own_interest.may_second(work, view.draft.candidates, first)


def may_remove(work: Work, view: VoteView, member: RollMember) -> bool:
    """Được bỏ ý kiến đã nhập: one's own first typing, or anything where not on the ballot."""
    if not member.written_by:
        return False
    is_own = _is_own_first(work.actor, member)
    return is_own or not own_interest.why_not(work, view.draft.candidates)


def enter_count(work: Work, *, vote: int, count: BallotCount, seen: int) -> None:
    """Nhập kiểm phiếu giấy: refused with every equation that does not hold.

    A new entry takes the place of one not confirmed yet, whose version was `seen`.
    """
    work = work.require(Permission.CONFIRM_COUNT)
    _, view = votes.held_open(work.session, work.period, vote)
    if view.draft.rules.conduct is not Conduct.PAPER:
        raise Refused("Cuộc này bỏ phiếu trên phần mềm, không nhập phiếu giấy.")
    faults = vote_results.paper_faults(view, count)
    if faults:
        raise Refused(" ".join(faults))
    row = _stored(work.session, view)
    if (0 if row is None else row.version) != seen:
        raise StaleEdit("Số phiếu vừa được người khác nhập; hãy xem lại.")
    if row is not None and row.confirmed_by:
        raise Refused("Số phiếu đã được người thứ hai xác nhận; muốn sửa thì trả lại trước.")
    numbers = {name: value for name, value in asdict(count).items() if name != "tallies"}
    tallies = json.dumps({code: astuple(one) for code, one in count.tallies.items()})
    if row is None:
        row = PaperCount(vote_id=view.key, entered_by="", entered_at=work.now, version=0, **numbers)
    for name, value in numbers.items():
        setattr(row, name, value)
    row.tallies, row.version = tallies, row.version + 1
    row.entered_by, row.entered_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("vote.counted"))


def _stored(session: Session, view: VoteView) -> PaperCount | None:
    return session.exec(
        select(PaperCount).where(PaperCount.vote_id == view.key).with_for_update()
    ).first()


def confirm_count(work: Work, *, vote: int, seen: int) -> None:
    """Xác nhận kiểm phiếu giấy as it was `seen`; never by who typed it, nor by another of the same
    unit where it stands on the ballot.
    """
    work, view, row = _waiting(work, vote, seen)
    if row.entered_by == work.actor.name:
        raise Refused("Người nhập số phiếu không được tự xác nhận.")
    own_interest.require_second(work, view.draft.candidates, row.entered_by)
    row.confirmed_by, row.confirmed_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("vote.count_confirmed"))


def send_back_count(work: Work, *, vote: int, seen: int, reason: str) -> None:
    """Trả lại kiểm phiếu giấy: it is counted and typed again.

    What two people agreed on is sent back by nobody who stands on the ballot.
    """
    work, view, row = _waiting(work, vote, seen)
    if row.confirmed_by:
        own_interest.require_none(work, view.draft.candidates)
    if not reason.strip():
        raise Refused("Cần ghi lý do trả lại.")
    work.session.delete(row)
    work.session.flush()
    work.record(Act("vote.count_returned", reason=reason.strip()))


def _waiting(work: Work, vote: int, seen: int) -> tuple[Work, VoteView, PaperCount]:
    work = work.require(Permission.CONFIRM_COUNT)
    _, view = votes.held_open(work.session, work.period, vote)
    row = _stored(work.session, view)
    if row is None:
        raise NotFound
    if row.version != seen:
        raise StaleEdit("Số phiếu vừa được người khác nhập lại; hãy xem lại.")
    return work, view, row


def count(work: Work, *, vote: int) -> tuple[BallotCount, int, str, str] | None:
    """Số phiếu giấy đã nhập, its version, who typed and who confirmed it; only for who counts."""
    require(work.actor, Permission.CONFIRM_COUNT, work.period)
    found = next(
        (one for one in votes.unchecked(work.session, work.period) if one.key == vote), None
    )
    row = work.session.exec(select(PaperCount).where(PaperCount.vote_id == vote)).first()
    if found is None or row is None:
        return None
    return vote_results.paper_figures(row), row.version, row.entered_by, row.confirmed_by
