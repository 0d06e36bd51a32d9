"""Bản trình chiếu của một kỳ: the numbers of the standings, the rights of the pages, no query."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest

from tests.files.slides.decks import A, C, charts, parts, points, slides, tables
from tests.people import PROGRAM
from tests.services import nine_members, ranking_block, year
from tests.services.dossier_block import PERSON, UNIT, settled_with_quotas
from tests.services.nine_members import NO, YES
from thidua.db.engine import reading
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.document.deck.blocks import texts
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.points import vi_number
from thidua.domain.thread.thread import ThreadKind
from thidua.services.awards import councils, eligibility, proposals
from thidua.services.document import deck
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import chained, fingerprints
from thidua.services.thread import threads

ROOT = Path(__file__).parents[3]
ROOMS = {
    "VP": "Văn phòng",
    "TTR": "Thanh tra",
    "QLNS": "Phòng Quản lý ngân sách",
    "HCSN": "Phòng Tài chính hành chính sự nghiệp",
}


def of_demo(service, year=2024, actor=PROGRAM, **named):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=year)
        return service(Work(session, actor, period), **named)


def listed(year=2024):
    def read(work):
        return standings.standings_json(work.session, standings.standings(work))

    return of_demo(read, year)


def vi(text):
    """Chuỗi của máy as people read it."""
    return "—" if text is None else vi_number(Decimal(text), 2)


def pages(content, name):
    """Các trang có câu đầu như thế, as XML."""
    return [one for one in slides(content) if name in "".join(_said(one))]


def _said(slide):
    return [one.text or "" for one in slide.iter(f"{A}t")]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_number_is_that_of_the_standings_string_by_string(demo_sqlite_url, year):
    content = of_demo(deck.slides, year, with_units=True)
    units = listed(year)["units"]

    ranking = pages(content, "Xếp loại")[0]
    ranks = [
        "—" if one["rank"] is None else f"{one['rank']}{' (đồng hạng)' if one['tied'] else ''}"
        for one in units
    ]
    assert [row[:4] for row in tables(ranking)[0][1:]] == [
        [rank, one["name"], vi(one["total"]), one["band"] or "—"]
        for rank, one in zip(ranks, units, strict=True)
    ]
    assert points(charts(content)[0]) == [
        {place: one["total"] for place, one in enumerate(units) if one["total"] is not None}
    ]
    placed = [one for one in units if one["rank"] is not None]
    codes = ("I", "II", "III", "IV")
    is_stacked = f".//{C}grouping[@val='stacked']"
    stacked = points(next(one for one in charts(content) if one.find(is_stacked) is not None))
    for series, code in zip(stacked, codes, strict=False):
        assert series == {place: one["groups"][code] for place, one in enumerate(placed)}
    assert stacked[4] == {place: one["bonus"] for place, one in enumerate(placed)}
    why = pages(content, "chênh lệch")[0]
    assert tables(why)[0][1:] == [
        [
            one["name"],
            *(vi(one["groups"][code]) for code in codes),
            vi(one["bonus"]),
            vi(one["deduction"]),
            vi(one["total"]),
        ]
        for one in placed
    ]
    own = [one for one in charts(content) if "Trung bình khối" in "".join(_values(one))]
    assert len(own) == len(units)
    for unit, chart in zip(units, own, strict=True):
        told = {place: unit["groups"][code] for place, code in enumerate(codes)}
        told |= {4: unit["bonus"], 5: unit["deduction"]}
        assert points(chart)[0] == {
            place: value for place, value in told.items() if value is not None
        }


def _values(chart):
    return [one.text or "" for one in chart.iter(f"{C}v")]


def test_nobody_is_named_in_any_part_of_the_file_where_the_ranking_is_hidden(demo_sqlite_url):
    board = of_demo(standings.standings)
    plain = of_demo(deck.slides, with_units=True)
    hidden = of_demo(deck.slides, hides_names=True, with_units=True)

    names = {name for one in board.members.values() for name in (one.name, one.called)}
    assert names >= set(ROOMS.values())
    assert {name for name in names if not _where(plain, name)} == set()
    assert {name: where for name in names if (where := _where(hidden, name))} == {}
    assert _where(hidden, "Đơn vị hạng 1")
    assert _where(hidden, "ĐÃ ẨN TÊN ĐƠN VỊ") >= {"docProps/core.xml"}


def _where(content, name):
    """Các phần của gói nói tới tên này, workbooks and properties among them."""
    return {
        place
        for place, body in parts(content).items()
        if name.casefold() in body.decode("utf-8", "ignore").casefold()
    }


def test_each_slide_is_provisional_until_the_year_is_locked(demo_sqlite_url):
    open_year, closed = of_demo(deck.slides, 2025), of_demo(deck.slides, 2024)

    assert all("TẠM TÍNH" in "".join(_said(one)) for one in slides(open_year))
    assert _where(open_year, "TẠM TÍNH") >= {"docProps/core.xml"}
    assert _where(closed, "TẠM TÍNH") == set()


def test_the_file_carries_the_fingerprint_and_the_last_entry_of_the_period(demo_sqlite_url):
    made = of_demo(deck.deck)
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=2024)
        found = fingerprints.unchecked_fingerprint(session, period)
        shown = chained.shown(Work(session, PROGRAM, period))
    last = max(
        one.position
        for one in shown
        if one.line is not None and not one.line.action.startswith("stage.")
    )

    assert made.fingerprint == found
    assert made.slides[-1].title == f"Mọi số lấy đến bút toán {last}"
    assert of_demo(deck.slides) == of_demo(deck.slides)


def test_the_votes_of_the_year_are_told_as_they_were_counted(demo_sqlite_url):
    made = of_demo(deck.deck)

    told = {
        one.title: [[cell.text for cell in row] for row in one.tables[0].rows]
        for one in made.slides
        if one.name.startswith("Cuộc phiếu")
    }
    assert told == {
        "Phòng Quản lý ngân sách đạt 8/9 phiếu, cần 8": [
            ["Phòng Quản lý ngân sách", "6", "0", "1", "8", "8", "88,89 %", "✓ đạt"],
            ["Phòng Tài chính đầu tư", "3", "4", "0", "4", "8", "44,44 %", "✗ không đạt"],
        ],
        "Văn phòng đạt 5/9 phiếu, cần 5": [
            ["Văn phòng", "4", "5", "5", "55,56 %", "✓ đạt"],
            ["Phòng Tài chính hành chính sự nghiệp", "2", "3", "5", "33,33 %", "✗ không đạt"],
        ],
    }


def named(deck_made, name):
    return next(one for one in deck_made.slides if one.name == name)


def cells(slide):
    return [[cell.text for cell in row] for row in slide.tables[0].rows]


@pytest.mark.usefixtures("database_url")
def test_two_ballots_leave_no_row_of_the_vote():
    ranking_block.settled({"U1": 90, "U2": 80, "U3": 70, "U4": 60}, extra=())
    vote = nine_members.opened(
        ranking_block.ballot("U1", "U2", subject=nine_members.AWARD.subject),
        absent=("U3", "U4"),
    )
    nine_members.cast(vote, "U1", YES, NO)
    nine_members.cast(vote, "U2", YES, NO)
    nine_members.close(vote)

    made = nine_members.see(deck.deck)

    slide = next(one for one in made.slides if one.name.startswith("Cuộc phiếu"))
    assert slide.title == "Đã kiểm phiếu; chỉ 2 phiếu hợp lệ nên không nêu số từng phương án"
    assert (slide.tables, slide.charts) == ((), ())


def propose(recipient, subject, award="bang-khen-tinh"):
    named = {"recipient": recipient, "subject": subject, "award": award, "despite": "CV 9"}
    return year.do(proposals.propose, **named)


@pytest.mark.usefixtures("database_url")
def test_proposals_and_limits_are_those_of_the_page_of_awards():
    settled_with_quotas()
    year.to_verify()
    year.verify_all()
    key = propose(UNIT, "A")
    propose(UNIT, "B")
    propose(PERSON, "P1")
    year.do(councils.mark_voted, key=key, seen=1, document="BB 3")
    name = "Bằng khen của bộ, ban, ngành, tỉnh"

    with reading() as session:
        work = Work(session, year.HEAD, year.fresh())
        made, hidden = deck.deck(work), deck.deck(work, hides_names=True)
        state = eligibility.assess(work, award="bang-khen-tinh").proposed["bang-khen-tinh"]

    slide = named(made, "Đề nghị khen")
    assert slide.title == "Đề nghị 3 Bằng khen của bộ, ban, ngành…; còn 0 suất"
    assert [[row[0], row[1], row[3], row[4]] for row in cells(slide)] == [
        ["Phòng A", name, "—", "Đã bình xét"],
        ["Phòng B", name, "—", "Đã đề nghị"],
        ["Trần Văn An", name, "—", "Đã đề nghị"],
    ]
    assert [row[0] for row in cells(named(hidden, "Đề nghị khen"))] == [
        "Đơn vị hạng 1 (1)",
        "Đơn vị hạng 1 (2)",
        "Đối tượng 1",
    ]
    limit = state["BK.COKHOI"]
    assert (limit.count, limit.most) == (2, 2)
    assert cells(named(made, "Hạn mức")) == [[name, "2", "2", "0", "✓ trong hạn mức"]]
    assert named(made, "Hạn mức").title == (
        "Lãnh đạo 1/1 = 100 % số cá nhân; không hạn mức nào bị vượt, 1/1 vừa đủ"
    )


@pytest.mark.usefixtures("database_url")
def test_a_programme_tells_the_groups_asked_for_and_its_share_of_leaders():
    settled_with_quotas()
    year.to_verify()
    year.verify_all()
    for code in ("P1", "P2"):
        year.do(
            proposals.propose,
            recipient=PERSON,
            subject=code,
            programme="binh-phuoc-nong-thon-moi",
            group="1.5.1",
            despite="CV 9",
        )

    with reading() as session:
        made = deck.deck(Work(session, year.HEAD, year.fresh()))

    slide = named(made, "Hạn mức")
    assert slide.title.startswith("Lãnh đạo 1/2 = 50 %: vượt hạn mức")
    assert [row[0][:12] for row in cells(slide)] == ["Nhóm 1.5.1 C", "Lãnh đạo từ "]


@pytest.mark.usefixtures("database_url")
def test_threads_are_told_with_the_points_before_and_after():
    year.settle()
    year.to_verify()
    year.verify_all()
    criterion = next(iter(_criteria()))
    year.do(
        threads.open_thread,
        year.OFFICER,
        unit="A",
        criterion=criterion,
        kind=ThreadKind.PETITION,
        question="Xin xem lại",
        due=None,
    )
    with reading() as session:
        made = deck.deck(Work(session, year.HEAD, year.fresh()))

    slide = named(made, "Điểm đã giải trình")
    assert slide.title == "1 ý kiến, không ý kiến nào làm đổi điểm, 1 còn mở"
    assert cells(slide)[0][1:3] == [criterion, "Kiến nghị"]


def _criteria():
    with reading() as session:
        return standings.standings(Work(session, year.HEAD, year.fresh())).covenant.criteria


def _of(role, unit=None, year=2024):
    return Actor("Ai đó", (Grant(role, "KTD-STC", unit, year),), "ai")


def test_whoever_may_not_see_the_standings_gets_no_deck(demo_sqlite_url):
    officer = _of(Role.UNIT_OFFICER, "VP", year=2025)  # while units are still being verified

    for actor in (officer, _of(Role.KIOSK, year=2025), Actor("Khách")):
        for service in (deck.deck, deck.slides):
            with pytest.raises(NotPermitted):
                of_demo(service, 2025, actor=actor)


def test_what_a_role_may_not_see_of_the_whole_block_is_left_out(demo_sqlite_url):
    officer = of_demo(deck.deck, actor=_of(Role.UNIT_OFFICER, "VP"))
    reviewer = of_demo(deck.deck, actor=_of(Role.REVIEWER, "VP"))

    told = {one.name: one.why for one in officer.left_out}
    assert told["Đề nghị khen"] == "người lấy tệp không được xem đề nghị của cả khối"
    assert told["Điểm đã giải trình"] == "người lấy tệp không được xem ý kiến của cả khối"
    assert [one.name for one in officer.slides if one.name.startswith("Cuộc phiếu")] != []
    assert {one.name: one.why for one in reviewer.left_out}["Mỗi cuộc phiếu"] == (
        "người lấy tệp không được xem kết quả bỏ phiếu"
    )
    assert not [one for one in reviewer.slides if one.name.startswith("Cuộc phiếu")]


@pytest.mark.usefixtures("database_url")
def test_a_period_without_scores_is_refused():
    year.settle()

    with reading() as session, pytest.raises(Refused, match="chưa có số liệu để trình chiếu"):
        deck.slides(Work(session, PROGRAM, year.fresh()))


def test_without_the_library_the_service_says_what_is_missing(demo_sqlite_url, monkeypatch):
    monkeypatch.setattr("thidua.services.document.deck.is_possible", lambda: False)

    assert "python-pptx" in deck.missing()
    with pytest.raises(Refused, match="python-pptx"):
        of_demo(deck.slides)
    assert list(texts(of_demo(deck.deck)))


def test_the_deck_holds_no_query_of_its_own():
    path = ROOT / "thidua" / "services" / "document" / "deck.py"
    asked = {
        node.module
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }

    assert not [one for one in asked if one.startswith(("sqlmodel", "sqlalchemy", "thidua.db"))]
