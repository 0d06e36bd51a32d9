"""Biên bản họp bình xét: what the meeting saw, said, voted and proposed, from what was recorded."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from thidua.db.meeting_queries import meeting_points
from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.document import template
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Fields,
    Gap,
    Heading,
    Items,
    Para,
    Table,
    Words,
    with_end,
    words,
)
from thidua.domain.document.deck.facts import PlannedMinutes
from thidua.domain.document.document import Document
from thidua.domain.document.kinds import KINDS
from thidua.domain.ground.text import collation_key
from thidua.domain.meeting.agenda import POINT_WORDS, Point, PointRecord
from thidua.domain.period.period import Member
from thidua.domain.period.windows import vi_moment
from thidua.domain.ranking.standing_words import MISSING, rank_text, shown
from thidua.domain.review.combining import with_combined
from thidua.domain.scoring.scoring import score_unit
from thidua.domain.scoring.sheet import SHEET_STATUS_WORDS, Hand
from thidua.domain.vote.vote import OFFICE_WORDS, PRESENCE_WORDS, Presence, Subject
from thidua.services.awards import aims, proposals
from thidua.services.awards.eligibility import last_day
from thidua.services.document import nominees_read, ranking_papers, vote_papers
from thidua.services.document.drafting import Draft, hands, meeting_head, names_of
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.review import reviews
from thidua.services.thread import threads
from thidua.services.vote import results, votes
from thidua.services.vote.votes import VoteView

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER
_LINES = ("bat_dau", "dia_diem", "chu_toa", "thu_ky", "ket_thuc")


def meeting_minutes(draft: Draft) -> Document:
    """Biên bản họp bình xét, suy tôn."""
    board = ranking_papers.board_of(draft)
    listed = votes.listed_of_block(draft.work)
    held = [one for one in listed if one.opened_at is not None][::-1]
    period = draft.period
    points = meeting_points(draft.work.session, period)
    began, ended = _span(points)
    agenda, decided = _agenda(points, board.members), _decided(points)
    is_over = ended is not None or draft.text("ket_thuc").gap is None
    has_none = is_over and not listed
    body: list[Block] = [
        _opening(draft, _attendance(board, held, points), _moment(draft, "bat_dau", began)),
        Heading(1, "I. Tuyên bố lý do, thông qua chương trình"),
        draft.text("mo_dau"),
        *_unless(draft, "chuong_trinh", agenda),
        *agenda,
        Heading(1, "II. Kết quả tự chấm, chấm chéo, thẩm định", template.RANKING),
        *_scores(draft, board),
        Heading(1, "III. Giải trình, ý kiến thảo luận"),
        *_threads(draft, board),
        draft.text("thao_luan"),
        Heading(1, "IV. Bỏ phiếu", template.VOTES),
        *_votes(draft, held, has_none=has_none),
        Heading(1, "V. Kết luận", template.CONCLUSION),
        *conclusions(draft),
        *_unless(draft, "ket_luan", decided),
        *decided,
        Para(words("Cuộc họp kết thúc vào ", _moment(draft, "ket_thuc", ended))),
    ]
    known = {*(["bat_dau"] if began else []), *(["ket_thuc"] if ended else [])}
    is_told = all(one in known or draft.text(one).gap is None for one in _LINES)
    is_counted = has_none or (bool(held) and all(one.closed_at for one in held))
    return draft.made(
        "Biên bản",
        f"Họp bình xét, suy tôn danh hiệu thi đua và hình thức khen thưởng {period.when} của "
        f"{period.block_name}",
        with_end(body),
        is_ready=is_told and is_counted,
        is_provisional=board.provisional,
        signatures=hands(draft.line("thu_ky"), draft.line("chu_toa")),
        recipients=("Lưu: VT, Hồ sơ",),
        annexes=(_annex(draft, board),),
    )


def _annex(draft: Draft, board: Board) -> Document:
    return Document(
        kind=KINDS["bang-tong-hop"],
        title="Bảng tổng hợp điểm thi đua",
        subtitle=f"{draft.period.when} của {draft.period.block_name}",
        letterhead=draft.letterhead,
        body=tuple(ranking_papers.totals_body(board)),
        provisional=draft.trace.provisional if board.provisional else "",
        trace=draft.trace,
    )


def _span(points: Sequence[PointRecord]) -> tuple[datetime | None, datetime | None]:
    """Cuộc họp bắt đầu và kết thúc lúc nào; no end while a point is open."""
    opened = [one.opened_at for one in points if one.opened_at is not None]
    closed = [one.closed_at for one in points if one.closed_at is not None]
    is_over = bool(closed) and not any(one.is_open for one in points)
    return min(opened, default=None), max(closed) if is_over else None


def _moment(draft: Draft, field: str, known: datetime | None) -> Words:
    """Lời người viết, else the moment that the meeting itself was told; a gap without both."""
    if known is None or draft.text(field).gap is None:
        return draft.line(field)
    return words(vi_moment(known))


def _unless(draft: Draft, field: str, told: Sequence[Block]) -> list[Block]:
    """Lời người viết ở một mục; its gap only where the meeting has nothing to say there either."""
    text = draft.text(field)
    return [] if told and text.gap is not None else [text]


def _agenda(points: Sequence[PointRecord], members: Mapping[str, Member]) -> list[Block]:
    """Các mục đã bàn, with their times, how many units were there and which were not."""
    held = [one for one in points if one.opened_at is not None]
    if not held:
        return []
    rows: list[tuple[Cell, ...]] = [
        (
            str(place),
            POINT_WORDS[one.point],
            "" if one.opened_at is None else vi_moment(one.opened_at),
            MISSING if one.closed_at is None else vi_moment(one.closed_at),
            MISSING if one.present is None else f"{one.present}/{len(members)}",
            "; ".join(members[unit].name for unit in one.absent(members)) or MISSING,
        )
        for place, one in enumerate(held, start=1)
    ]
    return [
        Table(
            columns=(
                Column("TT", 4, _CENTER),
                Column("Mục", 15),
                Column("Mở", 10, _CENTER),
                Column("Kết thúc", 10, _CENTER),
                Column("Đơn vị dự", 6, _CENTER),
                Column("Vắng", 12),
            ),
            rows=tuple(rows),
            title="Chương trình đã bàn",
            summary=f"{len(rows)} mục đã bàn",
        )
    ]


def decided_points(work: Work) -> tuple[tuple[str, str], ...]:
    """Mục nào hội nghị đã quyết định gì, in the order of the agenda."""
    return tuple(
        (POINT_WORDS[one.point], " ".join(one.decided.split()))
        for one in meeting_points(work.session, work.period)
        if one.decided
    )


def planned_minutes(work: Work) -> PlannedMinutes:
    """Số phút dự kiến của các mục, as the agenda of a deck puts them together."""
    foreseen = {one.point: one.planned for one in meeting_points(work.session, work.period)}
    reported = (Point.OPENING, Point.FIGURES, Point.SCORES, Point.RANKING)
    return PlannedMinutes(
        told=sum(foreseen.get(one, 0) for one in reported),
        explained=foreseen.get(Point.EXPLAINED, 0),
        votes=foreseen.get(Point.VOTES, 0),
        awards=foreseen.get(Point.AWARDS, 0),
        whole=sum(foreseen.values()),
    )


def _decided(points: Sequence[PointRecord]) -> list[Block]:
    """Hội nghị quyết định gì ở từng mục."""
    said = [
        words(f"{POINT_WORDS[one.point]}: {' '.join(one.decided.split())}")
        for one in points
        if one.decided
    ]
    if not said:
        return []
    return [Para(words("Hội nghị quyết định:"), keep_next=True), Items(tuple(said))]


def _attendance(
    board: Board, held: Sequence[VoteView], points: Sequence[PointRecord]
) -> tuple[Words, str]:
    """Thành phần tham dự và ai vắng: as the roll of the last vote has it, else as the first point.

    A roll tells of people and why they are away, so it goes before what was noted of units.
    """
    roll = held[-1].roll if held else ()
    if roll:
        there = [one.name for one in roll if one.is_there]
        away = [
            f"{one.name} ({_why(one.presence, one.document)})" for one in roll if not one.is_there
        ]
        return words(f"{len(there)}/{len(roll)} thành viên: {'; '.join(there)}"), "; ".join(away)
    names = {unit: member.name for unit, member in board.members.items()}
    first = next((one for one in points if one.attending), None)
    if first is None:
        return words(f"…/{len(names)} đơn vị ", Gap("điểm danh dự họp")), ""
    named = [names.get(unit, unit) for unit in first.attending]
    said = words(f"{len(named)}/{len(names)} đơn vị: {'; '.join(named)}")
    return said, "; ".join(names[unit] for unit in first.absent(names))


def _opening(draft: Draft, attendance: tuple[Words, str], began: Words) -> Fields:
    """Cuộc họp lúc nào, ở đâu, ai dự."""
    present, away = attendance
    return meeting_head(
        began,
        draft.line("dia_diem"),
        ("Thành phần tham dự", present),
        ("Người đại diện các đơn vị", draft.line("dai_dien")),
        ("Vắng", words(away or "không")),
        guests=draft.line("khach_moi"),
        chair=draft.line("chu_toa"),
        scribe=draft.line("thu_ky"),
    )


def _why(presence: Presence, document: str) -> str:
    return document or PRESENCE_WORDS[presence]


def _scores(draft: Draft, board: Board) -> list[Block]:
    states: dict[str, list[str]] = {}
    for unit, status in board.statuses.items():
        states.setdefault(SHEET_STATUS_WORDS[status].lower(), []).append(board.name(unit))
    told = "; ".join(f"{len(named)} đơn vị {word}" for word, named in states.items())
    blocks: list[Block] = [
        Para(words(f"Khối có {len(board.members)} đơn vị thành viên; bảng thẩm định: {told}.")),
        scores_table(draft, board),
    ]
    blocks += [Para(words(f"{said}.")) for said in ranking_papers.tie_sentences(board)]
    shrunk = [row for row in board.standings.rows if row.score.not_assigned]
    if shrunk:
        named = "; ".join(
            f"{board.name(row.unit)} (thang {shown(board.covenant, row.score.assigned_max)})"
            for row in shrunk
        )
        blocks.append(Para(words(f"Điểm không giao: {named}.")))
    return blocks


def scores_table(draft: Draft, board: Board) -> Table:
    """Bảng xếp hạng của biên bản: by each hand, its parts, the total and the place."""
    session, covenant = draft.work.session, board.covenant
    own = standings.unchecked_board(session, draft.period, Hand.SELF)
    crossed = _cross_totals(draft, board)
    columns = [Column("TT", 4, _CENTER), Column("Đơn vị", 11), Column("Tự chấm", 6, _NUMBER)]
    columns += [Column("Chấm chéo", 6, _NUMBER)] if crossed else []
    columns += [
        *(Column("Thẩm định", 6, _NUMBER), Column("Thưởng", 7, _NUMBER)),
        *(Column("Trừ", 5, _NUMBER), Column("Tổng", 6, _NUMBER)),
        *(Column("Xếp loại", 9), Column("Hạng", 5, _CENTER)),
    ]
    rows: list[tuple[Cell, ...]] = []
    for place, row in enumerate(board.standings.rows, start=1):
        cells: list[Cell] = [
            str(place),
            board.name(row.unit),
            shown(covenant, own.standings.of(row.unit).total),
        ]
        cells += [crossed.get(row.unit, MISSING)] if crossed else []
        score = row.score
        parts = (score.base, score.bonus, score.deduction, row.total)
        cells += [shown(covenant, one) for one in parts]
        rows.append((*cells, row.band or MISSING, rank_text(row)))
    return Table(
        columns=tuple(columns),
        rows=tuple(rows),
        title="Xếp hạng",
        summary=f"Điểm và hạng của {len(rows)} đơn vị",
        note=f"Cột «Thẩm định» là điểm gốc; dấu «{MISSING}» là chưa có số, không phải 0.",
    )


def _cross_totals(draft: Draft, board: Board) -> dict[str, str]:
    """Tổng điểm chấm chéo, where the reviewers together scored every line of a unit."""
    found = {}
    for unit, lines in reviews.unchecked_combined(draft.work.session, draft.period).items():
        total = score_unit(board.covenant, with_combined({}, lines), {}).total
        if total is not None:
            found[unit] = shown(board.covenant, total)
    return found


def _threads(draft: Draft, board: Board) -> list[Block]:
    if not threads.sees_all(draft.work):
        return [Para(words(Gap("giải trình, kiến nghị: bạn không có quyền xem của cả khối")))]
    settled = [
        one
        for one in threads.listed(draft.work)
        if one.is_closed and not one.is_withdrawn and one.unit in board.members
    ]
    if not settled:
        return [Para(words("Không có giải trình, kiến nghị nào đã kết luận."))]
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(settled, key=lambda one: one.id):
        before, after = shown(board.covenant, one.old_points), shown(board.covenant, one.new_points)
        cells = (one.criterion, one.question, one.outcome, f"{before} → {after}")
        rows.append((board.name(one.unit), *cells))
    return [
        Table(
            columns=(
                Column("Đơn vị", 9),
                Column("Tiêu chí", 5, _CENTER),
                Column("Ý kiến", 13),
                Column("Kết luận", 13),
                Column("Điểm trước → sau", 8, _CENTER),
            ),
            rows=tuple(rows),
            title="Giải trình, kiến nghị đã kết luận",
            summary=f"{len(rows)} ý kiến đã kết luận",
        )
    ]


def _votes(draft: Draft, held: Sequence[VoteView], *, has_none: bool) -> list[Block]:
    """Các cuộc bỏ phiếu; that a meeting had none is known once it is over and none was set up."""
    if has_none:
        return [Para(words("Cuộc họp không bỏ phiếu."))]
    if not held:
        return [Para(words(Gap("kết quả bỏ phiếu: kỳ này chưa mở cuộc nào")))]
    blocks: list[Block] = []
    for place, view in enumerate(held, start=1):
        blocks.append(Heading(2, f"{place}. {view.draft.title}"))
        if not view.closed_at:
            blocks.append(Para(words(vote_papers.uncounted(view))))
            continue
        closed = results.unchecked_result(draft.work.session, draft.period, view.key)
        vote_papers.require_sound(closed)
        blocks.append(Para(words(vote_papers.count_sentence(closed))))
        blocks += vote_papers.result_blocks(closed)
        for name, texts in vote_papers.recused(closed):
            blocks.append(Para(words(f"{name} không bỏ phiếu cho: {texts}.")))
        blocks.append(Para(words(f"{vote_papers.verdict(closed)} (Biên bản kiểm phiếu kèm theo)")))
    return blocks


def conclusions(draft: Draft) -> list[Block]:
    """Khối thống nhất đề nghị gì, by award; who was elected."""
    blocks: list[Block] = _proposed(draft)
    own = {one.key for one in votes.listed_of_block(draft.work)}
    for closed in results.unchecked_results(draft.work.session, draft.period):
        said = closed.vote.draft
        if closed.vote.key not in own:
            continue
        if said.subject is Subject.OFFICE and said.office is not None and closed.result.passed:
            named = ", ".join(one.text for one in closed.result.passed)
            office = OFFICE_WORDS[said.office]
            blocks.append(Para(words(f"Bầu {office} năm {draft.period.year + 1}: {named}.")))
    return blocks


def _proposed(draft: Draft) -> list[Block]:
    if not is_allowed(draft.work.actor, Permission.VIEW_AWARDS, draft.period):
        return [Para(words(Gap("đề nghị khen thưởng: bạn không có quyền xem của cả khối")))]
    text = draft.text("de_nghi")
    found = [one for one in proposals.listed(draft.work) if one.state in nominees_read.VOTED]
    if not found:
        return [text]
    said: list[Block] = [
        Para(words("Khối thống nhất đề nghị:"), keep_next=True),
        Items(tuple(words(one) for one in _by_award(draft, found))),
    ]
    return said if text.gap is not None else [*said, text]


def _by_award(draft: Draft, found: Sequence[ProposedAward]) -> list[str]:
    view = law.book(draft.work.session).at(last_day(draft.period.year))
    names = names_of(draft.work.session)
    groups: dict[str, list[str]] = {}
    for one in found:
        groups.setdefault(aims.name_of(view, one.award), []).append(
            names.get((one.recipient, one.subject), one.subject)
        )
    return [
        f"{award}: {', '.join(sorted(named, key=collation_key))}" for award, named in groups.items()
    ]
