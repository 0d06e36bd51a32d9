"""Lập cuộc bỏ phiếu: what it is about, what is on the ballot, and its rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import ThiduaError
from thidua.domain.period.period import Member
from thidua.domain.ranking.ranking import floor_words
from thidua.domain.vote.vote import (
    OFFICE_WORDS,
    SUBJECT_WORDS,
    Candidate,
    Office,
    Subject,
    VoteDraft,
)
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.vote import votes
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.vote import list as vote_list
from thidua.ui.vote import office as vote_office
from thidua.ui.vote import rules as vote_rules
from thidua.ui.widgets.panel import panel


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Gợi ý phương án: units that the award lines propose, or tied ones of whom some are chosen."""

    words: str
    award: str = ""
    units: tuple[str, ...] = ()
    open_places: int | None = None


def new(ctx: Context, found: Sequence[VoteView]) -> None:
    """Khung lập cuộc bỏ phiếu mới, for whoever may."""
    if not ctx.allows(Permission.SET_UP_VOTE):
        return
    inside = panel(
        "Lập cuộc bỏ phiếu mới", key="mo-lap-phieu", icon=":material/add:", is_open=not found
    )
    if inside is None:
        return
    with inside:
        draft = _fields(ctx, found, None, f"moi-{len(found)}")
        if st.button("Lập cuộc bỏ phiếu", type="primary") and draft is not None:
            st.session_state[vote_list.NEWEST] = True
            message = "Đã lập cuộc bỏ phiếu; hãy xem lại danh sách rồi mở bỏ phiếu."
            try:
                ctx.act(votes.set_up, message, draft=draft)
            except ThiduaError:
                del st.session_state[vote_list.NEWEST]
                raise


def change(ctx: Context, found: Sequence[VoteView], vote: VoteView) -> None:
    """Khung sửa hoặc bỏ một cuộc chưa mở."""
    inside = panel("Sửa cuộc bỏ phiếu", key="mo-sua-phieu", icon=":material/edit:")
    if inside is None:
        return
    with inside:
        if votes.is_of_council(ctx.work, vote.key):
            st.info(votes.OF_COUNCIL, icon=":material/groups:")
            _discard(ctx, vote)
            return
        draft = _fields(ctx, found, vote.draft, f"sua-{vote.key}-{vote.version}")
        with st.container(horizontal=True):
            if st.button("Ghi thay đổi") and draft is not None:
                ctx.act(
                    votes.set_up,
                    "Đã sửa cuộc bỏ phiếu.",
                    draft=draft,
                    vote=vote.key,
                    seen=vote.version,
                )
            _discard(ctx, vote)


def _discard(ctx: Context, vote: VoteView) -> None:
    if votes.may_discard(ctx.work, vote) and st.button(
        "Bỏ cuộc bỏ phiếu này", icon=":material/delete:"
    ):
        said = "Đã bỏ cuộc bỏ phiếu chưa mở."
        ctx.act(votes.discard, said, vote=vote.key, seen=vote.version)


def _fields(
    ctx: Context, found: Sequence[VoteView], old: VoteDraft | None, place: str
) -> VoteDraft | None:
    """Các ô của một cuộc bỏ phiếu; None, told in words, where a number cannot be read."""
    members = rosters.members(ctx.work)
    subjects = list(Subject)
    subject = st.selectbox(
        "Bỏ phiếu về việc gì",
        subjects,
        index=0 if old is None else subjects.index(old.subject),
        format_func=SUBJECT_WORDS.__getitem__,
        key=f"viec-{place}",
    )
    place = f"{place}-{subject}"
    office = vote_office.choose(ctx, members, old, place) if subject is Subject.OFFICE else None
    given = Suggestion("") if old is not None else _given(ctx, subject, place)
    place = f"{place}-{given.words}-{office}"
    title = st.text_input(
        "Tên cuộc bỏ phiếu",
        _title(ctx, subject, office, given) if old is None else old.title,
        key=f"ten-{place}",
    )
    candidates = _candidates(ctx, members, subject, given, old, place)
    rules = vote_rules.draw(ctx, found, given.open_places, old, place, len(candidates), subject)
    if rules is None:
        return None
    award = given.award if old is None else old.award
    return VoteDraft(
        title=title, rules=rules, candidates=candidates, subject=subject, award=award, office=office
    )


