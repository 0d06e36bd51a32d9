"""Thêm, thay và gỡ minh chứng: for who answers for the unit, until the unit's sheet is handed in.

After that nothing is taken away: what was shown can only be added to or replaced, and every earlier
version stays readable.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import col, select

from thidua.db import queries
from thidua.db.tables import Evidence, EvidenceUse, ScoreSheet, ScoreThread, Unit
from thidua.domain.access.interest import is_of_unit
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import (
    LONGEST_NAME,
    LONGEST_TEXT,
    clean,
    clean_lines,
    length_fault,
)
from thidua.domain.scoring.evidence import EvidenceKind, EvidenceLevel, link_address, title_of
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.files import evidence_store, evidence_type
from thidua.services.access import interests
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.scoring import evidence


def add_file(
    work: Work,
    *,
    unit: str,
    content: bytes,
    file_name: str,
    title: str = "",
    criterion: str = "",
    thread: int | None = None,
    level: EvidenceLevel = EvidenceLevel.OPEN,
) -> str:
    """Thêm một tệp vào kho của đơn vị, used at once where a place is named; returns its token.

    A file the unit has already is not kept twice: the item that is there is used. The content is on
    the disk before the row is written. The caller owns the commit.
    """
    keeper = _keeper(work, unit)
    found = _looked_at(content, file_name)
    row = keeper.same(found)
    if row is None:
        row = keeper.insert(keeper.file_row(found, title), level)
    keeper.raise_to(row, level)
    keeper.use(row, criterion, thread)
    return row.token


def add_files(
    work: Work,
    *,
    unit: str,
    files: Sequence[tuple[str, bytes]],
    title: str = "",
    criterion: str = "",
    thread: int | None = None,
    level: EvidenceLevel = EvidenceLevel.OPEN,
) -> list[str]:
    """Thêm nhiều tệp (tên và nội dung), all or none; a title is for one file alone."""
    return [
        add_file(
            work,
            unit=unit,
            content=content,
            file_name=name,
            title=title if len(files) == 1 else "",
            criterion=criterion,
            thread=thread,
            level=level,
        )
        for name, content in files
    ]


def add_link(
    work: Work,
    *,
    unit: str,
    url: str,
    title: str = "",
    criterion: str = "",
    thread: int | None = None,
    level: EvidenceLevel = EvidenceLevel.OPEN,
) -> str:
    """Thêm một liên kết, used at once where a place is named; returns its token.

    A link the unit has already is used again.
    """
    keeper = _keeper(work, unit)
    address = link_address(url)
    row = keeper.same(address)
    if row is None:
        row = keeper.insert(keeper.link_row(address, title), level)
    keeper.raise_to(row, level)
    keeper.use(row, criterion, thread)
    return row.token


def attach(
    work: Work, *, unit: str, token: str, criterion: str = "", thread: int | None = None
) -> None:
    """Dùng lại một minh chứng đã có cho một tiêu chí hoặc một luồng giải trình nữa."""
    keeper = _keeper(work, unit)
    keeper.use(keeper.row(token), criterion, thread)


def describe(
    work: Work,
    *,
    unit: str,
    token: str,
    criterion: str,
    page: str = "",
    quotation: str = "",
    document: str = "",
) -> None:
    """Ghi trang, trích dẫn, và lượt mà minh chứng này chứng minh ở một tiêu chí.

    What was said before ends and stays readable; said after the sheet was handed in, it is marked.
    """
    keeper = _keeper(work, unit)
    row = keeper.row(token)
    uses = [one for one in keeper.uses(row) if one.criterion_code == criterion]
    if not criterion or not uses:
        raise NotFound(f"Minh chứng này không dùng ở tiêu chí {criterion}.")
    said = {
        "page": clean(page),
        "quotation": clean_lines(quotation),
        "document": clean(document),
    }
    for name, text, most in (
        ("trang", said["page"], LONGEST_NAME),
        ("trích dẫn", said["quotation"], LONGEST_TEXT),
        ("số văn bản của lượt", said["document"], LONGEST_NAME),
    ):
        fault = length_fault(text, most)
        if fault:
            raise Refused(f"{criterion}: {name} {fault}.")
    if {name: getattr(uses[0], name) for name in said} == said:
        return
    keeper.end_uses(uses)
    keeper.insert_use(row, criterion, None, said)
    keeper.work.session.flush()
    keeper.work.record(Act("evidence.described", unit, criterion))


def set_level(work: Work, *, unit: str, token: str, level: EvidenceLevel, reason: str = "") -> None:
    """Đặt mức bảo mật of an item and of all versions before it.

    Who answers for the unit raises it whenever the period is open to evidence, past a deadline too:
    protecting needs no hurry. Lowering is for the chair or the standing office, with a reason.
    """
    keeper = _Keeper(work, unit)
    now = keeper.level_of(token)
    if level is now:
        return
    if level.height > now.height:
        work = work.require(Permission.ADD_EVIDENCE, unit)
    else:
        work = work.require(Permission.LOWER_EVIDENCE)
        if not clean_lines(reason):
            raise Refused("Hạ mức bảo mật cần ghi lý do.")
    keeper = _Keeper(work, unit)
    keeper.put_level(keeper.row(token), level)
    keeper.work.record(Act("evidence.level", unit, reason=clean_lines(reason)))


def detach(work: Work, *, unit: str, token: str, criterion: str) -> None:
    """Gỡ khỏi một tiêu chí, while the unit's own sheet is a draft; the item stays with the unit."""
    keeper = _keeper(work, unit)
    keeper.require_draft()
    row = keeper.row(token)
    keeper.require_own(row)
    uses = [one for one in keeper.uses(row) if one.criterion_code == criterion]
    if not criterion or not uses:
        raise NotFound(f"Minh chứng này không dùng ở tiêu chí {criterion}.")
    keeper.end_uses(uses)
    keeper.work.record(Act("evidence.detached", unit, criterion))


