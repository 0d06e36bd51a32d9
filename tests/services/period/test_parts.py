"""Kỳ trong năm: a covenant opens it, it runs by itself to the end, and the record tells which."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests import noting
from tests.people import PROGRAM
from tests.services.months import NOW, board, do, draft_of, period, places, see, settle, verify
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.db.tables import CovenantSetting
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CriterionRow, SettingRow
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.period.part import WHOLE_YEAR, month
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.file import ScoreFile
from thidua.domain.scoring.sheet import Hand
from thidua.services.awards import proposals
from thidua.services.covenant import covenants
from thidua.services.ground import audit
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.progress import overview, stages
from thidua.services.ranking import past_points
from thidua.services.record import fingerprints, integrity, records
from thidua.services.record.records import Wanted
from thidua.services.scoring import previews, sheets
from thidua.services.scoring.sheets import LineEdit

pytestmark = pytest.mark.both_databases


def adopt(draft, **named):
    """Nhập giao ước."""
    with writing() as session:
        return covenants.adopt_covenant(Work(session, PROGRAM, None, NOW), draft=draft, **named)


def listed():
    """Các kỳ, in the order in which they are offered."""
    with reading() as session:
        return [one.place for one in queries.periods(session)]


def versions(part):
    """Các bản giao ước của một kỳ."""
    return [one.version for one in see(covenants.versions, part)]


def advance(part, **named):
    """Chuyển giai đoạn sau khi sao lưu; the lock is typed."""
    if period(part).stage is Stage.APPRAISE:
        named = {"typed": "CHỐT", **named}
    if period(part).stage is Stage.SIGN:
        named = {"reason": "Ký trên giấy", **named}
    with writing() as session:
        act = audit.Act("backup.made", detail={"file": "thử"})
        audit.record(session, actor=PROGRAM, now=NOW + timedelta(hours=1), acts=[act])
    do(stages.advance, part, seen=period(part).stage, **named)
    return period(part).stage


def test_a_covenant_opens_the_periods_it_names_each_with_its_own_copy(database_url):
    settle(parts="Tháng 1-3")
    adopt(
        draft_of(
            "Đợt 19/5",
            settings=[SettingRow("Từ ngày", "01/05/2025"), SettingRow("Đến ngày", "31/05/2025")],
        )
    )
    adopt(draft_of("Quý I"))

    assert listed() == [
        "K1 2025",
        "K1 2025 quy-1",
        "K1 2025 thang-1",
        "K1 2025 thang-2",
        "K1 2025 thang-3",
        "K1 2025 dot-19-5",
    ]
    kept = see(covenants.draft, "thang-2").settings
    assert [(row.name, row.value) for row in kept if row.name == "Kỳ"] == [("Kỳ", "Tháng 2")]
    assert period("dot-19-5").title == "Đợt 19/5 năm 2025"
    noting.assert_as_recorded()


def test_importing_it_again_changes_nothing_and_one_month_may_go_its_own_way(database_url):
    settle(parts="Tháng 1-3")
    assert see(covenants.preview_covenant, draft=draft_of("các tháng")).is_unchanged is False
    again = adopt(draft_of("Tháng 1-3"))
    assert (again.is_unchanged, again.when) == (True, "tháng 1–3 năm 2025")

    adopt(draft_of("Tháng 2", CriterionRow("I", "Khác", Decimal(50), "Chấm mức")))

    assert [versions(f"thang-{one}") for one in (1, 2, 3)] == [[1], [2, 1], [1]]
    changed = adopt(draft_of("Tháng 1-3"))
    assert [(one.subject, one.aspect) for one in changed.changes] != []
    assert [versions(f"thang-{one}") for one in (1, 2, 3)] == [[1], [3, 2, 1], [1]]


def test_a_month_that_is_locked_keeps_its_covenant_when_all_are_amended(database_url):
    settle(parts="Tháng 1-3")
    noting.move(period("thang-1"), Stage.LOCKED)
    other = CriterionRow("I", "Khác", Decimal(50), "Chấm mức")
    found = adopt(draft_of("Tháng 1-3", other))

    assert [versions(f"thang-{one}") for one in (1, 2, 3)] == [[1], [2, 1], [2, 1]]
    assert "Tháng 1 không còn sửa được nên giữ nguyên giao ước đang có" in [
        one.message for one in found.findings
    ]


def test_who_previewed_another_version_is_told(database_url):
    settle(parts="Tháng 1-3")
    seen = see(covenants.preview_covenant, draft=draft_of("Tháng 1-4")).seen
    adopt(draft_of("Tháng 2", CriterionRow("I", "Khác", Decimal(50), "Chấm mức")))

    with pytest.raises(StaleEdit):
        adopt(draft_of("Tháng 1-4"), replaces=seen)


@pytest.mark.parametrize(
    ("part", "rows", "said"),
    [
        ("Tháng 13", (), "không hiểu «Tháng 13» ở mục «Kỳ»; ghi «Cả năm»"),
        ("Đợt 19/5", (), "«Đợt 19/5» cần «Từ ngày» và «Đến ngày», ví dụ 01/05/2025"),
        (
            "Tháng 3",
            (CriterionRow("I", "x", Decimal(9), "Từ các kỳ", "cộng các tháng"),),
            "I lấy điểm từ các tháng nhưng giao ước này dành cho tháng 3 năm 2025; chỉ kỳ dài hơn "
            "mới cộng các tháng",
        ),
    ],
)
def test_a_period_that_is_not_understood_is_refused_with_its_cure(database_url, part, rows, said):
    settle()
    found = see(covenants.preview_covenant, draft=draft_of(part, *rows))

    assert found.is_refused
    assert any(one.message.startswith(said) for one in found.findings)


def test_the_covenant_of_a_month_is_taken_over_by_the_next(database_url):
    settle(parts="Tháng 3")
    assert see(covenants.following, "thang-3").title == "Tháng 4 năm 2025"
    do(covenants.reuse, "thang-3", part="thang-4")

    assert versions("thang-4") == [1]
    assert see(covenants.following, "thang-3") is None
    assert [row.value for row in see(covenants.draft, "thang-4").settings if row.name == "Kỳ"] == [
        "Tháng 4"
    ]
    with pytest.raises(StaleEdit):
        do(covenants.reuse, "thang-3", part="thang-4")


def test_a_setting_that_meant_nothing_once_does_not_spoil_a_kept_covenant(
    database_url, monkeypatch
):
    settle(parts="Tháng 3")
    with noting.noting() as session:
        (kept,) = session.exec(
            select(CovenantSetting).where(CovenantSetting.name == "Năm").limit(1)
        )
        odd = CovenantSetting(
            covenant_id=kept.covenant_id, position=99, name="Kỳ", value="nhiệm kỳ 2020-2025"
        )
        session.add(odd)
    monkeypatch.setattr(covenants, "_understood", Shelf(4))
    with reading() as session:
        found = covenants.load(session, period())

    assert (found.parts, list(found.criteria)) == ((WHOLE_YEAR,), ["I", "II"])


def test_nothing_follows_the_last_month_or_the_year(database_url):
    settle(parts="Tháng 12")

    assert [see(covenants.following, part) for part in ("", "thang-12")] == [None, None]


def test_a_period_is_found_by_what_people_write_and_named_when_it_is_not_there(database_url):
    settle(parts="Tháng 1-3")

    assert period("Tháng 03").part == month(3)
    with pytest.raises(NotFound, match="chưa có kỳ «thang-9»; các kỳ đang có: thang-1, thang-2"):
        period("thang-9")


def test_a_month_runs_by_itself_from_its_scores_to_its_publication(database_url):
    settle(parts="Tháng 3-4")
    for unit, points in (("A", 80), ("B", 90)):
        verify("thang-3", unit, I=points)
    assert places("thang-3") == [("B", 1, "90.00"), ("A", 2, "80.00")]
    assert places("thang-4") == [("A", None, None), ("B", None, None)]

    assert advance("thang-3") is Stage.APPRAISE
    assert advance("thang-3") is Stage.LOCKED
    sealed = see(stages.view, "thang-3").fingerprint
    assert advance("thang-3", typed="CÔNG BỐ") is Stage.PUBLISHED

    verify("thang-4", "A", I=70)
    assert [period(one).stage for one in ("", "thang-3", "thang-4")] == [
        Stage.PREPARE,
        Stage.PUBLISHED,
        Stage.VERIFY,
    ]
    assert see(fingerprints.period_fingerprint, "thang-3") == sealed
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM, None, NOW))
    assert [(one.code, one.fault) for one in found if one.fault] == []


def test_what_is_written_after_a_month_was_locked_is_found(database_url):
    settle(parts="Tháng 3-4")
    verify("thang-3", "A", I=80)
    verify("thang-3", "B", I=80)
    advance("thang-3")
    advance("thang-3")
    with writing() as session:
        act = audit.Act("score.verified", "A", "I")
        work = Work(session, PROGRAM, period("thang-3"), NOW)
        work.record(act)
        work.at(period("thang-4")).record(act)
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM, None, NOW))

    (fault,) = (one.fault for one in found if one.fault)
    assert fault.endswith("ghi vào K1 2025 thang-3 sau khi đã chốt")


def test_the_history_of_a_cell_is_that_of_its_own_month(database_url):
    settle(parts="Tháng 3-4")
    verify("thang-3", "A", I=80)
    verify("thang-4", "A", I=70)

    def history(part):
        wanted = Wanted(unit="A", criterion="I", is_of_part=True)
        return [(one.new, one.part) for one in see(records.entries, part, wanted=wanted).entries]

    assert history("thang-3") == [("80 điểm", "Tháng 3")]
    assert history("thang-4") == [("70 điểm", "Tháng 4")]
    assert history("") == []
    everything = see(records.entries, wanted=Wanted(unit="A", criterion="I")).entries
    assert [one.part for one in everything] == ["Tháng 4", "Tháng 3"]


def test_past_points_and_past_boards_compare_like_with_like(database_url):
    settle(parts="Tháng 3-4")
    verify("thang-3", "A", I=80)
    noting.move(period("thang-3"), Stage.LOCKED)
    with writing() as session:
        rows = [RosterRow("K1", "Khối một", "A", "Phòng A", "A", "phòng", 2026)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
    for part in ("Tháng 3", "Tháng 4"):
        adopt(draft_of(part, year="2026"))

    def past(part):
        with reading() as session:
            own = rosters.period(Work(session, PROGRAM), block="K1", year=2026, part=part)
            work = Work(session, PROGRAM, own, NOW)
            boards = [one.period.place for one in overview.past_boards(work)]
            return boards, past_points.past_points(work, unit="A")

    boards, points = past("thang-3")
    assert boards == ["K1 2025 thang-3", "K1 2026 thang-3"]
    assert [(one.year, one.settled) for one in points["I"]] == [(2025, Decimal("80.00"))]
    assert past("thang-4") == (["K1 2025 thang-4", "K1 2026 thang-4"], {})


def test_a_template_of_march_is_refused_in_april(database_url):
    settle(parts="Tháng 3-4")
    stamp = see(previews.stamp, "thang-3", hand=Hand.VERIFIED)
    assert type(stamp).read(stamp.written()) == stamp

    def said(part, given):
        found = see(previews.preview_scores, part, hand=Hand.VERIFIED, file=ScoreFile((), given))
        return [one.message for one in found.preview.findings if one.is_error]

    assert said("thang-4", stamp) == [
        "tệp này lập cho khối K1 tháng 3 năm 2025, không phải khối K1 tháng 4 năm 2025"
    ]
    assert said("", stamp) == [
        "tệp này lập cho khối K1 tháng 3 năm 2025, không phải khối K1 năm 2025"
    ]
    assert said("thang-3", replace(stamp, part="")) == [
        "tệp này lập cho khối K1 năm 2025, không phải khối K1 tháng 3 năm 2025"
    ]


def test_awards_are_of_the_whole_year(database_url):
    settle(parts="Tháng 3")
    noting.move(period("thang-3"), Stage.APPRAISE)

    with pytest.raises(Refused, match="Khen thưởng xét theo cả năm, không theo tháng 3 năm 2025"):
        do(
            proposals.propose,
            "thang-3",
            recipient=Recipient.COLLECTIVE,
            subject="A",
            award="bang-khen",
        )


def test_a_month_has_the_members_and_the_people_of_its_year(database_url):
    settle(parts="Tháng 3")
    officer = Actor("Cán bộ A (a)", (Grant(Role.UNIT_OFFICER, "K1", "A", 2025),), "a")
    noting.move(period("thang-3"), Stage.SELF_SCORE)
    edits = [LineEdit("I", 0, Entry(points=Decimal(70)))]
    do(sheets.save_lines, "thang-3", officer, unit="A", hand=Hand.SELF, edits=edits)

    assert list(board("thang-3").members) == ["A", "B"]
    assert [row.self_scored for row in see(overview.progress, "thang-3", officer)] == [1]
    assert [row.self_scored for row in see(overview.progress, "", officer)] == [0]


def test_nobody_joins_a_year_one_of_whose_months_is_locked(database_url):
    settle(parts="Tháng 3")
    noting.move(period("thang-3"), Stage.LOCKED)
    rows = [RosterRow("K1", "Khối một", "C", "Phòng C", "C", "phòng", 2025)]
    with reading() as session:
        found = rosters.preview_roster(Work(session, PROGRAM), rows=rows)

    assert [one.message for one in found.findings] == [
        "kỳ tháng 3 năm 2025 của khối K1 đã chốt, không thêm được đơn vị C"
    ]
