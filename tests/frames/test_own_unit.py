"""Hình của đơn vị mình: what is missing is named, past years stand beside the median."""

from tests.builders import make_covenant, make_criterion, make_group, ranked, scored
from thidua.domain.period.progress import GroupDone
from thidua.frames import own_unit

GROUPS = (
    GroupDone(code="I", text="Chuyên môn", done=2, whole=2, missing=()),
    GroupDone(code="II", text="Thi đua", done=1, whole=3, missing=("II.2", "II.3")),
)


def test_a_group_says_how_much_is_scored_and_what_comes_first():
    frame = own_unit.groups_frame(GROUPS)

    assert list(frame["Nhãn"]) == ["✓ 2/2", "1/3 · còn II.2 …"]
    assert own_unit.groups_said(GROUPS) == "Còn 2 trong 5 tiêu chí chưa chấm, ở nhóm II"
    assert own_unit.groups_said(GROUPS[:1]) == "Đã chấm đủ 2 tiêu chí"


def test_a_past_year_stands_beside_the_median_of_the_block_group_by_group():
    covenant = make_covenant(
        make_group("I", make_criterion("I.1", 60)), make_group("II", make_criterion("II.1", 40))
    )
    sheets = {
        unit: {"I.1": scored(one), "II.1": scored(two)}
        for unit, one, two in (("A", 60, 20), ("B", 30, 40), ("C", 45, 30))
    }
    years = own_unit.part_years([(2024, covenant, ranked(covenant, sheets))], "A")

    assert list(own_unit.years_frame(years)["Nhãn"]) == [
        "100 % · trung vị 75 %",
        "50 % · trung vị 75 %",
    ]
    assert own_unit.years_said(years) == (
        "Năm 2024: trên trung vị khối ở 1/2 nhóm; kém nhất ở nhóm II, 25 % điểm tối đa"
    )
    assert own_unit.years_said(()) == "Chưa có năm trước nào để đặt cạnh"
