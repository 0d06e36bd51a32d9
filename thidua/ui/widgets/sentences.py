"""Câu trả lời: the first sentence of a page, and the figures that stand under it."""

from collections.abc import Sequence
from decimal import Decimal

from thidua import labels
from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.ground.points import vi_number
from thidua.domain.period.progress import UnitProgress
from thidua.domain.ranking.by_vote import AwaitedVote
from thidua.domain.ranking.distance import Distance
from thidua.domain.ranking.places import AwardPlaces
from thidua.domain.ranking.ranking import floor_words
from thidua.domain.ranking.years import breaks
from thidua.domain.scoring.sheet import Hand
from thidua.frames.ranking.standings import shown
from thidua.services.ranking.standings import Board
from thidua.ui.frame.literal import literal


def progress(board: Board, rows: Sequence[UnitProgress]) -> str:
    """Tổng quan: how many units are verified and who leads."""
    done = sum(row.is_verified for row in rows)
    said = f"Đã thẩm định **{done}/{len(rows)}** đơn vị. "
    leaders = [row for row in board.standings.rows if row.rank == 1]
    if not leaders:
        return said + "Chưa có đơn vị nào có hạng."
    names = " và ".join(literal(board.name(row.unit)) for row in leaders)
    total = shown(board.covenant, leaders[0].total)
    word = "Tạm dẫn đầu" if board.provisional else "Dẫn đầu"
    return f"{said}{word}: **{names}**, {literal(total)} điểm."


def own_progress(rows: Sequence[UnitProgress], average: int) -> str:
    """Tổng quan của đơn vị: how far the own sheet has come, beside the block's average."""
    if not rows:
        return "Bạn theo dõi kỳ này; điểm và xếp hạng mở ra từ giai đoạn Bình xét."
    said = [
        f"{literal(row.member.name)} đã tự chấm **{row.self_scored}/{row.lines}** tiêu chí"
        for row in rows
    ]
    done, whole = (sum(row.to_give.done for row in rows), sum(row.to_give.whole for row in rows))
    cross = f" Phiếu chấm chéo đã nộp: **{done}/{whole}**." if whole else ""
    return f"{'; '.join(said)}; trung bình khối **{average}**.{cross}"


def ranks(boards: Sequence[Board]) -> list[tuple[int, list[tuple[str, int | None]]]]:
    """Hạng theo năm, units by name."""
    return [
        (
            board.period.year,
            [(board.short_name(row.unit), row.rank) for row in board.standings.rows],
        )
        for board in boards
    ]


def broken_years(boards: Sequence[Board]) -> list[str]:
    """Chỗ đứt của chuỗi năm: between which years the covenant changed, and how much compares."""
    years = [(one.period.year, one.covenant, one.standings) for one in boards]
    return [literal(one.words()) for one in breaks(years)]


def standing(board: Board) -> str:
    """Xếp hạng: who is first, how many have a rank, and whether it is final."""
    placed = [row for row in board.standings.rows if row.rank is not None]
    if not placed:
        return "Chưa có đơn vị nào có hạng; cần thẩm định đủ điểm ở trang Chấm điểm."
    names = " và ".join(literal(board.name(row.unit)) for row in placed if row.rank == 1)
    mark = f" **{labels.PROVISIONAL}**: {_why_provisional(board)}." if board.provisional else ""
    voted = board.standings.vote
    by_vote = f" Hạng xếp theo phiếu của cuộc «{literal(voted)}»." if voted else ""
    tied = sum(row.tied for row in placed)
    shared = f" Có {tied} đơn vị đồng hạng chưa phân định." if tied else ""
    first = f"**{names}** đứng thứ nhất trong {len(placed)} đơn vị có hạng."
    return f"{first}{by_vote}{shared}{mark}"


def _why_provisional(board: Board) -> str:
    """Vì sao tạm tính: totals that are missing, a vote that is to come, or both."""
    said = []
    if board.standings.is_unverified:
        said.append("còn đơn vị chưa thẩm định xong")
    vote = vote_to_come(board)
    if vote:
        said.append(vote)
    elif board.standings.waiting_ties and board.hand is Hand.VERIFIED:
        said.append("còn đơn vị bằng điểm chờ kết quả bỏ phiếu")
    if not said:
        said.append("kỳ chưa chốt")
    return "; ".join(said)


def vote_to_come(board: Board) -> str:
    """Phiếu sẽ xếp hạng: that the order by points is not the last word, and what is missing."""
    awaited = board.standings.awaited
    if awaited is None:
        return ""
    floor = floor_words(board.covenant)
    whom = f"các đơn vị {floor}" if floor else "các đơn vị được xét"
    order = f"đang xếp theo điểm, theo giao ước phiếu sẽ xếp hạng {literal(whom)}"
    if board.hand is not Hand.VERIFIED:
        return f"{order}; bảng này không tính phiếu"
    return f"{order}; {literal(awaited.words(board.short_name))}"


