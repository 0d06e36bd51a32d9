"""Đời của phong trào qua dịch vụ: steps with their checks, values of targets, all on the record."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.nominees import book
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import settled
from tests.services.movement.acting import NOW, PLAN, S, run
from tests.services.year import HEAD, fresh
from thidua.db.engine import reading
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.movement.life import Launch, MovementReview
from thidua.domain.movement.progress import TargetFigure
from thidua.frames.movement import progress as frames
from thidua.services.ground.work import Work
from thidua.services.movement import figures, life

pytestmark = pytest.mark.usefixtures("as_recorded")

DAY = date(2022, 6, 30)
LAUNCH = Launch(day=DAY, place="Đồng Xoài", document="KH 192/KH-UBND", document_day=DAY)


def standing():
    with reading() as session:
        return life.of_movement(Work(session, HEAD, fresh(), NOW), code=PLAN)


def value(target, day=date(2025, 12, 30), **named):
    run(figures.state_value, target=target, as_of=day, **{"source": "Báo cáo 12", **named})


def to_running():
    settled()
    run(life.move, to=S.LAUNCHED, seen=0, launch=LAUNCH)
    run(life.move, to=S.RUNNING, seen=1)


def known():
    with reading() as session:
        return figures.of_movement(Work(session, HEAD, fresh(), NOW), code=PLAN)


@pytest.mark.both_databases
def test_a_movement_is_launched_by_a_document_and_runs_from_its_day():
    settled()
    assert [step.to for step in standing().steps] == [S.LAUNCHED, S.STOPPED]

    with pytest.raises(Refused, match="ghi số và ngày của văn bản phát động"):
        run(life.move, to=S.LAUNCHED, seen=0)
    with pytest.raises(Refused, match="không chuyển thẳng sang «đang thực hiện» được"):
        run(life.move, to=S.RUNNING, seen=0)
    run(life.move, to=S.LAUNCHED, seen=0, launch=LAUNCH)
    with pytest.raises(StaleEdit):
        run(life.move, to=S.RUNNING, seen=0)
    run(life.move, to=S.RUNNING, seen=1)

    found = standing().standing
    assert (found.state, found.launch, found.version) == (S.RUNNING, LAUNCH, 2)
    name = "Toàn tỉnh chung sức xây dựng Nông thôn mới"
    assert [(one.old, one.new) for one in recorded("movement.moved")] == [
        (
            "dự thảo",
            f"{name}: đã phát động; theo KH 192/KH-UBND; phát động ngày 30/06/2022",
        ),
        ("đã phát động", f"{name}: đang thực hiện"),
    ]


def test_the_final_review_waits_for_every_target_and_names_the_reports():
    to_running()
    for target in ("xa-ntm", "xa-nang-cao", "khu-dan-cu"):
        value(target, numerator=Decimal(80), denominator=Decimal(86))
    for target in ("huyen-ntm", "huyen-nang-cao", "huyen-kieu-mau", "xa-kieu-mau"):
        value(target, value=Decimal(1))
    with pytest.raises(Refused, match="nhập số liệu ở phần «Mục tiêu»: Thu nhập bình quân"):
        run(life.move, to=S.FINAL, seen=2, reason="đủ báo cáo giấy")
    value("thu-nhap", numerator=Decimal(48), denominator=Decimal(40))
    with pytest.raises(Refused, match="báo cáo nào còn thiếu"):
        run(life.move, to=S.FINAL, seen=2)
    run(life.move, to=S.FINAL, seen=2, reason="đủ báo cáo giấy")

    with pytest.raises(Refused, match="viết thêm: kết quả, tác động"):
        run(life.move, to=S.CLOSED, seen=3)
    review = MovementReview(result="80 xã", impact="Tốt", shortcomings="Chậm", lessons="Sớm hơn")
    run(life.move, to=S.CLOSED, seen=3, review=review)
    assert (standing().standing.state, standing().standing.review) == (S.CLOSED, review)
    with pytest.raises(Refused, match="«khép lại» nên không nhận thêm số liệu"):
        value("xa-kieu-mau", value=Decimal(2))
    with pytest.raises(Refused, match="Cần ghi lý do: vì sao lùi hoặc dừng"):
        run(life.move, to=S.FINAL, seen=4)
    run(life.move, to=S.FINAL, seen=4, reason="sửa báo cáo")


@pytest.mark.both_databases
def test_a_correction_of_a_value_is_a_new_version_of_the_same_day():
    to_running()
    value("xa-kieu-mau", value=Decimal(8))
    with pytest.raises(StaleEdit):
        value("xa-kieu-mau", value=Decimal(9))
    value("xa-kieu-mau", value=Decimal(9), seen=1)
    value("xa-kieu-mau", date(2024, 12, 31), value=Decimal(7))

    named = {"source": "Báo cáo 12"}
    assert known() == {
        "xa-kieu-mau": (
            TargetFigure(as_of=date(2024, 12, 31), value=Decimal(7), **named),
            TargetFigure(as_of=date(2025, 12, 30), value=Decimal(9), version=2, **named),
        )
    }
    with reading() as session:
        every = figures.history(Work(session, HEAD, fresh(), NOW), code=PLAN)
    assert [(one.as_of.year, one.value, one.version) for one in every["xa-kieu-mau"]] == [
        *((2024, Decimal(7), 1), (2025, Decimal(8), 1), (2025, Decimal(9), 2)),
    ]
    (target,) = [one for one in book().programmes[PLAN].targets if one.code == "xa-kieu-mau"]
    assert [*frames.history([target], every)["Bản"]] == ["1", "1, đã sửa", "2"]
    said = "Xã đạt chuẩn nông thôn mới kiểu mẫu, tính đến 30/12/2025"
    assert [(one.old, one.new) for one in recorded("target.valued")][:2] == [
        ("", f"{said}: 8 (nguồn: Báo cáo 12)"),
        ("8", f"{said}: 9 (nguồn: Báo cáo 12)"),
    ]


def test_a_movement_takes_values_between_its_launch_and_its_end():
    settled()
    with pytest.raises(Refused, match="còn là dự thảo; hãy phát động"):
        value("xa-kieu-mau", value=Decimal(8))
    run(life.move, to=S.LAUNCHED, seen=0, launch=LAUNCH)
    value("xa-kieu-mau", value=Decimal(8))
    run(life.move, to=S.STOPPED, seen=1, reason="dừng")

    with pytest.raises(Refused, match="«đã dừng» nên không nhận thêm số liệu"):
        value("xa-kieu-mau", value=Decimal(9), seen=1)


def test_a_movement_is_not_launched_on_a_day_that_cannot_be():
    settled()
    for day in (date(1900, 1, 1), date(2022, 6, 29), date(2099, 1, 1)):
        with pytest.raises(Refused, match="Ngày văn bản và ngày phát động hợp lý"):
            run(life.move, to=S.LAUNCHED, seen=0, launch=replace(LAUNCH, day=day))
    assert standing().standing.version == 0


@pytest.mark.parametrize(
    ("target", "named", "message"),
    [
        ("xa-ntm", {"value": Decimal(80)}, "đo bằng tỷ lệ: ghi tử số và mẫu số"),
        ("xa-ntm", {"numerator": Decimal(80)}, "Cần ghi cả tử số và mẫu số"),
        ("xa-ntm", {"numerator": Decimal(9), "denominator": Decimal(8)}, "lớn hơn mẫu số"),
        ("xa-ntm", {"numerator": Decimal(0), "denominator": Decimal(0)}, "Mẫu số phải khác 0"),
        ("xa-kieu-mau", {"numerator": Decimal(1), "denominator": Decimal(2)}, "là một số đếm"),
        ("xa-kieu-mau", {"value": Decimal(-1)}, "không được âm"),
        ("xa-kieu-mau", {"value": Decimal("9.5")}, "đếm xã: chỉ ghi số nguyên"),
        ("huyen-ntm", {"value": Decimal("0.5")}, "đếm huyện: chỉ ghi số nguyên"),
        ("xa-kieu-mau", {"value": Decimal("1E+30")}, "quá lớn"),
        ("thu-nhap", {"value": Decimal("1E+30")}, "quá lớn"),
        ("khu-dan-cu", {"numerator": Decimal("18.5"), "denominator": Decimal(20)}, "số nguyên"),
        ("xa-ntm", {"numerator": Decimal(8), "denominator": Decimal("8.5")}, "số nguyên"),
        ("xa-kieu-mau", {}, "Ghi tử số và mẫu số, hoặc chỉ một giá trị"),
        ("xa-kieu-mau", {"value": Decimal(1), "source": " "}, "Cần ghi nguồn"),
        ("xa-kieu-mau", {"value": Decimal(1), "day": None}, "tính đến ngày nào"),
        ("xa-kieu-mau", {"value": Decimal(1), "day": date(2026, 1, 1)}, "chưa tới"),
        ("xa-kieu-mau", {"value": Decimal(1), "day": date(1989, 12, 31)}, "trước năm 1990"),
        ("xa-kieu-mau", {"value": Decimal(1), "day": date(2020, 1, 1)}, "ngoài phong trào"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_cure(target, named, message):
    to_running()

    with pytest.raises(Refused, match=message):
        value(target, **named)
    assert known() == {}


def test_only_the_standing_office_and_administrators_move_a_movement():
    settled()

    for actor in (HEAD, Actor("Ai đó", (Grant(Role.AUDITOR),))):
        with pytest.raises(NotPermitted):
            run(life.move, actor, to=S.LAUNCHED, seen=0, launch=LAUNCH)
        with pytest.raises(NotPermitted):
            run(figures.state_value, actor, target="xa-kieu-mau", as_of=DAY, source="x", seen=0)
    run(life.move, PROGRAM, to=S.LAUNCHED, seen=0, launch=LAUNCH)
    with pytest.raises(NotFound):
        value("khong-co", value=Decimal(1))
