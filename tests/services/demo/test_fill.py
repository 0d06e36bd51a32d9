"""Khối mẫu: the same block every time, three years that show what the program is for."""

import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from sqlalchemy import func
from sqlmodel import select

from tests.databases import prepared
from tests.people import acting, make_account
from thidua import ballot_box
from thidua.db import queries
from thidua.db.engine import (
    data_folder,
    default_file,
    demo_url,
    forget_engines,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.tables import Block, ScoreLine
from thidua.db.upgrade import create
from thidua.domain.access.permissions import Role, administrator
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.period.windows import day_of
from thidua.domain.rules import Line
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.thread.thread import ThreadStatus
from thidua.domain.vote.vote import Office
from thidua.services.demo import commune_reports, deadlines
from thidua.services.demo import fill as demo
from thidua.services.demo import reviews as demo_reviews
from thidua.services.ground.work import Work
from thidua.services.period import offices, rosters, windows
from thidua.services.progress import overview, stages
from thidua.services.ranking import standings
from thidua.services.record import chained
from thidua.services.report import numbers
from thidua.services.review import reviews
from thidua.services.thread import threads
from thidua.services.vote import results as vote_results
from thidua.services.vote import votes
from thidua.web.start import prepare

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CHAIR = administrator("Khối trưởng")
BLOCKS = ["KTD-STC", "KTD-TR", "KTD-TT", "KTD-XA"]


@pytest.fixture
def filled(database_url):
    """Địa chỉ of a database that holds the demo."""
    fill()
    return database_url


@prepared
def fill():
    with writing() as session:
        demo.fill(Work(session, CHAIR, now=NOW))


def board(year, hand=Hand.VERIFIED, url=None):
    with reading(url) as session:
        period = rosters.period(Work(session, CHAIR), block="KTD-STC", year=year)
        return standings.standings(Work(session, CHAIR, period), hand=hand)


def sheets_of(found):
    with reading() as session:
        return standings.sheets_of(session, found)


def as_json(year, hand=Hand.VERIFIED):
    with reading() as session:
        period = rosters.period(Work(session, CHAIR), block="KTD-STC", year=year)
        found = standings.standings(Work(session, CHAIR, period), hand=hand)
        return standings.standings_json(session, found)


def rows(found):
    return [
        (row.rank, row.unit, None if row.total is None else str(row.total), row.excluded)
        for row in found.standings.rows
    ]


@pytest.mark.both_databases
def test_the_first_year_leaves_out_a_unit_that_is_too_young(filled):
    found = board(2023)

    assert rows(found) == [
        (1, "GCS", "889.00", None),
        (2, "VP", "878.00", None),
        (3, "QLNS", "872.50", None),
        (4, "HCSN", "858.50", None),
        (5, "TH", "849.50", None),
        (6, "TCDT", "824.00", None),
        (7, "TCDN", "797.50", None),
        (8, "TTR", "787.00", None),
        (None, "DT", "801.00", "Hoạt động chưa đủ 12 tháng"),
    ]
    assert not found.provisional
    assert found.standings.ties == ()


def test_the_second_year_has_one_exact_tie(filled):
    found = board(2024)

    assert rows(found) == [
        (1, "QLNS", "918.00", None),
        (2, "TCDT", "854.00", None),
        (3, "HCSN", "819.50", None),
        (3, "TTR", "819.50", None),
        (5, "TH", "814.50", None),
        (6, "VP", "810.00", None),
        (7, "GCS", "797.00", None),
        (8, "TCDN", "782.50", None),
        (9, "DT", "759.50", None),
    ]
    assert [row.unit for row in found.standings.rows if row.tied] == ["HCSN", "TTR"]
    assert [tie.units for tie in found.standings.ties] == [("HCSN", "TTR")]
    assert not found.provisional


def test_the_last_year_is_still_being_verified(filled):
    found, claimed = board(2025), board(2025, Hand.SELF)

    assert rows(found) == [
        (1, "VP", "882.50", None),
        (2, "QLNS", "881.00", None),
        (3, "HCSN", "872.50", None),
        (4, "TH", "833.00", None),
        (5, "TCDT", "824.50", None),
        (6, "TTR", "816.50", None),
        (None, "DT", None, None),
        (None, "TCDN", None, None),
        (None, "GCS", "818.50", "Chờ kết luận kiểm tra công tác quản lý tài sản công"),
    ]
    assert found.provisional and claimed.provisional
    assert {unit: len(sheet.lines) for unit, sheet in sheets_of(found).items()} == {
        **dict.fromkeys(("VP", "TTR", "QLNS", "HCSN", "GCS", "TCDT", "TH"), 25),
        "TCDN": 12,
        "DT": 0,
    }
    assert {unit for unit, one in found.statuses.items() if one is SheetStatus.VERIFIED} == {
        "VP", "TTR", "QLNS", "HCSN", "GCS", "TCDT", "TH",
    }  # fmt: skip
    assert {unit: len(sheet.lines) for unit, sheet in sheets_of(claimed).items()} == {
        unit: 25 for unit in ("VP", "TTR", "QLNS", "HCSN", "GCS", "TCDT", "TH", "TCDN", "DT")
    }
    assert found.period.stage is Stage.VERIFY
    assert set(claimed.statuses.values()) == {SheetStatus.SUBMITTED}


def test_the_covenant_is_that_of_the_block_and_year(filled):
    for year in (2023, 2024, 2025):
        covenant = board(year).covenant
        assert (covenant.block, covenant.year, covenant.version) == ("KTD-STC", year, 1)
        assert (covenant.base_max, len(covenant.criteria)) == (Decimal(800), 25)


def test_every_line_keeps_to_its_rule_and_verifying_only_lowers(filled):
    lowered = 0
    for year in (2023, 2024, 2025):
        claimed, verified = board(year, Hand.SELF), board(year)
        claims = sheets_of(claimed)
        for unit, sheet in sheets_of(verified).items():
            for code, line in sheet.lines.items():
                criterion = verified.covenant.criteria[code]
                own = claims[unit].lines.get(code)
                for entry in (line.entry, own.entry):
                    assert criterion.rule.problems(Line(entry, criterion.max_points)) == []
                if line.entry.points != own.entry.points:
                    assert Decimal(0) <= line.entry.points < own.entry.points
                    assert line.entry.explanation.endswith(".")
                    lowered += 1
                else:
                    assert line.entry.explanation == ""
    assert lowered > 50


def test_totals_are_plausible(filled):
    totals = [
        row.total
        for year in (2023, 2024, 2025)
        for hand in (Hand.SELF, Hand.VERIFIED)
        for row in board(year, hand).standings.rows
        if row.total is not None
    ]

    assert len(totals) == 2 * 27 - 2
    assert all(720 <= total <= 930 for total in totals)


@pytest.fixture(scope="module")
def made(sqlite_template, tmp_path_factory):
    """Khối mẫu trong thư mục của riêng nó, made at a moment; the standings of its three years."""

    @cache
    def standings_of(name, now):
        folder = tmp_path_factory.mktemp(name)
        shutil.copyfile(sqlite_template, folder / "thidua.db")
        forget_engines()
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("THIDUA_DATABASE_URL", raising=False)
            patch.setenv("THIDUA_DATA", str(folder))
            with writing() as session:
                demo.fill(Work(session, CHAIR, now=now))
            found = [
                as_json(year, hand)
                for year in range(now.year - 3, now.year)
                for hand in (Hand.SELF, Hand.VERIFIED)
            ]
            forget_engines()
        return found

    return standings_of


def test_the_same_block_is_made_every_time(made):
    assert made("one", NOW) == made("two", NOW)


def test_the_years_follow_the_clock_and_the_points_do_not(made):
    first, later = made("one", NOW), made("later", NOW.replace(year=2031))

    assert [one["year"] for one in first] == [2023, 2023, 2024, 2024, 2025, 2025]
    assert [one["year"] for one in later] == [2028, 2028, 2029, 2029, 2030, 2030]
    assert [one | {"year": 0} for one in first] == [one | {"year": 0} for one in later]


def test_a_second_demo_is_refused_and_changes_nothing(filled):
    before = as_json(2025)
    with reading() as session:
        lines = session.exec(select(func.count()).select_from(ScoreLine)).one()

    with pytest.raises(Refused, match="«KTD-STC» đã có"), writing() as session:
        demo.fill(Work(session, CHAIR, now=NOW))

    with reading() as session:
        assert session.exec(select(func.count()).select_from(ScoreLine)).one() == lines
    assert as_json(2025) == before


def test_somebody_elses_unit_is_not_renamed(sqlite_url):
    row = RosterRow("KHAC", "Khối khác", "VP", "Văn phòng Uỷ ban", "VPUB", "Sở", 2025)
    with writing() as session:
        rosters.import_roster(Work(session, CHAIR, now=NOW), rows=[row])

    with pytest.raises(Refused, match="Đơn vị VP đang mang tên khác"), writing() as session:
        demo.fill(Work(session, CHAIR, now=NOW))

    with reading() as session:
        assert session.exec(select(Block.code)).all() == ["KHAC"]


def test_rights(sqlite_url):
    for role in (Role.LEADER, Role.KIOSK):
        with pytest.raises(NotPermitted), writing() as session:
            demo.fill(Work(session, acting(role, demo.BLOCK_CODE, NOW.year - 1), now=NOW))
    with reading() as session:
        assert session.exec(select(Block.code)).all() == []


def test_a_damaged_workbook_is_named(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "COVENANT_FILE", tmp_path / "khong-co.xlsx")

    with pytest.raises(Refused, match="khong-co"), writing() as session:
        demo.fill(Work(session, CHAIR, now=NOW))


class TestPrepare:
    """Chuẩn bị khi khởi động."""

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path, monkeypatch):
        forget_engines()
        monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
        monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
        yield tmp_path / "var"
        forget_engines()

    def blocks(self, url=None):
        with reading(url) as session:
            return list(session.exec(select(Block.code)).all())

    def test_the_first_start_makes_an_empty_database_and_the_demo_beside_it(self):
        prepare()
        prepare()

        assert self.blocks() == []
        assert self.blocks(demo_url()) == BLOCKS

    def test_a_database_somebody_made_stays_empty(self):
        create()

        prepare()

        assert self.blocks() == []

    @pytest.mark.both_databases
    def test_a_named_database_is_made_and_stays_empty(self, blank_url):
        prepare()

        assert self.blocks() == []
        assert not default_file().exists()

    def test_where_people_have_accounts_no_demo_is_made_unless_asked_for(self, monkeypatch):
        create()
        with writing() as session:
            make_account(session, "quan-tri")
        prepare()
        assert not sqlite_file(demo_url()).exists()

        monkeypatch.setenv("THIDUA_DEMO", "1")
        prepare()
        assert self.blocks(demo_url()) == BLOCKS


