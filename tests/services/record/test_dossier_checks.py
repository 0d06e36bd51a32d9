"""Hồ sơ khen thưởng trước nhật ký: whoever bends it behind the program is named, and what was."""

import hashlib

import pytest

from tests.databases import prepared
from tests.people import PROGRAM
from tests.services.awards.test_proposals import BASE, DECISION, EXCELLENT
from tests.services.dossier_block import PERSON, UNIT, WHOLE, WORKER, award, settled, state
from tests.services.law.test_law import STRICTER
from tests.services.year import NOW, do
from tests.tampering import bend
from thidua.db.engine import reading, writing
from thidua.services.awards import decisions, proposals, quotas
from thidua.services.dossier import facts, staff
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.record import chained, integrity


@pytest.fixture(autouse=True)
def filled(database_url):
    """Mỗi loại dữ liệu có một vài giá trị, some of them changed and withdrawn in the right way."""
    settle()


@prepared
def settle():
    settled()
    for unit in "AB":
        state(unit, WHOLE)
    state("A", {"so_nguoi": "6", "so_ldtt": "5", "so_hoan_thanh": "6"})
    state("P1", {"chuc_vu_lanh_dao": "có"}, year=None)
    award("A", "giay-khen", 2024)
    award("A", "giay-khen", 2024, "12/QĐ")
    award("B", "giay-khen", 2023, "9/QĐ")
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        place = {"recipient": UNIT, "subject": "B", "year": 2025, "typed": ""}
        facts.state(work, code="so_nguoi", seen=1, **place)
        staff.set_active(work, code="P2", active=False, seen=1, reason="nghỉ")
        law.save_copy(work, name="tinh.toml", text=STRICTER, seen=0)
        text = STRICTER.replace('"90%"', '"80%"')
        law.save_copy(work, name="tinh.toml", text=text, seen=1)
    do(quotas.set_places, code="BK.COKHOI", most=1, seen=0, reason="TB 5")
    first = do(proposals.propose, recipient=UNIT, subject="A", award=EXCELLENT)
    do(proposals.propose, recipient=UNIT, subject="B", award=EXCELLENT, despite="CV 9")
    do(decisions.decide, key=first, seen=1, **DECISION)
    state("P1", WORKER)
    do(proposals.propose, recipient=PERSON, subject="P1", award=BASE)


def mismatches():
    with reading() as session:
        return [
            (one.place, one.stored, one.recorded)
            for one in chained.mismatches(Work(session, PROGRAM))
        ]


def fault():
    """Lỗi của bất biến về quyết định."""
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM))
    return next(one.fault for one in found if one.code == "I16")


@pytest.mark.both_databases
def test_what_the_program_wrote_agrees_with_the_record():
    assert mismatches() == []
    assert fault() == ""


