"""Mở đầu, số liệu, chấm điểm, giải trình: what the room sees before anything is revealed.

None of these slides tells a total, a band or a rank: averages and counts speak of the whole block.
Nor does any tell what a total could be added up from: of a unit's points on a criterion only what
an answer changed is said until the whole ranking is revealed.
"""

from thidua.domain.document.deck.blocks import Cell, Column, Slide, SlideLines, SlideTable, Tone
from thidua.domain.document.deck.lines import explained_title
from thidua.domain.document.deck.words import points, row
from thidua.domain.meeting.agenda import POINT_WORDS, Point, planned_words
from thidua.domain.meeting.calm import calm
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.period.windows import vi_clock
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.thread.thread import THREAD_STATUS_WORDS, Thread

MOST_ROWS = 20


def cover(facts: MeetingFacts) -> Slide:
    """Bìa."""
    period = facts.period
    what = "tổng kết và bình xét thi đua" if period.part.is_year else "sơ kết thi đua"
    return Slide(
        name="Mở đầu",
        title=f"Hội nghị {what} {period.when}",
        blocks=(SlideLines((period.block_name,)),),
        notes=("Chào các đại biểu; giới thiệu chủ tọa, thư ký.",),
        is_cover=True,
    )


def agenda(facts: MeetingFacts) -> Slide:
    """Chương trình, with the point under discussion and those that are over."""
    by_point = {one.point: one for one in facts.points}
    whole = planned_words(sum(one.planned for one in facts.points))
    rows = []
    for place, point in enumerate(Point, start=1):
        done = by_point.get(point)
        state, tone = "" if done is None else planned_words(done.planned), Tone.PLAIN
        if done is not None and done.closed_at is not None:
            state = f"✓ xong {vi_clock(done.closed_at)}"
        elif done is not None and done.opened_at is not None:
            state, tone = f"● từ {vi_clock(done.opened_at)}", Tone.FIRST
        rows.append(row(str(place), Cell(POINT_WORDS[point], tone), Cell(state, tone)))
    return Slide(
        name="Chương trình",
        title=f"Chương trình ({whole})" if whole else "Chương trình",
        blocks=(
            SlideTable(
                columns=(
                    Column("TT", 6, is_number=True),
                    Column("Nội dung", 64),
                    Column("Thời gian", 26),
                ),
                rows=tuple(rows),
                summary=f"Chương trình {len(rows)} mục{f', {whole}' if whole else ''}",
            ),
        ),
        notes=("Xin hội nghị thông qua chương trình rồi mở từng mục ở khung «Mục của cuộc họp».",),
    )


def figures(facts: MeetingFacts) -> Slide:
    """Số liệu của khối: its members, its covenant, its stage."""
    covenant, period = facts.covenant, facts.period
    ranked = sum(len(same) for same in facts.order)
    told = (
        ("Đơn vị thành viên", str(len(facts.members))),
        ("Tiêu chí của giao ước", str(len(covenant.criteria))),
        ("Bản giao ước đang áp dụng", str(covenant.version)),
        ("Giai đoạn", STAGE_WORDS[period.stage]),
        ("Đơn vị có hạng", str(ranked)),
    )
    return Slide(
        name="Số liệu của khối",
        title=f"{len(facts.members)} đơn vị cùng chấm theo {len(covenant.criteria)} tiêu chí",
        blocks=(
            SlideTable(
                columns=(Column("Số liệu", 50), Column("Giá trị", 40, is_number=True)),
                rows=tuple(row(*one) for one in told),
                summary="; ".join(f"{name}: {value}" for name, value in told),
            ),
        ),
        notes=("Nguồn: danh sách đơn vị, giao ước và giai đoạn của kỳ.",),
    )


def scores(facts: MeetingFacts) -> Slide:
    """Kết quả tự chấm, chấm chéo, thẩm định: how much of it is done, nobody's points."""
    whole = [one for one in facts.work_done if one.whole]
    over = all(one.done == one.whole for one in whole)
    title = "Đã chấm và thẩm định xong" if over else "Còn việc chấm điểm chưa xong"
    return Slide(
        name="Tự chấm, chấm chéo, thẩm định",
        title=title,
        blocks=(
            SlideTable(
                columns=(
                    Column("Việc", 60),
                    Column("Xong", 16, is_number=True),
                    Column("Tất cả", 16, is_number=True),
                ),
                rows=tuple(row(one.what, str(one.done), str(one.whole)) for one in whole),
                summary="; ".join(f"{one.what}: {one.done}/{one.whole}" for one in whole),
            ),
        ),
        notes=(
            "Tổng điểm, xếp loại và hạng của từng đơn vị chưa có ở đây; chúng hiện ra ở mục công "
            "bố xếp hạng, từng bậc một.",
        ),
    )


def explained(facts: MeetingFacts) -> Slide:
    """Điểm đã giải trình: by unit and criterion what changed, none of the words.

    Points before → after stand there once the whole ranking is revealed.
    """
    told = [one for one in facts.threads if not one.is_withdrawn and one.unit in facts.members]
    if not told:
        return calm("Điểm đã giải trình", "Không có ý kiến giải trình, kiến nghị nào")
    changed = [one for one in told if one.is_closed and one.old_points != one.new_points]
    waiting = [one for one in told if not one.is_closed]
    rest = [one for one in told if one not in changed and one not in waiting]
    rows = [_thread(facts, one) for one in (*changed, *waiting, *rest)]
    more = len(rows) - MOST_ROWS
    lines = [f"… và {more} ý kiến khác, xem ở trang Giải trình"] if more > 0 else []
    notes = ["Lời đầy đủ của từng hồ sơ ở trang «Giải trình»; không chiếu lời của ai."]
    if not facts.is_all_revealed:
        notes.append(
            "Trước khi công bố hết xếp hạng, màn chiếu chỉ nêu mức đổi: cộng điểm từng tiêu chí "
            "lại thì đoán được tổng của đơn vị. Công bố xong, trang này nêu điểm trước → sau."
        )
    return Slide(
        name="Điểm đã giải trình",
        title=explained_title(len(told), len(changed), len(waiting)),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đơn vị", 40),
                    Column("Tiêu chí", 14),
                    Column("Trước → sau" if facts.is_all_revealed else "Đổi", 24, is_number=True),
                    Column("Kết quả", 22),
                ),
                rows=tuple(rows[:MOST_ROWS]),
                summary="Các ý kiến và điều đã đổi sau khi kết luận",
            ),
            SlideLines(tuple(lines)),
        ),
        notes=tuple(notes),
    )


def _thread(facts: MeetingFacts, one: Thread) -> tuple[Cell, ...]:
    is_changed = one.is_closed and one.old_points != one.new_points
    if one.is_closed:
        said = "đổi điểm" if is_changed else "giữ điểm"
    else:
        said = THREAD_STATUS_WORDS[one.status]
    name = facts.members[one.unit].called
    return row(
        Cell(name, Tone.FIRST if is_changed else Tone.PLAIN),
        one.criterion,
        _before_after(facts, one) if facts.is_all_revealed else _change(facts, one),
        said,
    )


def _before_after(facts: MeetingFacts, one: Thread) -> str:
    before = points(facts.covenant, one.old_points)
    after = points(facts.covenant, one.new_points) if one.is_closed else "…"
    return f"{before} → {after}"


def _change(facts: MeetingFacts, one: Thread) -> str:
    """Mức đổi: «+0,50»; whence and whither is not said."""
    if not one.is_closed:
        return "…"
    if one.old_points is None or one.new_points is None:
        return MISSING
    change = one.new_points - one.old_points
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{points(facts.covenant, abs(change))}"
