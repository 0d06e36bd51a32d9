"""Hồ sơ khen thưởng của khối mẫu: units and people just above, on and below what the law asks."""

from datetime import date

from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.period.organiser import OrganiserLevel
from thidua.services.dossier import award_history, declarations, facts, staff
from thidua.services.ground.work import Work
from thidua.services.period import organisers

_WHOLE = {
    "xep_loai": "HTXS",
    "tham_gia_phong_trao": "có",
    "so_nguoi": "10",
    "so_hoan_thanh": "10",
    "so_ldtt": "7",
    "so_cstdcs": "1",
    "so_ky_luat_canh_cao": "0",
    "doan_ket": "có",
    "guong_mau_chap_hanh": "có",
    "thang_hoat_dong": "120",
}
UNITS = {
    "VP": _WHOLE,
    "QLNS": _WHOLE,
    "TH": _WHOLE,
    "TTR": _WHOLE | {"so_ldtt": "6"},
    "HCSN": {code: cell for code, cell in _WHOLE.items() if code != "doan_ket"},
    "TCDT": _WHOLE | {"so_ky_luat_canh_cao": "1", "doan_ket": "không"},
    "TCDN": _WHOLE | {"thang_hoat_dong": "11"},
}
"""Dữ kiện của các phòng: one short of 70 %, one without a fact, two short, one too young."""

STAFF = (
    StaffRow("VP-01", "Nguyễn Thị An", "VP", "Chánh Văn phòng", is_leader=True),
    StaffRow("VP-02", "Trần Văn Bình", "VP", "Chuyên viên", is_leader=False),
    StaffRow("QLNS-01", "Lê Thị Cúc", "QLNS", "Trưởng phòng", is_leader=True),
    StaffRow("QLNS-02", "Phạm Văn Dũng", "QLNS", "Chuyên viên"),
)
PEOPLE = {
    "VP-01": {"sang_kien_cap": "tinh", "dang_bi_xem_xet": "không"},
    "VP-02": {"sang_kien_cap": "tinh"},
    "QLNS-01": {"sang_kien_cap": "co_so"},
}
_BASE = "chien-si-thi-dua-co-so"
_TITLES = {"VP-01": (-2, -1, 0), "VP-02": (-3, -2, 0), "QLNS-01": (-2, -1, 0)}
"""Năm được tặng chiến sĩ thi đua cơ sở, counted from the year that is appraised; one has a gap."""


_RULES = "Quy chế thi đua, khen thưởng của Sở"
_DECLARED = 3
"""Số năm trước năm đang xét mà danh sách đã khai đủ."""


def history(year: int) -> tuple[AwardRow, ...]:
    """Quá trình khen thưởng tới năm đang xét."""
    titles = tuple(
        AwardRow(person, _BASE, year + back, f"{year + back}/QĐ-STC")
        for person, years in _TITLES.items()
        for back in years
    )
    signed = date(year - 1, 1, 15)
    merit = AwardRow("VP", "bang-khen-tinh", year - 2, "77/QĐ-UBND", signed, "Chủ tịch UBND tỉnh")
    return (*titles, merit)


def fill(work: Work) -> None:
    """Ghi hồ sơ vào khối mẫu for the year that is being appraised. The caller owns the commit."""
    staff.import_people(work, rows=STAFF)
    rows = [
        FactRow(subject, code, work.period.year, cell)
        for subject, cells in (UNITS | PEOPLE).items()
        for code, cell in cells.items()
    ]
    facts.import_facts(work, rows=rows)
    award_history.import_awards(work, rows=history(work.period.year))
    _settle(work)


def _settle(work: Work) -> None:
    """Điều khối mẫu nói của mình: its lists are complete, and who organises it."""
    year = work.period.year
    declarations.declare(
        work, subjects=(), first=year - _DECLARED, last=year, source=_RULES, every_award=True
    )
    organisers.state(work, level=OrganiserLevel.BELOW, body="Sở Tài chính", document=_RULES, seen=0)
