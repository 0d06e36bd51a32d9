"""Tài khoản bằng tệp, vai trò sang năm sau: told before it is written, all or nothing."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from thidua.db.engine import reading, writing
from thidua.domain.access.account_list import ACCOUNT_COLUMNS
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.roster import RosterRow
from thidua.files.roster.account_book import _EXAMPLE
from thidua.passwords import NewPassword
from thidua.services.access import account_list, accounts, carry_over
from thidua.services.ground.work import Work
from thidua.services.period import rosters

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
OFFICER = "Cán bộ thi đua đơn vị"
ROWS = (
    ("khoi.le", "Lê Minh Khôi", "Khối trưởng", "K1", "2026", "", "SNV"),
    ("thu.tran", "Trần Thị Thư", OFFICER, "K1", "2026", "STC", ""),
    ("thu.tran", "Trần Thị Thư", OFFICER, "K1", "2026", "SNV", ""),
)
NOBODY = Actor("Người lạ (la)", (Grant(Role.UNIT_OFFICER, "K1", "STC", 2026),), "la")


@pytest.fixture(autouse=True)
def block(sqlite_url):
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        rows = [
            RosterRow("K1", "Khối 1", code, name, code, "Sở", year)
            for code, name, years in (
                ("STC", "Sở Tài chính", (2026, 2027)),
                ("SNV", "Sở Nội vụ", (2026,)),
            )
            for year in years
        ]
        rosters.import_roster(work, rows=rows)


def read(*rows):
    """Đọc một tệp có các dòng này."""
    book = openpyxl.Workbook()
    book.active.title = "Tài khoản"
    for row in (ACCOUNT_COLUMNS, *rows):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return account_list.read(kept.getvalue(), "tai-khoan.xlsx")


def made(*logins):
    return {login: NewPassword("mat-khau", f"digest-{login}") for login in logins}


def bring(*rows, actor=PROGRAM, passwords=None):
    found, findings = read(*rows)
    with writing() as session:
        return account_list.bring(
            Work(session, actor, now=NOW),
            rows=found,
            findings=findings,
            passwords=made("khoi.le", "thu.tran") if passwords is None else passwords,
        )


def held(login):
    with reading() as session:
        return accounts.one(Work(session, PROGRAM, now=NOW), login=login)


def test_people_and_roles_come_in_together_and_twice_is_once():
    bring(*ROWS)

    assert held("khoi.le").grants == (Grant(Role.HEAD, "K1", None, 2026),)
    assert held("khoi.le").grants[0].home == "SNV"
    assert {one.unit for one in held("thu.tran").grants} == {"STC", "SNV"}
    assert held("thu.tran").must_change
    count = len(recorded("role.given"))
    assert (count, len(recorded("account.created"))) == (3, 2)

    found, findings = read(*ROWS)
    with reading() as session:
        again = account_list.preview(Work(session, PROGRAM, now=NOW), rows=found, findings=findings)
    assert {change.kind.value for change in again.changes} == {"same"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("x", "Ích", "Quản trị", "", "", "", ""), "không giao được vai trò «Quản trị»"),
        (("x", "Ích", OFFICER, "K1", "2026", "", ""), "cần ghi Mã đơn vị"),
        (("x", "Ích", OFFICER, "K1", "2027", "SNV", ""), "không thuộc khối K1 năm 2027"),
        (("x", "Ích", "Khối trưởng", "K1", "2026", "", ""), "cần ghi mã đơn vị"),
        (("Ích", "Ích", OFFICER, "K1", "2026", "STC", ""), "Tên đăng nhập gồm chữ thường"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_written(row, said):
    found, findings = read(ROWS[0], row)
    with reading() as session:
        told = account_list.preview(
            Work(session, PROGRAM, now=NOW), rows=found, findings=findings
        ).findings

    assert any(said in str(one) for one in told)
    with pytest.raises(Refused):
        bring(ROWS[0], row)
    assert held("khoi.le") is None


def test_somebody_without_the_right_brings_nobody_in():
    with pytest.raises(NotPermitted):
        bring(*ROWS, actor=NOBODY)
    with reading() as session, pytest.raises(NotPermitted):
        carry_over.carried(Work(session, NOBODY, now=NOW), block="K1", old=2026, new=2027)


def test_roles_go_on_into_the_next_year_but_for_units_that_left_and_those_chosen_out():
    bring(
        *ROWS,
        ("mai.le", "Lê Mai", "Lãnh đạo", "K1", "2026", "", ""),
        passwords=made("khoi.le", "thu.tran", "mai.le"),
    )
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        found = carry_over.carried(work, block="K1", old=2026, new=2027)
        fates = {(one.login, one.grant.unit): one.fate for one in found}
        without = [one.key for one in found if one.login == "mai.le"]
        count = carry_over.carry(work, block="K1", old=2026, new=2027, without=without)

    assert fates == {
        ("khoi.le", None): carry_over.LEFT,
        ("thu.tran", "STC"): carry_over.GOES,
        ("thu.tran", "SNV"): carry_over.LEFT,
        ("mai.le", None): carry_over.GOES,
    }
    assert count == 1
    assert Grant(Role.UNIT_OFFICER, "K1", "STC", 2027) in held("thu.tran").grants
    assert Grant(Role.UNIT_OFFICER, "K1", "STC", 2026) in held("thu.tran").grants
    assert recorded("role.given")[-1].reason == "Chuyển từ năm 2026"


def told_of(*rows):
    """Các dòng được nói gì, and what they would change."""
    found, findings = read(*rows)
    with reading() as session:
        shown = account_list.preview(Work(session, PROGRAM, now=NOW), rows=found, findings=findings)
    return [str(one) for one in shown.findings], [
        (one.kind.value, one.old) for one in shown.changes
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("an1", "A", OFFICER, "K1", "2026", "STC", "")], ""),
        (
            [(one, "A", OFFICER, "K1", "2026", "STC", "") for one in ("an1", "anl")],
            "Ô A3 trang Tài khoản: Tên đăng nhập «anl» trông giống hệt «an1»",
        ),
        ([("an", "A", "Lãnh đạo", "K1", "99999", "", "")], "Ô E2 trang Tài khoản: Năm của vai trò"),
        (
            [("an", "A", OFFICER, "K1", "2026", "STC", "")] * 2,
            "Ô C3 trang Tài khoản: vai trò này đã",
        ),
        (
            [("an", "A", "Khối trưởng", "K1", "2026", "", one) for one in ("STC", "SNV")],
            "Ô G3 trang Tài khoản: vai trò này đã ghi ở Ô C2 trang Tài khoản với đơn vị khác",
        ),
        ([("an", "A", "Lãnh đạo", "K1", "2026", "STC", "")], "Ô F2 trang Tài khoản: ô «Mã đơn vị»"),
        (
            [("an", "A", OFFICER, "K1", "2026", "STC", "SNV")],
            "Ô G2 trang Tài khoản: ô «Người của đơn vị» không được đọc",
        ),
    ],
)
def test_what_writing_would_refuse_or_pass_over_is_told_before_at_its_cell(rows, said):
    told, _ = told_of(*rows)

    assert [one.startswith(said) for one in told] == ([True] if said else [])


def test_another_unit_of_a_held_role_is_a_change_and_says_what_it_was():
    bring(*ROWS, passwords=made("khoi.le", "thu.tran"))
    _, changes = told_of((*ROWS[0][:-1], "STC"))

    assert changes[1] == ("changed", "Khối trưởng (K1, 2026), người của SNV")


def test_the_example_of_the_template_is_read():
    found, findings = read(*_EXAMPLE)

    assert (len(found), list(findings)) == (2, [])
