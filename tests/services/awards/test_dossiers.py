"""Hồ sơ của một đối tượng: who sees which, a whole form at once, and which facts are needed."""

from datetime import date

import pytest

from tests.domain.nominees import book
from tests.people import PROGRAM, acting
from tests.services import dossier_block as dossier
from tests.services.year import NOW, fresh
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.services.awards import dossiers
from thidua.services.awards.dossiers import TypedFact
from thidua.services.ground.work import Work

UNIT, PERSON = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
VIEW = book().at(date(2025, 12, 31))


def listed(actor=PROGRAM):
    with reading() as session:
        return dossiers.listed(Work(session, actor, fresh()))


def save(*typed, subject="A", actor=PROGRAM):
    with writing() as session:
        dossiers.state_all(
            Work(session, actor, fresh(), NOW), recipient=UNIT, subject=subject, typed=typed
        )


def stated(code="A"):
    one = next(one for one in listed() if one.nominee.code == code)
    return {(fact.code, fact.year): (fact.value, fact.version) for fact in one.stated}


@pytest.fixture
def block(sqlite_url):
    """Khối hai đơn vị, mỗi đơn vị một người."""
    return dossier.settled()


def test_a_unit_sees_itself_and_its_people(block):
    officer = acting(Role.UNIT_OFFICER, block.block_code, block.year, "A")

    assert [one.nominee.code for one in listed(officer)] == ["A", "P1"]
    assert [one.nominee.code for one in listed()] == ["A", "B", "P1", "P2"]


def test_a_reviewer_sees_no_dossier(block):
    with pytest.raises(NotPermitted):
        listed(acting(Role.REVIEWER, block.block_code, block.year, "A"))


def test_a_form_is_written_whole_and_an_emptied_field_is_missing_again(block):
    save(
        TypedFact(code="so_nguoi", year=2025, typed="5"),
        TypedFact(code="doan_ket", year=2025, typed="có"),
    )
    save(
        TypedFact(code="so_nguoi", year=2025, typed="6", seen=1),
        TypedFact(code="doan_ket", year=2025, typed="", seen=1),
    )

    assert stated() == {("so_nguoi", 2025): ("6", 2)}


def test_one_fact_that_cannot_be_read_leaves_the_whole_form_unwritten(block):
    with pytest.raises(Refused, match="«Số người của tập thể»"):
        save(
            TypedFact(code="doan_ket", year=2025, typed="có"),
            TypedFact(code="so_nguoi", year=2025, typed="5,5"),
        )

    assert stated() == {}


def test_a_form_typed_over_what_another_has_changed_is_refused_whole(block):
    save(TypedFact(code="so_nguoi", year=2025, typed="5"))

    with pytest.raises(StaleEdit):
        save(
            TypedFact(code="doan_ket", year=2025, typed="có"),
            TypedFact(code="so_nguoi", year=2025, typed="7"),
        )
    assert stated() == {("so_nguoi", 2025): ("5", 1)}


def test_a_unit_does_not_write_about_another(block):
    officer = acting(Role.UNIT_OFFICER, block.block_code, block.year, "B")

    with pytest.raises(NotPermitted):
        save(TypedFact(code="so_nguoi", year=2025, typed="5"), actor=officer)


@pytest.mark.parametrize(
    ("award", "recipient", "needed"),
    [
        ("lao-dong-tien-tien", PERSON, {"xep_loai", "tham_gia_phong_trao"}),
        ("chien-si-thi-dua-co-so", PERSON, {"xep_loai", "sang_kien_cap", "tham_gia_phong_trao"}),
        ("tap-the-lao-dong-xuat-sac", UNIT, {"so_nguoi", "so_ldtt", "so_hoan_thanh"}),
        ("co-thi-dua-chinh-phu", UNIT, {"dan_dau_khoi", "vuot_chi_tieu"}),
    ],
)
def test_an_award_needs_the_facts_of_its_own_rules_and_of_those_it_builds_upon(
    award, recipient, needed
):
    assert needed <= dossiers.facts_needed(VIEW, award, recipient)


def test_a_programme_needs_the_facts_of_the_groups_for_this_kind_and_the_group():
    plan = VIEW.programme("binh-phuoc-nong-thon-moi")

    assert dossiers.facts_needed_in(plan, PERSON) == {
        *("nhom_doi_tuong", "bam_co_so", "sang_kien_giai_phap", "dong_gop_thiet_thuc"),
        *("mo_hinh_moi", "sang_che", "san_xuat_gioi_giup_cong_dong"),
    }
