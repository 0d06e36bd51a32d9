"""Hạn mức khi đi tiếp: nothing is sent or decided beyond a quota, and what was is found."""

from datetime import date

import pytest

from tests.databases import prepared
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import PERSON, UNIT, settled_with_quotas, state
from tests.services.on_the_road import ready
from tests.services.year import (
    HEAD,
    NOW,
    SECRETARY,
    advance,
    backed_up,
    do,
    fresh,
    overtaken,
    save,
    to_verify,
)
from tests.tampering import bend, tampering
from thidua.db.engine import reading, writing
from thidua.db.tables import Block, BlockYear, Proposal
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.law.quota import QuotaStatus, StatedBase
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.sheet import Hand
from thidua.services.awards import councils, decisions, eligibility, proposals, quotas
from thidua.services.dossier import staff
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.progress import stages
from thidua.services.record import integrity
from thidua.services.verify import verification

pytestmark = pytest.mark.usefixtures("database_url")

CERTIFICATE, FLAG, PLAN = "bang-khen-tinh", "co-thi-dua-tinh", "binh-phuoc-nong-thon-moi"
QUOTA = (
    "«Bằng khen của bộ, ban, ngành, tỉnh: Khối dưới 10 đơn vị được 02 Bằng khen, từ 10 đơn vị được "
    "03»"
)
LEADERS = (
    "«Toàn tỉnh chung sức xây dựng Nông thôn mới: Lãnh đạo từ phó trưởng phòng trở lên không quá "
    "40% tổng số cá nhân đề nghị»"
)
CURE = "hoặc ấn định số suất kèm lý do ở phần «Hạn mức»"
DECISION = {"decision": "15/QĐ", "day": NOW.date(), "signer": "Nguyễn Văn Chủ"}


def told(view):
    """Điều còn vướng và nơi chữa."""
    return [(one.message, one.cure) for one in view.blockers]


def propose(subject, award=CERTIFICATE, **more):
    recipient = UNIT if subject in ("A", "B") else PERSON
    named = {"recipient": recipient, "subject": subject, "award": award, "despite": "CV 9"}
    return do(proposals.propose, **named | more)


def version(key):
    with reading() as session:
        found = proposals.unchecked(session, fresh())
    return next(one.version for one in found if one.key == key)


def step(service, key, **named):
    do(service, key=key, seen=version(key), **named)


def vote(key):
    step(councils.mark_voted, key, document="BB 3/BB-K1")


def send(key):
    ready(key)
    step(councils.mark_sent, key, document="TTr 8/TTr-K1", declared=True)


def decide(key):
    step(decisions.decide, key, **DECISION)


def refused(service, key):
    with pytest.raises(Refused) as told:
        service(key)
    return str(told.value)


def states():
    with reading() as session:
        found = proposals.unchecked(session, fresh())
    return {one.subject: one.state.value for one in found}


def places(most, code="BK.COKHOI", seen=0, **more):
    do(quotas.set_places, code=code, most=most, seen=seen, reason="TB 5/TB-HĐTĐ", **more)


@prepared
def ranked():
    """Đơn vị A đứng trên đơn vị B."""
    settled_with_quotas()
    to_verify()
    for unit, main in (("A", 80), ("B", 70)):
        save(unit, SECRETARY, Hand.VERIFIED, main=main)
        do(verification.verify_sheet, SECRETARY, unit=unit)


def fault():
    """Lỗi của bất biến về hạn mức."""
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM))
    return next(one.fault for one in found if one.code == "I15")


