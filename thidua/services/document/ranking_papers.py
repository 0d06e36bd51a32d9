"""Văn bản từ bảng xếp hạng: the wide table of totals, the notice of results, a unit's sheet."""

from collections.abc import Sequence
from decimal import Decimal

from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.covenant.covenant import Criterion, Node
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Para,
    Table,
    with_end,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import vi_number
from thidua.domain.period.stage import Stage
from thidua.domain.ranking.places import reached_awards
from thidua.domain.ranking.standing import Standing
from thidua.domain.ranking.standing_words import MISSING, rank_text, remark, shown
from thidua.domain.scoring.sheet import Hand
from thidua.services.document.drafting import Draft
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board

MOST_GROUPS, GROUPS_A_TABLE, GROUPS_BESIDE_TOTALS = 9, 8, 5
"""Bao nhiêu nhóm đứng trong một bảng: more are split, the totals beside the last few of them."""

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER


def board_of(draft: Draft) -> Board:
    """Bảng xếp hạng mà trang «Xếp hạng» hiện, with the right that it asks for."""
    board = standings.standings(draft.work)
    if not board.members:
        raise Refused(f"{draft.period.words} chưa có đơn vị thành viên nên chưa có bảng điểm.")
    return board


def totals(draft: Draft) -> Document:
    """Bảng tổng hợp điểm."""
    board = board_of(draft)
    return draft.made(
        "Bảng tổng hợp điểm thi đua",
        f"{draft.period.when} của {draft.period.block_name}",
        totals_body(board),
        is_ready=draft.is_locked,
        is_provisional=board.provisional,
        signatures=(draft.signature(),),
        recipients=draft.recipients(),
    )


def totals_body(board: Board) -> list[Block]:
    """Các bảng của bảng tổng hợp: every unit with its groups, its parts and its place."""
    nodes = board.covenant.children
    first = [nodes] if len(nodes) <= MOST_GROUPS else _split(nodes)
    blocks: list[Block] = []
    beside = len(first[-1]) <= GROUPS_BESIDE_TOTALS or len(first) == 1
    for place, some in enumerate(first):
        is_last = place == len(first) - 1
        blocks.append(_totals_table(board, some, with_totals=is_last and beside))
    if not beside:
        blocks.append(_totals_table(board, (), with_totals=True))
    return blocks


def _split(nodes: Sequence[Node]) -> list[Sequence[Node]]:
    return [nodes[at : at + GROUPS_A_TABLE] for at in range(0, len(nodes), GROUPS_A_TABLE)]


def _totals_table(board: Board, nodes: Sequence[Node], *, with_totals: bool) -> Table:
    covenant, reached = board.covenant, reached_awards(board.award_places())
    columns = [Column("TT", 40, _CENTER), Column("Đơn vị", 126)]
    columns += [Column(one.code, 61, _NUMBER) for one in nodes]
    if with_totals:
        columns += [
            *(Column("Cơ bản", 62, _NUMBER), Column("Thưởng", 83, _NUMBER)),
            *(Column("Trừ", 53, _NUMBER), Column("Tổng", 76, _NUMBER)),
            *(Column("Xếp loại", 70), Column("Hạng", 61, _CENTER), Column("Đề nghị", 80)),
        ]
    rows: list[tuple[Cell, ...]] = []
    for place, row in enumerate(board.standings.rows, start=1):
        cells: list[Cell] = [str(place), board.name(row.unit)]
        cells += [shown(covenant, _points(row, one)) for one in nodes]
        if with_totals:
            score = row.score
            parts = (score.base, score.bonus, score.deduction, row.total)
            cells += [shown(covenant, one) for one in parts]
            cells += [row.band or MISSING, rank_text(row), reached.get(row.unit, MISSING)]
        rows.append(tuple(cells))
    said = "tổng điểm, xếp loại, hạng" if with_totals else "điểm các nhóm"
    return Table(
        columns=tuple(columns),
        rows=tuple(rows),
        summary=f"{len(rows)} đơn vị: {said}",
        note=_legend(board) if with_totals else "",
    )


def _points(row: Standing, node: Node) -> Decimal | None:
    score = row.score
    return (score.lines if isinstance(node, Criterion) else score.groups)[node.code]


def _legend(board: Board) -> str:
    named = "; ".join(
        f"{one.code}: {one.text} (tối đa {vi_number(one.max_points)})"
        for one in board.covenant.children
    )
    return f"Ghi chú: {named}. Dấu «{MISSING}» là chưa có số, không phải 0."


