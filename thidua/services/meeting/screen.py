"""Màn chiếu: what is shown at this moment to whoever holds a link, and not a word more."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from thidua.domain.document.deck.blocks import Slide
from thidua.domain.ground.errors import NoCovenant
from thidua.domain.meeting.calm import calm
from thidua.domain.meeting.compose import needs_deck, slide_at
from thidua.domain.meeting.position import Look
from thidua.services.meeting import facts, links
from thidua.services.meeting.leading import position_of


@dataclass(frozen=True, slots=True)
class Shown:
    """Điều đang chiếu: the slide without its notes, on which ground, as of which position."""

    slide: Slide
    look: Look
    version: int


def shown(session: Session, *, secret: str, now: datetime) -> Shown:
    """Điều liên kết này cho thấy lúc này; LinkShut where it opens nothing.

    The notes are for who leads and the name is for the list: neither leaves the server.
    """
    period = links.opened(session, secret=secret, now=now)
    position = position_of(session, period)
    try:
        found = facts.read(session, period, position, with_deck=needs_deck(position.stop))
        slide = slide_at(found, position.stop, position.step)
    except NoCovenant:
        slide = calm("", period.block_name, "Kỳ này chưa có giao ước.")
    return Shown(replace(slide, name="", notes=()), position.look, position.version)
