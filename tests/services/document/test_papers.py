"""Văn bản từ dữ liệu: the strings of the pages, the rules of votes, nothing that is not known."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.people import acting
from tests.services import nine_members as nine
from tests.services.on_the_road import forget_proposals
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role, administrator
from thidua.domain.document.blocks import Gap, Items, Para, Table, plain
from thidua.domain.document.kinds import KINDS
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.stage import Stage
from thidua.domain.ranking.standing_words import rank_text, shown
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Conduct, OwnUnit, Threshold, VoteDraft, VoteRules
from thidua.frames.ranking.standings import standings_frame
from thidua.services.demo.people import HEAD, STANDING_OFFICE
from thidua.services.document import making, states
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import considerations, standings
from thidua.services.verify import joint_decisions
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results, votes

ACTOR = administrator("Thử nghiệm")
BLOCK = "KTD-STC"
NOW = datetime(2026, 4, 1, tzinfo=UTC)


def made(code, year=2024, actor=ACTOR, **named):
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=year)
        return making.document(Work(session, actor, period), code=code, **named)


def board(year=2024):
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=year)
        return standings.standings(Work(session, ACTOR, period))


def tables(document):
    return [one for one in document.body if isinstance(one, Table)]


def said(document):
    return [plain(one.said) for one in document.body if isinstance(one, Para)]


def column(table, heading):
    place = [one.heading for one in table.columns].index(heading)
    return [row[place] for row in table.rows]


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_notice_has_the_very_strings_of_the_page(demo_sqlite_url, year):
    (table,) = tables(made("thong-bao", year))
    shown_there = board(year)
    frame = standings_frame(shown_there.covenant, shown_there.standings, shown_there.name)

    found = {one.heading: column(table, one.heading) for one in table.columns}
    assert found == {name: list(frame[name]) for name in found}


def test_the_wide_table_has_every_group_the_parts_and_the_place(demo_sqlite_url):
    (table,) = tables(made("bang-tong-hop"))
    here = board()
    covenant = here.covenant
    rows = here.standings.rows

    for node in covenant.children:
        wanted = [shown(covenant, row.score.groups[node.code]) for row in rows]
        assert column(table, node.code) == wanted
    assert column(table, "Cơ bản") == [shown(covenant, row.score.base) for row in rows]
    assert column(table, "Tổng") == [shown(covenant, row.total) for row in rows]
    assert column(table, "Hạng") == [rank_text(row) for row in rows]


def test_while_the_period_is_open_papers_are_provisional_drafts_and_no_longer_when_published(
    demo_sqlite_url,
):
    now, then = made("bang-tong-hop", 2025), made("bang-tong-hop", 2024)

    assert now.provisional.startswith("TẠM TÍNH – số liệu đến ") and now.is_draft
    assert then.provisional == "" and not then.is_draft


def test_a_missing_number_is_a_dash_and_never_a_zero(demo_sqlite_url):
    here = board(2025)
    missing = {here.name(row.unit) for row in here.standings.rows if row.total is None}
    (table,) = tables(made("thong-bao", 2025))

    totals = dict(zip(column(table, "Đơn vị"), column(table, "Tổng điểm"), strict=True))
    assert missing and {totals[name] for name in missing} == {"—"}


def test_the_minutes_say_of_each_vote_its_figures_and_its_outcome(demo_sqlite_url):
    document = made("bien-ban-binh-xet")
    votes = [one for one in tables(document) if one.title.startswith("Kết quả")]

    assert [row[-2:] for row in votes[0].rows] == [
        ("8/9 ≈ 88,89 %", "cần 8; đạt"),
        ("4/9 ≈ 44,44 %", "cần 8; không đạt"),
    ]
    assert (
        "Tổng số thành viên 9; có mặt 7; lấy ý kiến bằng văn bản 2; phát ra 7, thu về 7, hợp lệ 7, "
        "không hợp lệ 0. Cần 8/9 phiếu (từ 80 % tổng số thành viên; Quy chế hoạt động của khối "
        "mẫu)."
    ) in said(document)
    assert "Phòng Tài chính hành chính sự nghiệp, Thanh tra bằng điểm, đồng hạng." in said(document)
    assert [one.kind.code for one in document.annexes] == ["bang-tong-hop"]


def test_what_nobody_has_said_of_the_meeting_is_a_gap_and_none_of_it_is_made_up(demo_sqlite_url):
    document = made("bien-ban-binh-xet", 2025)
    labels = [one.label for one in document.gaps]

    assert {"thời gian bắt đầu", "địa điểm", "chủ tọa", "điểm danh dự họp"} <= set(labels)
    assert "kết quả bỏ phiếu: kỳ này chưa mở cuộc nào" in labels
    assert document.is_draft


def test_the_count_has_its_minutes_and_one_that_is_not_counted_has_none(demo_sqlite_url):
    document = made("bien-ban-kiem-phieu", scope="1")
    assert "Được thông qua: Phòng Quản lý ngân sách." in said(document)
    assert {gap.label for gap in document.gaps} >= {"tổ trưởng tổ kiểm phiếu", "chủ tọa"}
    with pytest.raises(NotFound):
        made("bien-ban-kiem-phieu", scope="99")
    with pytest.raises(Refused, match="hãy chọn cuộc nào"):
        made("bien-ban-kiem-phieu")


def test_a_units_sheet_has_what_it_claimed_and_what_was_settled(demo_sqlite_url):
    (table,) = tables(made("phieu-diem", scope="VP"))
    here = board()
    score = here.standings.of("VP").score

    lines = dict(zip(column(table, "Mã"), column(table, "Thẩm định"), strict=True))
    assert {code: lines[code] for code in score.lines} == {
        code: shown(here.covenant, points) for code, points in score.lines.items()
    }
    assert table.total[4] == shown(here.covenant, score.total)


def test_a_unit_gets_its_own_papers_and_nobody_elses(demo_sqlite_url):
    officer = acting(Role.UNIT_OFFICER, BLOCK, 2024, "VP")

    assert made("phieu-diem", actor=officer, scope="VP").scope == "VP"
    for named in ({"scope": "TTR"}, {"scope": "KHONG-CO"}):
        with pytest.raises((NotPermitted, NotFound)):
            made("phieu-diem", actor=officer, **named)
    for code in ("to-trinh", "giay-moi", "phieu-bau"):
        with pytest.raises((NotPermitted, Refused)):
            made(code, actor=officer)


@pytest.mark.parametrize("role", [Role.KIOSK, Role.REVIEWER])
def test_who_may_not_see_standings_or_votes_gets_no_paper_of_them(demo_sqlite_url, role):
    person = acting(role, BLOCK, 2025, "VP" if role is Role.REVIEWER else None)

    for code in ("bang-tong-hop", "thong-bao", "bien-ban-binh-xet", "bao-cao-khoi"):
        with pytest.raises(NotPermitted):
            made(code, 2025, actor=person)


def test_no_award_paper_before_a_proposal_was_voted_on(demo_sqlite_url):
    forget_proposals()
    with pytest.raises(Refused, match="Chưa có đề nghị khen thưởng nào đã bình xét"):
        made("to-trinh", 2025)


def test_every_paper_of_the_demo_is_made_or_says_what_is_missing(demo_sqlite_url):
    with reading() as session:
        for year in (2024, 2025):
            period = rosters.period(Work(session, ACTOR), block=BLOCK, year=year)
            found = states.listed(Work(session, ACTOR, period))
            assert {one.place.kind.code for one in found} <= KINDS.keys()
            assert all((one.document is None) == bool(one.missing) for one in found)
            assert all(one.document is None or one.document.body for one in found)


def test_an_unknown_code_names_those_there_are(demo_sqlite_url):
    with pytest.raises(NotFound, match="bien-ban-binh-xet"):
        made("bien-ban")


def test_two_readings_of_one_state_are_the_same_bytes_and_a_changed_score_is_another(
    demo_sqlite_url,
):
    def word():
        with reading() as session:
            period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2025)
            return making.word(Work(session, ACTOR, period), code="bien-ban-binh-xet")

    first = word()
    assert word() == first
    with writing() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2025)
        asking = HEAD.actor(BLOCK, [2025])
        named = {"state": ConsiderationState.EXCLUDED, "reason": "Thử", "document": "QĐ 7"}
        considerations.ask(Work(session, asking, period, NOW), unit="TH", **named)
    with writing() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2025)
        work = Work(session, STANDING_OFFICE.actor(BLOCK, [2025]), period, NOW)
        (waiting,) = joint_decisions.waiting(work)
        joint_decisions.confirm(work, key=waiting.key)
    assert word() != first


def test_strict_refuses_and_lists_every_gap(demo_sqlite_url):
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2024)
        work = Work(session, ACTOR, period)
        with pytest.raises(Refused, match=r"^Còn 8 chỗ trống: .*người được mời"):
            making.word(work, code="giay-moi", strict=True)


def count_of(agree, disagree, valid, present):
    return BallotCount(
        issued=present,
        returned=present,
        not_returned=0,
        valid=valid,
        invalid=present - valid,
        tallies={"U1": Tally(agree, disagree), "U2": Tally(0, valid)},
    )


def counted(agree, valid, *, absent=("U8", "U9"), letters=("yes", "yes")):
    """Một cuộc phiếu giấy đã kiểm: so many agree, the absent answer in writing."""
    draft = VoteDraft(
        title=nine.AWARD.title,
        rules=VoteRules(
            threshold=Threshold(nine.AWARD.rules.threshold.share, source=nine.SOURCE),
            conduct=Conduct.PAPER,
        ),
        candidates=nine.AWARD.candidates,
    )
    vote = nine.opened(draft, absent=absent)
    count = count_of(agree, valid - agree, valid, len(nine.UNITS) - len(absent))
    nine.do(vote_papers.enter_count, nine.SECRETARY, vote=vote, count=count, seen=0)
    nine.do(vote_papers.confirm_count, vote=vote, seen=1)
    for member, said_so in zip(absent, letters, strict=True):
        answer = nine.YES if said_so == "yes" else nine.NO
        for person in (nine.HEAD, nine.SECRETARY):
            nine.write(vote, member, answer, nine.NO, actor=person)
    nine.close(vote)
    return vote


@pytest.mark.parametrize(
    ("agree", "letters", "wanted"),
    [
        (6, ("yes", "no"), ("7/9 ≈ 77,78 %", "cần 8; không đạt")),
        (6, ("yes", "yes"), ("8/9 ≈ 88,89 %", "cần 8; đạt")),
    ],
)
def test_seven_of_nine_is_short_of_eighty_percent_and_eight_is_not(
    sqlite_url, agree, letters, wanted
):
    nine.settle()
    vote = counted(agree, 7, letters=letters)

    (table,) = tables(nine.see(making.document, code="bien-ban-kiem-phieu", scope=str(vote)))
    assert table.rows[0][-2:] == wanted


def test_two_valid_ballots_have_no_row_of_votes(sqlite_url):
    nine.settle()
    vote = counted(2, 2, absent=nine.UNITS[2:], letters=("yes",) * 7)

    document = nine.see(making.document, code="bien-ban-kiem-phieu", scope=str(vote))
    assert tables(document) == []
    assert any("Chỉ có 2 phiếu hợp lệ" in line for line in said(document))


def test_a_result_changed_behind_the_program_makes_no_minutes(sqlite_url, monkeypatch):
    nine.settle()
    vote = counted(6, 7)
    monkeypatch.setattr(results, "_fingerprint", lambda *_: "khác")

    with pytest.raises(Refused, match="không còn như lúc kiểm"):
        nine.see(making.document, code="bien-ban-kiem-phieu", scope=str(vote))


def test_a_ballot_names_nobody_who_votes_and_is_the_same_each_time(sqlite_url):
    nine.settle()
    vote = nine.opened(present=nine.UNITS)

    def word():
        return nine.see(making.word, code="phieu-bau", scope=str(vote))

    document = nine.see(making.document, code="phieu-bau", scope=str(vote))
    assert word() == word()
    assert document.gaps == () and document.signatures == ()
    words = " ".join(said(document))
    assert "U5" not in words and "Người" not in words
    assert "Ngày 20 tháng 3 năm 2026" in said(document)


def test_a_ballot_printed_before_the_vote_leaves_the_day_to_be_written(sqlite_url):
    nine.settle()
    vote = str(nine.do(votes.set_up, draft=nine.AWARD))

    for code in ("phieu-bau", "phieu-lay-y-kien"):
        undated = said(nine.see(making.document, code=code, scope=vote))
        dated = said(nine.see(making.document, code=code, scope=vote, day=date(2026, 1, 5)))
        assert "Ngày …… tháng …… năm ………" in undated
        assert "Ngày 05 tháng 01 năm 2026" in dated


def test_a_block_without_scores_says_so_and_still_has_its_invitation(sqlite_url):
    nine.settle(Stage.PREPARE)

    found = {one.place.kind.code: one for one in nine.see(states.listed)}
    assert found["giao-uoc"].missing.startswith("Kỳ này chưa có giao ước")
    assert found["giay-moi"].document is not None
    assert Gap("người được mời", "kinh_moi") in found["giay-moi"].document.gaps


def test_the_day_of_a_paper_is_written_as_the_decree_says(demo_sqlite_url):
    document = made("thong-bao", number="08", day=date(2026, 3, 9))

    assert plain(document.symbol) == "08/TB"
    assert document.day == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("own", "valid"),
    [
        (OwnUnit.CAST, "Phiếu hợp lệ: mỗi dòng có đúng một ô được đánh dấu, không tẩy xóa."),
        (
            OwnUnit.IN_BASE,
            "Phiếu hợp lệ: mỗi dòng, trừ dòng gạch bỏ của đơn vị mình, có đúng một ô được đánh "
            "dấu, không tẩy xóa.",
        ),
    ],
)
def test_the_rule_on_a_ballot_is_true_where_the_own_line_is_struck(sqlite_url, own, valid):
    nine.settle()
    vote = nine.opened(replace(nine.AWARD, rules=replace(nine.AWARD.rules, own_unit=own)))

    found = said(nine.see(making.document, code="phieu-bau", scope=str(vote)))
    assert valid in found
    assert any("gạch bỏ dòng ấy" in line for line in found) is (own is not OwnUnit.CAST)


def test_the_covenant_says_its_thresholds_in_words(demo_sqlite_url):
    document = made("giao-uoc", 2025)
    (items,) = (one for one in document.body if isinstance(one, Items))
    lines = [plain(one) for one in items.items]
    ways = [row[3] for row in tables(document)[0].rows]

    assert "Xếp loại Tập thể lao động xuất sắc: từ 850 trở lên" in lines
    assert "Suất Bằng khen: số đơn vị dưới 10: 2; số đơn vị từ 10 trở lên: 3" in lines
    assert (
        "Theo bậc: từ 100 trở lên: 350; từ 90 trở lên: 315; từ 80 trở lên: 280; "
        "từ 70 trở lên: 245; từ 60 trở lên: 210; từ 50 trở lên: 175; từ 0 trở lên: 0" in ways
    )
    assert not [one for one in (*lines, *ways) if "<" in one or ">" in one]


def test_a_quarter_is_reported_as_a_part_of_its_year(demo_sqlite_url):
    def last(block, part):
        with reading() as session:
            period = rosters.period(Work(session, ACTOR), block=block, year=2025, part=part)
            document = making.document(Work(session, ACTOR, period), code="bao-cao-khoi")
        return said(document)[-1]

    assert last("KTD-XA", "quy-1") == (
        "Trên đây là báo cáo sơ kết công tác thi đua, khen thưởng quý I năm 2025./."
    )
    assert last(BLOCK, "") == (
        "Trên đây là báo cáo tổng kết công tác thi đua, khen thưởng năm 2025./."
    )


def test_a_covenant_is_a_draft_until_it_is_being_signed(demo_sqlite_url):
    def state(stage):
        with reading() as session:
            period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2025)
            work = Work(session, ACTOR, replace(period, stage=stage))
            return making.document(work, code="giao-uoc").is_draft

    assert (state(Stage.PREPARE), state(Stage.SIGN), state(Stage.SELF_SCORE)) == (
        True,
        False,
        False,
    )
