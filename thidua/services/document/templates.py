"""Mẫu văn bản riêng của khối hoặc đơn vị: examined when it comes, then in force or taken out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import PaperTemplate
from thidua.domain.access.permissions import Permission, require
from thidua.domain.document import template
from thidua.domain.document.document import Document
from thidua.domain.document.kinds import KINDS, DocumentKind
from thidua.domain.document.letterhead import Owner
from thidua.domain.document.template import OwnTemplate, TemplateState
from thidua.domain.document.template_sample import sample_of
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, has_errors
from thidua.domain.ground.text import LONGEST_NAME, clean
from thidua.domain.period.period import BlockPeriod
from thidua.files.reading import apart
from thidua.files.slides import out as slides_out
from thidua.files.slides import own
from thidua.files.slides.own import OwnDeck
from thidua.files.word import template_start
from thidua.files.word.out import word_file
from thidua.files.word.template_filling import fill, tried
from thidua.files.word.template_tokens import read_template
from thidua.services.document import letterheads, scopes
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Examined:
    """Kết quả xét một tệp mẫu: the tokens in it, and what is wrong."""

    tokens: tuple[str, ...]
    findings: Sequence[Finding]

    @property
    def is_refused(self) -> bool:
        """Không nhận được."""
        return has_errors(self.findings)


def names(owner: Owner = Owner.BLOCK) -> dict[str, str]:
    """Các loại văn bản được có mẫu riêng, by code; a deck is the block's alone."""
    found = {one.code: one.name for one in KINDS.values() if template.may_have(one)}
    return found | ({template.DECK: template.DECK_NAME} if owner is Owner.BLOCK else {})


def start_file(work: Work, *, document: str) -> bytes:
    """Mẫu của phần mềm để bắt đầu; it holds no data of anybody."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    if document == template.DECK:
        _require_slides()
        return slides_out.start_file()
    return template_start.start_file(_kind(document))


def token_list(work: Work, *, document: str) -> bytes:
    """Sổ danh sách dấu."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return template_start.token_list(_kind(document))


def examine(*, document: str, data: bytes) -> Examined:
    """Xét một tệp mẫu và điền thử nó; a file is gone through once, however often it is asked."""
    return _examined(document, data)


@lru_cache(4)
def _examined(document: str, data: bytes) -> Examined:
    if document == template.DECK:
        return _examined_deck(data)
    kind = _kind(document)
    there, findings = apart.call(f"mẫu {kind.name}", read_template, data, kind)
    if not has_errors(findings) and _filled(kind, data) is None:
        findings.error("trial", "điền thử vào mẫu không được; hãy mở bằng Word và lưu lại")
    return Examined(there, tuple(findings))


def _examined_deck(data: bytes) -> Examined:
    _require_slides()
    findings = apart.call("mẫu bản trình chiếu", own.examine, data)
    if not has_errors(findings) and _made(data) is None:
        findings.error("trial", "điền thử vào mẫu không được; hãy mở bằng PowerPoint, lưu lại")
    return Examined(own.LAYOUTS, tuple(findings))


def _filled(kind: DocumentKind, data: bytes) -> bytes | None:
    """Bản điền thử, made apart: what a template costs to fill is known only afterwards."""
    return apart.call(f"mẫu {kind.name}", tried, data, sample_of(kind), "thu")


def _made(data: bytes) -> bytes | None:
    return apart.call("mẫu bản trình chiếu", slides_out.tried, data)


def _require_slides() -> None:
    if not slides_out.is_possible():
        raise Refused(NO_SLIDES)


NO_SLIDES = (
    "Máy chủ chưa có thư viện python-pptx nên chưa làm được tệp PowerPoint; người quản trị cài "
    "bằng «pip install -r requirements.txt» rồi mở lại chương trình."
)
"""Thiếu gì, and what sets it right."""


def trial(work: Work, *, document: str, data: bytes) -> bytes:
    """Bản điền thử bằng số liệu mẫu, to be looked at before the template is kept."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    _require_sound(examine(document=document, data=data))
    made = _made(data) if document == template.DECK else _filled(_kind(document), data)
    if made is None:
        raise Refused("Điền thử vào mẫu không được; hãy mở tệp và lưu lại.")
    return made


def _kind(document: str) -> DocumentKind:
    kind = scopes.kind_of(document)
    if not template.may_have(kind):
        raise Refused(f"«{kind.name}» phải giống nhau ở mọi bản nên không có mẫu riêng.")
    return kind


def _require_sound(found: Examined) -> None:
    errors = [one for one in found.findings if one.is_error]
    if errors:
        said = "; ".join(str(one) for one in errors[:_SHOWN])
        more = f" và {len(errors) - _SHOWN} lỗi nữa" if len(errors) > _SHOWN else ""
        raise Refused(f"Tệp mẫu không nhận được: {said}{more}.")


def of_owner(work: Work, *, owner: Owner, code: str) -> tuple[OwnTemplate, ...]:
    """Các bản mẫu của một khối hoặc đơn vị, by paper, latest first."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    one = PaperTemplate
    rows = queries.made(
        work.session,
        OwnTemplate,
        queries.pick(col(one.id).label("key"), *_COLUMNS)
        .where(col(one.owner) == owner, col(one.code) == code)
        .order_by(col(one.document), col(one.place).desc()),
    )
    return tuple(rows)


_COLUMNS = (
    *(PaperTemplate.owner, PaperTemplate.code, PaperTemplate.document, PaperTemplate.place),
    *(PaperTemplate.file_name, PaperTemplate.sha256, PaperTemplate.state, PaperTemplate.version),
)