def replace(
    work: Work,
    *,
    unit: str,
    token: str,
    content: bytes | None = None,
    file_name: str = "",
    url: str = "",
    title: str = "",
) -> str:
    """Thay bằng bản mới, a file or a link; the old version ends, stays readable, and its uses move.

    Returns the token of the new version.
    """
    keeper = _keeper(work, unit)
    old = keeper.row(token)
    keeper.require_own(old)
    given = link_address(url) if content is None else _looked_at(content, file_name)
    if keeper.same(given) is not None:
        raise Refused("Đơn vị đã có đúng tệp hoặc liên kết này; hãy dùng lại nó.")
    kept_title = "" if old.title in (old.file_name, old.url) else old.title
    named = title or kept_title
    if isinstance(given, _Looked):
        row = keeper.file_row(given, named)
    else:
        row = keeper.link_row(given, named)
    row.version, row.replaces_id, row.level = old.version + 1, old.id, old.level
    keeper.end(old)
    keeper.add(row)
    keeper.move_uses(old, row)
    keeper.work.record(Act("evidence.replaced", unit))
    return row.token


def remove(work: Work, *, unit: str, token: str) -> None:
    """Bỏ khỏi kho của đơn vị, while its own sheet is a draft; the row and the file stay."""
    keeper = _keeper(work, unit)
    keeper.require_draft()
    row = keeper.row(token)
    keeper.require_own(row)
    uses = keeper.uses(row)
    if any(one.query_id is not None for one in uses):
        raise Refused("Minh chứng này đang dùng trong một hồ sơ giải trình nên không bỏ được.")
    keeper.end_uses(uses)
    keeper.end(row)
    keeper.work.record(Act("evidence.removed", unit))


@dataclass(frozen=True, slots=True)
class _Looked:
    """Tệp đã xem xét: its content, its true type, and a name that is safe to give back."""

    content: bytes
    name: str
    media_type: str


def _looked_at(content: bytes, file_name: str) -> _Looked:
    """Xem xét một tệp gửi lên; Refused when it is not to be kept."""
    shown = title_of(file_name, "không tên")
    evidence_store.require_size(content, shown)
    of_type = evidence_type.recognise(content, shown)
    return _Looked(content, evidence_type.safe_name(file_name, of_type), of_type.media_type)


