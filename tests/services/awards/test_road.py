"""Đường khen thưởng: places of units, papers of two hands, transfers, opinions, from end to end."""

from datetime import date, datetime, timedelta

import pytest

from tests.databases import prepared
from tests.people import PROGRAM
from tests.services.dossier_block import PERSON, settled
from tests.services.year import HEAD, NOW, OFFICER, SECRETARY, do, fresh
from thidua.db.engine import reading, writing
from thidua.db.tables import MovementLife
from thidua.domain.awards.allocation import AllocationRow
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.awards.road import TransferResult
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.movement.life import MovementState
from thidua.domain.period.windows import VIETNAM
from thidua.domain.register.kinds import y_kien
from thidua.files.cells import read_book
from thidua.files.movement.allocation_book import read_allocation_book
from thidua.services.awards import (
    councils,
    dossier_papers,
    leader_readings,
    open_dossiers,
    opinions,
    proposals,
    quotas,
    road,
)
from thidua.services.dossier import staff
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import allocations
from thidua.services.progress import owed
from thidua.services.record.checks import award_checks
from thidua.services.register import lines

pytestmark = pytest.mark.usefixtures("database_url")

PLAN, GROUP = "binh-phuoc-nong-thon-moi", "1.5.1"
PAPERS = ("to-trinh", "bien-ban", "bao-cao-thanh-tich")
STEP, LEAVING = "xet-chon", "tham-dinh-dieu-phoi"


@prepared
def running():
    """Phong trào đang chạy; two officials of A and one of B."""
    settled()
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        rows = [StaffRow(code, f"Người {code}", code[0], "") for code in ("A1", "A2", "B1")]
        staff.import_people(work, rows=rows)
        audit.take_turn(session)
        day = NOW.date()
        by = {"launched_on": day, "document": "KH 192", "document_day": day}
        session.add(
            MovementLife(programme=PLAN, state=MovementState.RUNNING, set_by="x", set_at=NOW, **by)
        )
        session.flush()
        work.record(audit.Act("movement.moved"))


def propose(code):
    return do(
        proposals.propose,
        HEAD,
        recipient=PERSON,
        subject=code,
        programme=PLAN,
        group=GROUP,
        despite="CV 9",
    )


def share(unit, places, seen=0, actor=PROGRAM, **more):
    named = {"programme": PLAN, "round_code": "hang-nam", "group": GROUP}
    do(allocations.set_share, actor, unit=unit, places=places, seen=seen, **(named | more))


def put(key, actor=OFFICER, *codes):
    for code in codes or PAPERS:
        do(dossier_papers.put, actor, key=key, code=code, seen=0, document=f"{code} 1", copies=1)


def confirm(key, actor=SECRETARY):
    for code in PAPERS:
        do(dossier_papers.confirm, actor, key=key, code=code, seen=1)


def send(key, actor=OFFICER, step=STEP, **more):
    do(road.send, actor, key=key, step=step, **({"declared": True} | more))


def view(key, actor=HEAD):
    with reading() as session:
        return road.of_proposal(Work(session, actor, fresh(), NOW), key=key)


def answer(key, result, actor=SECRETARY, step=0, **more):
    one = view(key).steps[step].current
    do(road.answer, actor, key=key, transfer=one.key, seen=one.version, result=result, **more)


def refused(said, service, *given, **named):
    with pytest.raises(Refused, match=said):
        service(*given, **named)


def tasks():
    with reading() as session:
        found = owed.unchecked_owed(session, fresh(), NOW)
    return [one.words for one in found.get("A", ()) if one.doing.value == "dossier"]


