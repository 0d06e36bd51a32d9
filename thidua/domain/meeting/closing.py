"""Khen thưởng, bầu, giao ước, kết luận: what follows once the ranking is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from thidua.domain.awards.proposal import STANDING
from thidua.domain.document.deck import awards as award_pages
from thidua.domain.document.deck import groups, years
from thidua.domain.document.deck import units as unit_pages
from thidua.domain.document.deck.blocks import Column, LeftOut, Slide, SlideLines, SlideTable
from thidua.domain.document.deck.facts import DeckFacts, Naming, PutForward
from thidua.domain.document.deck.words import BAR_NAME, cut, points, row
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.points import vi_number
from thidua.domain.meeting.agenda import POINT_WORDS
from thidua.domain.meeting.calm import AFTER_REVEAL, calm
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.vote.vote import OFFICE_WORDS, Office

PROPOSALS, LIMITS, BLOCK, TREND = "Đề nghị khen thưởng", "Hạn mức", "Khối trong hình", "Xu hướng"
OFFICES, COVENANT, CONCLUSION = "Khối trưởng, cờ luân lưu", "Giao ước năm sau", "Kết luận"
_MOST_NAMES = 6

Draw = Callable[[DeckFacts, Naming], Slide | LeftOut]
"""Cách soạn một trang của bản trình chiếu."""


def _told(facts: MeetingFacts, name: str) -> DeckFacts | Slide:
    """Số liệu của trang này, or the calm slide that says why it is not shown."""
    if not facts.is_all_revealed:
        return calm(name, name, AFTER_REVEAL)
    if facts.deck is None:
        return calm(name, name, "Chưa có số liệu để chiếu.")
    return facts.deck


def proposals(facts: MeetingFacts) -> Slide:
    """Đề nghị khen thưởng: units by name, people only counted."""
    deck = _told(facts, PROPOSALS)
    if isinstance(deck, Slide):
        return deck
    by_award: dict[str, list[PutForward]] = {}
    for one in deck.proposals or ():
        if one.state in STANDING:
            by_award.setdefault(one.award, []).append(one)
    if not by_award:
        return calm(PROPOSALS, "Chưa có đề nghị khen thưởng nào")
    whole = sum(len(found) for found in by_award.values())
    return Slide(
        name=PROPOSALS,
        title=f"Đề nghị {whole} lượt khen, {len(by_award)} danh hiệu và hình thức",
        blocks=(
            SlideTable(
                columns=(Column("Danh hiệu, hình thức", 40), Column("Đề nghị", 60)),
                rows=tuple(row(award, _who(facts, found)) for award, found in by_award.items()),
                summary=f"{whole} lượt đề nghị theo danh hiệu",
            ),
        ),
        notes=("Tên cá nhân không lên màn chiếu; danh sách ở trang «Khen thưởng».",),
    )


def _who(facts: MeetingFacts, found: Sequence[PutForward]) -> str:
    groups_of = [one for one in found if one.recipient is Recipient.COLLECTIVE]
    named = [facts.members[one.unit].called for one in groups_of if one.unit in facts.members]
    told = named[:_MOST_NAMES]
    rest = len(groups_of) - len(told)
    said = [", ".join(told)] if told else []
    if rest:
        said.append(f"{rest} tập thể khác" if told else f"{rest} tập thể")
    people = len(found) - len(groups_of)
    return "; ".join([*said, *([f"{people} cá nhân, hộ gia đình"] if people else [])])


def limits(facts: MeetingFacts) -> Slide:
    """Hạn mức: the table of the deck."""
    return _from_deck(facts, LIMITS, award_pages.limits)


def block(facts: MeetingFacts) -> Slide:
    """Khối trong hình: total and band of every unit beside the bar of its parts.

    A screen has no room for the numbers of all parts; they stand in the deck and on the pages.
    """
    found = _from_deck(facts, BLOCK, groups.why)
    if not found.charts or facts.deck is None:
        return found
    rows = groups.compared(facts.deck)
    has_band = any(one.band for one in rows)
    table = SlideTable(
        columns=(
            Column("Đơn vị", 30),
            Column("Tổng", 14, is_number=True),
            *([Column("Xếp loại", 24)] if has_band else []),
        ),
        rows=tuple(
            row(
                cut(facts.members[one.unit].called, BAR_NAME * 2),
                points(facts.covenant, one.total),
                *([cut(one.band or MISSING, BAR_NAME * 2)] if has_band else []),
            )
            for one in rows
        ),
        summary="Tổng điểm và xếp loại của các đơn vị",
    )
    bands = "; ".join(
        f"{one.label} từ {vi_number(one.least)}"
        for one in facts.covenant.bands
        if one.least is not None
    )
    lines = [f"Ngưỡng xếp loại: {bands}"] if bands else []
    if any(one.score.deduction for one in rows):
        lines.append("Thanh chưa trừ điểm trừ; cột «Tổng» đã trừ.")
    return replace(found, blocks=(table, *found.charts, SlideLines(tuple(lines))))


def trend(facts: MeetingFacts) -> Slide:
    """Xu hướng qua các năm."""
    return _from_deck(facts, TREND, years.trend)


def unit(facts: MeetingFacts, code: str) -> Slide:
    """Một đơn vị: its parts beside the average of the block."""
    name = facts.members[code].called
    deck = _told(facts, name)
    if isinstance(deck, Slide):
        return deck
    return shortened(unit_pages.unit(deck, Naming(deck), code))


def shortened(slide: Slide) -> Slide:
    """Trang của một đơn vị với tên các phần rút gọn, so that its bars have room."""
    return replace(
        slide,
        blocks=tuple(
            replace(
                one,
                rows=tuple(
                    (replace(cells[0], text=cut(cells[0].text, BAR_NAME * 2)), *cells[1:])
                    for cells in one.rows
                ),
            )
            if isinstance(one, SlideTable)
            else one
            for one in slide.blocks
        ),
    )


def _from_deck(facts: MeetingFacts, name: str, draw: Draw) -> Slide:
    deck = _told(facts, name)
    if isinstance(deck, Slide):
        return deck
    found = draw(deck, Naming(deck))
    if isinstance(found, LeftOut):
        return calm(name, name, f"{found.why[:1].upper()}{found.why[1:]}.")
    return found


def offices(facts: MeetingFacts) -> Slide:
    """Khối trưởng năm sau: who holds the office now and who was elected; the banner goes there.

    A counted election waits for the ranking like every vote on units.
    """
    now = _by_office(facts)
    counted = {office: _elected(facts, office) for office in Office}
    waits = facts.is_held_back and any(counted.values())
    elected: dict[Office, list[str]] = {one: [] for one in Office} if waits else counted
    rows = tuple(
        row(
            OFFICE_WORDS[office].capitalize(),
            _names(facts, now.get(office, [])),
            _names(facts, elected[office]),
        )
        for office in Office
    )
    heads = elected[Office.HEAD]
    said = (f"Cờ luân lưu trao cho {_names(facts, heads)}.",) if heads else ()
    if waits:
        said = ("Kết quả bầu mở sau khi công bố xong xếp hạng.",)
    return Slide(
        name=OFFICES,
        title=f"Khối trưởng năm {facts.period.year + 1}",
        blocks=(
            SlideTable(
                columns=(
                    Column("Chức vụ", 24),
                    Column(f"Năm {facts.period.year}", 38),
                    Column(f"Năm {facts.period.year + 1}", 38),
                ),
                rows=rows,
                summary="Đơn vị giữ chức vụ trong khối năm nay và năm sau",
            ),
            SlideLines(said),
        ),
        notes=("Năm sau: theo cuộc bầu đã kiểm phiếu ở trang «Bình xét».",),
    )


def _elected(facts: MeetingFacts, office: Office) -> list[str]:
    """Ai trúng cử, by the latest counted vote on this office that had its quorum."""
    for vote in facts.votes:
        is_sound = vote.result is not None and vote.is_whole and vote.result.has_quorum
        if vote.office is office and is_sound and vote.result is not None:
            return [one.unit for one in vote.result.passed if one.unit]
    return []


def _by_office(facts: MeetingFacts) -> Mapping[Office, list[str]]:
    found: dict[Office, list[str]] = {}
    for one in facts.offices:
        if one.year == facts.period.year:
            found.setdefault(one.office, []).append(one.unit)
    return found


def _names(facts: MeetingFacts, units: Sequence[str]) -> str:
    known = [facts.members[one].name if one in facts.members else one for one in units]
    return ", ".join(known) or "—"


def covenant(facts: MeetingFacts) -> Slide:
    """Giao ước năm sau: how far it has come."""
    title = f"Giao ước năm {facts.period.year + 1}"
    return calm(COVENANT, title, facts.next_year, notes=("Xem: trang «Giao ước» của năm sau.",))


def conclusion(facts: MeetingFacts) -> Slide:
    """Kết luận: what was decided at each point."""
    by_point = {one.point: one for one in facts.points}
    told = [
        row(POINT_WORDS[point], cut(by_point[point].decided, 160))
        for point in POINT_WORDS
        if point in by_point and by_point[point].decided
    ]
    if not told:
        return calm(CONCLUSION, CONCLUSION, notes=("Kết luận của từng mục chưa được ghi.",))
    return Slide(
        name=CONCLUSION,
        title=CONCLUSION,
        blocks=(
            SlideTable(
                columns=(Column("Mục", 32), Column("Hội nghị quyết định", 68)),
                rows=tuple(told),
                summary=f"Kết luận của {len(told)} mục",
            ),
        ),
        notes=("Lời kết luận ghi ở khung «Mục của cuộc họp»; biên bản lấy từ đó.",),
    )
