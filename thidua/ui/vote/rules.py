"""Thể lệ trên màn hình: how a ballot is filled, what passes by which text, and who votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

import streamlit as st

from thidua.domain.period.windows import day_of
from thidua.domain.vote.vote import (
    BASE_WORDS,
    CONDUCT_WORDS,
    ELECTORATE_WORDS,
    KIND_WORDS,
    OWN_UNIT_WORDS,
    PAPER_WORDS,
    Base,
    Conduct,
    Electorate,
    OwnUnit,
    Subject,
    Threshold,
    VoteDraft,
    VoteKind,
    VoteRules,
    parse_share,
    share_words,
)
from thidua.services.vote import thresholds
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.web.streamlit_inside import DeltaGenerator

_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Passing:
    """Điều kiện thông qua: the threshold, and what the law names beside it."""

    threshold: Threshold | None = None
    quorum: Fraction | None = None
    electorate: Electorate | None = None


_OWN = "Nhập ngưỡng khác"


_UNREADABLE = "{} phải là tỷ lệ như 80 % hoặc 2/3, trên 0 và không quá 100 %."


def draw(
    ctx: Context,
    found: Sequence[VoteView],
    open_places: int | None,
    old: VoteDraft | None,
    place: str,
    count: int,
    subject: Subject,
) -> VoteRules | None:
    """Vẽ các ô của thể lệ; None, told in words, while one of them cannot be read."""
    rules = None if old is None else old.rules
    usual = VoteKind.TIE if open_places is not None else VoteKind.APPROVAL
    if subject is Subject.OFFICE:
        usual, open_places = VoteKind.CHOICE, 1
    kind, most, seats = _kind(rules, usual, open_places, place, count, subject)
    passing = _passing(ctx, found, rules, place, subject)
    place = f"{place}-{passing.electorate}-{passing.quorum}"
    st.markdown("**Người bỏ phiếu**")
    left, right = st.columns(2)
    voters = Electorate.COUNCIL if subject is Subject.INITIATIVE else Electorate.UNITS
    electorate = _pick(
        left,
        "Thành phần bỏ phiếu",
        ELECTORATE_WORDS,
        rules.electorate if rules else passing.electorate or voters,
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
    paper = conduct is Conduct.ELECTRONIC and st.checkbox(
        PAPER_WORDS, rules.allows_paper if rules else False, key=f"phieu-giay-{place}"
    )
    quorum = parse_share(quorum_text) if quorum_text.strip() else None
    if quorum is None and quorum_text.strip():
        st.error(_UNREADABLE.format("Tỷ lệ có mặt tối thiểu"))
        return None
    if passing.threshold is None:
        return None
    return VoteRules(
        threshold=passing.threshold,
        kind=kind,
        electorate=electorate,
        conduct=conduct,
        most=most,
        seats=seats,
        quorum=quorum,
        own_unit=own_unit,
        allows_delegation=delegation,
        allows_paper=paper,
    )


def _kind(
    rules: VoteRules | None,
    usual: VoteKind,
    open_places: int | None,
    place: str,
    count: int,
    subject: Subject,
) -> tuple[VoteKind, int | None, int | None]:
    kinds = [one for one in VoteKind if subject is not Subject.RANKING or one is not VoteKind.TIE]
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    kind = left.selectbox(
        "Cách bỏ phiếu",
        kinds,
        index=kinds.index(rules.kind if rules else usual),
        format_func=lambda one: KIND_WORDS[one].capitalize(),
        key=f"cach-{place}",
    )
    most = None
    if kind is not VoteKind.APPROVAL:
        most = middle.number_input(
            "Được chọn nhiều nhất",
            min_value=1,
            max_value=max(1, count),
            value=min(max(1, count), (rules.most if rules else open_places) or 1),
            step=1,
            format="%d",
            key=f"nhieu-nhat-{place}-{count}",
        )
    seats = right.number_input(
        "Số suất",
        min_value=1,
        placeholder="không hạn chế",
        value=rules.seats if rules else open_places,
        step=1,
        format="%d",
        key=f"suat-{place}",
    )
    return kind, None if most is None else int(most), None if seats is None else int(seats)


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
        st.warning(literal(said[:1].upper() + said[1:]), icon=":material/gavel:")
    return passing


def _known(
    ctx: Context, found: Sequence[VoteView], subject: Subject
) -> dict[str, tuple[_Passing, tuple[str, ...]]]:
    """Các ngưỡng đã biết, in words, each with what the law book warns of."""
    rules = thresholds.rules(ctx.work, subject=subject)
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
    column: DeltaGenerator,
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
