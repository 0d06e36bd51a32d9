"""Bật mẫu: an act of the office that keeps the law, with its document, in the record."""

from datetime import date

import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.dossier_block import WORKER, assessed, settled, state, switch, verdicts
from tests.services.year import NOW, fresh
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.lawbook.loading import LawRefused
from thidua.services.ground.work import Work
from thidua.services.law import law, switches

pytestmark = pytest.mark.usefixtures("database_url")
ADVANCED, NINE = "lao-dong-tien-tien", "LOAI.9THANG"
DAY = date(2024, 1, 1)
OWN = {"document": "Quyết định 12/QĐ-UBND", "signed": DAY, "start": DAY}


def do(service, actor=PROGRAM, **named):
    with writing() as session:
        service(Work(session, actor, None, NOW), **named)


def held(code):
    with reading() as session:
        found = switches.samples(Work(session, PROGRAM, None, NOW))
    return next(one.switch for one in found if one.code == code)


@pytest.mark.both_databases
def test_a_sample_excludes_nobody_until_it_is_switched_on_and_no_more_after():
    settled()
    state("P1", WORKER | {"thang_cong_tac": "8"})
    assert verdicts(award=ADVANCED)["P1"] == "eligible"

    do(switches.switch_on, code=NINE, **OWN)

    (row,) = next(one for one in assessed(award=ADVANCED).rows if one.code == "P1").wanting
    assert row.reference == (
        "Thông tư 15/2023/TT-BKHĐT, các khoản 2 đến 5 Điều 5; áp dụng theo Quyết định 12/QĐ-UBND "
        "ngày 01/01/2024"
    )
    assert [one.reason for one in recorded("law.changed")] == [
        "bật mẫu LOAI.9THANG theo Quyết định 12/QĐ-UBND ngày 01/01/2024"
    ]
    do(switches.switch_off, code=NINE, reason="Hết áp dụng", seen=held(NINE))
    assert verdicts(award=ADVANCED)["P1"] == "eligible"
    assert [one.reason for one in recorded("law.removed")] == ["tắt mẫu LOAI.9THANG: Hết áp dụng"]


def test_the_document_of_a_sample_is_corrected_and_the_others_stay():
    settled()
    switch("BK.COKHOI")
    do(switches.switch_on, code=NINE, **OWN)

    do(
        *(switches.switch_on,),
        **OWN | {"code": NINE, "document": "Quyết định 13/QĐ-UBND", "seen": held(NINE)},
    )

    assert held(NINE).words == "Quyết định 13/QĐ-UBND ngày 01/01/2024"
    assert held("BK.COKHOI").words == "Quy chế 01/QC-KTĐ ngày 01/01/2024"


def test_text_of_any_kind_in_the_document_is_kept_as_it_is():
    settled()

    do(switches.switch_on, code=NINE, **OWN | {"document": 'Quyết định "12" \\ [[x]] = #'})

    assert held(NINE).document == 'Quyết định "12" \\ [[x]] = #'


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ({"code": NINE, "document": " "}, Refused),
        ({"code": "LDTT.1"}, NotFound),
        ({"code": "KHONG.CO"}, NotFound),
        ({"code": "MAU.PHIEU.BACNINH.SANGKIEN"}, LawRefused),
    ],
)
def test_what_cannot_be_switched_on_is_refused(named, fault):
    settled()
    switch("PHIEU.SANGKIEN")

    with pytest.raises(fault):
        do(switches.switch_on, **OWN | named)


def test_whoever_saw_another_state_sees_it_first():
    settled()
    do(switches.switch_on, code=NINE, **OWN)

    with pytest.raises(StaleEdit):
        do(switches.switch_on, code=NINE, **OWN)
    seen = held(NINE)
    with pytest.raises(Refused, match="lý do"):
        do(switches.switch_off, code=NINE, reason=" ", seen=seen)


def test_only_whoever_keeps_the_law_switches():
    settled()
    head = acting(Role.HEAD, "K1", 2025)

    with pytest.raises(NotPermitted):
        do(switches.switch_on, head, code=NINE, **OWN)
    with reading() as session, pytest.raises(NotPermitted):
        switches.samples(Work(session, head, fresh(), NOW))


def test_a_local_rule_in_the_place_of_a_sample_stands_beside_its_switch(tmp_path, monkeypatch):
    settled()
    switch(NINE)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    (tmp_path / "luat").mkdir()
    (tmp_path / "luat" / "cua-tinh.toml").write_text(
        """
[[exclusions]]
code = "LOAI.9THANG"
awards = ["lao-dong-tien-tien"]
effect = "không xét"
text = "Đã công tác từ đủ 06 tháng"
condition = { kind = "fact", fact = "thang_cong_tac", op = ">=", threshold = "6" }
document = "quy-che-khoi"
article = "Điều 4"
verified = "văn bản"
""",
        encoding="utf-8",
    )

    with reading() as session:
        found = law.book(session)

    assert [rule.text for rule in found.requirements if rule.code == NINE] == [
        "Đã công tác từ đủ 06 tháng"
    ]
