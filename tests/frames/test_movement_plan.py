"""Bảng kế hoạch của phong trào: groups with their forms and tasks, and the share of leaders."""

from tests.domain.nominees import book
from thidua.frames.movement import plan as frames

PLAN = book().programmes["binh-phuoc-nong-thon-moi"]


def test_the_share_of_leaders_stands_with_its_other_reading():
    (row,) = frames.leader_limits(PLAN).to_dict("records")

    assert row == {
        "Quy định": ("Lãnh đạo từ phó trưởng phòng trở lên không quá 40% tổng số cá nhân đề nghị"),
        "Không quá": "40 %",
        "Tính trên": "mẫu số: cá nhân đề nghị ở nhóm 1.5.1, 1.5.2, 1.6",
        "Cách hiểu khác": "mẫu số: cá nhân đề nghị ở nhóm 1.5.1",
        "Căn cứ": "điểm 2.2.1.1 mục 2 phần IV",
    }


def test_a_group_shows_its_forms_and_its_tasks_by_their_names():
    rows = {row["Nhóm"]: row for row in frames.groups(PLAN).to_dict("records")}
    task = next(one.text for one in PLAN.tasks if one.code == "dong-hanh")

    assert rows["1.4"]["Hình thức"] == "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    assert rows["1.4"]["Nhiệm vụ"] == task


def test_no_code_of_an_award_or_task_stands_in_the_groups_of_a_shipped_plan():
    for plan in book().programmes.values():
        told = frames.groups(plan)
        for group, forms, tasks in zip(
            plan.groups, told["Hình thức"], told["Nhiệm vụ"], strict=True
        ):
            assert not {group.award, *group.forms} & set(forms.split("; "))
            assert not set(group.tasks) & set(tasks.split("; "))
