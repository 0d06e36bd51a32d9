"""Trợ giúp: what is told of rights is what the table of rights says, for every role."""

import pytest

from thidua.domain.access.permission_words import PERMISSION_WORDS
from thidua.domain.access.permissions import RIGHTS, Permission, Role
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.frames import help as frames


def test_every_permission_has_words_of_its_own():
    assert set(PERMISSION_WORDS) == set(Permission)
    assert len(set(PERMISSION_WORDS.values())) == len(Permission)


@pytest.mark.parametrize("role", Role)
def test_each_stage_and_the_rest_together_tell_all_that_a_role_may_do(role):
    told = frames.own_work([role])
    always = frames.always_words([role])

    assert list(told["Giai đoạn"]) == list(STAGE_WORDS.values())
    for stage, words in zip(Stage, told["Bạn được"], strict=True):
        said = {one for part in (words, always) if part != "—" for one in part.split(", ")}
        may = {PERMISSION_WORDS[one] for one, stages in RIGHTS[role].items() if stage in stages}
        assert said == {piece for words in may for piece in words.split(", ")}


def test_two_roles_together_may_do_what_either_may():
    both = frames.own_work([Role.UNIT_OFFICER, Role.COUNCIL_MEMBER])

    appraise = both.set_index("Giai đoạn")["Bạn được"]["Bình xét"]
    assert appraise.split(", ") == [
        "xem bảng xếp hạng",
        "xem phiếu chấm chéo",
        "đề nghị sửa dự thảo giao ước",
        "ký giao ước",
        "thêm minh chứng",
        "hỏi về một dòng điểm",
        "trả lời giải trình",
        "bỏ phiếu",
        "đăng ký tham gia phong trào",
        "ghi sổ theo dõi",
        "nộp báo cáo",
        "đề nghị khen thưởng",
    ]


def test_a_page_names_whose_work_it_is_and_who_sees_it():
    told = frames.workplaces([("Tài khoản", Permission.EDIT_ACCOUNTS, Permission.EDIT_ACCOUNTS)])

    assert told.to_dict("records") == [
        {
            "Trang": "Tài khoản",
            "Việc ở đó": "lập tài khoản, giao vai trò",
            "Việc của": "Quản trị",
            "Ai xem được": "Quản trị",
        }
    ]
