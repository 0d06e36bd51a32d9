"""Văn bản của phong trào: a unit's plan and the review say what the plan and the registers say."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.services.document.test_papers import said, tables
from tests.services.movement.acting import NOW, OFFICE, PLAN, S, run
from tests.services.movement.places_there import COMMUNES, bring_standards, confirm, decided
from tests.services.movement.places_there import launched_with_places as launched
from tests.services.movement.test_contributions import MONEY, give, sign
from tests.services.movement.test_participations import OFFICER_A, PLANNED, as_department, saved
from tests.services.year import HEAD, OFFICER, OTHER, fresh
from thidua.db.engine import reading
from thidua.domain.document.blocks import Items, plain
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.movement.life import MovementReview
from thidua.domain.movement.target import Measure, Target, TargetSource
from thidua.services.document import making, snapshot, states
from thidua.services.document.movement import review_paper
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import figures, life, participations
from thidua.services.record import fingerprints

pytestmark = pytest.mark.usefixtures("as_recorded")
OF_A = f"A@{PLAN}"


def made(code, scope, actor=HEAD, at=NOW):
    with reading() as session:
        return making.document(Work(session, actor, fresh(), at), code=code, scope=scope)


def rows(document, title):
    return next(one for one in tables(document) if one.title.startswith(title)).rows


def items(document):
    return [
        plain(one) for found in document.body if isinstance(found, Items) for one in found.items
    ]


def test_a_units_plan_has_what_the_movement_asks_of_its_kind_each_with_its_article():
    launched()
    as_department()
    saved()
    run(participations.send, OFFICER, seen=1, **OFFICER_A)
    document = made("ke-hoach", OF_A, OFFICER)

    asked = [row[3] for row in rows(document, "Nhiệm vụ kế hoạch giao")]
    assert any(one.startswith("mục 2 phần II;") for one in asked)
    conditions = rows(document, "Tiêu chí, điều kiện xét khen")
    assert [row[0][-5:] for row in conditions] == [f"1.1.{one}" for one in "abcd"]
    assert {row[2] for row in conditions} == {"tiểu mục 1.1 mục 1 phần IV"}
    assert [row[1:5] for row in rows(document, "Chỉ tiêu")] == [
        ("Hỗ trợ làm đường", "km", "2,5", "Xã số 1"),
        ("Trồng cây xanh", "—", "—", "—"),
    ]
    phases = [one.rpartition(": ")[2] for one in items(document) if "phần V)" in one]
    assert phases[:3] == [
        "01/07/2022 – 31/07/2022 (mục 1 phần V)",
        "01/01/2023 – 31/12/2023 (mục 2 phần V)",
        "01/01/2025 – 31/12/2025 (mục 2 phần V)",
    ]
    assert any("mục 4 phần VI" in one for one in items(document))
    assert f"Đầu mối phụ trách: {PLANNED.in_charge}." in said(document)
    assert document.bases[0].startswith("Căn cứ Kế hoạch 192/KH-UBND")
    assert document.is_draft and document.owner[1] == "A"


def test_a_plan_is_the_units_own_and_of_a_movement_that_runs():
    launched()
    with pytest.raises(NotPermitted):
        made("ke-hoach", OF_A, OTHER)
    for scope, fault in (("A", Refused), (f"@{PLAN}", Refused), (f"X@{PLAN}", NotFound)):
        with pytest.raises(fault):
            made("ke-hoach", scope)
    with pytest.raises(NotFound):
        made("ke-hoach", "A@khong-co")
    with reading() as session:
        found = states.places(Work(session, OFFICER, fresh(), NOW), ("ke-hoach",))
        assert [one.scope for one in found] == [OF_A]
    run(life.move, to=S.DRAFT, seen=1, reason="Phát động lại")
    with pytest.raises(Refused, match="còn là dự thảo; hãy phát động"):
        made("bao-cao-phong-trao", PLAN)


def value(target, numerator, denominator, source):
    parts = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    run(figures.state_value, target=target, as_of=date(2025, 12, 30), source=source, **parts)


def test_the_review_says_of_each_target_how_far_it_is_and_at_whom_it_is_short():
    launched()
    value("thu-nhap", "47.9", "40", "Niên giám")
    value("khu-dan-cu", 18, 20, "Báo cáo 12, còn Xã số 3, Xã số 4")
    bring_standards(*(decided(one.code, "nang_cao", date(2024, 1, 5)) for one in COMMUNES[:2]))
    confirm()
    give(MONEY)
    sign((("A", "X-1", ""), 1))
    run(life.move, to=S.RUNNING, seen=1)
    document = made("bao-cao-phong-trao", PLAN)

    found = {row[1]: row[4:] for row in rows(document, "Kết quả thực hiện mục tiêu")}
    assert found["Xã đạt chuẩn nông thôn mới nâng cao"][1] == "đạt mức trên"
    income = found["Thu nhập bình quân đầu người vùng nông thôn so với năm 2020"]
    assert income[1].startswith("chưa đạt; còn thiếu 0,0025")
    shown, verdict = found["Khu dân cư kiểu mẫu ở mỗi xã"]
    assert verdict == "chưa đạt; còn thiếu 2 xã" and "còn Xã số 3, Xã số 4" in shown
    assert "Hỗ trợ 1 địa bàn với tổng giá trị 250 triệu đồng, trong đó tiền 250." in said(document)
    seen = said(made("bao-cao-phong-trao", PLAN, OTHER))
    assert not [one for one in seen if one.startswith("Hỗ trợ")]
    unseen = "bạn không có quyền xem của cả khối"
    assert [one for one in seen if unseen in one] == [
        f"[Chưa có: {what}: {unseen}]"
        for what in ("đóng góp", "khen thưởng", "điển hình tiên tiến")
    ]
    assert document.is_draft and document.provisional
    later = made("bao-cao-phong-trao", PLAN, at=datetime(2031, 1, 1, tzinfo=UTC))
    assert later == document  # the clock says nothing in it

    seal = document.trace.fingerprint
    alone = own_seal()
    assert agrees(seal) and agrees(alone) and seal != alone
    bring_standards(decided(COMMUNES[2].code, "ntm", date(2024, 2, 5)))
    assert agrees(alone) and not agrees(seal)  # no entry of the period, yet another number of it


def agrees(fingerprint):
    with reading() as session:
        return bool(fingerprints.unchecked_periods_with(session, fingerprint, [fresh()]))


def own_seal():
    with reading() as session:
        return snapshot.trace_of(session, fresh()).fingerprint


def test_where_every_commune_is_to_get_its_part_those_without_are_named(monkeypatch):
    launched()
    give(MONEY)
    sign((("A", "X-1", ""), 1))
    asked = Target(
        code="moi-xa",
        text="Mỗi xã được góp",
        amount="1",
        low=Decimal(1),
        unit="lần",
        of="xã",
        measure=Measure.EVERY_PLACE,
        source=TargetSource.CONTRIBUTIONS,
    )
    with reading() as session:
        plan = replace(law.book(session).programmes[PLAN], targets=(asked,))
    monkeypatch.setattr(review_paper, "of_draft", lambda draft, _: (draft, plan))
    ((*_, verdict),) = rows(made("bao-cao-phong-trao", PLAN), "Kết quả thực hiện mục tiêu")
    assert verdict == "chưa đạt; còn thiếu 3 xã; Xã số 2, Xã số 3, Xã số 4"


def test_what_the_movement_was_judged_to_be_stands_in_its_review(monkeypatch):
    launched()
    there = states.lives.unchecked
    review = MovementReview(result="Nhiều xã lên chuẩn", lessons="Bám cơ sở")
    monkeypatch.setattr(
        review_paper.states,
        "unchecked",
        lambda *at: replace(there(*at), state=S.FINAL, review=review),
    )
    document = made("bao-cao-phong-trao", PLAN, OFFICE)

    texts = {one.code: one for one in document.texts}
    assert texts["ket_qua"].text == "Nhiều xã lên chuẩn" and texts["ket_qua"].gap is None
    assert texts["tac_dong"].gap is not None
    assert not document.is_draft and document.provisional == ""
