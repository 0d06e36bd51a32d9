"""Phong trào, sổ theo dõi, kết luận: what the year's work beside the scores came to."""

from decimal import Decimal

from thidua.domain.document.deck.blocks import (
    Cell,
    ChartKind,
    Column,
    LeftOut,
    Series,
    Slide,
    SlideChart,
    SlideTable,
    Tone,
)
from thidua.domain.document.deck.facts import DeckFacts, MovementTold, Naming
from thidua.domain.document.deck.words import LABEL_NAME, LONGEST_WORDS, capital, cut, row
from thidua.domain.ground.points import Scale, vi_number
from thidua.domain.movement.progress import (
    MET_STATES,
    TARGET_STATE_WORDS,
    TargetFigure,
    TargetState,
    gap_words,
    state_of,
    value_words,
)
from thidua.domain.movement.target import Measure, Target
from thidua.domain.ranking.standing_words import MISSING

MOVEMENTS, REGISTERS, DECIDED = "Phong trào", "Các sổ theo dõi", "Kết luận"
REPORTS = "Báo cáo đúng hạn"
_PLACES = 2
_SHORTEST_NAME = 60


def movement_title(met: int, whole: int, gap: str) -> str:
    """Bao nhiêu mục tiêu đạt, and the first that is short."""
    if not whole:
        return "chưa có mục tiêu nào đo được"
    said = f"{met}/{whole} mục tiêu đạt"
    return f"{said}; {gap}" if gap else said


def movements(facts: DeckFacts) -> list[Slide | LeftOut]:
    """Mỗi phong trào đang có số liệu hoặc đơn vị đăng ký một trang."""
    if facts.movements is None:
        return [LeftOut(MOVEMENTS, "người lấy tệp không được xem phong trào")]
    if not facts.movements:
        why = "chưa đơn vị nào đăng ký phong trào và chưa mục tiêu nào có số liệu"
        return [LeftOut(MOVEMENTS, why)]
    return [_movement(one) for one in facts.movements]


def _movement(told: MovementTold) -> Slide:
    states = [state_of(target, figure) for target, figure in told.targets]
    known = [one for one in states if one is not TargetState.NO_DATA]
    met = sum(one in MET_STATES for one in known)
    gaps = [gap for target, figure in told.targets if (gap := gap_words(target, figure))]
    title = movement_title(met, len(known), gaps[0] if gaps else "")
    table = SlideTable(
        columns=(
            Column("Mục tiêu", 56),
            Column("Kế hoạch", 26),
            Column("Thực hiện", 24, is_number=True),
            Column("Đến ngày", 14, is_number=True),
            Column("Kết luận", 30),
        ),
        rows=tuple(
            _target(target, figure, state)
            for (target, figure), state in zip(told.targets, states, strict=True)
        ),
        summary=f"{told.name}: từng mục tiêu, kế hoạch, thực hiện và kết luận",
    )
    chart = _bars(told)
    return Slide(
        name=f"{MOVEMENTS}: {told.name}",
        title=f"{cut(told.name, _SHORTEST_NAME)}: {title}",
        blocks=(table, *([] if chart is None else [chart])),
        notes=(
            f"{told.name}: {told.joined} đơn vị của khối đã đăng ký.",
            "Nguồn: số liệu của phong trào và sổ mức đạt chuẩn. So với ngưỡng bằng số chưa làm "
            "tròn; mục tiêu chưa có số liệu không tính là đạt hay chưa.",
            "Xem: trang «Phong trào», mục tiêu.",
        ),
    )


def _target(target: Target, figure: TargetFigure | None, state: TargetState) -> tuple[Cell, ...]:
    tone = Tone.GOOD if state in MET_STATES else Tone.PLAIN
    tone = Tone.BAD if state is TargetState.SHORT else tone
    sign = "✓ " if state in MET_STATES else "✗ " if state is TargetState.SHORT else ""
    gap = gap_words(target, figure)
    said = f"{sign}{TARGET_STATE_WORDS[state]}"
    return row(
        cut(target.text, LONGEST_WORDS),
        cut(target.when_and_how_much, LONGEST_WORDS),
        MISSING if figure is None else value_words(target, figure),
        MISSING if figure is None else f"{figure.as_of:%d/%m/%Y}",
        Cell(f"{said}, {gap}" if gap else said, tone),
    )


def _bars(told: MovementTold) -> SlideChart | None:
    """Thanh của các mục tiêu tính bằng phần trăm, against what is wanted at least and at most."""
    wanted = [
        (target, figure) if target.measure is Measure.SHARE else (target, None)
        for target, figure in told.targets
    ]
    if not any(figure is not None for _, figure in wanted):
        return None
    is_share = [target.measure is Measure.SHARE for target, _ in wanted]
    series = [
        Series("Thực hiện (%)", tuple(_percent(target, figure) for target, figure in wanted)),
        Series(
            "Mức dưới (%)",
            tuple(
                target.low if share else None
                for (target, _), share in zip(wanted, is_share, strict=True)
            ),
        ),
    ]
    high = tuple(
        target.high if share else None for (target, _), share in zip(wanted, is_share, strict=True)
    )
    if any(one is not None for one in high):
        series.append(Series("Mức trên (%)", high))
    return SlideChart(
        kind=ChartKind.BARS,
        categories=tuple(cut(target.text, LABEL_NAME) for target, _ in wanted),
        series=tuple(series),
        summary=f"{told.name}: thanh các mục tiêu phần trăm bên ngưỡng; số ở bảng bên cạnh",
        places=_PLACES,
    )


