"""Nơi tổ chức khối: stated by whoever keeps the units, and what a flag of the province rests on."""

import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.dossier_block import assessed, settled, state
from tests.services.year import NOW, fresh
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.organiser import BlockOrganiser, OrganiserLevel
from thidua.services.ground.work import Work
from thidua.services.period import organisers

pytestmark = pytest.mark.usefixtures("database_url")
FLAG, STATE_FLAG = "co-thi-dua-tinh", "co-thi-dua-chinh-phu"
BY_PROVINCE = {
    "level": OrganiserLevel.PROVINCE,
    "body": "UBND tỉnh",
    "document": "QĐ 1770/QĐ-UBND",
}
LEADER = {
    **dict.fromkeys(("dan_dau_khoi", "vuot_chi_tieu", "tieu_bieu_xuat_sac", "doan_ket"), "có"),
    **dict.fromkeys(("dang_doan_the_vung_manh", "thuc_hanh_tiet_kiem"), "có"),
    **dict.fromkeys(("chong_lang_phi_tham_nhung", "da_khai_du_nam"), "có"),
}


def put(seen=0, actor=PROGRAM, **named):
    with writing() as session:
        organisers.state(Work(session, actor, fresh(), NOW), seen=seen, **BY_PROVINCE | named)


def told():
    with reading() as session:
        return organisers.of_period(Work(session, PROGRAM, fresh(), NOW))


def first(award=FLAG):
    """Tiêu chuẩn «dẫn đầu khối» của đơn vị A."""
    row = next(one for one in assessed(award=award).rows if one.code == "A")
    return row.conclusion.value, row.results[0].word


@pytest.mark.both_databases
def test_the_flag_of_a_province_is_for_a_block_that_a_province_organises():
    """Khoản 1 Điều 26: just below, a block of a Sở; just above, one of the province."""
    settled()
    state("A", LEADER)
    assert (told(), first()) == (None, ("missing_data", "thiếu dữ liệu"))

    put(level=OrganiserLevel.BELOW, body="Sở Tài chính", document="QĐ 44/QĐ-STC")
    assert first() == ("not_eligible", "không đạt")
    put(seen=1)

    assert first() == ("eligible", "đạt")
    assert told() == BlockOrganiser(**BY_PROVINCE, version=2)
    assert [(one.old, one.new) for one in recorded("block.organised")] == [
        (
            "",
            "Nơi tổ chức khối K1: Sở, huyện, xã, cơ quan, đơn vị · Sở Tài chính · QĐ 44/QĐ-STC",
        ),
        (
            "Sở, huyện, xã, cơ quan, đơn vị · Sở Tài chính · QĐ 44/QĐ-STC",
            "Nơi tổ chức khối K1: Bộ, ban, ngành, tỉnh · UBND tỉnh · QĐ 1770/QĐ-UBND",
        ),
    ]


@pytest.mark.parametrize(
    ("named", "said"),
    [({"body": " "}, "nơi tổ chức khối"), ({"document": ""}, "số, ngày văn bản")],
)
def test_an_organiser_is_said_whole(named, said):
    settled()

    with pytest.raises(Refused, match=said):
        put(**named)


def test_whoever_saw_another_state_sees_it_first():
    settled()
    put()

    with pytest.raises(StaleEdit):
        put(body="Bộ Tài chính")
    with pytest.raises(Refused, match="Không có gì để đổi"):
        put(seen=1)


def test_only_whoever_keeps_the_units_says_who_organises_the_block():
    settled()

    with pytest.raises(NotPermitted):
        put(actor=acting(Role.HEAD, "K1", 2025))
