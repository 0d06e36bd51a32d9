"""Xem trước: what an import would do, decided first and written after."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.finding import Finding, has_errors
from thidua.domain.ground.row_account import NO_INPUT, RowAccount


class ChangeKind(StrEnum):
    """Loại thay đổi của một lần nhập."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


FATE_WORDS = {
    ChangeKind.NEW: "mới",
    ChangeKind.CHANGED: "đổi",
    ChangeKind.REMOVED: "bỏ",
    ChangeKind.SAME: "giữ nguyên",
}
"""Loại thay đổi bằng chữ, as an account tells it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Một thay đổi: where, what stands there, what would stand there."""

    kind: ChangeKind
    subject: str
    old: str = ""
    new: str = ""

    @classmethod
    def of(cls, subject: str, old: str | None, new: str) -> "Change":
        """Thay đổi của điều đang có; None where nothing stands there yet."""
        if old is None:
            return cls(ChangeKind.NEW, subject, new=new)
        return cls(ChangeKind.SAME if old == new else ChangeKind.CHANGED, subject, old, new)


@dataclass(frozen=True, slots=True)
class Preview:
    """Xem trước một lần nhập: findings and changes; an error among the findings refuses it all.

    `account` tells of every row of the file, `fates` how many of those read would do what.
    """

    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    account: RowAccount = field(default_factory=RowAccount)
    fates: Mapping[ChangeKind, int] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Bị từ chối: at least one error, so nothing may be written."""
        return has_errors(self.findings)

    def require_agreed(self, name: str, seen: str | None) -> None:
        """Yêu cầu ghi được: nothing refused, and still the preview that a person agreed to.

        `seen` is its fingerprint, None where nobody was asked; `name` says what the list holds.
        """
        if self.is_refused:
            raise Refused
        if seen is not None and seen != self.fingerprint:
            raise StaleEdit(f"{name} đã đổi từ lúc xem trước; hãy xem lại rồi nhập.")

    def count(self, kind: ChangeKind) -> int:
        """Số thay đổi của một loại."""
        return Counter(change.kind for change in self.changes)[kind]

    @property
    def account_words(self) -> str:
        """Bản kê mọi dòng bằng một câu; nothing where no row of a file was counted."""
        if not self.account.filled:
            return ""
        fates = [(word, self.fates.get(kind, 0)) for kind, word in FATE_WORDS.items()]
        rest = "chưa nhập được" if self.is_refused else NO_INPUT
        fates.append((rest, self.account.read - sum(self.fates.values())))
        return self.account.words([(word, count) for word, count in fates if count])

    @property
    def error_count(self) -> int:
        """Số lỗi."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def fingerprint(self) -> str:
        """Vân tay: what is applied must be what was seen."""
        body = json.dumps(
            [[change.kind, change.subject, change.old, change.new] for change in self.changes],
            ensure_ascii=False,
        )
        return hashlib.sha256(body.encode()).hexdigest()
