"""Mục của cuộc họp: one thing at a time, each with its times; the minutes are filled from it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from thidua.db.engine import reading, writing
from thidua.domain.document.blocks import Fields, Items, Table, plain
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.meeting.agenda import Point
from thidua.domain.meeting.opening import agenda
from thidua.domain.meeting.position import Position
from thidua.services.document import deck, making
from thidua.services.ground.work import Work
from thidua.services.meeting import facts, points
from thidua.services.meeting.points import PointEdit
from thidua.services.period import rosters

NOW = datetime(2026, 3, 20, 1, 30, tzinfo=UTC)
UNITS = ("DT", "GCS", "HCSN", "QLNS", "TCDN", "TCDT", "TH", "TTR", "VP")


@pytest.fixture(autouse=True)
def demo(demo_sqlite_url):
    """Khối mẫu năm 2024."""


def do(service, minutes=0, **named):
    now = NOW + timedelta(minutes=minutes)
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=2024)
        service(Work(session, PROGRAM, period, now), **named)


def held():
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=2024)
        return {one.point: one for one in points.unchecked(session, period)}


def minutes():
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=2024)
        return making.document(Work(session, PROGRAM, period), code="bien-ban-binh-xet")


def fields(document):
    found = next(one for one in document.body if isinstance(one, Fields))
    return {name: plain(said) for name, said in found.rows}


def edit(point, seen, **typed):
    return PointEdit(point=point, seen=seen, **typed)


def meet():
    do(points.begin, edit=edit(Point.OPENING, 0, attending=UNITS[:8]))
    do(points.begin, 10, edit=edit(Point.RANKING, 0, attending=UNITS[:9]))
    do(points.note, 20, edit=edit(Point.RANKING, 1, decided="Nhất trí\nvới xếp hạng"))


def test_opening_a_point_closes_the_one_before_and_its_first_opening_stays():
    meet()
    opening, ranking = held()[Point.OPENING], held()[Point.RANKING]
    assert (opening.opened_at, opening.closed_at) == (NOW, NOW + timedelta(minutes=10))
    assert ranking.is_open and not opening.is_open

    do(points.begin, 30, edit=edit(Point.OPENING, opening.version, attending=UNITS[:9]))

    again = held()[Point.OPENING]
    assert (again.opened_at, again.closed_at, again.present) == (NOW, None, 9)
    assert not held()[Point.RANKING].is_open
    assert [one.new for one in recorded("meeting.noted")] == [
        "Công bố xếp hạng: Nhất trí\nvới xếp hạng"
    ]


def test_what_was_changed_meanwhile_or_makes_no_sense_is_refused():
    meet()
    for service, asked, fault in (
        (points.begin, edit(Point.RANKING, 0, attending=UNITS[:9]), StaleEdit),
        (points.begin, edit(Point.RANKING, 2, attending=UNITS[:9]), Refused),
        (points.begin, edit(Point.VOTES, 0, attending=("X",)), Refused),
        (points.end, edit(Point.VOTES, 0), Refused),
        (points.end, edit(Point.OPENING, 2), Refused),
        (points.note, edit(Point.VOTES, 0, decided=" "), Refused),
        (points.note, edit(Point.VOTES, 0, decided="x" * 10**6), Refused),
    ):
        before = held()
        with pytest.raises(fault):
            do(service, 30, edit=asked)
        assert held() == before


def test_what_was_typed_is_kept_with_whatever_ends_the_point():
    do(points.begin, edit=edit(Point.OPENING, 0))
    leaving = edit(Point.OPENING, 1, attending=UNITS[:7], decided="Thông qua")
    do(points.begin, 10, edit=edit(Point.RANKING, 0, decided="Sẽ bàn"), leaving=leaving)
    do(points.end, 20, edit=edit(Point.RANKING, 1, attending=UNITS[:9], decided="Nhất trí"))

    assert [(one.point, one.present, one.decided) for one in held().values()] == [
        (Point.OPENING, 7, "Thông qua"),
        (Point.RANKING, 9, "Nhất trí"),
    ]
    assert not any(one.is_open for one in held().values())


def test_what_was_typed_over_another_s_words_replaces_nothing():
    do(points.begin, edit=edit(Point.OPENING, 0))
    do(points.note, 5, edit=edit(Point.OPENING, 1, decided="Lời của thư ký"))
    before = held()
    late = edit(Point.OPENING, 1, decided="Lời gõ muộn")

    with pytest.raises(StaleEdit):
        do(points.begin, 10, edit=edit(Point.RANKING, 0), leaving=late)
    with pytest.raises(StaleEdit):
        do(points.end, 10, edit=late)

    assert held() == before


def test_the_count_of_an_open_point_is_corrected():
    do(points.begin, edit=edit(Point.OPENING, 0, attending=UNITS[:8]))
    do(points.note, 5, edit=edit(Point.OPENING, 1, attending=UNITS[:7]))

    assert (held()[Point.OPENING].present, held()[Point.OPENING].is_open) == (7, True)
    assert [one.new for one in recorded("meeting.noted")] == [
        "Mở đầu: 7 đơn vị dự (DT, GCS, HCSN, QLNS, TCDN, TCDT, TH)"
    ]


def test_who_was_there_stays_there_until_somebody_says_otherwise():
    do(points.begin, edit=edit(Point.OPENING, 0, attending=("VP", "DT")))
    do(points.begin, 10, edit=edit(Point.FIGURES, 0, attending=()))
    assert held()[Point.FIGURES].attending == ("DT", "VP")
    assert held()[Point.FIGURES].present == 2

    do(points.note, 15, edit=edit(Point.FIGURES, 1, attending=()))
    assert held()[Point.FIGURES].present is None


def test_the_minutes_name_who_was_away_from_a_point():
    do(points.begin, edit=edit(Point.OPENING, 0, attending=UNITS[:8]))

    [table] = [one for one in minutes().body if getattr(one, "title", "") == "Chương trình đã bàn"]
    assert table.rows[0][-2:] == ("8/9", "Văn phòng")


def test_the_minutes_are_filled_from_the_points_and_end_when_the_last_is_closed():
    assert {"thời gian bắt đầu", "thời gian kết thúc"} <= {one.label for one in minutes().gaps}
    meet()
    document = minutes()
    assert fields(document)["Thời gian bắt đầu"] == "08:30 ngày 20/03/2026"
    assert "thời gian kết thúc" in {one.label for one in document.gaps}

    do(points.end, 40, edit=edit(Point.RANKING, 2))

    document = minutes()
    (table,) = [
        one
        for one in document.body
        if isinstance(one, Table) and one.title == "Chương trình đã bàn"
    ]
    assert table.rows == (
        ("1", "Mở đầu", "08:30 ngày 20/03/2026", "08:40 ngày 20/03/2026", "8/9", "Văn phòng"),
        ("2", "Công bố xếp hạng", "08:40 ngày 20/03/2026", "09:10 ngày 20/03/2026", "9/9", "—"),
    )
    said = [plain(words) for one in document.body if isinstance(one, Items) for words in one.items]
    assert "Công bố xếp hạng: Nhất trí với xếp hạng" in said
    labels = {one.label for one in document.gaps}
    assert not {"thời gian bắt đầu", "thời gian kết thúc"} & labels


def test_minutes_foreseen_stand_in_both_agendas_until_they_are_taken_away():
    for place, point in enumerate((Point.OPENING, Point.RANKING, Point.VOTES), start=1):
        do(points.note, edit=edit(point, 0, planned=10 * place))

    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=2024)
        work = Work(session, PROGRAM, period)
        screen, shown = agenda(facts.read(session, period, Position())), deck.deck(work).slides[1]
    assert screen.title == "Chương trình (dự kiến 60 phút)"
    assert table(screen)[4] == ["5", "Công bố xếp hạng", "dự kiến 20 phút"]
    assert table(shown)[0][1:] == ["Kết quả chấm điểm, thẩm định và xếp hạng", "Báo cáo", "30"]
    assert table(shown)[-1] == ["", "Cả buổi họp, dự kiến", "", "60"]
    do(points.note, edit=edit(Point.VOTES, 1, planned=0))
    assert held()[Point.VOTES].planned == 0
    for planned in (-5, 601):
        with pytest.raises(Refused, match="từ 1 đến 600"):
            do(points.note, edit=edit(Point.VOTES, 2, planned=planned))
    assert next(one.new for one in recorded("meeting.noted")) == "Mở đầu: dự kiến 10 phút"


def table(slide):
    """Các ô của bảng trên một trang, as words."""
    return [[one.text for one in row] for row in slide.blocks[0].rows]