@pytest.mark.parametrize("last", [send, decide])
def test_within_the_quota_everybody_goes_on(last):
    settled_with_quotas()
    for key in [propose(unit) for unit in "AB"]:
        last(key)

    assert set(states().values()) == {"sent" if last is send else "decided"}
    assert fault() == ""


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("last", "words"), [(send, "đã trình cấp trên"), (decide, "đã có quyết định")]
)
def test_one_more_than_the_quota_is_refused_with_how_many_are_over_and_what_to_do(last, words):
    ranked()
    places(1)
    first, second = (propose(unit) for unit in "AB")
    vote(second)
    last(first)

    assert refused(last, second) == (
        f"Chưa ghi «{words}» được vì vượt hạn mức: {QUOTA} có 2 đề nghị cho 1 suất, vượt 1: bớt 1 "
        f"đề nghị (ngoài vạch suất: Phòng B); {CURE}."
    )
    assert states()["B"] == "voted"


def test_a_number_set_with_its_reason_lets_the_next_one_go_on():
    ranked()
    places(1)
    first, second = (propose(unit) for unit in "AB")
    vote(second)
    send(first)
    places(2, seen=1)

    send(second)

    assert states() == {"A": "sent", "B": "sent"}
    assert fault() == ""


def test_once_another_was_withdrawn_there_is_room_again():
    ranked()
    places(1)
    first, second = (propose(unit) for unit in "AB")
    assert "«Phòng B» chưa được chọn vào hạn mức" in refused(send, second)

    step(proposals.withdraw, first, reason="nhường")
    send(second)

    assert states() == {"A": "withdrawn", "B": "sent"}


@pytest.mark.parametrize("last", [send, decide])
def test_whoever_is_below_the_line_goes_on_only_when_the_meeting_chose_it(last):
    ranked()
    places(1)
    first, second = (propose(unit) for unit in "AB")

    assert refused(last, second).endswith(
        f"«Phòng B» chưa được chọn vào hạn mức: {QUOTA} có 2 đề nghị cho 1 suất, vượt 1: bớt 1 đề "
        f"nghị (ngoài vạch suất: Phòng B); hãy ghi kết quả bình xét trước, {CURE}."
    )
    vote(second)
    last(second)

    assert states()["B"] == ("sent" if last is send else "decided")
    assert "vượt hạn mức" in refused(last, first)


def test_of_those_tied_for_the_last_place_none_goes_on_without_a_vote():
    settled_with_quotas()
    places(1)
    first, second = (propose(unit) for unit in "AB")
    tied = "Phòng A, Phòng B cùng hạng ở suất cuối: biểu quyết chọn 1; bớt 1 đề nghị"

    assert [tied in refused(send, key) for key in (first, second)] == [True, True]
    vote(first)
    send(first)

    assert states() == {"A": "sent", "B": "proposed"}
    assert fault() == ""


def test_what_was_sent_keeps_its_place_when_decided_and_a_lowered_quota_stops_the_last():
    settled_with_quotas()
    first, second = (propose(unit) for unit in "AB")
    for key in (first, second):
        send(key)
    places(1)

    decide(first)
    assert "có 2 đề nghị cho 1 suất, vượt 1" in refused(decide, second)
    step(councils.cut, second, council="HĐ tỉnh", day=NOW.date(), reason="đủ số")

    assert states() == {"A": "decided", "B": "cut"}
    assert fault() == ""


def test_nobody_is_decided_past_those_who_were_sent():
    settled_with_quotas()
    first, second = (propose(unit) for unit in "AB")
    send(first)
    places(1)
    vote(second)

    assert "vượt hạn mức" in refused(decide, second)
    decide(first)
    assert states() == {"A": "decided", "B": "voted"}


def test_people_take_no_place_of_a_quota_of_units():
    settled_with_quotas()
    places(1)
    for subject in ("A", "P1", "P2"):
        send(propose(subject))

    assert set(states().values()) == {"sent"}
    assert fault() == ""


def test_a_quota_nobody_set_stops_nothing_and_once_set_it_does():
    settled_with_quotas()
    first, second = (propose(unit, FLAG) for unit in "AB")
    send(first)
    assert fault() == ""

    places(1, "CO.HANGNAM")
    vote(second)

    assert "có 2 đề nghị cho 1 suất" in refused(send, second)


