"""Sổ tài khoản: the workbook of people and their roles, read into rows, and its template."""

from thidua.domain.access import account_list as words
from thidua.domain.access.account_list import AccountRow, read_role, roles_told
from thidua.domain.access.interest import OUTSIDE
from thidua.domain.access.permissions import ROLE_WORDS, SCOPES, Grant, Role, Scope
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import folded
from thidua.files.cell_reading import lack
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Tài khoản"
_REQUIRED = (words.LOGIN, words.FULL_NAME)
_GUIDE = (
    "Ghi vào trang «Tài khoản», mỗi dòng là một vai trò của một người; một người có nhiều vai trò "
    "thì ghi nhiều dòng cùng tên đăng nhập.",
    "Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm, gạch ngang; ví dụ thu.tran.",
    f"Vai trò là một trong: {roles_told()}. Để trống thì chỉ tạo tài khoản.",
    "Mã khối và Năm cần cho vai trò của khối; Mã đơn vị cần cho cán bộ và người chấm của đơn vị.",
    "Người của đơn vị: khối trưởng và thư ký ghi mã đơn vị của mình, hoặc «không».",
    "Ai đã có tài khoản thì giữ nguyên họ tên và mật khẩu, chỉ thêm vai trò còn thiếu.",
)
_EXAMPLE = (
    ("khoi.le", "Lê Minh Khôi", ROLE_WORDS[Role.HEAD], "KTD-5", "2026", "", "SNV"),
    ("thu.tran", "Trần Thị Thư", ROLE_WORDS[Role.UNIT_OFFICER], "KTD-5", "2026", "STC", ""),
)


def account_template() -> bytes:
    """Tệp mẫu danh sách tài khoản."""
    widths = (20, 30, 28, 14, 8, 14, 18)
    return list_template(SHEET, words.ACCOUNT_COLUMNS, widths, _GUIDE, _EXAMPLE)


def read_account_book(book: Book) -> tuple[list[AccountRow], Findings]:
    """Đọc sổ tài khoản; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.ACCOUNT_COLUMNS,
        _REQUIRED,
        findings,
        filled_down=(words.BLOCK, words.YEAR),
        codes=(words.LOGIN, words.BLOCK, words.UNIT, words.HOME),
        names=(words.FULL_NAME, words.ROLE),
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> AccountRow | None:
    if lack(row, _REQUIRED, findings):
        return None
    at = {title: row.place(title) for title in words.ACCOUNT_COLUMNS}
    grant = None
    if row.text(words.ROLE):
        grant = _grant(row, findings)
        if grant is None:
            return None
    return AccountRow(row.text(words.LOGIN), row.text(words.FULL_NAME), grant, at)


def _grant(row: TableRow, findings: Findings) -> Grant | None:
    written = row.text(words.ROLE)
    role = read_role(written)
    if role is None:
        message = f"không giao được vai trò «{written}» bằng tệp; ghi một trong: {roles_told()}"
        findings.error("role", message, row.place(words.ROLE))
        return None
    scope = SCOPES[role]
    _tell_unread(row, scope, findings)
    if scope is Scope.SYSTEM:
        return Grant(role, home=_home(row))
    year = row.text(words.YEAR)
    needed = [words.BLOCK, words.YEAR, *([words.UNIT] if scope is Scope.UNIT else [])]
    missing = [title for title in needed if not row.text(title)]
    if missing:
        message = f"vai trò «{written}» cần ghi {', '.join(missing)}"
        findings.error("scope", message, row.place(missing[0]))
        return None
    if not (year.isascii() and year.isdecimal()):
        findings.error("year", f"năm «{year}» phải là số, ví dụ 2026", row.place(words.YEAR))
        return None
    unit = row.text(words.UNIT) if scope is Scope.UNIT else None
    home = None if scope is Scope.UNIT else _home(row)
    return Grant(role, row.text(words.BLOCK), unit, int(year), home)


def _tell_unread(row: TableRow, scope: Scope, findings: Findings) -> None:
    """Ô không thuộc phạm vi của vai trò: told, so that nobody believes it was given."""
    unread = words.HOME if scope is Scope.UNIT else words.UNIT
    written = row.text(unread)
    is_same = scope is Scope.UNIT and written == row.text(words.UNIT)
    if written and not is_same:
        message = (
            f"ô «{unread}» không được đọc, vì vai trò «{row.text(words.ROLE)}» không dùng ô ấy"
        )
        findings.warning("unread", message, row.place(unread))


def _home(row: TableRow) -> str | None:
    """Người của đơn vị nào: a code, none of them, or nothing said."""
    written = row.text(words.HOME)
    if not written:
        return None
    return OUTSIDE if folded(written) == folded(words.NO_UNIT) else written