@pytest.mark.both_databases
def test_a_dossier_goes_from_its_unit_to_the_office_and_up():
    running()
    key = propose("A1")
    assert tasks() == [
        "hồ sơ khen «Người A1»: còn thiếu 3 giấy tờ (hạn hết ngày 19/03/2025): "
        "Tờ trình đề nghị khen thưởng, Biên bản họp xét khen thưởng của Hội đồng Thi đua - Khen "
        "thưởng, Báo cáo thành tích của tập thể, cá nhân, hộ gia đình"
    ]
    do(councils.mark_voted, HEAD, key=key, seen=1, document="BB 3")  # voted without papers
    refused("chưa có các giấy tờ: Tờ trình", send, key)
    put(key)
    refused("Cần đánh dấu lời cam đoan", send, key, declared=False)
    with pytest.raises(NotPermitted):
        send(key, OFFICER, at=NOW)
    send(key)
    refused("đợi nơi nhận trả lời", send, key)
    leaving = {"key": key, "seen": 2, "document": "TTr 8"}
    refused(
        "Hồ sơ chưa được Văn phòng Điều phối",
        do,
        councils.mark_sent,
        HEAD,
        **leaving,
        declared=True,
    )
    refused("Cần ghi lý do trả", answer, key, TransferResult.RETURNED)
    answer(key, TransferResult.RETURNED, reason="thiếu chữ ký")
    assert tasks() == ["hồ sơ khen «Người A1»: bị trả vì thiếu chữ ký; bổ sung rồi chuyển lại"]
    send(key)
    with reading() as session:
        work = Work(session, SECRETARY, fresh(), NOW)
        assert (open_dossiers.to_confirm(work), open_dossiers.to_answer(work)) == (
            (3, ("A",)),
            (1, ("A",)),
        )
    answer(key, TransferResult.RECEIVED)
    refused("chưa đủ và đã xác nhận", do, councils.mark_sent, HEAD, **leaving, declared=True)
    confirm(key)
    refused("lời cam đoan", do, councils.mark_sent, HEAD, **leaving)
    do(councils.mark_sent, HEAD, **leaving, declared=True)

    found = view(key)
    assert found.proposal.state is ProposalState.SENT
    assert [len(one.transfers) for one in found.steps] == [2, 1, 0]
    assert tasks() == []
    answer(key, TransferResult.MORE, HEAD, step=1, reason="thêm bản chính")
    send(key, HEAD, LEAVING)
    assert len(view(key).steps[1].transfers) == 2


def test_who_puts_a_paper_in_does_not_confirm_it_and_it_may_be_handed_back():
    running()
    key = propose("A1")
    put(key, HEAD, "to-trinh")
    with pytest.raises(NotPermitted, match="không tự xác nhận"):
        do(dossier_papers.confirm, HEAD, key=key, code="to-trinh", seen=1)
    with pytest.raises(NotPermitted):
        do(dossier_papers.confirm, OFFICER, key=key, code="to-trinh", seen=1)
    with pytest.raises(StaleEdit):
        do(dossier_papers.put, OFFICER, key=key, code="to-trinh", seen=0, document="x")
    refused(
        "Cần ghi số, ngày", do, dossier_papers.put, key=key, code="bien-ban", seen=0, document=" "
    )
    do(dossier_papers.take_back, SECRETARY, key=key, code="to-trinh", seen=1, reason="mờ")

    (first, *_) = view(key).papers
    assert (first.state.value, first.said) == ("missing", "bị trả lại: mờ")


def test_a_paper_dossier_is_late_by_the_day_the_receiver_states():
    running()
    key = propose("A1")
    put(key)
    refused("chưa tới", send, key, HEAD, at=NOW + timedelta(hours=1))
    send(key, HEAD, at=datetime(2025, 1, 2, 8, tzinfo=VIETNAM))

    (first, *_) = view(key).steps
    assert first.lateness(first.current) == "đúng hạn"
    answer(key, TransferResult.RECEIVED, HEAD)  # what came on paper is taken by who wrote it down


def test_places_are_shared_within_the_limit_and_hold_every_sending():
    running()
    refused("vượt 1 suất", share, "A", 6)
    refused("không giới hạn", share, "A", 1, group="1.3")
    refused("ông có nhóm «9»", share, "A", 1, group="9")
    refused("chưa phân bổ|không có đợt", share, "A", 1, round_code="so-ket")
    with pytest.raises(NotPermitted):
        share("A", 1, actor=HEAD)
    share("A", 1)
    share("B", 0)
    first, second, other = propose("A1"), propose("A2"), propose("B1")
    for key in (first, second, other):
        put(key, HEAD)
    send(first)
    refused("«A» đã dùng hết 1 suất", send, second)
    refused("«B» không được phân bổ suất nào", send, other, HEAD)
    refused("đã gửi 1 hồ sơ", share, "A", 0, seen=1)
    refused("cần ghi lý do", share, "B", 0, seen=1, from_rest=1)
    share("B", 0, seen=1, from_rest=1, reason="phần còn lại đủ")
    send(other, HEAD)
    refused("Hạn mức mới không đủ", do, quotas.set_places, PROGRAM, code=GROUP, most=1, seen=0,
            reason="TB", programme=PLAN)  # fmt: skip

    with reading() as session:
        work = Work(session, HEAD, fresh(), NOW)
        plan = law.book(session).programmes[PLAN]
        found = allocations.of_movement(work, plan=plan)
        own = allocations.of_movement(Work(session, OFFICER, fresh(), NOW), plan=plan)
        readings = leader_readings.of_programme(work, code=PLAN)
        assert list(award_checks.faults(session)) == []
    (group,) = [one for one in found.groups if one.group == GROUP]
    assert (group.most, group.given, group.rest, group.proposed, group.gone) == (5, 2, 3, 3, 2)
    (mine,) = [one for one in own.groups if one.group == GROUP]
    assert ([one.unit for one in mine.shares], mine.proposed) == (["A"], 2)
    assert [one.is_binding for one in readings] == [True, False]