def officials(*leads):
    """Cá nhân của đơn vị A, each put forward in the group of officials; who of them leads."""
    codes = [f"N{number}" for number in range(len(leads))]
    with writing() as session:
        rows = [
            StaffRow(code, f"Người {code}", "A", "", is_leader)
            for code, is_leader in zip(codes, leads, strict=True)
        ]
        staff.import_people(Work(session, PROGRAM, now=NOW), rows=rows)
    return [propose(code, "", programme=PLAN, group="1.5.1") for code in codes]


def test_a_leader_beyond_the_share_stays_and_the_others_go_on():
    settled_with_quotas()
    leader, other = officials(True, False)

    assert refused(send, leader) == (
        f"Chưa ghi «đã trình cấp trên» được vì vượt hạn mức: {LEADERS}: 1/2 (50,0 %) vượt 40 %: "
        f"bớt 1 quản lý hoặc thêm 1 cá nhân không giữ chức vụ; {CURE}."
    )
    send(other)
    assert states() == {"N0": "proposed", "N1": "sent"}
    with pytest.raises(NotFound):
        places(1, "KHONG.CO", programme=PLAN)
    places(1, "LANHDAO", programme=PLAN)
    send(leader)

    assert set(states().values()) == {"sent"}
    assert fault() == ""


@pytest.mark.parametrize("last", [send, decide])
def test_a_leader_within_the_share_of_the_list_may_go_on_first(last):
    settled_with_quotas()
    leader, *others = officials(True, False, False)

    last(leader)
    assert fault() == ""
    for key in others:
        last(key)

    assert len(set(states().values())) == 1


@pytest.mark.both_databases
def test_too_many_leaders_among_those_sent_are_found():
    settled_with_quotas()
    for key in officials(True, False, False):
        send(key)
    bend("UPDATE proposal SET state = 'withdrawn' WHERE subject = 'N2'")

    assert fault() == (
        f"K1 2025: đã trình hoặc quyết định vượt hạn mức: {LEADERS}: 1/2 (50,0 %) vượt 40 %: bớt 1 "
        "quản lý hoặc thêm 1 cá nhân không giữ chức vụ"
    )


def test_somebody_no_longer_considered_keeps_the_place():
    settled_with_quotas()
    first, second = officials(False, False)
    send(first)
    places(1, "1.5.1", programme=PLAN)
    with writing() as session:
        staff.set_active(
            Work(session, PROGRAM, now=NOW), code="N0", active=False, seen=1, reason="nghỉ"
        )
    vote(second)

    said = refused(send, second)

    assert "có 2 đề nghị cho 1 suất, vượt 1" in said
    with reading() as session:
        found = eligibility.assess(Work(session, HEAD, fresh()), programme=PLAN)
    assert (found.proposed["1.5.1"]["1.5.1"].count, found.proposed["1.5.1"]["1.5.1"].status) == (
        2,
        QuotaStatus.NEEDS_VOTE,
    )


OVER = f"K1 2025: đã trình hoặc quyết định vượt hạn mức: {QUOTA} có 2 đề nghị cho 1 suất, vượt 1: "


def sent_both():
    ranked()
    places(2)
    for unit in "AB":
        send(propose(unit))
    assert fault() == ""


def test_a_quota_lowered_below_what_was_sent_is_found_and_the_one_beyond_is_named():
    sent_both()
    places(1, seen=1)

    assert fault() == f"{OVER}bớt 1 đề nghị (ngoài vạch suất: Phòng B)"
    places(2, seen=2)
    assert fault() == ""


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE quota_setting SET most = 1",
            f"{OVER}bớt 1 đề nghị (ngoài vạch suất: Phòng B)",
        ),
        (
            "UPDATE quota_setting SET reason = ''",
            f"K1 2025 · {QUOTA.strip('«»')}: ấn định 2 suất mà không ghi lý do",
        ),
        ("UPDATE quota_setting SET most = NULL, reason = ''", ""),
    ],
)
def test_places_changed_behind_the_program_are_found(statement, said):
    sent_both()
    bend(statement)

    assert fault() == said


