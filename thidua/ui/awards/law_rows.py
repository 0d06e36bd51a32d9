"""Từng dòng luật trên màn hình: read beside the text, corrected, dated anew, tried by nominees."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from thidua.domain.awards.edges import told_lines, way_as_rule
from thidua.domain.awards.rule_trials import trials
from thidua.domain.dossier.facts import NO, RECIPIENT_WORDS, YES, FactType
from thidua.domain.law.book import LawBook
from thidua.domain.law.conditions.measured import STATE_WORDS
from thidua.domain.law.law import Citation
from thidua.domain.law.layers import row_name
from thidua.frames.awards import law_rows as frames
from thidua.services.law import law, rows
from thidua.services.law.row_fields import (
    EDITABLE,
    SIGN_WORDS,
    RowField,
    Shape,
    faults_of,
    fields_of,
    with_fields,
)
from thidua.services.law.row_making import (
    JOIN_WORDS,
    LINE_WORDS,
    Raw,
    ended,
    facts_asked,
    followed,
    joined,
    line_of,
    trial_names,
    trial_of,
    with_trial,
    without_trial,
)
from thidua.services.law.rows import LawRow, ReadText
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports
from thidua.ui.widgets.panel import panel
from thidua.web.streamlit_inside import DeltaGenerator

_ROW, _DEED = "dong-luat", "viec-dong-luat"
_NEW, _NEW_DOCUMENT = ("", "điều mới"), ("", "văn bản mới")
_READ, _CHANGE, _FOLLOW, _END, _TRIAL = (
    "Đối chiếu",
    "Sửa",
    "Bản mới từ một ngày",
    "Chấm dứt",
    "Người thử",
)
_DEEDS = (_READ, _CHANGE, _FOLLOW, _END, _TRIAL)
_NOT_FOR: Mapping[str, tuple[str, ...]] = {
    "requirements": (),
    "exclusions": (),
    "ways": (_FOLLOW, _END, _TRIAL),
    "transitions": (_FOLLOW, _END, _TRIAL),
}
"""Việc không có với một mục: other ways and transitions have no dated versions of their own."""
_MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """Biểu mẫu của một dòng: what is being worked on, under the keys of its fields."""

    ctx: Context
    book: LawBook
    row: LawRow
    place: int
    deed: str

    @property
    def raw(self) -> Raw:
        """Bản đang làm."""
        return self.row.entries[self.place]

    def key(self, name: str) -> str:
        """Khóa của một ô: another after each save, so that nothing typed is carried over."""
        row = self.row
        return f"dl-{self.deed}-{row.section}-{row.code}-{self.place}-{row.version}-{name}"

    def typed(self, name: str) -> str:
        """Chữ đang gõ ở một ô."""
        return str(st.session_state.get(self.key(name), ""))

    def day(self, name: str) -> date:
        """Ngày đang chọn ở một ô."""
        found = st.session_state.get(self.key(name))
        return found if isinstance(found, date) else self.ctx.now.date()

    def count(self, name: str, usual: int) -> int:
        """Số đang chọn ở một ô."""
        return int(st.session_state.get(self.key(name), usual))

    def replaced(self, raw: Raw) -> list[Raw]:
        """Các bản với bản đang làm đổi thành thế này."""
        return [raw if at == self.place else one for at, one in enumerate(self.row.entries)]


def draw(ctx: Context) -> None:
    """Vẽ phần «Từng dòng»: what a release changed beneath is said at once, the rest on demand."""
    for code, changed in rows.released(ctx.session):
        st.warning(
            literal(
                f"Bản mới của phần mềm đổi dòng {code} ở dưới bản của mình: {'; '.join(changed)}. "
                "Hãy xem lại dòng này."
            ),
            icon=":material/published_with_changes:",
        )
    inside = panel("Đối chiếu, sửa từng dòng", key="mo-dong-luat", icon=":material/fact_check:")
    if inside is not None:
        with inside:
            _choose(ctx)


def _choose(ctx: Context) -> None:
    st.caption(
        "Nơi có văn bản thì so từng dòng với lời văn: đúng thì xác nhận, sai thì sửa, kèm điều và "
        "ngày đọc. Điều ghi ở đây đè lên luật đi kèm và không bị bản phần mềm mới thay."
    )
    found = {one.key: one for one in rows.rows(ctx.work)}
    book = law.book(ctx.session)
    texts = _texts(book)
    chosen = st.selectbox(
        "Dòng",
        [*found, _NEW, _NEW_DOCUMENT],
        format_func=lambda key: _called(key, texts),
        key=_ROW,
        persist_state="session",
    )
    if chosen == _NEW:
        _new_rule(ctx, book)
    elif chosen == _NEW_DOCUMENT:
        _new_document(ctx)
    else:
        _one(ctx, book, found[chosen])


def _texts(book: LawBook) -> dict[tuple[str, str], str]:
    """Lời của từng dòng, for the list."""
    said = {("requirements", one.code): one.text for one in book.requirements}
    said |= {("exclusions", one.code): one.text for one in book.requirements}
    said |= {("quotas", one.code): one.text for one in book.quotas}
    said |= {("vote_rules", one.code): one.text for one in book.vote_rules}
    said |= {("single_uses", one.code): one.text for one in book.single_uses}
    said |= {("ways", one.code): one.text for one in book.ways.values()}
    said |= {("transitions", one.code): one.text for one in book.transitions}
    names = {slug: kind.name for slug, kind in book.awards.items()}
    return said | {
        ("conferrers", one.award): f"{names[one.award]}: {one.text}" for one in book.conferrers
    }


def _called(key: tuple[str, str], texts: Mapping[tuple[str, str], str]) -> str:
    section, code = key
    if not section:
        return f"＋ {code.capitalize()}"
    return f"{code} · {texts.get(key, '')} ({EDITABLE[section]})"


def _citations(book: LawBook, row: LawRow) -> list[tuple[Citation, str]]:
    """Các bản của dòng, as they were read into the book, in the order of the row."""
    by_section: dict[str, list[tuple[str, Citation, str]]] = {
        "requirements": [(one.code, one.citation, one.text) for one in book.requirements],
        "quotas": [(one.code, one.citation, one.text) for one in book.quotas],
        "vote_rules": [(one.code, one.citation, one.text) for one in book.vote_rules],
        "single_uses": [(one.code, one.citation, one.text) for one in book.single_uses],
        "conferrers": [(one.award, one.citation, one.text) for one in book.conferrers],
        "ways": [(one.code, one.citation, one.text) for one in book.ways.values()],
        "transitions": [(one.code, one.citation, one.text) for one in book.transitions],
    }
    listed = by_section.get(row.section, by_section["requirements"])
    return [(citation, text) for code, citation, text in listed if code == row.code]


def _one(ctx: Context, book: LawBook, row: LawRow) -> None:
    found = _citations(book, row)
    st.dataframe(
        frames.versions_frame(found), hide_index=True, alt="Các bản của dòng này và lần đối chiếu"
    )
    place = len(found) - 1
    if len(found) > 1:
        starts = [f"{citation.span.start:%d/%m/%Y}" for citation, _ in found]
        picked = st.selectbox("Bản có hiệu lực từ", starts, place, key=f"ban-{row.key}")
        place = starts.index(picked)
    citation, _ = found[place]
    _held(book, row, citation)
    if citation.reading is not None and citation.reading.wording:
        st.caption(literal(f"Lời văn đã ghi: {citation.reading.wording}"))
    deeds = [one for one in _DEEDS if one not in _NOT_FOR.get(row.section, (_TRIAL,))]
    deed = st.segmented_control("Việc với dòng này", deeds, default=_READ, required=True, key=_DEED)
    form = RowForm(ctx=ctx, book=book, row=row, place=place, deed=deed)
    draws: dict[str, Callable[[RowForm, date], None]] = {
        _READ: _confirm,
        _CHANGE: _change,
        _FOLLOW: _follow,
        _END: _end,
        _TRIAL: _trial,
    }
    draws[deed](form, citation.span.start)
    if row.is_own:
        _give_up(form)


def _held(book: LawBook, row: LawRow, citation: Citation) -> None:
    """Phần mềm hiểu dòng này ra sao, in plain words."""
    there = [*book.requirements, *(way_as_rule(book, one) for one in book.ways.values())]
    rule = next((one for one in there if one.citation is citation and one.code == row.code), None)
    if rule is None:
        return
    lines = told_lines(book.at(citation.span.start), rule, min(rule.recipients))
    told = "\n".join(f"{'  ' * depth}- {literal(text)}" for depth, text in lines)
    st.markdown(f"Phần mềm hiểu:\n{told}")


def _read_fields(form: RowForm, raw: Raw) -> None:
    """Ô nói đã đọc gì: document, article, day, wording."""
    names = {code: one.name for code, one in form.book.documents.items()}
    codes = list(names)
    given = str(raw.get("document", ""))
    left, middle, right = st.columns(3)
    left.selectbox(
        "Văn bản đã đọc",
        codes,
        codes.index(given) if given in codes else 0,
        format_func=names.__getitem__,
        key=form.key("doc"),
    )
    middle.text_input("Điều, khoản đã đọc", str(raw.get("article", "")), key=form.key("dieu"))
    right.date_input("Ngày đọc", form.ctx.now.date(), format="DD/MM/YYYY", key=form.key("ngay"))
    st.text_area("Lời văn (nếu chép lại)", key=form.key("loi-van"))


def _read_text(form: RowForm) -> ReadText:
    return ReadText(
        document=form.typed("doc"),
        article=form.typed("dieu"),
        on=form.day("ngay"),
        wording=form.typed("loi-van"),
    )


def _confirm(form: RowForm, start: date) -> None:
    _read_fields(form, form.raw)
    form.ctx.button(
        "Xác nhận đã đối chiếu",
        lambda: form.ctx.act(
            rows.confirm,
            f"Đã ghi lần đối chiếu của dòng {form.row.code}.",
            section=form.row.section,
            code=form.row.code,
            start=start,
            read=_read_text(form),
            seen=form.row.version,
        ),
        key="xac-nhan-dong-luat",
        type="primary",
        icon=":material/fact_check:",
    )


@dataclass(frozen=True, slots=True)
class RowMade:
    """Dòng làm ra từ các ô: all its versions, the one worked on, the day on which that begins."""

    entries: Sequence[Raw]
    raw: Raw
    start: date
    code: str


def _cells(form: RowForm, without: Sequence[str] = ()) -> list[RowField]:
    return [one for one in fields_of(form.raw, form.book) if one.path[0] not in without]


def _typed(form: RowForm, cells: Sequence[RowField]) -> dict[str, str]:
    return {one.key: str(st.session_state.get(form.key(one.key), one.value)) for one in cells}


def _made(form: RowForm, without: Sequence[str] = ()) -> Raw:
    """Dòng như đang gõ ở các ô."""
    cells = _cells(form, without)
    return with_fields(form.raw, cells, _typed(form, cells))


def _draw_cells(form: RowForm, without: Sequence[str] = ()) -> None:
    """Các ô của dòng, the finding of each beside it."""
    cells = _cells(form, without)
    faults = faults_of(form.row.section, form.raw, cells, _typed(form, cells), form.book)
    for one in cells:
        left, right = st.columns(2)
        with left:
            _cell(form, one)
        if one.key in faults:
            right.error(literal(faults[one.key]), icon=":material/error:")


def _cell(form: RowForm, one: RowField) -> None:
    key = form.key(one.key)
    if one.shape in (Shape.CHOICE, Shape.FLAG):
        options = list(one.choices)
        at = options.index(one.value) if one.value in options else 0
        st.selectbox(one.label, options, at, format_func=one.choices.__getitem__, key=key)
    else:
        hint = "01/10/2026" if one.shape is Shape.DAY else None
        st.text_input(one.label, one.value, placeholder=hint, key=key)


def _change(form: RowForm, start: date) -> None:
    _draw_cells(form)

    def made() -> RowMade:
        raw = _made(form)
        begins = rows.start_of(raw, form.book) or start
        return RowMade(form.replaced(raw), raw, begins, form.row.code)

    _save(form, made)


def _follow(form: RowForm, _: date) -> None:
    st.date_input(
        "Có hiệu lực từ ngày",
        form.ctx.now.date(),
        format="DD/MM/YYYY",
        key=form.key("tu-ngay"),
    )
    dates = ("from", "to")
    _draw_cells(form, dates)
    if "condition" in form.raw and st.checkbox("Viết lại điều kiện", key=form.key("viet-lai")):
        _draw_condition(form)

    def made() -> RowMade:
        raw, start = _made(form, dates), form.day("tu-ngay")
        if st.session_state.get(form.key("viet-lai")):
            raw = {**raw, "condition": _condition(form)}
        entries = followed(form.row.entries, raw, start)
        return RowMade(entries, entries[-1], start, form.row.code)

    _save(form, made)


def _end(form: RowForm, start: date) -> None:
    st.date_input(
        "Hết hiệu lực sau ngày", form.ctx.now.date(), format="DD/MM/YYYY", key=form.key("den-ngay")
    )

    def made() -> RowMade:
        entries = ended(form.row.entries, form.day("den-ngay"))
        return RowMade(entries, form.raw, start, form.row.code)

    _save(form, made)


def _trial(form: RowForm, start: date) -> None:
    """Người thử của dòng: those there are, one more, one less."""
    tried = [one for one in trials(form.book) if one.rule.code == form.row.code]
    if tried:
        st.dataframe(frames.trials_frame(tried), hide_index=True, alt="Người thử của dòng này")
    else:
        st.caption("Dòng này chưa có người thử.")
    names = trial_names(form.raw)
    left, middle, right = st.columns(3)
    left.text_input("Tên người thử", key=form.key("ten"))
    year = form.ctx.period.year
    middle.number_input("Năm xét", 1, value=year, key=form.key("nam"))
    right.selectbox(
        "Dòng này phải trả lời",
        list(STATE_WORDS.values()),
        key=form.key("mong-doi"),
    )
    asked = facts_asked(form.book, form.row.code)
    for code in asked:
        _fact(form, code)
    awards = {"": "không", **{slug: kind.name for slug, kind in form.book.awards.items()}}
    left, right = st.columns(2)
    left.selectbox(
        "Đã được tặng", list(awards), format_func=awards.__getitem__, key=form.key("da-tang")
    )
    right.text_input("các năm", placeholder="2023, 2024", key=form.key("cac-nam"))
    if names:
        st.selectbox("Bỏ người thử", ["", *names], key=form.key("bo"))

    def made() -> RowMade:
        raw, dropped, name = form.raw, form.typed("bo"), form.typed("ten").strip()
        if dropped:
            raw = without_trial(raw, dropped)
        if name:
            trial = trial_of(
                name,
                form.count("nam", year),
                form.typed("mong-doi"),
                {code: form.typed(f"dk-{code}") for code in asked},
                form.typed("da-tang"),
                form.typed("cac-nam"),
            )
            raw = with_trial(raw, trial)
        return RowMade(form.replaced(raw), raw, start, form.row.code)

    _save(form, made)


def _fact(form: RowForm, code: str) -> None:
    kind, key = form.book.catalogue.kinds[code], form.key(f"dk-{code}")
    if kind.type is FactType.YES_NO:
        st.selectbox(kind.name, ["", YES, NO], key=key)
    elif kind.words:
        words = {"": "", **{one.code: one.label for one in kind.words}}
        st.selectbox(kind.name, list(words), format_func=words.__getitem__, key=key)
    else:
        st.text_input(kind.name, key=key)


def _draw_condition(form: RowForm) -> None:
    """Ô của điều kiện, line by line."""
    left, right = st.columns(2)
    left.number_input("Số dòng điều kiện", 1, _MOST_LINES, key=form.key("so-dong"))
    right.selectbox(
        "Phải đạt", list(JOIN_WORDS), format_func=JOIN_WORDS.__getitem__, key=form.key("noi")
    )
    for place in range(form.count("so-dong", 1)):
        _draw_line(form, place)


def _condition(form: RowForm) -> Raw:
    """Điều kiện như đang gõ."""
    lines = [
        line_of(
            form.typed(_of(place, "loai")) or next(iter(LINE_WORDS)),
            {name: form.typed(_of(place, name)) for name in _PARTS},
        )
        for place in range(form.count("so-dong", 1))
    ]
    return joined(lines, form.typed("noi") or next(iter(JOIN_WORDS)))


_PARTS = ("fact", "op", "of", "threshold", "award", "least")


def _of(place: int, name: str) -> str:
    return f"dieu-kien-{place}-{name}"


def _draw_line(form: RowForm, place: int) -> None:
    def pick(column: DeltaGenerator, label: str, name: str, words: Mapping[str, str]) -> str:
        return column.selectbox(
            label, list(words), format_func=words.__getitem__, key=form.key(_of(place, name))
        )

    kinds = {code: kind.name for code, kind in form.book.catalogue.kinds.items()}
    awards = {slug: kind.name for slug, kind in form.book.awards.items()}
    first, second, third, fourth = st.columns(4)
    kind = pick(first, f"Dòng {place + 1}", "loai", LINE_WORDS)
    if kind not in ("fact", "share"):
        pick(second, f"Danh hiệu của dòng {place + 1}", "award", awards)
        if kind == "run":
            third.text_input(
                f"Ít nhất (năm) của dòng {place + 1}", key=form.key(_of(place, "least"))
            )
        return
    pick(second, f"Dữ kiện của dòng {place + 1}", "fact", kinds)
    if kind == "fact":
        pick(third, f"Phép so của dòng {place + 1}", "op", SIGN_WORDS)
    else:
        pick(third, f"Trên tổng số của dòng {place + 1}", "of", kinds)
    fourth.text_input(f"Ngưỡng của dòng {place + 1}", key=form.key(_of(place, "threshold")))


def _new_rule(ctx: Context, book: LawBook) -> None:
    """Điều mới: its code, whom it is for, its condition, its source."""
    row = LawRow(section="requirements", code="", entries=({},), shown="")
    form = RowForm(ctx=ctx, book=book, row=row, place=0, deed="moi")
    names = {slug: kind.name for slug, kind in book.awards.items()}
    left, right = st.columns(2)
    code = left.text_input("Mã", placeholder="NOIMINH.1", key=form.key("ma")).strip()
    right.selectbox(
        "Danh hiệu", list(names), format_func=names.__getitem__, key=form.key("danh-hieu")
    )
    st.text_input("Lời", key=form.key("loi"))
    left, right = st.columns(2)
    left.selectbox(
        "Đối tượng",
        ["", *RECIPIENT_WORDS.values()],
        format_func=lambda one: one or "mọi đối tượng",
        key=form.key("doi-tuong"),
    )
    right.date_input(
        "Có hiệu lực từ ngày", ctx.now.date(), format="DD/MM/YYYY", key=form.key("tu-ngay")
    )
    _draw_condition(form)
    if any(one.code == code for one in book.requirements):
        st.error(f"Bộ luật đã có dòng mã «{literal(code)}»; hãy chọn dòng ấy để sửa.")
        return

    def made() -> RowMade:
        raw: dict[str, object] = {
            "code": form.typed("ma").strip(),
            "awards": [form.typed("danh-hieu")],
            "text": form.typed("loi").strip(),
            "condition": _condition(form),
            "document": form.typed("doc") or next(iter(book.documents)),
            "article": form.typed("dieu").strip(),
            "from": form.day("tu-ngay"),
            "verified": "văn bản",
        }
        if form.typed("doi-tuong"):
            raw["for"] = [form.typed("doi-tuong")]
        return RowMade([raw], raw, form.day("tu-ngay"), form.typed("ma").strip())

    _save(form, made)


def _new_document(ctx: Context) -> None:
    """Văn bản mới, so that rows can cite it."""
    left, right = st.columns(2)
    left.text_input("Mã văn bản", placeholder="qd-9-2026", key="vb-ma")
    right.text_input("Số, ký hiệu", placeholder="Quyết định 9/2026/QĐ-UBND", key="vb-ten")
    st.text_input("Trích yếu", key="vb-trich-yeu")
    st.date_input("Có hiệu lực từ ngày", ctx.now.date(), format="DD/MM/YYYY", key="vb-tu")
    ctx.button(
        "Thêm văn bản",
        lambda: ctx.act(
            rows.add_document,
            "Đã thêm văn bản vào bộ luật.",
            code=st.session_state["vb-ma"].strip(),
            name=st.session_state["vb-ten"],
            title=st.session_state["vb-trich-yeu"],
            start=st.session_state["vb-tu"],
        ),
        key="them-van-ban",
    )


def _save(form: RowForm, made: Callable[[], RowMade]) -> None:
    """Xem trước rồi lưu: every finding, every trial nominee that would break, then one button.

    `made` reads the fields again when the button is pressed: what was typed last is in them only.
    """
    seen = made()
    _read_fields(form, seen.raw)
    st.text_input("Lý do", key=form.key("ly-do"))
    now = made()
    if list(now.entries) != list(form.row.entries) and now.code:
        _preview(form, now)
    form.ctx.button(
        "Lưu dòng này",
        lambda: _write(form, made()),
        key="luu-dong-luat",
        type="primary",
        icon=":material/save:",
    )


def _preview(form: RowForm, now: RowMade) -> None:
    found = rows.preview(
        form.ctx.work, section=form.row.section, code=now.code, entries=now.entries
    )
    imports.show_findings(found.findings)
    if found.trials:
        st.dataframe(
            frames.trials_frame(found.trials),
            hide_index=True,
            alt="Người thử của dòng này sau khi sửa",
        )
    if found.broken:
        told = "; ".join(one.words() for one in found.broken)
        st.warning(literal(f"Thay đổi này làm sai người thử: {told}."))
        st.checkbox("Vẫn lưu, người thử sai thì sửa sau", key=form.key("van-luu"))


def _write(form: RowForm, now: RowMade) -> None:
    form.ctx.act(
        rows.change,
        f"Đã lưu dòng {now.code}.",
        section=form.row.section,
        code=now.code,
        entries=now.entries,
        start=now.start,
        read=_read_text(form),
        reason=form.typed("ly-do"),
        seen=form.row.version,
        accepts_broken=bool(st.session_state.get(form.key("van-luu"))),
    )
    st.session_state[_ROW] = (form.row.section, now.code)


def _give_up(form: RowForm) -> None:
    """Thôi dùng bản của mình: the row of the release holds again."""
    reason = st.text_input("Lý do thôi dùng bản của mình", key=form.key("thoi"))
    if reason.strip():
        form.ctx.button(
            "Thôi dùng bản của mình",
            lambda: form.ctx.act(
                law.remove_copy,
                f"Dòng {form.row.code} theo luật đi kèm trở lại.",
                name=row_name(form.row.section, form.row.code),
                seen=form.row.version,
                reason=form.typed("thoi"),
            ),
            key="thoi-dong-luat",
        )
