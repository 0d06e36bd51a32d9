"""Danh hiệu, hình thức mới: what it is, who gives it and what it asks, all at once or nothing.

An award of which nothing is asked would make the law book incomplete, and a requirement of an award
that is not there has no meaning: neither can be saved before the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.codes import same_code
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.text import clean
from thidua.domain.law.layers import row_name
from thidua.lawbook.loading import LawRefused, read_book
from thidua.lawbook.row_file import RowFile, make_reading
from thidua.lawbook.row_writing import Raw
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.law.rows import MOST_CODE, ReadText, in_words, require_read, why


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAward:
    """Danh hiệu mới với điều đầu tiên: its rows as a law file has them, in force from `start`."""

    award: Raw
    rule: Raw
    giver: Raw
    start: date

    @property
    def slug(self) -> str:
        """Mã của danh hiệu."""
        return str(self.award.get("slug", ""))

    @property
    def code(self) -> str:
        """Mã của tiêu chuẩn."""
        return str(self.rule.get("code", ""))

    def files(self, read: ReadText | None = None) -> tuple[RowFile, ...]:
        """Mỗi dòng một tệp, with what was read."""
        rows = (
            ("awards", self.slug, self.award),
            ("conferrers", self.slug, self.giver),
            ("requirements", self.code, self.rule),
        )
        return tuple(
            RowFile(
                section=section,
                code=code,
                entries=(raw,),
                readings=()
                if read is None
                else (
                    make_reading(
                        section,
                        code,
                        raw,
                        start=self.start,
                        document=read.document,
                        article=clean(read.article),
                        on=read.on,
                        wording=read.wording,
                    ),
                ),
            )
            for section, code, raw in rows
        )


def preview(work: Work, *, new: NewAward) -> tuple[Finding, ...]:
    """Xem trước: every finding of the strict reader over all rows together."""
    require(work.actor, Permission.EDIT_LAW)
    return _findings(work, new.files())


def _findings(work: Work, files: Iterable[RowFile]) -> tuple[Finding, ...]:
    listed = tuple(files)
    texts = {row_name(one.section, one.code): one.text for one in listed}
    found = read_book(law.with_copies(work.session, texts))[1]
    told = []
    for one in found:
        mine = (in_words(one, file) for file in listed)
        told.append(next((said for said in mine if said is not one), one))
    return tuple(told)


def add(work: Work, *, new: NewAward, read: ReadText, reason: str) -> None:
    """Thêm một danh hiệu, who gives it, its first requirement; `LawRefused` has every finding."""
    require(work.actor, Permission.EDIT_LAW)
    take_turn(work.session)
    book = law.book(work.session)
    require_read(work, book, read)
    if not clean(reason):
        raise Refused("Cần ghi lý do thêm danh hiệu này.")
    if not new.slug or not new.code or max(len(new.slug), len(new.code)) > MOST_CODE:
        raise Refused(f"Cần mã danh hiệu và mã tiêu chuẩn, mỗi mã dài nhất {MOST_CODE} ký tự.")
    if (slug := same_code(new.slug, [*book.awards, *book.programmes])) is not None:
        raise Refused(f"Bộ luật đã có mã «{slug}»; hãy chọn dòng ấy để sửa, hoặc đặt mã khác.")
    if (code := same_code(new.code, [one.code for one in book.requirements])) is not None:
        raise Refused(f"Bộ luật đã có tiêu chuẩn mã «{code}»; hãy đặt mã khác.")
    files = new.files(read)
    findings = _findings(work, files)
    if findings:
        raise LawRefused(findings)
    act = Act("law.row_changed", reason=why(read, book, clean(reason)))
    texts = {row_name(one.section, one.code): one.text for one in files}
    law.write_new_copies(work, texts=texts, act=act)
