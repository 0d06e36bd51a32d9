"""Hồ sơ khen thưởng trước nhật ký: whoever bends it behind the program is named, and what was."""

import pytest

from tests.people import PROGRAM
from tests.services.dossier import UNIT, WHOLE, award, settled, state
from tests.services.test_law import STRICTER
from tests.services.test_proposals import DECISION, EXCELLENT
from tests.services.year import NOW, do
from thidua.db.engine import engine, reading, writing
from thidua.services import decisions, facts, integrity, law, people, proposals, quotas, records


@pytest.fixture(autouse=True)
def filled(database_url):
    """Mỗi loại dữ liệu có một vài giá trị, some of them changed and withdrawn in the right way."""
    settled()
    for unit in "AB":
        state(unit, WHOLE)
    state("A", {"so_nguoi": "6", "so_ldtt": "5", "so_hoan_thanh": "6"})
    state("P1", {"chuc_vu_lanh_dao": "có"}, year=None)
    award("A", "giay-khen", 2024)
    award("A", "giay-khen", 2024, "12/QĐ")
    award("B", "giay-khen", 2023, "9/QĐ")
    with writing() as session:
        named = {"actor": PROGRAM, "now": NOW}
        place = {"recipient": UNIT, "subject": "B", "year": 2025, "typed": ""}
        facts.state(session, code="thang_hoat_dong", seen=1, **place, **named)
        people.set_active(session, code="P2", active=False, seen=1, reason="nghỉ", **named)
        law.save_copy(session, name="tinh.toml", text=STRICTER, seen=0, **named)
        text = STRICTER.replace('"90%"', '"80%"')
        law.save_copy(session, name="tinh.toml", text=text, seen=1, **named)
    do(quotas.set_places, code="BK.COKHOI", most=1, seen=0, reason="TB 5")
    first = do(proposals.propose, recipient=UNIT, subject="A", award=EXCELLENT)
    do(proposals.propose, recipient=UNIT, subject="B", award=EXCELLENT, despite="CV 9")
    do(decisions.decide, key=first, seen=1, **DECISION)


def plant(statement):
    with engine().execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(statement)


def mismatches():
    with reading() as session:
        return [
            (one.place, one.stored, one.recorded)
            for one in records.mismatches(session, actor=PROGRAM)
        ]


def fault():
    """Lỗi của bất biến về quyết định."""
    with reading() as session:
        found = integrity.verdicts(session, actor=PROGRAM)
    return next(one.fault for one in found if one.code == "I16")


def test_what_the_program_wrote_agrees_with_the_record():
    assert mismatches() == []
    assert fault() == ""


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE stated_fact SET value = '5' WHERE subject = 'A' AND code = 'so_nguoi' AND live",
            ("dữ kiện A · so_nguoi · năm 2025", "năm 2025: 5", "năm 2025: 6"),
        ),
        (
            "UPDATE stated_fact SET live = (1 = 1) WHERE code = 'thang_hoat_dong'"
            " AND subject = 'B'",
            ("dữ kiện B · thang_hoat_dong · năm 2025", "năm 2025: 120", "chưa ghi nhận"),
        ),
        (
            "DELETE FROM stated_fact WHERE code = 'chuc_vu_lanh_dao'",
            ("dữ kiện P1 · chuc_vu_lanh_dao · mọi năm", "không có", "mọi năm: có"),
        ),
        (
            "UPDATE given_award SET year = 2022 WHERE subject = 'B'",
            ("lần khen B", "giay-khen năm 2022, quyết định 9/QĐ", "chưa ghi nhận"),
        ),
        (
            "UPDATE given_award SET withdrawn = (1 = 1) WHERE subject = 'B'",
            ("lần khen B", "không có", "giay-khen năm 2023, quyết định 9/QĐ"),
        ),
        (
            "UPDATE person SET is_leader = (1 = 0) WHERE code = 'P1'",
            (
                "cá nhân P1",
                "Trần Văn An · A · Trưởng phòng · lãnh đạo: không",
                "Trần Văn An · A · Trưởng phòng · lãnh đạo: có",
            ),
        ),
        (
            "UPDATE quota_setting SET most = 9",
            ("số suất K1 2025 · BK.COKHOI", "9 suất", "1 suất"),
        ),
        (
            "UPDATE proposal SET state = 'sent' WHERE subject = 'B'",
            ("trạng thái đề nghị 2", "đã trình cấp trên", "đã đề nghị"),
        ),
    ],
)
def test_what_was_changed_behind_the_program_is_named(statement, told):
    plant(statement)

    assert told in mismatches()


def test_a_law_changed_behind_the_program_is_named():
    plant("UPDATE law_text SET content = 'x = 1' WHERE live")

    ((place, stored, recorded),) = mismatches()
    assert place == "bản luật tinh.toml"
    assert stored == law.law_words("tinh.toml", "x = 1") != recorded


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
    plant(statement)

    assert said in fault()
