"""Hồ sơ khen thưởng của khối hai đơn vị: people, facts and awards that other tests rest on."""

from datetime import date

from tests.databases import prepared
from tests.people import PROGRAM
from tests.services.year import NOW, fresh, settle
from thidua.db.engine import reading, writing
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.dossier.facts import Recipient
from thidua.domain.dossier.staff import StaffRow
from thidua.services.awards import eligibility
from thidua.services.dossier import award_history, facts, staff
from thidua.services.ground.work import Work
from thidua.services.law import switches

UNIT, PERSON = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
STAFF = [
    StaffRow("P1", "Trần Văn An", "A", "Trưởng phòng", is_leader=True),
    StaffRow("P2", "Lê Thị Bình", "B", "Chuyên viên", is_leader=False),
]
WHOLE = {
    "xep_loai": "HTXS",
    "tham_gia_phong_trao": "có",
    "so_nguoi": "5",
    "so_hoan_thanh": "5",
    "so_ldtt": "4",
    "so_cstdcs": "1",
    "doan_ket": "có",
    "guong_mau_chap_hanh": "có",
    "da_khai_du_nam": "có",
}
"""Một tập thể đủ tiêu chuẩn Tập thể lao động xuất sắc."""

WORKER = {
    "xep_loai": "HTT",
    "tham_gia_phong_trao": "có",
    "sang_kien_cap": "co_so",
    "thang_cong_tac": "24",
    "bi_ky_luat": "không",
    "da_khai_du_nam": "có",
}
"""Một người đủ tiêu chuẩn Chiến sĩ thi đua cơ sở nhờ sáng kiến."""


@prepared
def settled():
    """Khối hai đơn vị, mỗi đơn vị một người."""
    settle()
    bring(staff.import_people, STAFF)
    return fresh()


@prepared
def settled_with_quotas():
    """Như trên, with the quotas of a sector switched on."""
    settled()
    switch("BK.COKHOI", "CO.HANGNAM")
    return fresh()


def bring(service, rows, actor=PROGRAM, period=None, **named):
    """Nhập ở đâu cũng được, in a transaction of its own."""
    with writing() as session:
        return service(Work(session, actor, period, NOW), rows=rows, **named)


def state(subject, cells, year=2025, actor=PROGRAM, **named):
    """Ghi dữ kiện của một đối tượng."""
    rows = [
        FactRow(subject, code, year, *(cell if isinstance(cell, tuple) else (cell,)))
        for code, cell in cells.items()
    ]
    return bring(facts.import_facts, rows, actor, **named)


def switch(*codes):
    """Bật mẫu của bộ luật by a document of one's own, from 2024 on."""
    with writing() as session:
        for code in codes:
            switches.switch_on(
                Work(session, PROGRAM, None, NOW),
                code=code,
                document="Quy chế 01/QC-KTĐ",
                signed=date(2024, 1, 1),
                start=date(2024, 1, 1),
            )


def award(subject, name, year, decision="", **more):
    """Ghi một lần khen."""
    return bring(award_history.import_awards, [AwardRow(subject, name, year, decision, **more)])


def assessed(**named):
    """Kết quả xét của kỳ này, by code."""
    with reading() as session:
        actor = named.pop("actor", PROGRAM)
        return eligibility.assess(Work(session, actor, fresh()), **named)


def verdicts(**named):
    """Kết luận của từng đối tượng."""
    return {row.code: row.conclusion.value for row in assessed(**named).rows}
