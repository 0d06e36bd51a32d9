"""Đơn vị chưa xếp nhóm: each named with why, in words and for machines."""

from datetime import date

from thidua.domain.awards.eligibility_json import unsorted_json
from thidua.domain.awards.unsorted import UnsortedUnit, unsorted_words
from thidua.domain.period.unit_kind import UNIT_KINDS

BLANK = UnsortedUnit(code="A", name="Sở A", kind="")
STRANGE = UnsortedUnit(code="B", name="Hội B", kind="Hội")
OTHER = UnsortedUnit(code="C", name="Phường C", kind="UBND phường")


def test_whoever_is_in_no_group_is_named_with_the_cure():
    assert unsorted_words([BLANK, STRANGE, OTHER]) == (
        "Chưa xếp nhóm 1 đơn vị vì danh sách đơn vị chưa ghi loại: A. Ghi cột «Loại» trong tệp "
        "đơn vị rồi nhập lại. Chưa xếp nhóm 1 đơn vị vì loại đã ghi không thuộc nhóm nào: B "
        "(«Hội»). Sửa cột «Loại» trong tệp đơn vị thành một trong các loại "
        f"{', '.join(UNIT_KINDS)}; hoặc ghi thẳng nhóm cho đơn vị ở phần «Dữ kiện». Không xét 1 "
        "đơn vị vì kế hoạch không có nhóm cho loại của đơn vị: C («UBND phường»)."
    )
    assert unsorted_words([]) == ""


def test_machines_read_the_same():
    assert unsorted_json([BLANK, OTHER], "pt", 2025, date(2025, 12, 31)) == [
        {
            **{"code": one.code, "name": one.name, "kind": kind, "year": 2025},
            **{"on": "2025-12-31", "programme": "pt", "group": None, "verdict": "unsorted"},
            **{"remedy": unsorted_words([one]), "findings": [], "quota": []},
        }
        for one, kind in ((BLANK, None), (OTHER, "UBND phường"))
    ]
