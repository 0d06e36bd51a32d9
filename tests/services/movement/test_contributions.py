"""Đóng góp của một phong trào: written, confirmed by a second hand, proving and counted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlmodel import select

from tests.noting import noting
from tests.services.movement.acting import OFFICE, PLAN
from tests.services.movement.places_there import bring_places, launched_with_places
from tests.services.register_rows import confirm, refused, write
from tests.services.year import HEAD, NOW, OFFICER, OTHER, do, fresh
from thidua.db.engine import reading, writing
from thidua.db.tables import RegisterRow
from thidua.domain.dossier.facts import Fact
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.movement.contribution import needs_met
from thidua.domain.movement.place import Place, PlaceKind, PlaceTraitKind, TraitSpan
from thidua.domain.movement.target import Measure, Target, TargetSource
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import contributions, places, reached
from thidua.services.record.checks import movement_checks
from thidua.services.register import closings, lists
from thidua.services.register.unit_proofs import UnitProofs

AS_RECORDED = pytest.mark.usefixtures("as_recorded")
GIVEN, NEEDED = "dong-gop", "do-dau"
SIGNED = {"co_quan": "Ban Chỉ đạo", "so_van_ban": "5/XN", "ngay_xac_nhan": "20/06/2025"}
MONEY = {"dia_ban": "7701", "ngay": "14/05/2025", "hinh_thuc": "tiền", "gia_tri": "250"} | SIGNED
HARD = Place(
    code="7720",
    name="Xã khó",
    kind=PlaceKind.COMMUNE,
    parent="77",
    traits=((PlaceTraitKind.HARD, TraitSpan(date(2021, 1, 1), date(2025, 6, 30))),),
)
give = partial(write, register=GIVEN, programme=PLAN)


def sign(*rows, **more):
    confirm(*rows, register=GIVEN, **more)


def proved(typed=None, unit="A"):
    """Dữ kiện mà sổ nói chắc về đơn vị, by code."""
    with reading() as session:
        proofs = UnitProofs(session, ["A", "B"], law.book(session))
        return {one.code: (one.fact.value, one.source) for one in proofs.of(unit, typed or {})}


def sight():
    with reading() as session:
        work = Work(session, HEAD, fresh(), NOW)
        return contributions.of_movement(work, plan=law.book(session).programmes[PLAN])


def integrity():
    with reading() as session:
        return [*movement_checks.faults(session), *movement_checks.faults(session, fresh())]


@pytest.mark.both_databases
@AS_RECORDED
def test_a_contribution_counts_once_a_second_hand_confirmed_it():
    launched_with_places()
    give(MONEY)
    give(MONEY | {"dia_ban": "7702", "gia_tri": "0,5", "so_van_ban": "6/XN"}, code="X-2")

    assert [len(one) for one in (sight().counted, sight().waiting)] == [0, 2]
    with pytest.raises(NotPermitted):
        sign((("A", "X-1", ""), 1), actor=OFFICER)
    sign((("A", "X-1", ""), 1), (("A", "X-2", ""), 1))

    found = sight()
    assert [(one.place, one.value) for one in found.counted] == [
        ("7701", Decimal(250)),
        ("7702", Decimal("0.5")),
    ]
    assert found.waiting == () and found.places["7701"].name == "Xã số 1"
    assert integrity() == []
    give(MONEY | {"gia_tri": "260"}, seen=2)
    assert [len(one) for one in (sight().counted, sight().waiting)] == [1, 1]


@AS_RECORDED
def test_what_a_row_lacks_is_told_at_its_column():
    launched_with_places()
    near = "Mã địa bàn: không có địa bàn «7707»; gần nhất: "

    with pytest.raises(Refused, match=near):
        give(MONEY | {"dia_ban": "7707"})
    refused(
        "Mã địa bàn: ngày 14/05/2025 địa bàn 7709 chưa có hoặc đã thôi (từ 01/07/2025).",
        give,
        MONEY | {"dia_ban": "7709"},
    )
    refused("Mã phong trào: ghi của phong trào nào.", write, MONEY, register=GIVEN)
    give({code: cell for code, cell in MONEY.items() if code not in SIGNED})
    with pytest.raises(Refused, match="X-1: «Cơ quan xác nhận» còn trống"):
        sign((("A", "X-1", ""), 1))


@AS_RECORDED
def test_one_document_confirms_one_contribution_of_a_giver():
    launched_with_places()
    give(MONEY)
    sign((("A", "X-1", ""), 1))
    give(MONEY | {"gia_tri": "9"}, code="X-2")

    with pytest.raises(Refused, match="trùng người góp, nơi nhận và văn bản xác nhận với X-1"):
        sign((("A", "X-2", ""), 1))


@AS_RECORDED
def test_facts_are_of_the_places_with_a_trait_on_the_day_and_certain_once_closed():
    launched_with_places()
    bring_places(HARD)
    give(MONEY | {"dia_ban": "7720", "gia_tri": "180"})
    give(MONEY | {"dia_ban": "7720", "ngay": "01/07/2025", "so_van_ban": "7/XN"}, code="X-2")
    sign((("A", "X-1", ""), 1), (("A", "X-2", ""), 1))

    found = {code: value for code, (value, _) in proved().items()}
    assert found == {
        "so_xa_ho_tro": Decimal(1),
        "so_tien_ho_tro": Decimal(430),
        "so_tien_ho_tro_vung_kho_khan": Decimal(180),
        "co_xac_nhan_ho_tro": True,
    }
    typed = {("so_tien_ho_tro", 2025): Fact(Decimal(500))}
    value, source = proved(typed)["so_tien_ho_tro"]
    assert value == 500 and source.startswith("khai; sổ «Đóng góp» năm 2025; khác sổ: sổ 430")
    do(closings.close, OFFICE, register=GIVEN, unit="A", seen=0)
    assert proved(typed)["so_tien_ho_tro"][0] == 430
    assert proved()["so_tieu_chi_chuyen_bien"][0] == 0
    assert proved(unit="B") == {}


@AS_RECORDED
def test_a_file_goes_out_and_back_without_a_change_and_is_all_or_nothing():
    launched_with_places()
    give(MONEY)
    sign((("A", "X-1", ""), 1))
    listing = lists.RegisterList(GIVEN)
    with reading() as session:
        work = Work(session, HEAD, fresh(), NOW)
        rows, findings = listing.read(lists.workbook(work, register=GIVEN), "so.xlsx")
        back = listing.preview(work, rows=rows, findings=findings)
        assert [one.kind for one in back.changes] == [ChangeKind.SAME] and not back.is_refused
        wrong = [rows[0], replace(rows[0], code="X-9", cells={**rows[0].cells, "dia_ban": "7799"})]
        assert listing.preview(work, rows=wrong).is_refused


@AS_RECORDED
def test_a_target_that_counts_contributions_takes_its_number_from_them():
    launched_with_places()
    give(MONEY)
    give(MONEY | {"dia_ban": "7702", "so_van_ban": "9/XN"}, code="X-2")
    sign((("A", "X-1", ""), 1))
    target = Target(
        code="gop",
        text="Góp từ 300 triệu đồng",
        amount="300",
        low=Decimal(300),
        unit="triệu đồng",
        measure=Measure.COUNT,
        source=TargetSource.CONTRIBUTIONS,
    )
    with reading() as session:
        plan = law.book(session).programmes[PLAN]
        asked = replace(plan, targets=(target,))
        known = reached.of_movement(Work(session, HEAD, fresh(), NOW), plan=asked)
    assert known.counted["gop"].value == Decimal(250)


def test_a_place_named_in_a_register_stays_and_integrity_tells_what_points_nowhere(sqlite_url):
    launched_with_places()
    write({"dia_ban": "7703", "can": "450"}, actor=OTHER, register=NEEDED, unit="B", programme=PLAN)
    message = "Địa bàn «7703» còn 1 dòng ở sổ đỡ đầu, đóng góp, như X-1; "
    with pytest.raises(Refused, match=message), writing() as session:
        work = Work(session, OFFICE, fresh(), NOW)
        places.withdraw(work, code="7703", reason="Nhầm", seen=1)
    with noting() as session:
        row = session.exec(select(RegisterRow).where(RegisterRow.kind == NEEDED)).one()
        row.content, row.programme = '{"dia_ban":"0","can":"1"}', "khac"
        session.add(row)
    place = "sổ do-dau · B · X-1"
    assert set(integrity()) == {
        f"{place}: không có địa bàn «0»",
        f"{place}: không có phong trào «khac»",
    }


@AS_RECORDED
def test_a_giver_counts_once_whichever_unit_says_so_and_a_work_has_one_code_in_any_case():
    launched_with_places()
    gift = MONEY | {"nguoi_gop": "Công ty X"}
    give(gift, code="A-1")
    give(gift | {"nguoi_gop": "CÔNG TY  X"}, code="B-1", unit="B", actor=OTHER)
    sign((("A", "A-1", ""), 1))
    with pytest.raises(Refused, match=r"trùng người góp, .* với A-1 của A"):
        sign((("B", "B-1", ""), 1))

    need = {"dia_ban": "7702", "ma_cong_trinh": "CT-1", "cong_trinh": "Cầu", "can": "500"}
    write(need, register=NEEDED, code="N-1", programme=PLAN)
    confirm((("A", "N-1", ""), 1), register=NEEDED)
    with pytest.raises(Refused, match="trùng địa bàn, công trình"):
        write(need | {"ma_cong_trinh": "ct-1"}, register=NEEDED, code="N-2", programme=PLAN)
        confirm((("A", "N-2", ""), 1), register=NEEDED)
    give(MONEY | {"dia_ban": "7702", "ma_cong_trinh": "ct-1", "so_van_ban": "7/XN"}, code="A-2")
    sign((("A", "A-2", ""), 1))
    found = sight()
    assert [(one.need.work, one.given) for one in needs_met(found.needs, found.counted)] == [
        ("CT-1", Decimal(250))
    ]
