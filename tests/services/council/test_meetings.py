"""Hội đồng họp: by its own rule, on the vote engine, its outcome carried once."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.nominees import book_with
from tests.recorded import recorded
from tests.services.nine_in_council import (
    AWAY,
    HELD,
    bodies,
    called,
    came,
    closed,
    council,
    initiative,
    meeting_of,
    put_to_vote,
    seat,
    seated,
    told,
)
from tests.services.nine_members import (
    COUNCIL,
    HEAD,
    LEADER,
    MEMBERS,
    NO,
    OFFICERS,
    SECRETARY,
    YES,
    cast,
    close,
    do,
    see,
    view,
)
from thidua.db.engine import reading
from thidua.domain.council.council import CouncilKind, CouncilLevel, CouncilPosition
from thidua.domain.council.meeting import (
    AgendaKind,
    Attendance,
    Attending,
    CouncilMeetingState,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Conduct, Presence, Subject
from thidua.files.cells import read_book
from thidua.files.council.book import read_council_book
from thidua.services.council import (
    agenda,
    council_lists,
    keeping,
    meetings,
    opening,
    outcomes,
    voting,
    waiting,
)
from thidua.services.council.keeping import CouncilWish, MemberWish
from thidua.services.document import making
from thidua.services.record.checks import council_checks
from thidua.services.register import lines, sights
from thidua.services.vote import ballots, papers, roll, thresholds, votes

pytestmark = pytest.mark.usefixtures("as_recorded")
SECOND = [("U2", "SK-2")]
FOUNDED = {"decision": "12/QĐ", "decided": date(2025, 1, 1)}


def rules_of(subject):
    return book_with("PHIEU.SANGKIEN").at(date(2025, 12, 31)).vote_rules(subject)


def opened(key, **more):
    vote = put_to_vote(key, **more)
    do(opening.open_vote, vote=vote, seen=1)
    return vote


def rows():
    found = see(sights.of_register, register="sang-kien").lines
    return {one.code: (one.state.value, dict(one.values)) for one in found}


def refusal(service, *, actor=HEAD, error=Refused, **named):
    with pytest.raises(error) as said:
        do(service, actor, **named)
    return str(said.value)


@pytest.mark.both_databases
def test_a_council_meets_votes_by_its_rule_and_its_outcome_is_carried_once():
    seated()
    key = called()
    came(key, away=("Người chín",))
    vote = opened(key)

    on_roll = {one.code: one for one in view(vote).roll}
    assert len(on_roll) == 9
    assert on_roll["hd6"].kept_from == {view(vote).draft.candidates[0].code}
    assert [one.voters for one in on_roll.values() if one.code.startswith("tv-")] == [(), (), ()]
    for login in COUNCIL[:5]:
        cast(vote, login, YES, NO if login == "hd5" else YES)
    cast(vote, "hd6", YES)  # of U1, so on the initiative of U2 alone
    close(vote)
    assert told(key) == ["5/8 phiếu, cần 6: không đạt", "5/9 phiếu, cần 6: không đạt"]
    closed(key)
    do(outcomes.take, key=key, seen=meeting_of(key).version)

    assert {code: (state, said.get("ket_qua")) for code, (state, said) in rows().items()} == {
        "SK-1": ("draft", "khong"),
        "SK-2": ("draft", "khong"),
    }
    assert "đã ghi một lần" in refusal(outcomes.take, key=key, seen=meeting_of(key).version)
    with reading() as session:
        assert list(council_checks.faults(session)) == []
    assert (
        recorded()[-1].new
        == "Hội đồng HDSK, 08:00 ngày 20/03/2026; đã chốt; biên bản 05/BB; 2 việc"
    )


def test_who_has_no_account_votes_on_paper_in_the_room_and_passes_it():
    seated()
    key = called(matters=[("U2", "SK-2")])
    came(key, away=("Người chín",))
    vote = opened(key, conduct=Conduct.PAPER)

    candidate = view(vote).draft.candidates[0].code
    count = BallotCount(
        issued=8, returned=8, not_returned=0, valid=8, invalid=0, tallies={candidate: Tally(6, 2)}
    )
    do(papers.enter_count, SECRETARY, vote=vote, count=count, seen=0)
    do(papers.confirm_count, vote=vote, seen=1)
    close(vote)
    closed(key)
    assert told(key) == ["6/9 phiếu, cần 6: đạt"]

    meeting = meeting_of(key)
    said = refusal(outcomes.take, key=key, seen=meeting.version)
    assert said == (
        "Công nhận sáng kiến cần quyết định: ghi số, ngày và người ký; hội đồng chỉ đề nghị."
    )
    do(
        outcomes.take,
        key=key,
        seen=meeting.version,
        decision="57/QĐ-STC",
        decided=date(2026, 3, 20),
        signer="Chủ tịch UBND tỉnh",
    )
    state, values = rows()["SK-2"]
    assert state == "draft"
    assert (values["ket_qua"], values["pham_vi"], values["so_qd"]) == (
        "cong_nhan",
        "co_so",
        "57/QĐ-STC",
    )
    assert values["phien_hop"] == "Hội đồng HDSK: 05/BB, ngày 20/03/2026"
    # who carried it wrote the row, so another confirms it
    row = next(
        one for one in see(sights.of_register, register="sang-kien").lines if one.code == "SK-2"
    )
    assert "tự xác nhận" in refusal(
        lines.confirm, register="sang-kien", rows=[(row.key, row.version)], error=NotPermitted
    )
    do(lines.confirm, SECRETARY, register="sang-kien", rows=[(row.key, row.version)])


def test_five_of_nine_are_no_quorum_of_two_thirds():
    seated()
    key = called(matters=[("U2", "SK-2")])
    came(key, away=("hd6", "Người bảy", "Người tám", "Người chín"))
    vote = opened(key)
    for login in COUNCIL[:5]:
        cast(vote, login, YES)

    assert not close(vote).result.has_quorum
    assert told(key) == ["5/9 phiếu, cần 6: không đạt"]


def test_the_reach_of_an_initiative_is_asked_for_and_changes_by_a_competent_decision_alone():
    seated()
    council(CouncilKind.INFLUENCE, "HDAH", CouncilLevel.PROVINCE)
    recognised = {"ket_qua": "công nhận", "pham_vi": "cơ sở"}
    initiative("U3", "SK-3", "P2", "Cách làm mới", **recognised)
    assert see(agenda.offered, key=called("HDAH", matters=()))[0].code == "SK-3"
    key = see(meetings.of_period)[0].key

    def put(**more):
        return do(agenda.put, key=key, seen=meeting_of(key).version, matters=asked, **more)

    asked = [(AgendaKind.INITIATIVE, "U3", "SK-3")]
    with pytest.raises(Refused, match="phạm vi đề nghị"):
        put()
    put(scope="tinh")
    came(key)
    vote = opened(key)
    for login in COUNCIL:
        cast(vote, login, YES)
    close(vote)
    closed(key)
    do(outcomes.take, key=key, seen=meeting_of(key).version)

    values = rows()["SK-3"][1]
    assert (values["pham_vi"], values["pham_vi_de_nghi"]) == ("co_so", "tinh")


def test_a_substitute_sent_with_a_paper_votes_where_the_rule_lets_one():
    seated()
    key = called(matters=[("U2", "SK-2")])
    sent = Attending(attendance=Attendance.SUBSTITUTE, substitute="Người thay", document="Giấy 3")
    body = bodies()["HDSK"]
    one = body.members[6].key
    seen = meeting_of(key).version
    said = refusal(meetings.attend, key=key, seen=seen, came={one: sent})
    assert "không cho người đi thay biểu quyết" in said

    council(CouncilKind.INITIATIVE, "HDSK2", share="80 %", source="TT 15", substitutes=True)
    key = called("HDSK2", matters=[])
    body = bodies()["HDSK2"]
    officer = Attending(
        attendance=Attendance.SUBSTITUTE, substitute="Cán bộ U3", account="u3", document="Giấy 3"
    )
    do(meetings.attend, key=key, seen=2, came={body.members[0].key: officer}, all_else=True)
    do(agenda.put, key=key, seen=2, matters=[], other="Sửa quy chế")
    vote = opened(key)
    on_roll = next(one for one in view(vote).roll if one.code == "hd1")
    assert (on_roll.name, on_roll.voters, on_roll.document) == (
        "Người hd1 – Cán bộ U3 đi thay",
        (),  # an officer of a unit is no member of a council on the screen, so on paper
        "Giấy 3",
    )
    assert on_roll.presence is Presence.PRESENT


def test_a_rule_of_law_is_for_its_kind_of_council_and_says_who_may_be_sent(monkeypatch):
    seated()
    key = called(matters=SECOND)
    sent = replace(*rules_of(Subject.INITIATIVE), substitutes=True)
    other = replace(sent, council=CouncilKind.INFLUENCE)
    monkeypatch.setattr(thresholds, "rules", lambda _work, *, subject: (sent, other))

    items = [one.key for one in meeting_of(key).items]
    found = see(voting.rules_for, key=key, items=items)
    assert [one.rule.substitutes for one in found] == [False, True]  # the council's own first


def test_who_is_recused_has_no_vote_on_that_matter_and_the_list_stands_once_opened():
    seated()
    key = called()
    came(key)
    first, second = meeting_of(key).items
    member = bodies()["HDSK"].members[2].key
    do(meetings.recuse, key=key, member=member, item=first.key, reason="Anh em ruột của tác giả")
    do(meetings.recuse, key=key, member=member, item=second.key, reason="Ghi nhầm")
    wrong = meeting_of(key).recusals[1].key
    do(meetings.end_recusal, key=key, recusal=wrong, reason="Nhầm người")
    vote = opened(key)

    on_roll = {one.code: one for one in view(vote).roll}
    assert on_roll["hd3"].kept_from == {first.candidate}
    said = refusal(meetings.recuse, key=key, member=member, item=second.key, reason="Muộn")
    assert "đã mở" in said
    cast(vote, "hd3", NO)
    away = {"key": key, "seen": meeting_of(key).version, "came": {member: AWAY}}
    assert "đang mở nên danh sách của nó đứng yên" in refusal(meetings.attend, **away)
    close(vote)
    assert "đã được đếm là có mặt" in refusal(meetings.attend, **away)
    assert [one.action for one in recorded()].count("council.recused") == 2


def test_an_author_in_the_council_keeps_out_of_the_own_initiative():
    seated()
    seat(bodies()["HDSK"].key, "Trần Văn An", person="P1")
    key = called()
    came(key)

    author = bodies()["HDSK"].members[-1]
    (own,) = meeting_of(key).kept_from(author)
    assert (own.code, meeting_of(key).why_kept(author, own)) == (
        "SK-1",
        "là tác giả hoặc người được đề nghị",
    )


def test_what_does_not_fit_is_refused_with_its_place_and_cure():
    seated()
    body = bodies()["HDSK"]
    write = {"service": keeping.write}
    none = CouncilWish(name="Hội đồng X", kind=CouncilKind.OTHER, share="80 %", **FOUNDED)
    assert refusal(**write, wish=none) == "Cần ghi văn bản nào quy định tỷ lệ thông qua."
    twice = CouncilWish(name="Khác", code="hdsk", kind=CouncilKind.OTHER, **FOUNDED)
    assert refusal(**write, wish=twice).startswith("Đã có hội đồng mã «HDSK»")
    chair = MemberWish(name="Ai đó", position=CouncilPosition.CHAIR)
    assert "còn đương nhiệm" in refusal(keeping.write_member, council=body.key, wish=chair)
    stranger = MemberWish(name="Ai đó", account="khong-co")
    said = refusal(keeping.write_member, council=body.key, wish=stranger)
    assert said.startswith("Không có tài khoản «khong-co» đang dùng")
    key = called()
    with pytest.raises(NotFound):  # on this agenda already
        do(agenda.put, key=key, seen=2, matters=[(AgendaKind.INITIATIVE, "U1", "SK-1")])
    unready = refusal(meetings.move, key=key, seen=2, to=CouncilMeetingState.CLOSED)
    assert unready.startswith("Chưa chốt được: chưa điểm danh ")


def test_nobody_is_there_before_a_meeting_begins():
    seated()
    body = bodies()["HDSK"]
    key = do(meetings.write, council=body.key, wish=meetings.MeetingWish(held_at=HELD))
    said = refusal(meetings.attend, key=key, seen=1, came={}, all_else=True)
    assert said.startswith("Phiên họp chưa bắt đầu")
    do(meetings.attend, key=key, seen=1, came={body.members[0].key: AWAY})


def test_an_initiative_written_twice_goes_before_no_council():
    seated()
    initiative("U2", "SK-9", "P2", "bảng tính CHUNG")

    body = bodies()["HDSK"]
    key = do(meetings.write, council=body.key, wish=meetings.MeetingWish(held_at=HELD))
    said = refusal(agenda.put, key=key, seen=1, matters=[(AgendaKind.INITIATIVE, "U2", "SK-2")])
    assert "trùng tên và tác giả" in said


def test_a_meeting_waits_for_its_members_and_a_finished_one_for_its_office():
    seated()
    key = called()

    def waits(actor):
        return see(lambda work: list(waiting.of_actor(work)), actor)

    assert waits(MEMBERS["hd1"]) == ["dự họp Hội đồng HDSK, 08:00 ngày 20/03/2026"]
    assert waits(OFFICERS["U1"]) == []
    came(key, away=("hd1",))
    vote = opened(key)
    do(roll.mark, vote=vote, presences={"hd1": Presence.PRESENT})  # who comes late
    cast(vote, "hd1", YES, YES)
    close(vote)
    late = {"key": key, "seen": meeting_of(key).version}
    said = refusal(meetings.move, **late, to=CouncilMeetingState.CLOSED)
    assert said.endswith("ghi vắng mà lúc bỏ phiếu có mặt: Người hd1.")
    came(key)
    closed(key)
    assert waits(HEAD) == ["ghi kết quả 2 việc của phiên họp Hội đồng HDSK, 08:00 ngày 20/03/2026"]


def test_a_vote_of_a_council_that_is_put_away_frees_its_matters():
    seated()
    key = called()
    vote = put_to_vote(key)
    assert {one.vote for one in meeting_of(key).items} == {vote}
    do(votes.discard, vote=vote, seen=1)
    assert {one.vote for one in meeting_of(key).items} == {None}


def test_who_stood_on_a_roll_stays_a_member_of_that_day():
    seated()
    key = called()
    put_to_vote(key)
    body = bodies()["HDSK"]
    one = body.members[3]
    left = MemberWish(name=one.name, account=one.account, ends=date(2026, 3, 1))
    said = refusal(keeping.write_member, council=body.key, key=one.key, seen=one.version, wish=left)
    assert said.startswith("Hội đồng đã bỏ phiếu ngày 20/03/2026")


@pytest.mark.parametrize("actor", [LEADER, MEMBERS["hd1"], OFFICERS["U1"]])
def test_who_only_reads_writes_no_council(actor):
    seated()
    wish = CouncilWish(name="Hội đồng X", kind=CouncilKind.OTHER)

    assert refusal(keeping.write, actor=actor, wish=wish, error=NotPermitted)
    assert len(see(keeping.listed, actor)) == 1


def test_the_papers_of_a_meeting_say_what_was_held_and_leave_gaps_for_the_rest():
    seated()
    key = called()
    came(key, away=("Người chín",))
    vote = opened(key)
    for login in COUNCIL:
        cast(vote, login, *(YES for _ in ballots.asked(view(vote), view(vote).member(login))))
    draft = see(making.document, code="bien-ban-hoi-dong", scope=str(key))
    assert draft.is_draft
    close(vote)
    closed(key)

    minutes = see(making.document, code="bien-ban-hoi-dong", scope=str(key))
    assert not minutes.is_draft
    gaps = [one.label for one in minutes.gaps]
    assert {"tính mới", "ý kiến thảo luận"} <= set(gaps)
    said = see(making.word, code="bien-ban-hoi-dong", scope=str(key))
    assert said[:2] == b"PK"
    decision = see(making.document, code="quyet-dinh-sang-kien", scope=str(key))
    assert (decision.is_draft, decision.title) == (True, "Quyết định")
    assert "quyền lợi của tác giả" in [one.label for one in decision.gaps]
    assert see(making.word, code="quyet-dinh-sang-kien", scope=str(key))[:2] == b"PK"
    with pytest.raises(NotPermitted):
        see(making.document, LEADER, code="quyet-dinh-sang-kien", scope=str(key))


def test_what_is_given_out_comes_back_the_same_and_a_wrong_cell_is_named():
    seated()
    content = see(council_lists.workbook)
    rows, findings = read_council_book(read_book(content))

    found = see(council_lists.preview_councils, rows=rows, findings=findings)
    assert not found.findings
    assert {one.kind for one in found.changes} == {ChangeKind.SAME}
    first, *others = rows
    wrong = replace(first, cells={**first.cells, "Loại": "gì đó"})
    told = see(council_lists.preview_councils, rows=[wrong, *others], findings=findings).findings
    assert "phải là một trong" in told[0].message and told[0].place == "Ô C2 trang Hội đồng"
    new = replace(first, cells={**first.cells, "Mã": "HD3", "Tên": "Hội đồng ba"})
    seats = [
        replace(one, cells={**one.cells, "Mã hội đồng": "HD3"}) for one in others if one.is_member
    ]
    do(council_lists.import_councils, rows=[new, *seats])
    assert len(bodies()["HD3"].members) == 9