def notice(draft: Draft) -> Document:
    """Thông báo kết quả."""
    board = board_of(draft)
    period = draft.period
    body: list[Block] = [
        Para(
            words(
                f"{period.block_name} thông báo kết quả chấm điểm, xếp hạng, xếp loại thi đua "
                f"{period.when} như sau:"
            )
        ),
        ranking_table(board),
        *_ties(board),
        Para(words("Nơi giải đáp: ", draft.line("noi_hoi"), ".")),
        Para(words("Kiến nghị gửi trước: ", draft.line("han_hoi"))),
    ]
    return draft.made(
        "Thông báo",
        f"Kết quả thi đua {period.when} của {period.block_name}",
        with_end(body),
        is_ready=period.stage is Stage.PUBLISHED,
        is_provisional=board.provisional,
        signatures=(draft.signature(),),
        recipients=draft.recipients("Các đơn vị thành viên khối"),
    )


def ranking_table(board: Board, title: str = "Bảng xếp hạng") -> Table:
    """Bảng xếp hạng ngắn: rank, unit, total, band, and the remark that the page shows."""
    covenant = board.covenant
    return Table(
        columns=(
            Column("Hạng", 5, _CENTER),
            Column("Đơn vị", 16),
            Column("Tổng điểm", 6, _NUMBER),
            Column("Xếp loại", 9),
            Column("Ghi chú", 14),
        ),
        rows=tuple(
            (
                rank_text(row),
                board.name(row.unit),
                shown(covenant, row.total),
                row.band or MISSING,
                remark(row),
            )
            for row in board.standings.rows
        ),
        title=title,
        summary=f"Xếp hạng {len(board.standings.rows)} đơn vị",
        note=f"Dấu «{MISSING}» là chưa có số, không phải 0.",
    )


def _ties(board: Board) -> list[Block]:
    return [Para(words(f"{said}.")) for said in tie_sentences(board)]


def tie_sentences(board: Board) -> list[str]:
    """Các nhóm bằng điểm: what told them apart, or that nothing did."""
    found = []
    for tie in board.standings.ties:
        named = ", ".join(board.name(unit) for unit in tie.units)
        equal = "bằng tỷ lệ phiếu" if tie.of_votes else "bằng điểm"
        if tie.decided_by:
            found.append(f"{named} {equal}; phân định bằng {tie.decided_by}")
        elif tie.awaits is not None:
            found.append(f"{named} {equal} mà {tie.awaits.words(board.name)}")
        elif tie.in_vain is not None:
            found.append(f"{named} {equal}, đồng hạng; {tie.in_vain.words(board.name)}")
        else:
            found.append(f"{named} {equal}, đồng hạng")
    return found


def unit_sheet(draft: Draft) -> Document:
    """Phiếu điểm của một đơn vị: what it gave itself, what was settled, and why."""
    work, unit = draft.work, draft.scope
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    board = standings.unchecked_board(work.session, work.period)
    sees_verified = is_allowed(
        work.actor, Permission.VIEW_STANDINGS, work.period, unit
    ) or is_allowed(work.actor, Permission.VIEW_REVIEWS, work.period, unit)
    own = standings.unchecked_board(work.session, work.period, Hand.SELF)
    covenant, settled = board.covenant, board.standings.of(unit).score
    claimed = own.standings.of(unit).score
    sheet = standings.sheet_of(work.session, board, unit)
    claim = standings.sheet_of(work.session, own, unit)
    rows: list[tuple[Cell, ...]] = []
    strong = set()
    for place, node in enumerate(covenant.nodes):
        is_line = isinstance(node, Criterion)
        if not is_line:
            strong.add(place)
        theirs = (claimed.lines if is_line else claimed.groups)[node.code]
        ours = (settled.lines if is_line else settled.groups)[node.code] if sees_verified else None
        entry = (sheet.entries.get(node.code) if sees_verified else None) or claim.entries.get(
            node.code
        )
        said = "" if entry is None else entry.explanation
        rows.append(
            (
                node.code,
                node.text,
                vi_number(node.max_points),
                shown(covenant, theirs),
                shown(covenant, ours),
                said,
            )
        )
    row = board.standings.of(unit)
    total = (
        "",
        "Tổng điểm",
        "",
        shown(covenant, own.standings.of(unit).total),
        shown(covenant, row.total if sees_verified else None),
        f"{row.band or MISSING}; hạng {rank_text(row)}" if sees_verified and row.total else "",
    )
    table = Table(
        columns=(
            Column("Mã", 4),
            Column("Nội dung", 15),
            Column("Tối đa", 4, _NUMBER),
            Column("Tự chấm", 5, _NUMBER),
            Column("Thẩm định", 5, _NUMBER),
            Column("Giải trình", 11),
        ),
        rows=tuple(rows),
        total=total,
        strong=frozenset(strong),
        summary=f"Điểm từng tiêu chí của {board.name(unit)}",
        note=f"Dấu «{MISSING}» là chưa có số, không phải 0.",
    )
    return draft.made(
        "Phiếu điểm thi đua",
        f"{board.name(unit)}, {draft.period.when}",
        [table],
        is_ready=draft.is_locked,
        is_provisional=board.provisional,
        signatures=(draft.signature(),),
        recipients=draft.recipients(),
    )