@pytest.mark.both_databases
def test_the_second_year_was_voted_on_and_the_others_were_not(filled):
    with reading(filled) as session:
        periods = {
            year: rosters.period(Work(session, CHAIR), block="KTD-STC", year=year)
            for year in (2023, 2024, 2025)
        }
        assert votes.unchecked(session, periods[2023]) == ()
        assert votes.unchecked_of_block(session, periods[2025]) == ()
        head, flag = vote_results.unchecked_results(session, periods[2024])
        held = offices.past(Work(session, CHAIR, periods[2025]))
        boxes = {one.box for year in periods for one in votes.unchecked(session, periods[year])}

    assert flag.lines == (
        "Suy tôn đơn vị được đề nghị tặng Cờ thi đua năm 2024.",
        "Tổng số thành viên 9; có mặt 7, vắng 2, trong đó 2 gửi ý kiến bằng văn bản.",
        "Phát ra 7 phiếu; thu về 7, không thu về 0; hợp lệ 7, không hợp lệ 0.",
        "Ngưỡng thông qua: từ 80 % tổng số thành viên (Quy chế hoạt động của khối mẫu).",
        "Phòng Quản lý ngân sách: 6 phiếu đồng ý (0 không đồng ý, 1 không ý kiến); bằng văn bản: "
        "2 đồng ý, 0 không đồng ý, 0 không ý kiến. Cộng 8 trên tổng số thành viên 9, bằng 88,89 %; "
        "cần 8: đạt.",
        "Phòng Tài chính đầu tư: 3 phiếu đồng ý (4 không đồng ý, 0 không ý kiến); bằng văn bản: "
        "1 đồng ý, 1 không đồng ý, 0 không ý kiến. Cộng 4 trên tổng số thành viên 9, bằng "
        "44,44 %; cần 8: không đạt, còn thiếu 4 phiếu.",
        "Được thông qua: Phòng Quản lý ngân sách.",
        "Phiếu giấy do Trần Thị Ngọc Thư (thu-ky) và Trịnh Xuân Ẩn (thuong-truc) đếm hai lần độc "
        "lập, hai lần khớp nhau ngay lần đầu; kiểm chung với phiếu trên phần mềm, không ghi riêng.",
    )
    assert head.lines[1:] == (
        "Tổng số thành viên 9; có mặt 7, vắng 2, trong đó 2 gửi ý kiến bằng văn bản.",
        "Phát ra 7 phiếu; thu về 7, không thu về 0; hợp lệ 6, không hợp lệ 1.",
        "Ngưỡng thông qua: trên 50 % tổng số thành viên (Quy chế hoạt động của khối mẫu).",
        "Văn phòng: 4 phiếu chọn; bằng văn bản: 1 chọn, 1 không chọn. Cộng 5 trên tổng số thành "
        "viên 9, bằng 55,56 %; cần 5: đạt.",
        "Phòng Tài chính hành chính sự nghiệp: 2 phiếu chọn; bằng văn bản: 1 chọn, 1 không chọn. "
        "Cộng 3 trên tổng số thành viên 9, bằng 33,33 %; cần 5: không đạt, còn thiếu 2 phiếu.",
        "Trúng cử: Văn phòng.",
    )
    assert [(one.year, one.office, one.unit) for one in held] == [
        (2025, Office.HEAD, "VP"),
        (2024, Office.HEAD, "TCDT"),
        (2023, Office.HEAD, "QLNS"),
        (2022, Office.HEAD, "TH"),
    ]
    assert not boxes & ballot_box.names(data_folder() / votes.KEYS)


