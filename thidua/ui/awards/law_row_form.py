"""Biểu mẫu của một dòng luật: its fields and keys, what was read, the preview, the saving."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from thidua.domain.law.book import LawBook
from thidua.domain.period.windows import day_of
from thidua.frames.awards import law_rows as frames
from thidua.services.law import rows
from thidua.services.law.row_making import Raw
from thidua.services.law.rows import LawRow, ReadText
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports, tables

ROW_KEY = "dong-luat"


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
        return found if isinstance(found, date) else day_of(self.ctx.now)

    def count(self, name: str, usual: int) -> int:
        """Số đang chọn ở một ô."""
        return int(st.session_state.get(self.key(name), usual))

    def replaced(self, raw: Raw) -> list[Raw]:
        """Các bản với bản đang làm đổi thành thế này."""
        return [raw if at == self.place else one for at, one in enumerate(self.row.entries)]


@dataclass(frozen=True, slots=True)
class RowMade:
    """Dòng làm ra từ các ô: all its versions, the one worked on, the day on which that begins."""

    entries: Sequence[Raw]
    raw: Raw
    start: date
    code: str


def read_fields(form: RowForm, raw: Raw) -> None:
    """Ô nói đã đọc gì: document, article, day, wording."""
    names = {code: one.name for code, one in form.book.documents.items()}
    codes = list(names)
    given = str(raw.get("document", raw.get("code", "")))
    left, middle, right = st.columns(3)
    left.selectbox(
        "Văn bản đã đọc",
        codes,
        codes.index(given) if given in codes else 0,
        format_func=names.__getitem__,
        key=form.key("doc"),
    )
    middle.text_input("Điều, khoản đã đọc", str(raw.get("article", "")), key=form.key("dieu"))
    right.date_input("Ngày đọc", day_of(form.ctx.now), format="DD/MM/YYYY", key=form.key("ngay"))
    st.text_area("Lời văn (nếu chép lại)", key=form.key("loi-van"))


def read_text(form: RowForm) -> ReadText:
    """Lần đọc như đang gõ."""
    return ReadText(
        document=form.typed("doc"),
        article=form.typed("dieu"),
        on=form.day("ngay"),
        wording=form.typed("loi-van"),
    )


def save(form: RowForm, made: Callable[[], RowMade]) -> None:
    """Xem trước rồi lưu: every finding, every trial nominee that would break, then one button.

    `made` reads the fields again when the button is pressed: what was typed last is in them only.
    """
    seen = made()
    read_fields(form, seen.raw)
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
        tables.draw(
            frames.trials_frame(found.trials),
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
        read=read_text(form),
        reason=form.typed("ly-do"),
        seen=form.row.version,
        accepts_broken=bool(st.session_state.get(form.key("van-luu"))),
    )
    st.session_state[ROW_KEY] = (form.row.section, now.code)