def distance(board: Board, unit: str) -> str:
    """Khoảng cách tới hạng trên, in words."""
    found = board.distance(unit)
    if found is None:
        row = board.standings.of(unit)
        if row.rank is not None:
            return "Hạng do phiếu xếp nên không tính khoảng cách bằng điểm."
        return "Đơn vị chưa có hạng nên chưa tính được khoảng cách."
    if board.still.is_closed:
        return _as_it_stands(board, found)
    if not board.still.unit(unit):
        further = to_top = "bảng đã thẩm định nên không còn điểm nào thêm được"
    else:
        further, to_top = _headroom(board, found.headroom)
    if found.to_floor and found.needed is not None:
        needed = literal(shown(board.covenant, found.needed))
        return f"Cần thêm **{needed} điểm** để tới sàn phiếu xếp hạng; {further}."
    if found.next_rank is None or found.needed is None:
        return f"Đang đứng đầu; {to_top}."
    needed = literal(shown(board.covenant, found.needed))
    return f"Cần thêm **{needed} điểm** để bằng hạng {found.next_rank}; {further}."


def _as_it_stands(board: Board, found: Distance) -> str:
    """Khoảng cách khi kỳ đã chốt: what it was, and nothing of what could be."""
    if found.needed is None:
        return "Đứng đầu."
    needed = literal(shown(board.covenant, found.needed))
    if found.next_rank is None:
        return f"Kém sàn phiếu xếp hạng **{needed} điểm**."
    return f"Kém hạng {found.next_rank} **{needed} điểm**."


def _headroom(board: Board, headroom: Decimal | None) -> tuple[str, str]:
    """Còn có thể thêm bao nhiêu, said after a distance and of the first unit."""
    if headroom is None:
        said = "giao ước có điểm thưởng không hạn chế nên chưa có mức cao nhất"
        return said, said
    points = literal(shown(board.covenant, headroom))
    return (
        f"nhiều nhất còn có thể thêm {points} điểm",
        f"tới điểm cao nhất có thể còn {points} điểm",
    )


def awards(board: Board) -> str:
    """Khen thưởng: how many units reach each band and each award."""
    counts = [
        f"{sum(row.band == band.label for row in board.standings.rows)} đơn vị đạt ngưỡng "
        f"{literal(band.label)} (từ {literal(vi_number(band.least))})"
        for band in board.covenant.bands
        if band.least
    ]
    said = "; ".join(counts) + "." if counts else "Giao ước không có ngưỡng xếp loại."
    return f"{said} **{labels.PROVISIONAL}**." if board.provisional else said


def ties(board: Board) -> list[str]:
    """Biên bản bằng điểm: who was tied and what decided."""
    said = []
    for tie in board.standings.ties:
        names = ", ".join(literal(board.name(unit)) for unit in tie.units)
        if tie.by_vote:
            how = f"phân định bằng cuộc bỏ phiếu «{literal(tie.decided_by or '')}»"
        elif tie.decided_by:
            how = f"phân định bằng tiêu chí phụ «{literal(tie.decided_by)}»"
        elif tie.awaits is not None:
            how = f"{_awaiting(board, tie.awaits)}, vì giao ước có tiêu chí phụ «Tỷ lệ phiếu»"
        elif tie.in_vain is not None:
            how = f"các tiêu chí phụ không phân định được; {literal(tie.in_vain.words(board.name))}"
        else:
            how = "các tiêu chí phụ không phân định được, cần hội nghị quyết định"
        equal = "bằng tỷ lệ phiếu" if tie.of_votes else "bằng điểm"
        said.append(f"{names}: {equal}, {how}.")
    return said


def other_figures(board: Board) -> list[str]:
    """Phiếu trên số điểm khác: which votes that rank were held on points that have moved since."""
    return [
        f"{_sentence_case(literal(one.words(board.name)))}; nên bỏ phiếu lại."
        for one in board.standings.other_figures
    ]


def _sentence_case(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


def _awaiting(board: Board, awaited: AwaitedVote) -> str:
    if awaited.left_out:
        return literal(awaited.words(board.name))
    return "chờ kết quả cuộc bỏ phiếu «Xếp hạng đơn vị»"


def undecided(board: Board, line: AwardPlaces) -> str:
    """Suất nằm giữa nhóm bằng điểm: who must be voted on, nobody is cut."""
    said = [
        f"{literal(line.award)}: chọn {group.open_places} trong "
        f"{', '.join(literal(board.name(unit)) for unit in group.units)} – cần biểu quyết"
        for group in line.undecided
    ]
    return "; ".join(said) + "."


_STOP = ". "


def covenant(signed: Covenant) -> str:
    """Giao ước: how many criteria, the maxima, and the text it rests on."""
    base, bonus, deduction = (
        literal(vi_number(signed.max_of(sign))) for sign in (Sign.BASE, Sign.BONUS, Sign.DEDUCTION)
    )
    return (
        f"**{literal(signed.title)}**, bản {signed.version}: {len(signed.criteria)} tiêu chí trong "
        f"{len(signed.groups)} nhóm; điểm gốc {base}, thưởng {bonus}, trừ {deduction}."
        f"{f' Căn cứ: {literal(signed.clause.rstrip(_STOP))}.' if signed.clause else ''}"
    )