def _keeper(work: Work, unit: str) -> "_Keeper":
    """Người giữ kho của một đơn vị, once it is clear that this person may write now."""
    work = work.require(Permission.ADD_EVIDENCE, unit)
    windows.require_in_time(work.session, work.period, unit, work.now)
    if unit not in {member.code for member in block_members.members(work.session, work.period)}:
        raise NotFound(f"Đơn vị «{unit}» không phải thành viên của {work.period.block_name}.")
    return _Keeper(work, unit)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Người giữ kho minh chứng của một đơn vị, in one transaction."""

    work: Work
    unit: str

    def same(self, given: _Looked | str) -> Evidence | None:
        """Minh chứng đang có của đơn vị with this very content or address."""
        rows = self.work.session.exec(
            select(Evidence)
            .join(Unit, col(Unit.id) == col(Evidence.unit_id))
            .where(
                Evidence.block_year_id == self.work.period.id,
                col(Unit.code) == self.unit,
                col(Evidence.live),
                Evidence.url == given
                if isinstance(given, str)
                else Evidence.sha256 == evidence_store.digest(given.content),
            )
        )
        return rows.first()

    def row(self, token: str) -> Evidence:
        """Minh chứng đang dùng được, held until the commit."""
        found = self.work.session.exec(
            select(Evidence)
            .join(Unit, col(Unit.id) == col(Evidence.unit_id))
            .where(
                Evidence.block_year_id == self.work.period.id,
                col(Unit.code) == self.unit,
                Evidence.token == token,
            )
            .with_for_update(of=Evidence)
        ).first()
        if found is None:
            raise NotFound
        if not found.live:
            raise Refused("Minh chứng này đã được thay hoặc bỏ; hãy tải lại trang.")
        return found

    def require_own(self, row: Evidence) -> None:
        """Yêu cầu không lấy đi của đơn vị khác: what a unit shows is taken by no rival of it."""
        is_own = is_of_unit(self.work.actor, self.work.period, self.unit)
        if not is_own and row.added_by != self.work.actor.name:
            interests.require_no_rival(self.work, self.unit)

    def file_row(self, looked: _Looked, title: str) -> Evidence:
        """Dòng của một tệp, whose content is in the store before the row is anywhere."""
        stored = evidence_store.keep(evidence.folder(self.work.session), looked.content)
        row = self._new_row(EvidenceKind.FILE, title_of(title, looked.name))
        row.file_name, row.media_type = looked.name, looked.media_type
        row.stored_name, row.size, row.sha256 = stored.name, stored.size, stored.sha256
        return row

    def link_row(self, address: str, title: str) -> Evidence:
        row = self._new_row(EvidenceKind.LINK, title_of(title, address))
        row.url = address
        return row

    def _new_row(self, kind: EvidenceKind, title: str) -> Evidence:
        return Evidence(
            block_year_id=self.work.period.id,
            unit_id=queries.unit_key(self.work.session, self.unit),
            kind=kind,
            title=title,
            token=secrets.token_urlsafe(32),
            added_by=self.work.actor.name,
            added_at=self.work.now,
        )

    def insert(self, row: Evidence, level: EvidenceLevel = EvidenceLevel.OPEN) -> Evidence:
        row.level = level
        self.add(row)
        self.work.record(Act("evidence.added", self.unit))
        return row

    def add(self, row: Evidence) -> None:
        """Ghi dòng mới, so that it has a key."""
        self.work.session.add(row)
        self.work.session.flush()

    def level_of(self, token: str) -> EvidenceLevel:
        """Mức đang đặt; NotFound where the unit has no such item in this period."""
        found = self.work.session.exec(
            select(Evidence.level)
            .join(Unit, col(Unit.id) == col(Evidence.unit_id))
            .where(
                Evidence.block_year_id == self.work.period.id,
                col(Unit.code) == self.unit,
                Evidence.token == token,
            )
        ).first()
        if found is None:
            raise NotFound
        return EvidenceLevel(found)

    def raise_to(self, row: Evidence, level: EvidenceLevel) -> None:
        """Nâng mức một minh chứng đang có, never lower."""
        if level.height > row.level.height:
            self.put_level(row, level)
            self.work.record(Act("evidence.level", self.unit))

    def put_level(self, row: Evidence, level: EvidenceLevel) -> None:
        """Ghi mức cho minh chứng này và mọi bản trước của nó."""
        found: Evidence | None = row
        while found is not None:
            found.level = level
            self.work.session.add(found)
            before = found.replaces_id
            found = None if before is None else self.work.session.get_one(Evidence, before)
        self.work.session.flush()

    def end(self, row: Evidence) -> None:
        row.live, row.ended_by, row.ended_at = False, self.work.actor.name, self.work.now
        self.work.session.add(row)
        self.work.session.flush()

    def uses(self, row: Evidence) -> Sequence[EvidenceUse]:
        """Chỗ đang dùng."""
        return self.work.session.exec(
            select(EvidenceUse)
            .where(EvidenceUse.evidence_id == row.id, col(EvidenceUse.ended_at).is_(None))
            .order_by(col(EvidenceUse.id))
        ).all()

    def use(self, row: Evidence, criterion: str, thread: int | None) -> None:
        """Dùng minh chứng ở chỗ này, if one is named and it is not used there already."""
        if thread is not None:
            criterion = self._criterion_of(thread)
        elif not criterion:
            return
        elif criterion not in covenants.load(self.work.session, self.work.period).criteria:
            raise Refused(f"Giao ước không có tiêu chí {criterion}.")
        place = (criterion if thread is None else "", thread)
        if place in {(one.criterion_code, one.query_id) for one in self.uses(row)}:
            return
        self.insert_use(row, *place)
        self.work.record(Act("evidence.attached", self.unit, criterion))

    def _criterion_of(self, thread: int) -> str:
        """Tiêu chí của một luồng giải trình của đơn vị này; NotFound for any other."""
        found = self.work.session.exec(
            select(ScoreThread.criterion_code)
            .join(Unit, col(Unit.id) == col(ScoreThread.unit_id))
            .where(
                ScoreThread.id == thread,
                ScoreThread.block_year_id == self.work.period.id,
                col(Unit.code) == self.unit,
            )
        ).first()
        if found is None:
            raise NotFound
        return found

    def insert_use(
        self,
        row: Evidence,
        criterion: str,
        thread: int | None,
        said: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Ghi một chỗ dùng, with what is said of it there."""
        self.work.session.add(
            EvidenceUse(
                evidence_id=row.id or 0,
                criterion_code=criterion,
                query_id=thread,
                page=said.get("page", ""),
                quotation=said.get("quotation", ""),
                document=said.get("document", ""),
                added_by=self.work.actor.name,
                added_at=self.work.now,
            )
        )

    def move_uses(self, old: Evidence, new: Evidence) -> None:
        moved = self.uses(old)
        self.end_uses(moved)
        for one in moved:
            said = {"page": one.page, "quotation": one.quotation, "document": one.document}
            self.insert_use(new, one.criterion_code, one.query_id, said)
        self.work.session.flush()

    def end_uses(self, uses: Sequence[EvidenceUse]) -> None:
        for one in uses:
            one.ended_by, one.ended_at = self.work.actor.name, self.work.now
            self.work.session.add(one)
        self.work.session.flush()

    def require_draft(self) -> None:
        """Yêu cầu bảng tự chấm còn là nháp; nobody hands it in until the caller commits."""
        status = self.work.session.exec(
            select(ScoreSheet.status)
            .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
            .where(
                ScoreSheet.block_year_id == self.work.period.id,
                col(Unit.code) == self.unit,
                ScoreSheet.hand == Hand.SELF,
            )
            .with_for_update(of=ScoreSheet)
        ).first()
        if status not in (None, SheetStatus.DRAFT):
            raise Refused(
                f"Bảng tự chấm của {self.unit} đã nộp nên minh chứng chỉ được thêm hoặc thay bằng "
                "bản mới, không gỡ được."
            )