def test_the_second_block_is_scoring_one_another_half_way_through(filled):
    with reading(filled) as session:
        period = rosters.period(Work(session, CHAIR), block="KTD-XA", year=2025)
        duties = reviews.unchecked_duties(session, period)
        opened = threads.unchecked_open(session, period)
        found = standings.standings(Work(session, CHAIR, period))
        moved = {
            unit: offered.change_words
            for unit in demo_reviews.COMMUNES
            for offered in numbers.unchecked(session, period, unit, day_of(NOW))
        }

    states = Counter(
        (one.reviewer, "nộp" if one.status is SheetStatus.SUBMITTED else one.done) for one in duties
    )
    assert period.stage is Stage.CROSS_SCORE
    assert states == {
        ("AL", 0): 3, ("BM", "nộp"): 1, ("BM", 5): 2, ("CG", "nộp"): 3, ("DH", "nộp"): 3,
        ("EM", "nộp"): 3,
    }  # fmt: skip
    assert [(one.unit, one.criterion) for one in opened] == [("CG", "I.3")]
    assert found.provisional and all(row.total is not None for row in found.standings.rows)
    assert [unit for unit, said in moved.items() if said] == [commune_reports.MOVED]
    assert len(moved) == 5 and moved["AL"].startswith("nguồn đã đổi ")