@pytest.mark.parametrize(
    ("step", "is_found"), [("sent", True), ("decided", True), ("voted", False)]
)
def test_a_proposal_sent_behind_the_program_is_found(step, is_found):
    ranked()
    places(1)
    send(propose("A"))
    propose("B")
    assert fault() == ""
    bend(f"UPDATE proposal SET state = '{step}' WHERE subject = 'B'")

    assert fault().startswith(OVER) is is_found


def test_a_proposal_for_what_the_law_book_no_longer_has_breaks_nothing():
    settled_with_quotas()
    key = propose("A")
    send(propose("B"))
    bend("UPDATE proposal SET award = 'da-bo' WHERE subject = 'A'")
    bend(f"UPDATE proposal SET programme = 'da-bo', group_code = '1' WHERE id <> {key}")

    assert fault() == ""


@pytest.mark.both_databases
def test_too_many_proposals_stop_the_lock_until_one_is_withdrawn():
    ranked()
    advance()
    assert fresh().stage is Stage.APPRAISE
    places(1)
    keys = [propose(unit) for unit in "AB"]
    said = (
        f"vượt hạn mức: {QUOTA} có 2 đề nghị cho 1 suất, vượt 1: bớt 1 đề nghị (ngoài vạch suất: "
        "Phòng B)"
    )
    backed_up()

    with reading() as session:
        view = stages.view(Work(session, HEAD, fresh()))
    assert told(view) == [(said, Doing.AWARD)]
    with pytest.raises(Refused, match="vượt hạn mức"):
        advance()
    step(proposals.withdraw, keys[1], reason="quá số suất")

    assert advance() is Stage.LOCKED


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Thư mục của các tệp luật địa phương."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    found = tmp_path / "var" / "luat"
    found.mkdir(parents=True)
    return found


FEWER = """
[[documents]]
code = "qd-tinh"
name = "Quyết định 9/2026/QĐ-UBND"
title = "Quy định khen thưởng của tỉnh"
from = 2024-01-01
verified = "văn bản"

[[quotas]]
code = "BK.COKHOI"
award = "bang-khen-tinh"
text = "Mỗi khối một Bằng khen"
limit = { kind = "fixed", most = 1 }
document = "qd-tinh"
article = "Điều 4"
verified = "văn bản"
"""


@pytest.mark.both_databases
def test_a_local_file_that_allows_fewer_is_seen_at_once_and_a_wrong_one_is_told(folder):
    ranked()
    advance()
    backed_up()

    def blockers():
        with reading() as session:
            return [one.message for one in stages.view(Work(session, HEAD, fresh())).blockers]

    file = folder / "tinh.toml"
    file.write_text(FEWER.replace("fixed", "xxx"), encoding="utf-8")
    assert blockers() == []
    assert fault().startswith("bộ luật có lỗi nên chưa đối chiếu được hạn mức: tệp luat/tinh.toml")

    file.unlink()
    for unit in "AB":
        send(propose(unit))
    backed_up()
    assert (blockers(), fault()) == ([], "")
    file.write_text(FEWER, encoding="utf-8")
    over = (
        "vượt hạn mức: «Bằng khen của bộ, ban, ngành, tỉnh: Mỗi khối một Bằng khen» có 2 đề nghị "
        "cho 1 suất, vượt 1: bớt 1 đề nghị (ngoài vạch suất: Phòng B)"
    )
    assert (blockers(), fault()) == ([over], f"K1 2025: đã trình hoặc quyết định {over}")
    file.write_text(FEWER.replace("fixed", "xxx"), encoding="utf-8")
    assert blockers() == ["bộ luật có lỗi nên chưa đối chiếu được hạn mức"]