def test_a_book_of_places_comes_whole_or_not_at_all():
    running()

    def bring(*rows):
        with writing() as session:
            work = Work(session, PROGRAM, fresh(), NOW)
            return allocations.import_allocations(work, rows=rows)

    def row(unit, places, group="1.4", year=2025):
        return AllocationRow(
            movement=PLAN, round="hang-nam", year=year, group=group, unit=unit, places=places
        )

    for wrong, said in (
        ([row("A", 7), row("B", 4)], "vượt 1 suất"),
        ([row("A", 1), row("A", 2)], "trùng dòng"),
        ([row("X", 1)], "không có đơn vị «X»"),
        ([row("A", 1, year=2024)], "chọn kỳ năm 2024"),
    ):
        with reading() as session:
            seen = allocations.preview_allocations(Work(session, PROGRAM, fresh(), NOW), rows=wrong)
        assert said in " ".join(one.message for one in seen.findings)
        refused("chưa có gì được ghi", bring, *wrong)
    bring(row("A", 6), row("B", 4))
    assert bring(row("A", 6)).changes[0].kind.value == "same"
    with reading() as session:
        content = allocations.workbook(Work(session, PROGRAM, fresh(), NOW))
    rows, findings = read_allocation_book(read_book(content))
    assert ([(one.unit, one.group, one.places) for one in rows], list(findings)) == (
        [("A", "1.4", 6), ("B", "1.4", 4)],
        [],
    )


def test_an_opinion_offers_a_fact_and_the_office_alone_takes_it():
    running()
    key = propose("A1")
    said = {
        y_kien.PROPOSAL: str(key),
        y_kien.AGENCY: "thanh tra",
        y_kien.SAID: y_kien.LOOKED_AT,
    }

    def write(cells, **more):
        do(lines.write, OFFICER, register="y-kien", unit="A", code="", cells=cells, **more)

    refused("không có đề nghị khen mang mã «99»", write, said | {y_kien.PROPOSAL: "99"})
    refused("cần ghi số, ngày văn bản", write, said)
    write(said, evidence="CV 5")
    with pytest.raises(NotPermitted):
        do(opinions.take, OFFICER, key=key, seen=0)
    with reading() as session:
        found = opinions.of_proposal(Work(session, HEAD, fresh(), NOW), key=key)
    assert (len(found.lines), len(found.offered), found.stated) == (1, 1, False)
    do(opinions.take, HEAD, key=key, seen=0)

    with reading() as session:
        found = opinions.of_proposal(Work(session, HEAD, fresh(), NOW), key=key)
    assert (found.stated, found.seen) == (True, 1)
    do(proposals.withdraw, HEAD, key=key, seen=1, reason="Thôi")
    other = said | {y_kien.AGENCY: "thuế"}
    refused("đề nghị này đã rút", write, other, evidence="CV 6")


def test_a_unit_sees_the_dossiers_of_others_as_not_there():
    running()
    key = propose("B1")

    with pytest.raises(NotFound):
        view(key, OFFICER)


def test_ending_a_proposal_calls_its_dossier_back_and_its_papers_stand_while_it_is_away():
    running()
    key, other = propose("A1"), propose("A2")
    for one in (key, other):
        put(one)
        send(one)
    do(proposals.withdraw, HEAD, key=other, seen=1, reason="Xin rút")
    assert view(other).steps[0].words(NOW.date()).endswith("; trả: đề nghị đã rút: Xin rút")
    answer(key, TransferResult.RECEIVED)
    confirm(key)
    do(councils.mark_voted, HEAD, key=key, seen=1, document="BB 3")
    do(councils.mark_sent, HEAD, key=key, seen=2, document="TTr 5", declared=True)
    paper = {"key": key, "code": "to-trinh", "seen": 2}
    refused("Hồ sơ đang ở .* không đổi", do, dossier_papers.put, document="khác", **paper)
    refused("không đổi", do, dossier_papers.take_back, SECRETARY, reason="mờ", **paper)
    answer(key, TransferResult.MORE, HEAD, step=1, reason="thêm bản chính")
    do(dossier_papers.put, document="bản chính", **paper)
    with reading() as session:
        assert list(award_checks.faults(session)) == []


