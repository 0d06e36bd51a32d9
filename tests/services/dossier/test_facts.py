"""Dữ kiện: typed and brought in, in versions; what nobody said is missing, never «không»."""

import pytest
from sqlmodel import select

from tests.noting import noting
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import PERSON, UNIT, settled, state
from tests.services.year import HEAD, NOW, OFFICER, fresh, overtaken, to_self_score
from thidua.db import dossier_queries, tables
from thidua.db.engine import reading, writing
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.preview import ChangeKind
from thidua.services.dossier import facts
from thidua.services.ground.work import Work
from thidua.services.law import law

pytestmark = pytest.mark.usefixtures("as_recorded")


def stored():
    with reading() as session:
        return {
            (one.subject, one.code, one.year): (one.value, one.evidence, one.version)
            for one in dossier_queries.facts(session)
        }


def preview(*rows, actor=PROGRAM, period=None):
    with reading() as session:
        return facts.preview_facts(Work(session, actor, period), rows=rows)


def told(*rows, **named):
    return [(one.severity.value, one.message) for one in preview(*rows, **named).findings]


def type_in(
    typed, seen, actor=PROGRAM, subject="A", code="so_nguoi", year=2025, period=None, **named
):
    with writing() as session:
        facts.state(
            Work(session, actor, period, NOW),
            recipient=PERSON if subject.startswith("P") else UNIT,
            subject=subject,
            code=code,
            year=year,
            typed=typed,
            seen=seen,
            **named,
        )


@pytest.mark.both_databases
def test_facts_are_found_by_code_or_name_and_kept_exactly():
    settled()

    done = state(
        "a",
        {
            "SO_NGUOI": "42 người",
            "mức xếp loại": "hoàn thành xuất sắc",
            "Tong diem thi dua": "97,35",
            "doan_ket": ("Có", "BC 12"),
        },
    )

    assert done.count(ChangeKind.NEW) == 4
    assert stored() == {
        ("A", "so_nguoi", 2025): ("42", "", 1),
        ("A", "xep_loai", 2025): ("HTXS", "", 1),
        ("A", "tong_diem", 2025): ("97.35", "", 1),
        ("A", "doan_ket", 2025): ("có", "BC 12", 1),
    }


@pytest.mark.both_databases
def test_a_second_file_changes_what_it_names_and_leaves_the_rest():
    settled()
    state("A", {"so_nguoi": "42", "so_ldtt": "30"})

    done = state("A", {"so_nguoi": "43", "so_ldtt": "30", "so_cstdcs": "2"})

    assert [(one.kind.value, one.old, one.new) for one in done.changes] == [
        ("changed", "42 người", "43 người"),
        ("same", "30 người", "30 người"),
        ("new", "", "2 người"),
    ]
    assert stored() == {
        ("A", "so_nguoi", 2025): ("43", "", 2),
        ("A", "so_ldtt", 2025): ("30", "", 1),
        ("A", "so_cstdcs", 2025): ("2", "", 1),
    }
    with reading() as session:
        versions = facts.versions(
            Work(session, HEAD, fresh()), recipient=UNIT, subject="A", code="so_nguoi", year=2025
        )
    assert [(one.version, one.value, one.stated_by) for one in versions] == [
        (2, "43", PROGRAM.name),
        (1, "42", PROGRAM.name),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            FactRow("XYZ", "so_nguoi", 2025, "1"),
            "không có đơn vị hay cá nhân nào mang mã «XYZ»; hãy nhập danh sách trước",
        ),
        (
            FactRow("A", "so_nguoii", 2025, "1"),
            "không có dữ kiện «so_nguoii»; ghi mã hoặc tên như trong danh mục dữ kiện",
        ),
        (
            FactRow("P1", "so_nguoi", 2025, "1"),
            "dữ kiện «Số người của tập thể» không dùng cho cá nhân («P1»)",
        ),
        (
            FactRow("A", "so_nguoi", None, "1"),
            "«Số người của tập thể» là dữ kiện từng năm nên cần ghi «Năm»",
        ),
        (
            FactRow("A", "so_nguoi", 2025, "1.234"),
            "«Số người của tập thể»: «1.234» có thể là 1234 hoặc 1,234; hãy gõ lại một trong hai "
            "cách ấy",
        ),
        (
            FactRow("A", "doan_ket", 2025, "chắc có"),
            "«Nội bộ đoàn kết»: «chắc có» phải là «có» hoặc «không»",
        ),
    ],
)
def test_a_row_that_cannot_be_understood_refuses_the_whole_file(row, said):
    settled()

    assert told(row) == [("error", said)]
    with pytest.raises(Refused), writing() as session:
        good = FactRow("A", "so_ldtt", 2025, "3")
        facts.import_facts(Work(session, PROGRAM, now=NOW), rows=[good, row])
    assert stored() == {}