def _given(ctx: Context, subject: Subject, place: str) -> Suggestion:
    """Phương án lấy từ bảng xếp hạng: of an award, or all units that the vote is to rank."""
    if subject is Subject.AWARD:
        return _suggestion(ctx, place)
    board = _board(ctx) if subject is Subject.RANKING else None
    if board is None:
        return Suggestion("")
    floor = floor_words(board.covenant)
    whom = f" đủ sàn {floor}" if board.covenant.vote_ranks and floor else ""
    st.caption(literal(f"Lá phiếu có sẵn các đơn vị được xét{whom}; thiếu ai thì phiếu không xếp."))
    return Suggestion("Các đơn vị được xếp", units=board.on_ballot())


def _board(ctx: Context) -> Board | None:
    if ctx.period.covenant_version is None or not ctx.allows(Permission.VIEW_STANDINGS):
        return None
    return standings.standings(ctx.work)


def _suggestion(ctx: Context, place: str) -> Suggestion:
    """Lấy phương án từ suất khen của bảng xếp hạng, where there is one."""
    found = [Suggestion("Tự chọn phương án")]
    board = _board(ctx)
    if board is not None:
        for line in board.award_places():
            if line.proposed:
                words = f"{line.award}: các đơn vị trong suất"
                found.append(Suggestion(words, line.award, line.proposed))
            found += [
                Suggestion(
                    f"{line.award}: chọn {tied.open_places} trong "
                    f"{len(tied.units)} đơn vị bằng điểm",
                    line.award,
                    tied.units,
                    tied.open_places,
                )
                for tied in line.undecided
            ]
    if len(found) == 1:
        return found[0]
    chosen = st.selectbox("Lấy phương án từ", [one.words for one in found], key=f"goi-y-{place}")
    return next(one for one in found if one.words == chosen)


def _title(ctx: Context, subject: Subject, office: Office | None, given: Suggestion) -> str:
    year, when = ctx.period.year, ctx.period.when
    if subject is Subject.AWARD:
        if given.open_places is not None:
            return f"Suy tôn đơn vị được đề nghị tặng {given.award} {when}"
        return f"Đề nghị tặng {given.award} {when}" if given.award else ""
    if office is not None:
        return f"Bầu {OFFICE_WORDS[office]} năm {year + 1}"
    if subject is Subject.RANKING:
        return f"Bỏ phiếu xếp hạng {when}"
    return f"Thông qua giao ước thi đua {when}" if subject is Subject.COVENANT else ""


def _candidates(
    ctx: Context,
    members: Sequence[Member],
    subject: Subject,
    given: Suggestion,
    old: VoteDraft | None,
    place: str,
) -> tuple[Candidate, ...]:
    names = {one.code: one.name for one in members}
    before = () if old is None else old.candidates
    chosen: list[str] = []
    if subject in (Subject.AWARD, Subject.OFFICE, Subject.RANKING):
        chosen = st.multiselect(
            "Đơn vị trên lá phiếu",
            list(names),
            default=[one.unit for one in before if one.unit in names] or list(given.units),
            format_func=lambda code: names.get(code, code),
            placeholder="Chọn đơn vị",
            key=f"don-vi-{place}",
        )
    if subject is Subject.RANKING:
        return tuple(Candidate(code, names[code], code) for code in chosen)
    lines = "\n".join(one.text for one in before if not one.unit)
    if subject is Subject.COVENANT and old is None:
        lines = f"Giao ước thi đua {ctx.period.when}"
    typed = st.text_area(
        "Phương án khác, mỗi dòng một (cá nhân, sáng kiến, câu hỏi)",
        lines,
        height="content",
        key=f"phuong-an-{place}",
    )
    texts = [line.strip() for line in typed.splitlines() if line.strip()]
    return (
        *(Candidate(code, names[code], code) for code in chosen),
        *(Candidate(f"phuong-an-{number}", text) for number, text in enumerate(texts, 1)),
    )
