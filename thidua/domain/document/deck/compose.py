"""Soạn bản trình chiếu: every slide whose data exist, in the order of a meeting."""

from thidua.domain.document.deck import awards, groups, lines, opening, ranking, votes, works, years
from thidua.domain.document.deck import units as unit_pages
from thidua.domain.document.deck.blocks import Deck, LeftOut, Slide, rewritten
from thidua.domain.document.deck.closing import grouped, sources
from thidua.domain.document.deck.facts import DeckFacts, Naming
from thidua.domain.period.windows import vi_moment

PROVISIONAL = "TẠM TÍNH"
NAMES_HIDDEN = "ĐÃ ẨN TÊN ĐƠN VỊ"


def compose(facts: DeckFacts, *, hides_names: bool = False, with_units: bool = False) -> Deck:
    """Soạn bản trình chiếu from one reading; the same facts give the same deck."""
    naming = Naming(facts, hides=hides_names)
    slides: list[Slide] = [opening.cover(facts), opening.agenda(facts, naming)]
    left_out: list[LeftOut] = []
    slides.append(opening.overview(facts, naming))
    held, not_held = votes.held(facts, naming)
    found = (
        *works.movements(facts),
        ranking.ranking(facts, naming),
        groups.why(facts, naming),
        groups.strong(facts, naming),
        lines.extra(facts, naming),
        lines.explained(facts, naming),
        *held,
        *not_held,
        awards.proposals(facts, naming),
        awards.limits(facts, naming),
        works.registers(facts),
        works.reports(facts, naming),
        years.trend(facts, naming),
        works.decided(facts, naming),
    )
    for one in found:
        if isinstance(one, LeftOut):
            left_out.append(one)
        else:
            slides.append(one)
    if with_units:
        pages, not_shown = unit_pages.units(facts, naming)
        slides += pages
        left_out += not_shown
    slides.append(sources(facts, left_out))
    at = vi_moment(facts.last.at)
    mark = f"{PROVISIONAL} – số liệu đến {at}" if facts.is_provisional else f"Số liệu đến {at}"
    marks = [
        opening.cover_title(facts),
        *([PROVISIONAL] if facts.is_provisional else []),
        *([NAMES_HIDDEN] if hides_names else []),
    ]
    deck = Deck(
        title=" – ".join(marks),
        mark=f"{mark} · {NAMES_HIDDEN}" if hides_names else mark,
        footer=" · ".join(
            [
                *([PROVISIONAL] if facts.is_provisional else []),
                f"Số liệu đến bút toán {facts.last.position}",
                grouped(facts.fingerprint),
                "kiểm tra ở trang Nhật ký",
            ]
        ),
        fingerprint=facts.fingerprint,
        author=facts.period.block_name,
        at=facts.last.at,
        slides=tuple(slides),
        left_out=tuple(left_out),
    )
    return rewritten(deck, naming.masked) if hides_names else deck