def content(work: Work, *, key: int) -> bytes:
    """Tệp mẫu như đã nhận."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    row = _row(work, key)
    _require_whole(row)
    return row.content


def add(work: Work, *, owner: Owner, code: str, document: str, data: bytes, file_name: str) -> int:
    """Nhận một tệp mẫu đã xét là dùng được; it is in force only when somebody says so."""
    work = work.require(Permission.WRITE_DOCUMENT, code if owner is Owner.UNIT else None)
    letterheads.require_here(work, owner, code)
    if document == template.DECK and owner is not Owner.BLOCK:
        raise Refused("Bản trình chiếu là của khối nên mẫu của nó cũng là của khối.")
    take_turn(work.session)
    _require_sound(examine(document=document, data=data))
    sha256 = hashlib.sha256(data).hexdigest()
    found = work.session.exec(
        select(PaperTemplate.place, PaperTemplate.sha256).where(
            PaperTemplate.owner == owner,
            PaperTemplate.code == code,
            PaperTemplate.document == document,
        )
    ).all()
    for place, known in found:
        if known == sha256:
            raise Refused(f"Đã có đúng tệp này: bản {place}.")
    row = PaperTemplate(
        owner=owner,
        code=code,
        document=document,
        place=max((place for place, _ in found), default=0) + 1,
        file_name=clean(file_name)[:LONGEST_NAME] or f"{document}.{template.ending_of(document)}",
        sha256=sha256,
        content=data,
        set_by=work.actor.name,
        set_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(Act("document.template_added", code if owner is Owner.UNIT else ""))
    return row.id or 0


def put_in_force(work: Work, *, key: int, seen: int) -> None:
    """Dùng bản mẫu này, in place of the one used so far; papers with a number stay as they are."""
    work, row = _held(work, key, seen)
    if row.state is TemplateState.IN_FORCE:
        raise Refused("Bản mẫu này đang dùng rồi.")
    _require_whole(row)
    _require_sound(examine(document=row.document, data=row.content))
    for other in work.session.exec(
        select(PaperTemplate).where(
            PaperTemplate.owner == row.owner,
            PaperTemplate.code == row.code,
            PaperTemplate.document == row.document,
            PaperTemplate.state == TemplateState.IN_FORCE,
        )
    ):
        _move(work, other, TemplateState.TAKEN_OUT)
    _move(work, row, TemplateState.IN_FORCE)
    work.session.flush()
    work.record(Act("document.template_used", _unit(row)))


def take_out(work: Work, *, key: int, seen: int) -> None:
    """Thôi dùng bản mẫu này: papers have the program's own form again."""
    work, row = _held(work, key, seen)
    if row.state is not TemplateState.IN_FORCE:
        raise Refused("Bản mẫu này không đang dùng.")
    _move(work, row, TemplateState.TAKEN_OUT)
    work.session.flush()
    work.record(Act("document.template_ended", _unit(row), rows=[row_of(row)]))


def _held(work: Work, key: int, seen: int) -> tuple[Work, PaperTemplate]:
    row = _row(work, key)
    work = work.require(Permission.WRITE_DOCUMENT, _unit(row) or None)
    take_turn(work.session)
    work.session.refresh(row)
    if row.version != seen:
        raise StaleEdit("Bản mẫu này vừa được người khác đổi; hãy xem lại.")
    return work, row


def _row(work: Work, key: int) -> PaperTemplate:
    row = work.session.get(PaperTemplate, key)
    if row is None:
        raise NotFound
    letterheads.require_here(work, row.owner, row.code)
    return row


def _unit(row: PaperTemplate) -> str:
    return row.code if row.owner is Owner.UNIT else ""


def _move(work: Work, row: PaperTemplate, state: TemplateState) -> None:
    row.state, row.version = state, row.version + 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)


def _require_whole(row: PaperTemplate) -> None:
    if hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise Refused("Tệp mẫu không còn như lúc nhận; hãy thôi dùng nó và tải mẫu lên lại.")


def _in_force(session: Session, owner: Owner, code: str, document: str) -> PaperTemplate | None:
    return session.exec(
        select(PaperTemplate).where(
            PaperTemplate.owner == owner,
            PaperTemplate.code == code,
            PaperTemplate.document == document,
            PaperTemplate.state == TemplateState.IN_FORCE,
        )
    ).first()


def word_of(session: Session, found: Document) -> bytes:
    """Tệp Word của một văn bản: in the owner's own template where one is in force."""
    row = _in_force(session, *found.owner, found.kind.code)
    if row is None:
        return word_file(found)
    _require_whole(row)
    return fill(row.content, found, _own(row).mark)


def deck_of(session: Session, period: BlockPeriod) -> OwnDeck | None:
    """Mẫu trình chiếu của khối đang dùng; None for the program's own looks."""
    row = _in_force(session, Owner.BLOCK, period.block_code, template.DECK)
    if row is None:
        return None
    _require_whole(row)
    return OwnDeck(row.content, _own(row).mark)


def marks_in_force(work: Work) -> dict[str, str]:
    """Dấu các bản mẫu của khối đang dùng, by paper, for the list of a pack."""
    found = of_owner(work, owner=Owner.BLOCK, code=work.period.block_code)
    return {one.document: one.mark for one in found if one.state is TemplateState.IN_FORCE}


def _own(row: PaperTemplate) -> OwnTemplate:
    return OwnTemplate(
        key=row.id or 0,
        owner=row.owner,
        code=row.code,
        document=row.document,
        place=row.place,
        file_name=row.file_name,
        sha256=row.sha256,
        state=row.state,
        version=row.version,
    )
