"""Bìa, chương trình và khối trong một hình: the first slides."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.document.deck.blocks import (
    ChartKind,
    Column,
    Series,
    Slide,
    SlideChart,
    SlideLines,
    SlideTable,
)
from thidua.domain.document.deck.facts import DeckFacts, Naming
from thidua.domain.document.deck.words import LABEL_NAME, cut, exact, points, row
from thidua.domain.ground.points import ZERO, Exact, vi_number
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.vote.vote import SUBJECT_WORDS

_VOTE = "▣ Bỏ phiếu"
_DISCUSSED = "Thảo luận, biểu quyết"


def cover_title(facts: DeckFacts) -> str:
    """Tên hội nghị."""
    period = facts.period
    what = "tổng kết và bình xét thi đua" if period.part.is_year else "sơ kết thi đua"
    return f"Hội nghị {what} {period.when} – {period.block_name}"


def cover(facts: DeckFacts) -> Slide:
    """Bìa; day and place as the invitation says them, else written in by hand."""
    return Slide(
        name="Bìa",
        title=cover_title(facts),
        blocks=(SlideLines((f"Ngày họp: {facts.when or '…'}", f"Địa điểm: {facts.where or '…'}")),),
        notes=(
            "Nguồn: kỳ đang xem; ngày và địa điểm họp ở giấy mời, chưa ghi ở đó thì viết tay vào.",
        ),
        is_cover=True,
    )


def agenda_title(count: int, only: str = "") -> str:
    """Hôm nay quyết định bao nhiêu việc."""
    if count == 0:
        return "Hôm nay nghe kết quả; không còn việc nào phải quyết định"
    if count == 1:
        return f"Hôm nay quyết định 1 việc: {only}"
    return f"Hôm nay quyết định {count} việc"


def agenda(facts: DeckFacts, naming: Naming) -> Slide:
    """Chương trình, from what is known; the minutes of each point are written in by hand."""
    planned = facts.planned
    told = [("Kết quả chấm điểm, thẩm định và xếp hạng", "Báo cáo", _minutes(planned.told))]
    if facts.threads:
        minutes = _minutes(planned.explained)
        told.append(("Ý kiến giải trình, kiến nghị về điểm", "Báo cáo", minutes))
    decided = _to_decide(facts, naming)
    told += [(one.what, one.how, one.minutes) for one in decided]
    rows = [row(str(place), *one) for place, one in enumerate(told, start=1)]
    if planned.whole:
        rows.append(row("", "Cả buổi họp, dự kiến", "", str(planned.whole)))
    return Slide(
        name="Chương trình",
        title=agenda_title(len(decided), decided[0].called if len(decided) == 1 else ""),
        blocks=(
            SlideTable(
                columns=(
                    Column("TT", 6, is_number=True),
                    Column("Nội dung", 70),
                    Column("Cách làm", 34),
                    Column("Phút", 10, is_number=True),
                ),
                rows=tuple(rows),
                summary=f"Chương trình {len(told)} mục, {len(decided)} mục phải quyết định",
            ),
        ),
        notes=(
            "Nguồn: trang «Bình xét», «Khen thưởng», «Xếp hạng».",
            "Việc phải quyết định: cuộc bỏ phiếu chưa kiểm, nhóm bằng điểm chưa phân định, đề nghị "
            "chưa bình xét. Thời lượng dự kiến ghi ở «Mục của cuộc họp», trang Trình chiếu; chưa "
            "ghi thì viết tay vào.",
        ),
    )


def _minutes(planned: int) -> str:
    return str(planned) if planned else "…"


@dataclass(frozen=True, slots=True)
class _ToDecide:
    """Việc phải quyết định; `called` is what the title calls it where it is the only one."""

    what: str
    how: str
    called: str
    minutes: str


def _to_decide(facts: DeckFacts, naming: Naming) -> list[_ToDecide]:
    """Việc phải quyết định; what is voted on shares the minutes foreseen for voting."""
    planned = facts.planned
    found: list[_ToDecide] = []

    def voted() -> str:
        return "chung" if found and planned.votes else _minutes(planned.votes)

    for place, vote in enumerate(facts.votes or (), start=1):
        if vote.result is None:
            name = f"cuộc phiếu {place}" if naming.hides else cut(vote.title, 60)
            state = "đang bỏ phiếu" if vote.is_open else "chưa mở"
            what = f"{SUBJECT_WORDS[vote.subject]}: {naming.free(vote.title) or name}"
            found.append(_ToDecide(what, f"{_VOTE} – {state}", f"bỏ phiếu «{name}»", voted()))
    ties = sum(
        tie.decided_by is None and tie.awaits is None and not tie.of_votes
        for tie in facts.standings.ties
    )
    if ties:
        what = f"Phân định {ties} nhóm đơn vị bằng điểm"
        called = "phân định các đơn vị bằng điểm"
        found.append(_ToDecide(what, _DISCUSSED, called, voted()))
    waiting = sum(one.state.value == "proposed" for one in facts.proposals or ())
    if waiting:
        what = f"Bình xét {waiting} đề nghị khen thưởng"
        called = f"bình xét {waiting} đề nghị khen thưởng"
        found.append(_ToDecide(what, _DISCUSSED, called, _minutes(planned.awards)))
    return found


def overview_title(done: int, whole: int, mean: str, most: str) -> str:
    """Bao nhiêu đơn vị đã thẩm định, trung bình bao nhiêu."""
    said = f"{done}/{whole} đơn vị đã thẩm định xong"
    if not mean:
        return f"{said}; chưa đơn vị nào có tổng điểm"
    return f"{said}; trung bình {mean}{f'/{most}' if most else ''} điểm"


def _most(covenant: Covenant) -> Decimal | None:
    """Thang điểm để viết sau dấu gạch: the one stated, or the base where nothing can exceed it."""
    if covenant.full_marks is not None:
        return covenant.full_marks
    exceeds = covenant.max_of(Sign.BONUS) or covenant.bonus_room != 0
    return None if exceeds else covenant.base_max


def overview(facts: DeckFacts, naming: Naming) -> Slide:
    """Khối trong một hình: six figures, the totals, and a column for each of them."""
    covenant, rows = facts.covenant, facts.standings.rows
    totals = [one.total for one in rows if one.total is not None and one.excluded is None]
    mean: Exact | None = Fraction(sum(totals, ZERO)) / len(totals) if totals else None
    whole = None if any(one.score.not_assigned for one in rows) else _most(covenant)
    figures = (
        ("Đơn vị thành viên", str(len(facts.members))),
        ("Đã thẩm định", str(len(facts.verified))),
        ("Đã xếp hạng", str(len(facts.placed))),
        ("Cao nhất", points(covenant, max(totals, default=None))),
        ("Trung bình", points(covenant, mean)),
        ("Thấp nhất", points(covenant, min(totals, default=None))),
    )
    return Slide(
        name="Khối trong một hình",
        title=overview_title(
            len(facts.verified),
            len(facts.members),
            "" if mean is None else points(covenant, mean),
            "" if whole is None else vi_number(whole),
        ),
        blocks=(
            SlideTable(
                columns=(Column("Số liệu", 22), Column("Giá trị", 14, is_number=True)),
                rows=tuple(row(*one) for one in figures),
                summary="; ".join(f"{name}: {value}" for name, value in figures),
                is_aside=True,
            ),
            SlideTable(
                columns=(Column("Đơn vị", 36), Column("Tổng điểm", 15, is_number=True)),
                rows=tuple(row(naming.unit(one.unit), points(covenant, one.total)) for one in rows),
                summary="Tổng điểm của từng đơn vị, theo thứ hạng",
            ),
            SlideChart(
                kind=ChartKind.COLUMNS,
                categories=tuple(naming.label(one.unit, LABEL_NAME) for one in rows),
                series=(Series("Tổng điểm", tuple(exact(covenant, one.total) for one in rows)),),
                summary="Cột tổng điểm của từng đơn vị; số chính xác ở bảng bên cạnh",
                places=covenant.scale.places,
            ),
        ),
        notes=(
            "Nguồn: bảng xếp hạng theo điểm thẩm định.",
            "Cách tính: trung bình cộng tổng điểm của các đơn vị được xét và đã có tổng, làm tròn "
            f"một lần ở {covenant.scale.places} số lẻ. Dấu {MISSING} là chưa có số, không phải 0.",
            "Xem: trang «Xếp hạng».",
        ),
    )