def stages_of(session):
    return {
        (one.block_code, one.year, one.part.code): one.stage for one in queries.periods(session)
    }


def test_there_is_a_period_at_each_stage_that_is_worth_a_look(filled):
    with reading(filled) as session:
        found = stages_of(session)

    assert found == {
        ("KTD-STC", 2023, "ca-nam"): Stage.PUBLISHED,
        ("KTD-STC", 2024, "ca-nam"): Stage.PUBLISHED,
        ("KTD-STC", 2025, "ca-nam"): Stage.VERIFY,
        ("KTD-TR", 2025, "ca-nam"): Stage.APPRAISE,
        ("KTD-TT", 2025, "ca-nam"): Stage.SELF_SCORE,
        ("KTD-XA", 2025, "ca-nam"): Stage.CROSS_SCORE,
        ("KTD-XA", 2025, "quy-1"): Stage.PUBLISHED,
        ("KTD-XA", 2025, "quy-2"): Stage.SELF_SCORE,
    }


def work_on(session, block, part="ca-nam"):
    period = rosters.period(Work(session, CHAIR), block=block, year=2025, part=part)
    return Work(session, CHAIR, period, NOW)


def test_what_is_at_a_stage_has_been_through_those_before_it(filled):
    """Nobody is asked for what belongs to an earlier stage than the one that is shown."""
    with reading(filled) as session:
        said = {
            block: {one.message.partition(":")[0] for one in stages.view(one_of).blockers}
            for block in BLOCKS
            for one_of in [work_on(session, block)]
        }

    assert said == {
        "KTD-STC": {"chưa thẩm định xong", "giải trình, kiến nghị chưa kết thúc"},
        "KTD-TR": set(),
        "KTD-TT": {"chưa nộp bảng tự chấm"},
        "KTD-XA": {"còn thiếu phiếu chấm chéo"},
    }


