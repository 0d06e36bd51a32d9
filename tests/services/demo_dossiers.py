"""Hồ sơ khen thưởng của khối mẫu: units and people just above, on and below what the law asks."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from thidua.domain.award_file import AwardRow
from thidua.domain.fact_file import FactRow
from thidua.domain.permissions import administrator
from thidua.domain.staff import StaffRow
from thidua.services import award_history, demo, facts, people, rosters

YEAR = 2025
AT = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
KEEPER = administrator("Người giữ hồ sơ")

_WHOLE = {
    "xep_loai": "HTXS",
    "tham_gia_phong_trao": "có",
    "so_nguoi": "10",
    "so_hoan_thanh": "10",
    "so_ldtt": "7",
    "so_cstdcs": "1",
    "so_ky_luat_canh_cao": "0",
    "doan_ket": "có",
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
HISTORY = (
    *(AwardRow("VP-01", _BASE, year, f"{year}/QĐ-STC") for year in (2023, 2024, 2025)),
    *(AwardRow("VP-02", _BASE, year, f"{year}/QĐ-STC") for year in (2022, 2023, 2025)),
    *(AwardRow("QLNS-01", _BASE, year, f"{year}/QĐ-STC") for year in (2023, 2024, 2025)),
    AwardRow("VP", "bang-khen-tinh", 2023, "77/QĐ-UBND", date(2024, 1, 15), "Chủ tịch UBND tỉnh"),
)


def fill(session: Session) -> None:
    """Ghi hồ sơ vào khối mẫu của năm nay."""
    period = rosters.period(session, actor=KEEPER, block=demo.BLOCK_CODE, year=YEAR)
    place = {"actor": KEEPER, "period": period, "now": AT}
    people.import_people(session, rows=STAFF, **place)
    rows = [
        FactRow(subject, code, YEAR, cell)
        for subject, cells in (UNITS | PEOPLE).items()
        for code, cell in cells.items()
    ]
    facts.import_facts(session, rows=rows, **place)
    award_history.import_awards(session, rows=HISTORY, **place)
