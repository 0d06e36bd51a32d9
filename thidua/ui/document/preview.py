"""Xem trước văn bản: the same blocks as the file, drawn on the page."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.document.blocks import (
    Block,
    Fields,
    Gap,
    Heading,
    Items,
    Para,
    Table,
    Text,
    Tick,
    Words,
)
from thidua.domain.document.document import Document
from thidua.domain.document.markup import blocks_of
from thidua.frames import documents as frames
from thidua.ui.frame.literal import literal
from thidua.ui.widgets import tables


def draw(document: Document) -> None:
    """Vẽ văn bản: title, what is provisional, the body, the annexes."""
    st.markdown(f"**{literal(document.title.upper())}**")
    if document.subtitle:
        st.markdown(f"**{literal(document.subtitle)}**")
    if document.provisional:
        st.markdown(f"**{literal(document.provisional)}**")
    for said in document.addressees:
        st.markdown(f"Kính gửi: {_said(said)}")
    for base in document.bases:
        st.markdown(f"*{literal(base)}*")
    _blocks(document.body)
    for one in document.signatures:
        st.markdown(" · ".join(_said(said) for said in (*one.capacity, one.name) if said))
    for annex in document.annexes:
        st.markdown(f"**Phụ lục: {literal(annex.title)}** {literal(annex.subtitle)}")
        _blocks(annex.body)


def _blocks(blocks: Sequence[Block]) -> None:
    for place, one in enumerate(blocks):
        _block(one, place)


def _block(block: Block, place: int) -> None:
    if isinstance(block, Heading):
        st.markdown(f"**{literal(block.text)}**")
    elif isinstance(block, Para):
        st.markdown(_said(block.said))
    elif isinstance(block, Fields):
        for label, said in block.rows:
            st.markdown(f"{literal(label)}: {_said(said)}")
    elif isinstance(block, Items):
        st.markdown("\n".join(f"- {_said(said)}" for said in block.items))
    elif isinstance(block, Table):
        if block.title:
            st.markdown(f"**{literal(block.title)}**")
        tables.draw(frames.table_frame(block), alt=block.summary or block.title or "Bảng")
        if block.note:
            st.caption(literal(block.note))
    elif isinstance(block, Text):
        for inner in blocks_of(block):
            _block(inner, place)
    elif isinstance(block, Tick):
        boxes = " ".join(f"☐ {literal(one)}" for one in block.boxes)
        st.markdown("\n".join(f"1. {literal(one)} {boxes}" for one in block.rows))


def _said(said: Words) -> str:
    return "".join(_piece(one) for one in said)


def _piece(one: object) -> str:
    if isinstance(one, Gap):
        return f":orange-background[{literal(one.text)}]"
    text = literal(getattr(one, "text", ""))
    stripped = text.strip()
    if getattr(one, "bold", False) and stripped:
        return text.replace(stripped, f"**{stripped}**")
    if getattr(one, "italic", False) and stripped:
        return text.replace(stripped, f"*{stripped}*")
    return text