def test_one_claims_half_one_all_one_has_handed_in_and_one_has_not_begun(filled):
    with reading(filled) as session:
        found = overview.progress(work_on(session, "KTD-TT"))

    assert {one.member.code: (one.self_scored, one.is_claimed) for one in found} == {
        "CNTT": (25, False),
        "DVTC": (25, True),
        "TVTC": (0, False),
        "XTDT": (12, False),
    }


def test_of_two_questions_one_is_answered(filled):
    with reading(filled) as session:
        found = threads.listed(work_on(session, "KTD-STC"))

    assert [(one.unit, one.criterion, one.status, len(one.messages)) for one in found] == [
        ("TCDN", "II.2", ThreadStatus.OPEN, 0),
        ("GCS", "II.1", ThreadStatus.ANSWERED, 1),
    ]


def ends(session, block, part="ca-nam"):
    work = work_on(session, block, part)
    return {stage: day_of(one.hard_deadline) for stage, one in windows.windows(work).items()}


def test_what_is_over_had_its_deadlines(filled):
    with reading(filled) as session:
        found = ends(session, "KTD-XA", "quy-1")
        open_ones = [ends(session, block) for block in BLOCKS]

    assert found == {
        Stage.PREPARE: date(2025, 4, 14),
        Stage.SIGN: date(2025, 4, 28),
        Stage.SELF_SCORE: date(2025, 5, 12),
        Stage.VERIFY: date(2025, 5, 26),
        Stage.APPRAISE: date(2025, 6, 9),
    }
    assert open_ones == [{}, {}, {}, {}]


def test_whenever_the_program_starts_there_is_time_left_in_every_open_stage(filled):
    def renewed(day):
        with writing(filled) as session:
            deadlines.renew(Work(session, CHAIR, now=NOW + timedelta(days=day)))
        with reading(filled) as session:
            return [ends(session, block)[of(session, block)] for block in BLOCKS]

    def of(session, block):
        return work_on(session, block).period.stage

    today = day_of(NOW)
    first, again, later = renewed(0), renewed(20), renewed(21)

    assert first == again == [today + timedelta(days=20)] * len(BLOCKS)
    assert later == [today + timedelta(days=41)] * len(BLOCKS)
    with reading(filled) as session:
        assert ends(session, "KTD-TR") == {
            Stage.PREPARE: later[0] - timedelta(days=112),
            Stage.SIGN: later[0] - timedelta(days=84),
            Stage.SELF_SCORE: later[0] - timedelta(days=56),
            Stage.VERIFY: later[0] - timedelta(days=28),
            Stage.APPRAISE: later[0],
        }
        assert set(ends(session, "KTD-XA")) == set(Stage) - CLOSED
        assert chained.mismatches(Work(session, CHAIR)) == []


def test_a_block_that_is_not_of_the_demo_keeps_its_deadlines(sqlite_url):
    row = RosterRow("KHAC", "Khối khác", "VP", "Văn phòng", "VP", "Sở", 2025)
    with writing() as session:
        rosters.import_roster(Work(session, CHAIR, now=NOW), rows=[row])
        deadlines.renew(Work(session, CHAIR, now=NOW))

    with reading() as session:
        assert ends(session, "KHAC") == {}
