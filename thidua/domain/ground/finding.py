"""Phát hiện: something noticed in what people entered, kept as a value and shown with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from thidua.domain.ground.row_account import RowAccount


class Severity(StrEnum):
    """Mức độ: an error stops the import, a warning asks to be read, a notice only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Phát hiện: one Vietnamese sentence saying what is wrong and how to cure it.

    `place` is where a person will find it («trang Tiêu chí, ô F7», «B.1»); empty when the whole
    file or covenant is meant. `reference` cites the clause or article when there is one.
    """

    severity: Severity
    code: str
    message: str
    place: str = ""
    reference: str = ""

    @property
    def is_error(self) -> bool:
        """Là lỗi: it stops an import."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """Một dòng: place and sentence, as the command line prints it."""
        return f"{self.place}: {self.message}" if self.place else self.message


def error(code: str, message: str, place: str = "") -> Finding:
    """Lỗi: a finding that stops an import."""
    return Finding(severity=Severity.ERROR, code=code, message=message, place=place)


def warning(code: str, message: str, place: str = "") -> Finding:
    """Cảnh báo: a finding that is shown and does not stop."""
    return Finding(severity=Severity.WARNING, code=code, message=message, place=place)


def notice(code: str, message: str, place: str = "") -> Finding:
    """Lưu ý: a finding that says how something was understood."""
    return Finding(severity=Severity.NOTICE, code=code, message=message, place=place)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Có lỗi: whether any of these findings stops an import."""
    return any(finding.is_error for finding in findings)


class Findings(list[Finding]):
    """Các phát hiện gom lại: what a reader fills while it goes on reading.

    With them goes the account of the rows they were found in.
    """

    def __init__(self, found: Iterable[Finding] = ()) -> None:
        super().__init__(found)
        self.account = found.account if isinstance(found, Findings) else RowAccount()

    def __iadd__(self, other: Iterable[Finding]) -> Self:
        """Gom thêm, the account of the rows included."""
        if isinstance(other, Findings):
            self.account += other.account
        return super().__iadd__(other)

    def error(self, code: str, message: str, place: str = "") -> None:
        """Thêm một lỗi."""
        self.append(error(code, message, place))

    def warning(self, code: str, message: str, place: str = "") -> None:
        """Thêm một cảnh báo."""
        self.append(warning(code, message, place))

    def notice(self, code: str, message: str, place: str = "") -> None:
        """Thêm một lưu ý."""
        self.append(notice(code, message, place))