@pytest.mark.both_databases
def test_a_fact_listed_twice_is_refused_and_one_left_empty_stays():
    settled()
    state("A", {"so_nguoi": "42"})
    twice = [FactRow("A", "so_ldtt", 2025, "3"), FactRow("a", "so_ldtt", 2025, "4")]

    assert told(*twice) == [
        (
            "error",
            "A · Số người đạt Lao động tiên tiến · năm 2025 được ghi hai lần; chỉ giữ một dòng",
        )
    ]
    assert told(FactRow("A", "so_nguoi", 2025, None)) == [
        ("notice", "«Số người của tập thể» để trống nên giữ nguyên như đang có")
    ]
    state("A", {"so_nguoi": None})
    assert stored() == {("A", "so_nguoi", 2025): ("42", "", 1)}


@pytest.mark.both_databases
def test_a_code_of_both_a_unit_and_a_person_is_not_guessed():
    settled()
    with noting() as session:
        named = select(tables.StaffMember).where(tables.StaffMember.code == "P1")
        session.exec(named).one().code = "a"

    assert told(FactRow("A", "xep_loai", 2025, "HTT")) == [
        (
            "error",
            "mã «A» vừa là của một đơn vị vừa là của một cá nhân nên không rõ nói về ai; hãy đổi "
            "mã của cá nhân",
        )
    ]


@pytest.mark.both_databases
def test_an_officer_writes_about_the_own_unit_and_people_while_claiming_and_reads_no_other():
    settled()
    state("B", {"so_nguoi": "99"})
    early = fresh()
    with pytest.raises(NotPermitted):
        state("A", {"so_nguoi": "42"}, actor=OFFICER, period=early)
    to_self_score()

    state("A", {"so_nguoi": "42"}, actor=OFFICER, period=fresh())
    state("P1", {"xep_loai": "HTT"}, actor=OFFICER, period=fresh())
    found = preview(FactRow("B", "so_nguoi", 2025, "98"), actor=OFFICER, period=fresh())

    assert [one.message for one in found.findings] == ["bạn không được ghi hồ sơ của «B»"]
    assert found.changes == ()
    assert stored().keys() == {
        ("A", "so_nguoi", 2025),
        ("P1", "xep_loai", 2025),
        ("B", "so_nguoi", 2025),
    }
    with pytest.raises(NotPermitted):
        type_in("7", 1, OFFICER, subject="B", period=fresh())
    with pytest.raises(NotPermitted):
        type_in("7", 0, OFFICER)


def test_typing_over_what_somebody_else_changed_is_refused():
    settled()
    type_in("42", 0)
    type_in("43", 1)

    with pytest.raises(StaleEdit):
        type_in("44", 1)
    with pytest.raises(Refused, match="số nguyên"):
        type_in("4,5", 2)
    with pytest.raises(Refused, match="Không có gì để đổi"):
        type_in("43", 2)
    with pytest.raises(Refused, match="Minh chứng"):
        type_in("44", 2, evidence="x" * 2001)
    with pytest.raises(NotFound):
        type_in("1", 0, code="khong_co")
    assert stored() == {("A", "so_nguoi", 2025): ("43", "", 2)}


def test_a_withdrawn_fact_is_missing_and_the_next_one_goes_on_counting():
    settled()
    type_in("42", 0, reason="theo báo cáo")
    type_in("", 1, reason="ghi nhầm")

    assert stored() == {}
    with pytest.raises(Refused, match="Cần ghi giá trị"):
        type_in("", 0)
    type_in("40", 0)
    assert stored() == {("A", "so_nguoi", 2025): ("40", "", 2)}
    what = "A · Số người của tập thể, năm 2025"
    assert [(one.action, one.unit, one.old, one.new, one.reason) for one in recorded("fact.")] == [
        ("fact.stated", "A", "", f"{what}: 42 người", "theo báo cáo"),
        ("fact.withdrawn", "A", "42 người", f"{what}: đã bỏ", "ghi nhầm"),
        ("fact.stated", "A", "", f"{what}: 40 người", ""),
    ]