def _percent(target: Target, figure: TargetFigure | None) -> Decimal | None:
    return None if figure is None else Scale(_PLACES).rounded(figure.exact(target))


def registers(facts: DeckFacts) -> Slide | LeftOut:
    """Các sổ của năm: counts of confirmed rows alone."""
    if facts.registers is None:
        return LeftOut(REGISTERS, "người lấy tệp không được xem sổ của cả khối")
    told = [one for one in facts.registers if any(number.value for number in one.numbers)]
    if not told:
        return LeftOut(REGISTERS, "các sổ của năm chưa có dòng nào được xác nhận")
    firsts = [
        f"{vi_number(one.numbers[0].value)} {one.numbers[0].name}"
        for one in told
        if one.numbers[0].value
    ]
    rows = tuple(
        row(
            one.name if place == 0 else "",
            capital(number.name),
            f"{vi_number(number.value)} {number.unit}".rstrip(),
        )
        for one in told
        for place, number in enumerate(one.numbers)
        if number.value or place == 0
    )
    return Slide(
        name=REGISTERS,
        title=capital(", ".join(firsts[:3])) or f"{len(told)} sổ có dòng đã xác nhận",
        blocks=(
            SlideTable(
                columns=(
                    Column("Sổ", 34),
                    Column("Nội dung", 52),
                    Column("Số", 20, is_number=True),
                ),
                rows=rows,
                summary=f"Các số của {len(told)} sổ theo dõi trong năm",
            ),
        ),
        notes=(
            "Nguồn: các dòng đã xác nhận của sổ theo dõi trong năm; dòng nháp không tính.",
            "Xem: trang «Sổ theo dõi».",
        ),
    )


def reports_title(came: int, owed: int, missing: int) -> str:
    """Bao nhiêu báo cáo đã nộp, and how many units lack one that is overdue."""
    said = f"{came}/{owed} báo cáo đã nộp"
    return f"{said}; {missing} đơn vị còn thiếu báo cáo quá hạn" if missing else said


def reports(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Báo cáo của năm: a row a unit, bars beside it; what is overdue bears a sign."""
    if facts.reports is None:
        return LeftOut(REPORTS, "người lấy tệp không được xem báo cáo của cả khối")
    told = facts.reports
    if not told:
        return LeftOut(REPORTS, "năm này chưa đặt báo cáo nào phải nộp")
    came, owed = sum(one.timely + one.late for one in told), sum(one.owed for one in told)
    names = tuple(naming.label(one.unit, LABEL_NAME) for one in told)
    return Slide(
        name=REPORTS,
        title=reports_title(came, owed, sum(one.missing > 0 for one in told)),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đơn vị", 40),
                    *(Column(name, 16, is_number=True) for name in _OF_REPORTS),
                ),
                rows=tuple(
                    row(
                        naming.unit(one.unit),
                        str(one.timely),
                        str(one.late),
                        Cell(f"✗ {one.missing}", Tone.BAD) if one.missing else "0",
                        str(one.ahead),
                        str(one.excused),
                    )
                    for one in told
                ),
                summary=f"Báo cáo của {len(told)} đơn vị: đúng hạn, chậm, quá hạn, còn lại",
            ),
            SlideChart(
                kind=ChartKind.STACKED_BARS,
                categories=names,
                series=(
                    Series("Đúng hạn", tuple(Decimal(one.timely) for one in told)),
                    Series("Chậm", tuple(Decimal(one.late) for one in told)),
                    Series("Quá hạn", tuple(Decimal(one.missing) for one in told)),
                ),
                summary="Số báo cáo đúng hạn, chậm và quá hạn của từng đơn vị; số ở bảng bên cạnh",
            ),
        ),
        notes=(
            "Nguồn: chế độ báo cáo của năm và các lần nộp; đúng hạn tính theo lần nộp được tính.",
            "Xem: trang «Báo cáo».",
        ),
    )


_OF_REPORTS = ("Đúng hạn", "Chậm", "Quá hạn", "Còn lại", "Miễn")


def decided_title(count: int) -> str:
    """Hội nghị đã quyết định bao nhiêu mục."""
    return f"Hội nghị đã quyết định {count} mục"


def decided(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Kết luận của từng mục, as the meeting wrote it down; people's words may tell names."""
    if naming.hides:
        return LeftOut(DECIDED, "lời kết luận của cuộc họp có thể nêu tên đơn vị")
    if not facts.decided:
        return LeftOut(DECIDED, "cuộc họp chưa ghi kết luận mục nào")
    return Slide(
        name=DECIDED,
        title=decided_title(len(facts.decided)),
        blocks=(
            SlideTable(
                columns=(Column("Mục", 36), Column("Hội nghị quyết định", 84)),
                rows=tuple(row(point, cut(said, LONGEST_WORDS)) for point, said in facts.decided),
                summary="Kết luận của từng mục trong cuộc họp",
            ),
        ),
        notes=("Nguồn: khung «Mục của cuộc họp», trang «Trình chiếu»; lời đầy đủ ở biên bản.",),
    )