def test_a_book_with_places_of_the_rest_comes_back_the_same():
    running()
    share("A", 0, from_rest=1, reason="phần còn lại đủ")
    key = propose("A1")
    put(key)
    send(key)
    with reading() as session:
        work = Work(session, PROGRAM, fresh(), NOW)
        rows, findings = read_allocation_book(read_book(allocations.workbook(work)))
        seen = allocations.preview_allocations(work, rows=rows, findings=findings)
    assert ([one.kind.value for one in seen.changes], list(seen.findings)) == (["same"], [])


def test_a_day_of_today_in_vietnam_has_come_before_it_has_in_london():
    running()
    key = propose("A1")
    early = datetime(2026, 3, 21, 1, 0, tzinfo=VIETNAM)
    named = {"key": key, "seen": 1, "council": "Hội đồng tỉnh", "reason": "thiếu"}
    with pytest.raises(Refused, match="22/03/2026 chưa tới"):
        do(councils.cut, SECRETARY, early, day=date(2026, 3, 22), **named)
    do(councils.cut, SECRETARY, early, day=date(2026, 3, 21), **named)


def test_a_round_left_to_a_later_document_has_its_own_limits_and_sends_nothing_before_it():
    running()
    key = propose("A1")
    last = do(
        proposals.propose,
        HEAD,
        **{"recipient": PERSON, "subject": "A1", "programme": PLAN, "group": GROUP},
        **{"round_code": "tong-ket", "despite": "CV 9"},
    )
    with reading() as session:
        found = {one.key: one.place for one in proposals.unchecked(session, fresh())}
        awards = allocations.of_movement(
            Work(session, PROGRAM, fresh(), NOW), plan=law.book(session).programmes[PLAN]
        )
    assert found == {key: (PLAN, GROUP), last: (PLAN, f"tong-ket/{GROUP}")}
    assert [view(one).steps[0].last is None for one in (key, last)] == [False, True]
    (further,) = awards.further
    own = {one.code: (one.proposed, one.limit_words) for one in further.groups}
    assert (own[GROUP], own["1.3"]) == ((1, "chưa quy định"), (0, "chưa quy định"))
    assert {one.group: one.proposed for one in awards.groups}[GROUP] == 1
    refused("không có đợt khen «so-ket»; đợt dùng được: tong-ket", do, proposals.propose, HEAD,
            recipient=PERSON, subject="A2", programme=PLAN, group=GROUP, round_code="so-ket",
            despite="CV 9")  # fmt: skip

    def up(one):
        leaving = {"key": one, "seen": 2, "document": "TTr 1", "declared": True}
        do(councils.mark_sent, SECRETARY, **leaving)

    for one in (key, last):
        put(one)
        confirm(one)
        do(councils.mark_voted, HEAD, key=one, seen=1, document="BB 3")
        send(one)
        answer(one, TransferResult.RECEIVED)
    refused("hạn mức đợt «Khen thưởng tổng kết» chưa quy định", up, last)
    set_up = {"programme": PLAN, "code": f"tong-ket/{GROUP}", "reason": "Theo hướng dẫn"}
    refused("cần ghi văn bản hướng dẫn", do, quotas.set_places, PROGRAM, most=1, seen=0, **set_up)
    with pytest.raises(NotFound):
        do(quotas.set_places, PROGRAM, most=1, seen=0, **set_up | {"code": f"hang-nam/{GROUP}"})
    do(quotas.set_places, PROGRAM, most=0, seen=0, document="HD 5", **set_up)
    refused("vượt hạn mức", up, last)
    do(quotas.set_places, PROGRAM, most=1, seen=1, document="HD 5", **set_up)
    up(last)
    with reading() as session:
        gone = {one.key: one.state for one in proposals.unchecked(session, fresh())}
    assert gone == {key: ProposalState.VOTED, last: ProposalState.SENT}