def test_facts_are_recorded_in_words_each_with_the_rows_it_changed():
    settled()
    cells = {"sang_kien_cap": "co_so", "bi_ky_luat": ("không", "BC 3")}
    state("P1", cells)
    state("P1", {"sang_kien_cap": ("tinh", "QĐ 7")})
    state("P1", {"chuc_vu_lanh_dao": "có"}, year=None)

    who = "Trần Văn An (P1)"
    assert [(one.unit, one.criterion, one.old, one.new) for one in recorded("fact.stated")] == [
        ("A", "", "", f"{who} · Phạm vi ảnh hưởng của sáng kiến, năm 2025: cơ sở"),
        (
            "A",
            "",
            "",
            f"{who} · Bị kỷ luật từ khiển trách trở lên, năm 2025: không (minh chứng: BC 3)",
        ),
        (
            "A",
            "",
            "cơ sở",
            f"{who} · Phạm vi ảnh hưởng của sáng kiến, năm 2025: bộ, ngành, tỉnh "
            "(minh chứng: QĐ 7)",
        ),
        ("A", "", "", f"{who} · Giữ chức vụ lãnh đạo, mọi năm: có"),
    ]


OF_OUR_OWN = """
[[facts]]
code = "so_hoi_thi"
name = "Số hội thi đã dự"
type = "số nguyên"
for = ["tập thể"]
unit = "hội thi"
"""


def test_a_fact_whose_law_is_gone_stays_in_the_record_as_it_was_written():
    settled()
    with writing() as session:
        law.save_copy(Work(session, PROGRAM, now=NOW), name="a.toml", text=OF_OUR_OWN, seen=0)
    state("A", {"so_hoi_thi": "3"})
    assert [one.new for one in recorded("fact.stated")] == [
        "A · Số hội thi đã dự, năm 2025: 3 hội thi"
    ]
    with writing() as session:
        law.remove_copy(
            Work(session, PROGRAM, now=NOW), name="a.toml", seen=1, reason="hết hiệu lực"
        )

    assert [one.new for one in recorded("fact.stated")] == ["A · so_hoi_thi, năm 2025: 3"]


@pytest.mark.both_databases
def test_a_standing_fact_is_kept_once_for_all_years():
    settled()

    state("P1", {"chuc_vu_lanh_dao": "có"}, year=None)
    state("P1", {"chuc_vu_lanh_dao": "không"}, year=None)
    state("P1", {"chuc_vu_lanh_dao": "có"}, year=2020)

    assert stored() == {
        ("P1", "chuc_vu_lanh_dao", None): ("không", "", 2),
        ("P1", "chuc_vu_lanh_dao", 2020): ("có", "", 1),
    }


def test_a_file_of_more_facts_than_one_statement_takes_ends_each_version_once(monkeypatch):
    monkeypatch.setattr(dossier_queries, "_CHUNK", 2)
    settled()
    cells = ("so_nguoi", "so_ldtt", "so_cstdcs")
    for value in "34":
        state("A", dict.fromkeys(cells, value))
        state("P1", {"chuc_vu_lanh_dao": "có" if value == "3" else "không"}, year=None)
        state("P1", {"chuc_vu_lanh_dao": "có" if value == "3" else "không"}, year=2020)

    assert stored() == {
        **{("A", code, 2025): ("4", "", 2) for code in cells},
        ("P1", "chuc_vu_lanh_dao", None): ("không", "", 2),
        ("P1", "chuc_vu_lanh_dao", 2020): ("không", "", 2),
    }


@pytest.mark.both_databases
def test_of_two_who_type_at_once_the_second_is_told():
    settled()
    named = {"recipient": UNIT, "subject": "A", "code": "so_nguoi", "year": 2025}

    told = overtaken(
        lambda session: facts.state(Work(session, PROGRAM, now=NOW), typed="42", seen=0, **named),
        lambda: type_in("43", 0),
    )

    assert isinstance(told, StaleEdit)
    assert stored() == {("A", "so_nguoi", 2025): ("42", "", 1)}
