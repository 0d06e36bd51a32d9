"""Bảng của «So với dẫn đầu» và «Khắt khe, rộng tay»."""

from fractions import Fraction

from thidua.domain.review.leniency import Leniency
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.leaders import Leading
from thidua.frames.review.reviews import leniency_frame
from thidua.frames.tracking import leaders_frame


def name(code):
    return f"Phòng {code}"


def test_who_leads_and_whose_points_move():
    given = {"criterion": "I", "source": Hand.SELF, "figure": "vượt 30 %"}
    frame = leaders_frame(
        [Leading(unit="A", moves=("B", "C"), **given), Leading(unit="B", moves=(), **given)], name
    )

    assert frame.to_dict("list") == {
        "Tiêu chí": ["I", "I"],
        "Dẫn đầu": ["Phòng A", "Phòng B"],
        "Số liệu": ["vượt 30 % (bản tự chấm)"] * 2,
        "Đổi theo": ["Phòng B, Phòng C", "không đơn vị nào"],
    }


def test_how_strict_each_reviewer_is():
    given = {"lines": 4, "units": 2}
    found = [
        Leniency(reviewer="A", mean=Fraction(1, 3), share=Fraction(1, 30), **given),
        Leniency(reviewer="B", mean=Fraction(-1, 4), share=Fraction(-1, 40), **given),
        Leniency(reviewer="C", mean=Fraction(0), share=Fraction(0), **given),
        Leniency(reviewer="D", mean=Fraction(-1, 40), share=Fraction(-1, 500), **given),
        Leniency(reviewer="E", mean=Fraction(-1, 300), share=Fraction(-1, 30000), **given),
    ]

    frame = leniency_frame(found, name)

    assert frame["Chênh bình quân"].tolist() == ["+0,33", "−0,25", "0,00", "−0,03", "0,00"]
    assert frame["So với điểm tối đa (%)"].tolist() == ["+3,33", "−2,50", "0,00", "−0,20", "0,00"]
    assert frame["Tính trên"].tolist() == ["4 dòng của 2 đơn vị mà người khác cùng chấm"] * 5
    assert frame["Nghĩa là"].tolist() == [
        "rộng tay hơn 0,33 điểm mỗi dòng",
        "khắt khe hơn 0,25 điểm mỗi dòng",
        "bằng những người khác",
        "khắt khe hơn 0,03 điểm mỗi dòng",
        "gần như bằng những người khác",
    ]
