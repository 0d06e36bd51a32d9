"""Lập cuộc bỏ phiếu: what it is about, who is on the ballot, and the rule with its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

import streamlit as st

from thidua.domain.permissions import Permission
from thidua.domain.record import Member
from thidua.domain.vote import (
    BASE_WORDS,
    CONDUCT_WORDS,
    ELECTORATE_WORDS,
    KIND_WORDS,
    OFFICE_WORDS,
    OWN_UNIT_WORDS,
    SUBJECT_WORDS,
    Base,
    Candidate,
    Conduct,
    Electorate,
    Office,
    OwnUnit,
    Subject,
    Threshold,
    VoteDraft,
    VoteKind,
    VoteRules,
    parse_share,
    share_words,
)
from thidua.domain.windows import day_of
from thidua.frames import votes as frames
from thidua.services import offices, rosters, standings, vote_law, votes
from thidua.services.votes import VoteView
from thidua.ui import vote_list
from thidua.ui.literal import literal
from thidua.ui.page import Context

_Code = TypeVar("_Code", bound=StrEnum)


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
    with st.expander("Lập cuộc bỏ phiếu mới", icon=":material/add:", expanded=not found):
        draft = _fields(ctx, found, None, f"moi-{len(found)}")
        if st.button("Lập cuộc bỏ phiếu", type="primary") and draft is not None:
            st.session_state.pop(vote_list.KEY, None)
            st.query_params.pop(vote_list.ADDRESSED, None)
            message = "Đã lập cuộc bỏ phiếu; hãy xem lại danh sách rồi mở bỏ phiếu."
            ctx.act(votes.set_up, message, period=ctx.period, draft=draft)


def change(ctx: Context, found: Sequence[VoteView], vote: VoteView) -> None:
    """Khung sửa hoặc bỏ một cuộc chưa mở."""
    with st.expander("Sửa cuộc bỏ phiếu", icon=":material/edit:"):
        draft = _fields(ctx, found, vote.draft, f"sua-{vote.key}-{vote.version}")
        place = {"period": ctx.period, "vote": vote.key, "seen": vote.version}
        with st.container(horizontal=True):
            if st.button("Ghi thay đổi") and draft is not None:
                ctx.act(votes.set_up, "Đã sửa cuộc bỏ phiếu.", draft=draft, **place)
            if st.button("Bỏ cuộc bỏ phiếu này", icon=":material/delete:"):
                ctx.act(votes.discard, "Đã bỏ cuộc bỏ phiếu chưa mở.", **place)


def _fields(
    ctx: Context, found: Sequence[VoteView], old: VoteDraft | None, place: str
) -> VoteDraft | None:
    """Các ô của một cuộc bỏ phiếu; None, told in words, where a number cannot be read."""
    members = rosters.members(ctx.session, actor=ctx.actor, period=ctx.period)
    subjects = list(Subject)
    subject = st.selectbox(
        "Bỏ phiếu về việc gì",
        subjects,
        index=0 if old is None else subjects.index(old.subject),
        format_func=SUBJECT_WORDS.__getitem__,
        key=f"viec-{place}",
    )
    place = f"{place}-{subject}"
    office = _office(ctx, members, old, place) if subject is Subject.OFFICE else None
    given = _suggestion(ctx, place) if subject is Subject.AWARD and old is None else Suggestion("")
    place = f"{place}-{given.words}-{office}"
    title = st.text_input(
        "Tên cuộc bỏ phiếu",
        _title(ctx, subject, office, given) if old is None else old.title,
        key=f"ten-{place}",
    )
    candidates = _candidates(ctx, members, subject, given, old, place)
    rules = _rules(ctx, found, given, old, place, len(candidates), subject)
    if rules is None:
        return None
    award = given.award if old is None else old.award
    return VoteDraft(title, rules, candidates, subject, award, office)


def _office(ctx: Context, members: Sequence[Member], old: VoteDraft | None, place: str) -> Office:
    """Chức vụ được bầu, beside who has held it before."""
    kinds = list(Office)
    office = st.radio(
        f"Chức vụ năm {ctx.period.year + 1}",
        kinds,
        index=0 if old is None or old.office is None else kinds.index(old.office),
        format_func=lambda one: OFFICE_WORDS[one].capitalize(),
        horizontal=True,
        key=f"chuc-vu-{place}",
    )
    names = {one.code: one.name for one in members}
    held = offices.past(ctx.session, actor=ctx.actor, period=ctx.period)
    done = {one.unit for one in held if one.office is office}
    never = [one.name for one in members if one.code not in done]
    st.caption(f"Chưa thấy ghi đã làm {OFFICE_WORDS[office]}: {literal(', '.join(never))}.")
    if held:
        st.dataframe(
            frames.offices_frame(held, lambda unit: names.get(unit, unit)),
            hide_index=True,
            alt="Đơn vị giữ chức trong các năm",
        )
    return office


def note_office(ctx: Context) -> None:
    """Khung ghi ai đã giữ chức các năm trước, so that the turn is seen."""
    if not ctx.allows(Permission.SET_UP_VOTE):
        return
    with st.expander("Ghi khối trưởng, khối phó các năm trước", icon=":material/history:"):
        members = rosters.members(ctx.session, actor=ctx.actor, period=ctx.period)
        names = {one.code: one.name for one in members}
        left, middle, right = st.columns(3)
        year = left.number_input(
            "Năm giữ chức", value=ctx.period.year, max_value=ctx.period.year, step=1, format="%d"
        )
        office = middle.selectbox(
            "Chức vụ", list(Office), format_func=lambda one: OFFICE_WORDS[one].capitalize()
        )
        unit = right.selectbox("Đơn vị giữ chức", list(names), format_func=names.__getitem__)
        source = st.text_input("Theo văn bản")
        if st.button("Ghi chức vụ", disabled=unit is None):
            ctx.act(
                offices.note,
                "Đã ghi chức vụ.",
                period=ctx.period,
                year=int(year),
                office=office,
                unit=unit,
                source=source,
            )


def _suggestion(ctx: Context, place: str) -> Suggestion:
    """Lấy phương án từ suất khen của bảng xếp hạng, where there is one."""
    found = [Suggestion("Tự chọn phương án")]
    if ctx.period.covenant_version is not None and ctx.allows(Permission.VIEW_STANDINGS):
        board = standings.standings(ctx.session, actor=ctx.actor, period=ctx.period)
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
    year = ctx.period.year
    if subject is Subject.AWARD:
        if given.open_places is not None:
            return f"Suy tôn đơn vị được đề nghị tặng {given.award} năm {year}"
        return f"Đề nghị tặng {given.award} năm {year}" if given.award else ""
    if office is not None:
        return f"Bầu {OFFICE_WORDS[office]} năm {year + 1}"
    return f"Thông qua giao ước thi đua năm {year}" if subject is Subject.COVENANT else ""


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
    if subject in (Subject.AWARD, Subject.OFFICE):
        chosen = st.multiselect(
            "Đơn vị trên lá phiếu",
            list(names),
            default=[one.unit for one in before if one.unit in names] or list(given.units),
            format_func=lambda code: names.get(code, code),
            placeholder="Chọn đơn vị",
            key=f"don-vi-{place}",
        )
    lines = "\n".join(one.text for one in before if not one.unit)
    if subject is Subject.COVENANT and old is None:
        lines = f"Giao ước thi đua năm {ctx.period.year}"
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


def _rules(
    ctx: Context,
    found: Sequence[VoteView],
    given: Suggestion,
    old: VoteDraft | None,
    place: str,
    count: int,
    subject: Subject,
) -> VoteRules | None:
    rules = None if old is None else old.rules
    kind, most, seats = _kind(rules, given, place, count)
    passing = _passing(ctx, found, rules, place, subject)
    place = f"{place}-{passing.electorate}-{passing.quorum}"
    st.markdown("**Người bỏ phiếu**")
    left, right = st.columns(2)
    usual = Electorate.COUNCIL if subject is Subject.INITIATIVE else Electorate.UNITS
    electorate = _pick(
        left,
        "Thành phần bỏ phiếu",
        ELECTORATE_WORDS,
        rules.electorate if rules else passing.electorate or usual,
        f"thanh-phan-{place}",
    )
    conduct = _pick(
        right,
        "Hình thức",
        CONDUCT_WORDS,
        rules.conduct if rules else Conduct.ELECTRONIC,
        f"hinh-thuc-{place}",
    )
    own_unit = _pick(
        left,
        "Phiếu cho đơn vị mình",
        OWN_UNIT_WORDS,
        rules.own_unit if rules else OwnUnit.CAST,
        f"don-vi-minh-{place}",
    )
    least = rules.quorum if rules else passing.quorum
    quorum_text = right.text_input(
        "Tỷ lệ có mặt tối thiểu, nếu có quy định",
        "" if least is None else share_words(least),
        placeholder="ví dụ 2/3",
        key=f"du-hop-{place}",
    )
    delegation = st.checkbox(
        "Cho ủy quyền bỏ phiếu bằng văn bản",
        rules.allows_delegation if rules else False,
        key=f"uy-quyen-{place}",
    )
    quorum = parse_share(quorum_text) if quorum_text.strip() else None
    if quorum is None and quorum_text.strip():
        st.error(_UNREADABLE.format("Tỷ lệ có mặt tối thiểu"))
        return None
    if passing.threshold is None:
        return None
    return VoteRules(
        passing.threshold, kind, electorate, conduct, most, seats, quorum, own_unit, delegation
    )


_UNREADABLE = "{} phải là tỷ lệ như 80 % hoặc 2/3, trên 0 và không quá 100 %."


def _kind(
    rules: VoteRules | None, given: Suggestion, place: str, count: int
) -> tuple[VoteKind, int | None, int | None]:
    kinds = list(VoteKind)
    start = VoteKind.TIE if given.open_places is not None else VoteKind.APPROVAL
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    kind = left.selectbox(
        "Cách bỏ phiếu",
        kinds,
        index=kinds.index(rules.kind if rules else start),
        format_func=lambda one: KIND_WORDS[one].capitalize(),
        key=f"cach-{place}",
    )
    most = None
    if kind is not VoteKind.APPROVAL:
        most = middle.number_input(
            "Được chọn nhiều nhất",
            min_value=1,
            max_value=max(1, count),
            value=min(max(1, count), (rules.most if rules else given.open_places) or 1),
            step=1,
            format="%d",
            key=f"nhieu-nhat-{place}-{count}",
        )
    seats = right.number_input(
        "Số suất (để trống: không hạn chế)",
        min_value=1,
        value=rules.seats if rules else given.open_places,
        step=1,
        format="%d",
        key=f"suat-{place}",
    )
    return kind, None if most is None else int(most), None if seats is None else int(seats)


@dataclass(frozen=True, slots=True)
class _Passing:
    """Điều kiện thông qua: the threshold, and what the law names beside it."""

    threshold: Threshold | None = None
    quorum: Fraction | None = None
    electorate: Electorate | None = None


_OWN = "Nhập ngưỡng khác"


def _passing(
    ctx: Context,
    found: Sequence[VoteView],
    rules: VoteRules | None,
    place: str,
    subject: Subject,
) -> _Passing:
    """Ngưỡng thông qua: of the law, as in an earlier vote, or typed with its source."""
    if rules is not None:
        return _Passing(_typed(rules.threshold, place))
    known = _known(ctx, found, subject)
    if not known:
        return _Passing(_typed(None, place))
    chosen = st.selectbox(
        "Ngưỡng thông qua",
        [*known, _OWN],
        index=None,
        placeholder="Chọn ngưỡng có căn cứ, hoặc nhập ngưỡng khác",
        key=f"nguong-{place}",
    )
    if chosen == _OWN:
        return _Passing(_typed(None, place))
    if chosen is None:
        st.caption("Hãy chọn ngưỡng thông qua.")
        return _Passing()
    passing, warnings = known[chosen]
    for said in warnings:
        st.warning(literal(said), icon=":material/gavel:")
    return passing


def _known(
    ctx: Context, found: Sequence[VoteView], subject: Subject
) -> dict[str, tuple[_Passing, tuple[str, ...]]]:
    """Các ngưỡng đã biết, in words, each with what the law book warns of."""
    rules = vote_law.rules(
        ctx.session, actor=ctx.actor, period=ctx.period, subject=subject, now=ctx.now
    )
    known = {
        f"{rule.text} – {rule.threshold.source}": (
            _Passing(rule.threshold, rule.quorum, rule.electorate),
            rule.citation.warnings(day_of(ctx.now)),
        )
        for rule in rules
    }
    of_law = {rule.threshold for rule in rules}
    earlier = dict.fromkeys(vote.draft.rules.threshold for vote in found)
    known |= {
        f"Như cuộc trước: {one.words()} – {one.source}": (_Passing(one), ())
        for one in earlier
        if one not in of_law
    }
    return known


def _typed(old: Threshold | None, place: str) -> Threshold | None:
    """Ngưỡng gõ vào; None, told in words, when unreadable."""
    left, right = st.columns(2)
    text = left.text_input(
        "Tỷ lệ phải đạt",
        "" if old is None else share_words(old.share),
        placeholder="ví dụ 80 % hoặc 2/3",
        key=f"ty-le-{place}",
    )
    base = _pick(right, "Tính trên", BASE_WORDS, old.base if old else Base.MEMBERS, f"nen-{place}")
    above = left.checkbox(
        "Phải nhiều hơn tỷ lệ ấy (quá bán)", old.above if old else False, key=f"qua-ban-{place}"
    )
    source = right.text_input(
        "Căn cứ của ngưỡng",
        "" if old is None else old.source,
        placeholder="điều, khoản, văn bản",
        key=f"can-cu-{place}",
    )
    share = parse_share(text)
    if share is not None:
        return Threshold(share, base, source, above)
    if text.strip():
        st.error(_UNREADABLE.format("Tỷ lệ phải đạt"))
    else:
        st.caption("Hãy ghi tỷ lệ phải đạt và căn cứ của nó.")
    return None


def _pick(
    column: st.delta_generator.DeltaGenerator,
    label: str,
    words: Mapping[_Code, str],
    start: _Code,
    key: str,
) -> _Code:
    options = list(words)
    return column.selectbox(
        label,
        options,
        index=options.index(start),
        format_func=lambda one: words[one][0].upper() + words[one][1:],
        key=key,
    )