LIMIT = (
    "Bằng khen của bộ, ban, ngành, tỉnh: Khối dưới 10 đơn vị được 02 Bằng khen, từ 10 đơn vị "
    "được 03"
)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE stated_fact SET value = '5' WHERE subject = 'A' AND code = 'so_nguoi' AND live",
            ("dữ kiện A · Số người của tập thể · năm 2025", "giá trị: 5", "giá trị: 6"),
        ),
        (
            "UPDATE stated_fact SET live = (1 = 1) WHERE code = 'so_nguoi' AND subject = 'B'",
            (
                "dữ kiện B · Số người của tập thể · năm 2025",
                "đang hiệu lực: có",
                "đang hiệu lực: không",
            ),
        ),
        (
            "UPDATE given_award SET year = 2022 WHERE subject = 'B'",
            ("lần khen B · Giấy khen · năm 2023", "năm: 2022", "năm: 2023"),
        ),
        (
            "UPDATE given_award SET withdrawn = (1 = 1) WHERE subject = 'B'",
            ("lần khen B · Giấy khen · năm 2023", "đã rút: có", "đã rút: không"),
        ),
        (
            "UPDATE person SET is_leader = (1 = 0) WHERE code = 'P1'",
            ("cá nhân P1", "là lãnh đạo: không", "là lãnh đạo: có"),
        ),
        (
            "UPDATE person SET full_name = 'Trần Văn Khác' WHERE code = 'P1'",
            ("cá nhân P1", "họ tên: Trần Văn Khác", "họ tên: Trần Văn An"),
        ),
        (
            "UPDATE quota_setting SET most = 9",
            (f"K1 2025 · số suất · {LIMIT}", "nhiều nhất: 9", "nhiều nhất: 1"),
        ),
        (
            "UPDATE proposal SET despite = '' WHERE subject = 'B'",
            (
                "K1 2025 · đề nghị B · Tập thể lao động xuất sắc",
                "lý do vượt hạn mức: trống",
                "lý do vượt hạn mức: CV 9",
            ),
        ),
        (
            "UPDATE achievement_use SET year = 2020",
            (
                "K1 2025 · đề nghị P1 · Chiến sĩ thi đua cơ sở · thành tích đã dùng "
                "Phạm vi ảnh hưởng của sáng kiến năm 2025",
                "năm: 2020",
                "năm: 2025",
            ),
        ),
    ],
)
def test_what_was_changed_behind_the_program_is_named(statement, told):
    bend(statement)

    assert mismatches() == [told]


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        (
            "DELETE FROM stated_fact WHERE code = 'chuc_vu_lanh_dao'",
            "dữ kiện P1 · Giữ chức vụ lãnh đạo · mọi năm",
        ),
        (
            "DELETE FROM given_award WHERE subject = 'B'",
            "lần khen B · Giấy khen · năm 2023",
        ),
        (
            "DELETE FROM quota_setting",
            f"K1 2025 · số suất · {LIMIT}",
        ),
        (
            "DELETE FROM law_text WHERE live",
            "bản luật tinh.toml phiên bản 2",
        ),
    ],
)
def test_what_was_taken_away_behind_the_program_is_named(statement, place):
    bend(statement)

    assert [(where, stored) for where, stored, _ in mismatches()] == [(place, "không có")]


def test_what_was_put_in_behind_the_program_is_named():
    bend(
        "INSERT INTO given_award (recipient, subject, award, year, decision, authority, occasion,"
        " version, withdrawn, set_by, set_at)"
        " SELECT recipient, subject, 'bang-khen-tinh', 2020, decision, authority, occasion,"
        " version, withdrawn, set_by, set_at FROM given_award WHERE subject = 'B'"
    )

    assert [(where, recorded) for where, _, recorded in mismatches()] == [
        ("lần khen B · Bằng khen của bộ, ban, ngành, tỉnh · năm 2020", "chưa ghi nhận")
    ]


def test_a_law_changed_behind_the_program_is_named_and_a_long_text_told_by_its_digest():
    bend("UPDATE law_text SET content = 'x = 1' WHERE live")

    ((place, stored, recorded),) = mismatches()
    assert (place, stored) == ("bản luật tinh.toml phiên bản 2", "nội dung: x = 1")
    text = STRICTER.replace('"90%"', '"80%"')
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert recorded == f"nội dung: {len(text)} ký tự, SHA-256 {digest}"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE proposal SET verdict = '' WHERE subject = 'A'",
            "không có kết quả xét của ngày quyết định",
        ),
        (
            "UPDATE proposal SET judged_on = '2025-12-31' WHERE subject = 'A'",
            "không có kết quả xét của ngày quyết định",
        ),
        (
            "UPDATE proposal SET verdict = (SELECT verdict FROM proposal WHERE subject = 'B')"
            " WHERE subject = 'A'",
            "kết quả xét chưa đầy đủ hoặc không đủ điều kiện mà không ghi lý do",
        ),
        (
            "UPDATE given_award SET decision = '99/QĐ' WHERE proposal_id IS NOT NULL",
            "quá trình khen thưởng không ghi đúng quyết định này",
        ),
        (
            "UPDATE proposal SET state = 'sent' WHERE subject = 'A'",
            "chưa có quyết định mà đã vào quá trình khen thưởng",
        ),
    ],
)
def test_a_decision_without_a_whole_verdict_of_its_day_is_found(statement, said):
    bend(statement)

    assert said in fault()