def test_a_share_of_leaders_is_told_once_though_it_counts_several_groups():
    ranked()
    advance()
    state("P1", {"chuc_vu_lanh_dao": "có"}, year=None)
    propose("P1", "", programme=PLAN, group="1.5.1")
    propose("P1", "", programme=PLAN, group="1.6")
    backed_up()

    with reading() as session:
        view = stages.view(Work(session, HEAD, fresh()))

    assert [(message.partition("»")[0], cure) for message, cure in told(view)] == [
        (f"vượt hạn mức: {LEADERS.partition('»')[0]}", Doing.AWARD)
    ]


@pytest.mark.both_databases
def test_of_two_sent_at_once_for_the_last_place_one_goes():
    ranked()
    places(1)
    first, second = (propose(unit) for unit in "AB")
    vote(second)

    told = overtaken(
        lambda session: councils.mark_sent(
            Work(session, HEAD, fresh(), NOW), key=first, seen=1, document="TTr 8"
        ),
        lambda: send(second),
    )

    assert isinstance(told, Refused)
    assert states() == {"A": "sent", "B": "voted"}


def test_the_base_outside_of_the_block_is_entered_with_its_source_and_told_by_the_verdict():
    """Khoản 1 Điều 11: the collectives of the whole province, not of one block."""
    settled_with_quotas()
    places(None, "CCP.20", base=10, document="CV 12/BTĐKT")
    with reading() as session:
        held = {one.code: one for one in quotas.choices(Work(session, PROGRAM, fresh()))}

    assert (held["CCP.20"].override, held["CCP.20"].base) == (None, StatedBase(10, "CV 12/BTĐKT"))
    assert recorded("quota.set")[-1].new.endswith("căn cứ tính tỷ lệ 10 (theo CV 12/BTĐKT)")
    places(None, "CCP.20", seen=1)
    with reading() as session:
        held = {one.code: one for one in quotas.choices(Work(session, PROGRAM, fresh()))}
    assert held["CCP.20"].base is None


def test_what_another_block_sent_takes_a_place_of_a_share_of_the_whole_province():
    """Khoản 1 Điều 11: the fifth is of the whole province, so its blocks share the places."""
    settled_with_quotas()
    flag, mine = "co-thi-dua-chinh-phu", fresh()
    with tampering() as session:
        block = Block(code="K9", name="Khối khác")
        session.add(block)
        session.flush()
        year = BlockYear(block_id=block.id, year=mine.year)
        session.add(year)
        session.flush()
        for subject, how in (("Z1", "sent"), ("Z2", "proposed")):
            given = {"state": how, "document": "TTr 9", "set_by": "An", "set_at": NOW}
            session.add(
                Proposal(
                    block_year_id=year.id,
                    award=flag,
                    recipient="collective",
                    subject=subject,
                    **given,
                )
            )

    with reading() as session:
        book = law.book(session)
        before, after = (
            quotas.elsewhere(session, mine, book.at(day), flag)
            for day in (date(2023, 12, 31), date(2025, 12, 31))
        )
        other = quotas.elsewhere(session, mine, book.at(date(2023, 12, 31)), "giay-khen")

    assert ([one.code for one in before], after, other) == (["Z1"], [], [])


@pytest.mark.parametrize(
    ("code", "base", "message"),
    [
        ("BK.COKHOI", 9, "Căn cứ tính tỷ lệ của hạn mức này được đếm trong khối, không nhập."),
        ("CCP.20", -1, "Căn cứ tính tỷ lệ phải từ 0 đến 10.000."),
        ("CCP.20", 10_001, "Căn cứ tính tỷ lệ phải từ 0 đến 10.000."),
    ],
)
def test_a_base_is_entered_only_where_the_block_cannot_count_it(code, base, message):
    settled_with_quotas()

    with pytest.raises(Refused) as told:
        places(None, code, base=base)

    assert str(told.value) == message
