"""Đủ điều kiện: who may be put forward, one step short, chains of years, and why for each cell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from thidua import award_charts
from thidua.domain.awards.eligibility import (
    CHOSEN_AMONG,
    CONCLUSION_WORDS,
    Conclusion,
    Eligibility,
)
from thidua.domain.awards.unsorted import unsorted_words
from thidua.frames.awards import eligibility as frames
from thidua.frames.awards import funnel
from thidua.services.awards import proposals
from thidua.services.awards.eligibility import Assessment
from thidua.ui.awards import choice as award_choice
from thidua.ui.awards.choice import AwardChoice
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import picture, tables
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel

_NOMINEE, _REQUIREMENT, _CHAIN = "doi-tuong-xet", "tieu-chuan-xet", "chuoi-xet"
_FOLLOWED = "_o-xet-da-chon"
"""Dòng cao, in which long words are shown on several lines."""

_DRAWN = 40
"""Biểu đồ vẽ nhiều nhất bấy nhiêu đối tượng; the table has all of them."""


def draw(ctx: Context) -> None:
    """Vẽ phần «Đủ điều kiện»."""
    first = st.container()
    choice = award_choice.choose(ctx)
    assessed = choice.assessment(ctx)
    found, noun = award_choice.narrowed(choice, assessed)
    if choice.lacks_groups:
        award_choice.explain_lack(choice)
        return
    first.markdown(sentence(found, noun, choice))
    if assessed.unsorted:
        first.info(literal(unsorted_words(assessed.unsorted)), icon=":material/info:")
    if not found:
        st.info(
            "Nhập danh sách cá nhân ở phần «Dữ kiện», hoặc chọn danh hiệu, nhóm khác. Đơn vị của "
            "khối thì nhập ở trang Đơn vị."
        )
        return
    st.caption(literal(_basis(found, choice)))
    if not any(one.results for one in found):
        st.info("Bộ luật chưa có tiêu chuẩn nào cho việc xét này vào ngày đã chọn.")
        return
    _funnel(ctx, found, choice, assessed)
    _matrix(found, choice)
    _reason(found)
    _one_step(found)
    _missing(found)
    _chains(found)
    _apart(found)


def sentence(found: Sequence[Eligibility], noun: str, choice: AwardChoice) -> str:
    """Câu đầu: how many are eligible, one step short, without data, and apart from these."""
    name = literal(choice.title)
    if not found:
        return f"Chưa có {noun} nào để xét **{name}** năm {choice.year}."
    counts = Counter(one.conclusion for one in found)
    short = len(frames.one_step_short(found))
    is_choice = any(one.is_choice for one in found)
    met = CHOSEN_AMONG if is_choice else CONCLUSION_WORDS[Conclusion.ELIGIBLE]
    said = [f"**{counts[Conclusion.ELIGIBLE]} {noun} {met}**"]
    parts = (
        (short, "thiếu một bước"),
        (counts[Conclusion.NOT_ELIGIBLE] - short, "thiếu từ hai bước"),
        (counts[Conclusion.MISSING_DATA], "thiếu dữ liệu"),
        (counts[Conclusion.EXCLUDED], "không xét"),
        (counts[Conclusion.DEFERRED], "tạm hoãn"),
    )
    said += [f"{count} {words}" for count, words in parts if count]
    return f"{name} năm {choice.year}: {', '.join(said)}."


def _basis(found: Sequence[Eligibility], choice: AwardChoice) -> str:
    """Xét theo luật của ngày nào, with every warning about its texts."""
    warned = dict.fromkeys(
        warning for one in found for row in one.results for warning in row.warnings
    )
    said = f"Xét theo quy định có hiệu lực ngày {choice.on:%d/%m/%Y}"
    unread = {frames.key_of(row) for one in found for row in one.uncompared}
    asked = {frames.key_of(row) for one in found for row in one.results}
    if unread:
        warned[f"{len(unread)}/{len(asked)} tiêu chuẩn chưa đối chiếu lời văn"] = None
    return f"{said}; {'; '.join(warned)}." if warned else f"{said}."


def _funnel(
    ctx: Context, found: Sequence[Eligibility], choice: AwardChoice, assessed: Assessment
) -> None:
    """Thang đủ điều kiện, from who is looked at to who is decided on."""
    put = [one for one in proposals.listed(ctx.work) if choice.is_of(one)]
    states = [state for each in assessed.quotas.values() for state in each.values()]
    told = funnel.steps(found, states, put)
    picture.draw(
        funnel.funnel_said(told),
        funnel.funnel_frame(found, told),
        award_charts.funnel_spec(),
        key=f"thang-{choice.key}",
        numbers=lambda: funnel.funnel_table(found, told),
    )


def _matrix(found: Sequence[Eligibility], choice: AwardChoice) -> None:
    """Ma trận đối tượng × tiêu chuẩn; a click opens the reason below."""
    drawn = tuple(found[:_DRAWN])
    key = f"ma-tran-{choice.key}"
    event: Any = st.vega_lite_chart(
        once(frames.matrix_frame, drawn),
        award_charts.signs_spec("doi_tuong", "tieu_chuan"),
        alt="Ma trận đối tượng và tiêu chuẩn: ✓ đạt, ✗ không đạt, ? thiếu dữ liệu; bảng ngay dưới",
        key=key,
        on_select="rerun",
        selection_mode=[award_charts.SIGN_CELL],
    )
    said = (
        "✓ đạt · ✗ không đạt · ? thiếu dữ liệu; dấu * là lời văn chưa được đối chiếu. "
        "Bấm vào một ô để xem vì sao."
    )
    if len(found) > _DRAWN:
        said += f" Hình vẽ {_DRAWN} đối tượng đầu; bảng có đủ {len(found)}."
    st.caption(literal(said))
    st.markdown("  \n".join(literal(title) for title in frames.headings(found).values()))
    inside = panel("Ma trận thành bảng", key="mo-ma-tran", icon=":material/table:")
    if inside is not None:
        with inside:
            tables.draw(once(frames.matrix_table, tuple(found)), alt="Ma trận thành bảng")
    picked = event.get("selection", {}).get(award_charts.SIGN_CELL, [])
    if picked:
        _follow(key, (picked[0]["doi_tuong"], picked[0]["tieu_chuan"]))


def _follow(source: str, picked: tuple[str, str]) -> None:
    """Mở ô vừa được chọn; a choice followed once leaves the two lists below free."""
    followed: Mapping[str, tuple[str, str]] = st.session_state.get(_FOLLOWED, {})
    if followed.get(source) != picked:
        st.session_state[_FOLLOWED] = {**followed, source: picked}
        st.session_state[_NOMINEE], st.session_state[_REQUIREMENT] = picked


def _reason(found: Sequence[Eligibility]) -> None:
    """Lý do của một ô: value, threshold, article, what would change it."""
    st.subheader("Vì sao", anchor=False)
    found = [one for one in found if one.results]
    called, by_code = frames.names(found), {one.code: one for one in found}
    first = next((one for one in found if one.wanting), found[0])
    left, right = st.columns(2)
    code = left.selectbox(
        "Đối tượng",
        list(called),
        _index(_NOMINEE, list(called), first.code),
        format_func=called.__getitem__,
        key=_NOMINEE,
    )
    one = by_code[code]
    titles = {
        frames.key_of(row): f"{frames.SIGNS[row.state]} {row.requirement}" for row in one.results
    }
    first_row = next(iter(one.wanting), one.results[0])
    asked = right.selectbox(
        "Tiêu chuẩn",
        list(titles),
        _index(_REQUIREMENT, list(titles), frames.key_of(first_row)),
        format_func=titles.__getitem__,
        key=_REQUIREMENT,
    )
    row = next(row for row in one.results if frames.key_of(row) == asked)
    word = frames.conclusion_words(one)
    st.markdown(
        f"{literal(called[code])}: **{word}**. {literal(row.requirement)}: "
        f"**{literal(frames.sign_words(row.state))}**."
    )
    if one.basis:
        st.caption(literal(one.basis))
    lines = frames.reason(row).items()
    st.markdown("\n".join(f"- {title}: **{literal(said)}**" for title, said in lines))


def _index(key: str, options: Sequence[str], first: str) -> int:
    """Chỗ của lựa chọn đầu tiên; 0 where the person, or a click, has chosen already."""
    if st.session_state.get(key) in options:
        return 0
    st.session_state.pop(key, None)
    return options.index(first)


def _one_step(found: Sequence[Eligibility]) -> None:
    short = tuple(frames.one_step_short(found))
    if short:
        st.subheader("Thiếu một bước", anchor=False)
        tables.draw(
            once(frames.wanting_frame, short),
            alt="Đối tượng chỉ còn thiếu một tiêu chuẩn và việc cần làm",
        )


def _missing(found: Sequence[Eligibility]) -> None:
    missing = tuple(one for one in found if one.conclusion is Conclusion.MISSING_DATA)
    if missing:
        st.subheader("Thiếu dữ liệu", anchor=False)
        st.caption("Thiếu dữ liệu không phải là không đạt; nhập ở phần «Dữ kiện».")
        tables.draw(
            once(frames.wanting_frame, missing),
            alt="Dữ kiện còn thiếu của từng đối tượng",
        )


def _chains(found: Sequence[Eligibility]) -> None:
    """Chuỗi năm liên tục, where the award asks for one."""
    titles = frames.chains(found)
    if not titles:
        return
    st.subheader("Chuỗi năm liên tục", anchor=False)
    code = next(iter(titles))
    if len(titles) > 1:
        code = st.selectbox(
            "Tiêu chuẩn tính theo năm", list(titles), format_func=titles.__getitem__, key=_CHAIN
        )
    else:
        st.caption(literal(titles[code]))
    st.vega_lite_chart(
        once(frames.chain_frame, tuple(found[:_DRAWN]), code),
        award_charts.signs_spec(),
        alt="Từng năm của chuỗi: ✓ đạt, ✗ không đạt, ? thiếu dữ liệu; bảng ngay dưới",
        key=f"chuoi-{code}",
    )
    tables.draw(
        once(frames.chain_table, tuple(found), code),
        alt="Chuỗi năm của từng đối tượng và lý do của chỗ đứt",
    )


def _apart(found: Sequence[Eligibility]) -> None:
    apart = once(frames.apart_frame, tuple(found))
    if len(apart):
        st.subheader("Không xét, tạm hoãn", anchor=False)
        tables.draw(apart, alt="Đối tượng không xét hoặc tạm hoãn và căn cứ")
