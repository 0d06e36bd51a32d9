"""Gói họp của một kỳ: every paper whose maker exists, from one reading, with the verifier in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from thidua.domain.access.permissions import Permission, require
from thidua.domain.document.blocks import Block, Heading, Table
from thidua.domain.document.document import Document, Trace
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.pack import (
    FIRST,
    PackAbout,
    PackFile,
    PackKind,
    first_page,
    plain_name,
)
from thidua.domain.ground.errors import NoCovenant, NotPermitted, ThiduaError
from thidua.domain.ground.steps import Step, silent
from thidua.domain.period.stage import CLOSED, STAGE_WORDS
from thidua.files.list_book import list_book
from thidua.files.record_pack import record_pack
from thidua.files.same_bytes import FileFacts, same_bytes
from thidua.files.slides import out as slides_out
from thidua.files.word.out import FORM_VERSION
from thidua.files.word.properties import DOCUMENT, FINGERPRINT, TEMPLATE, VERSION
from thidua.services.awards import proposals
from thidua.services.document import deck, making, pack_evidence, templates
from thidua.services.document.pack_parts import Part, missing, why
from thidua.services.document.snapshot import trace_of
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.record import chained, exports
from thidua.services.vote import teller_counts, votes
from thidua.services.vote.votes import VoteView

_TIME_FIELD = "thoi_gian"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChoice:
    """Chọn gói nào: for when, and what goes into it beside the papers."""

    kind: PackKind
    with_dossiers: bool = False
    with_evidence: bool = False


def contents(
    work: Work, *, kind: PackKind, with_dossiers: bool = False, with_evidence: bool = False
) -> tuple[PackFile, ...]:
    """Trong gói có gì, what is not in it and why; no file is made for it."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    choice = PackChoice(kind=kind, with_dossiers=with_dossiers, with_evidence=with_evidence)
    parts = _parts(work, choice, trace_of(work.session, work.period))
    return tuple(one.told for one in parts)


def pack(
    work: Work,
    *,
    kind: PackKind,
    with_dossiers: bool = False,
    with_evidence: bool = False,
    told: Step = silent,
) -> bytes:
    """Gói họp, for whoever may see the votes; everything in it as far as they may see it.

    All of it is read in the caller's one transaction: the same record gives the same bytes. Each
    file is `told` before it is made.
    """
    require(work.actor, Permission.VIEW_VOTES, work.period)
    choice = PackChoice(kind=kind, with_dossiers=with_dossiers, with_evidence=with_evidence)
    period, trace = work.period, trace_of(work.session, work.period)
    parts = _parts(work, choice, trace)
    made = [one for one in parts if one.make is not None]
    files = {}
    for place, one in enumerate(made, start=1):
        told(place, len(made), f"{one.told.file}: {one.told.name}")
        files[one.told.file] = one.make() if one.make else b""
    about = PackAbout(
        kind=kind,
        subject=f"{period.block_name}, {period.when}",
        stage=STAGE_WORDS[period.stage],
        made_for=work.actor.name,
        is_provisional=_is_provisional(work),
        trace=trace,
    )
    files[FIRST] = first_page(about, [one.told for one in parts]).encode()
    lines = [] if _record_fault(work) else chained.shown(work)
    return record_pack(
        lines,
        chained.shown_names(work.session, lines),
        files,
        {
            "block": period.block_code,
            "block_name": period.block_name,
            "year": str(period.year),
            "period": period.part.code,
            "kind": kind.value,
            "stage": period.stage.value,
            "provisional": about.is_provisional,
            "fingerprint": trace.fingerprint,
            "position": trace.position,
            "evidence": with_evidence,
            "templates": {
                "word": FORM_VERSION,
                "pptx": slides_out.FORM_VERSION,
                "own": templates.marks_in_force(work),
            },
            "missing": {one.told.file: one.told.why_not for one in parts if not one.told.is_there},
        },
    )


def _is_provisional(work: Work) -> bool:
    try:
        return standings.standings(work).provisional
    except ThiduaError:  # nothing to rank, or not for this person: only the stage is said
        return work.period.stage not in CLOSED


def _parts(work: Work, choice: PackChoice, trace: Trace) -> Sequence[Part]:
    found = [*_before(work, trace)]
    if choice.kind is PackKind.AFTER:
        found += _after(work, trace, with_dossiers=choice.with_dossiers)
    if choice.with_evidence:
        found += pack_evidence.parts(work)
    return [*found, *_of_record(work, trace)]


def _before(work: Work, trace: Trace) -> Iterator[Part]:
    yield _timed(work, "01-giay-moi.docx", "giay-moi")
    yield _timed(work, "02-chuong-trinh.docx", "chuong-trinh")
    yield _paper(work, "03-bao-cao-tong-ket.docx", "bao-cao-khoi")
    yield _paper(work, "04-bang-tong-hop.docx", "bang-tong-hop")
    yield _book(
        work,
        trace,
        "04-bang-tong-hop.xlsx",
        "Bảng tổng hợp điểm, công thức sống",
        partial(exports.summary, work),
        partial(_require_summary, work),
    )
    yield _deck(work)
    held = votes.of_the_block(work)[::-1]
    if not held:
        reason = "kỳ này chưa lập cuộc bỏ phiếu nào"
        yield missing("06-phieu", KINDS["phieu-bau"].name, reason)
    for view in held:
        name = plain_name(view.key, view.draft.title)
        yield _of_vote(work, f"06-phieu/{name}.docx", "phieu-bau", view)
        yield _of_vote(work, f"06-phieu/lay-y-kien-{name}.docx", "phieu-lay-y-kien", view)
    yield _book(
        work,
        trace,
        "07-kiem-phieu.xlsx",
        "Sổ kiểm phiếu",
        partial(teller_counts.workbook, work),
        partial(teller_counts.uncounted, work),
    )


def _require_summary(work: Work) -> None:
    require(work.actor, Permission.VIEW_SHEET, work.period)
    standings.standings(work)


def _after(work: Work, trace: Trace, *, with_dossiers: bool) -> Iterator[Part]:
    yield _paper(work, "08-bien-ban-binh-xet.docx", "bien-ban-binh-xet")
    for view in votes.of_the_block(work)[::-1]:
        name = plain_name(view.key, view.draft.title)
        yield _of_vote(work, f"09-kiem-phieu-{name}.docx", "bien-ban-kiem-phieu", view)
    submission = _document(work, "to-trinh")
    yield _word(work, "10-to-trinh.docx", KINDS["to-trinh"].name, submission)
    yield _nominees(trace, submission)
    if not with_dossiers:
        reason = "chưa chọn kèm hồ sơ từng đề nghị"
        yield missing("11-ho-so", "Hồ sơ từng đề nghị khen thưởng", reason)
        return
    try:
        found = proposals.listed(work)
    except ThiduaError as fault:
        yield missing("11-ho-so", "Hồ sơ từng đề nghị khen thưởng", why(fault))
        return
    for one in found:
        for code in ("phieu-tham-dinh", "bao-cao-thanh-tich"):
            yield _paper(work, f"11-ho-so/{one.key}-{code}.docx", code, str(one.key))


def _of_record(work: Work, trace: Trace) -> Iterator[Part]:
    """Như trong gói nhật ký: covenant, standings, evidence and the record itself."""
    yield _book(
        work,
        trace,
        "giao-uoc.xlsx",
        "Sổ giao ước",
        partial(exports.covenant, work),
        partial(_require_covenant, work),
    )
    yield _made(
        "xep-hang.json",
        "Bảng xếp hạng cho máy đọc",
        partial(exports.standings_text, work),
        partial(standings.standings, work),
    )
    yield _made(
        "minh-chung.json",
        "Danh sách minh chứng kèm mã băm",
        partial(exports.evidence_text, work),
        partial(chained.require_whole, work),
    )
    fault = _record_fault(work)
    note = f"để trống: {fault}" if fault else "kèm ten-nguoi.json, kiem_tra.py và muc-luc.json"
    yield Part(PackFile(file="nhat-ky.jsonl", name="Nhật ký của kỳ", note=note))


def _require_covenant(work: Work) -> None:
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    if work.period.covenant_version is None:
        raise NoCovenant


def _record_fault(work: Work) -> str:
    """Vì sao không có nhật ký; empty where this person may take it along."""
    try:
        chained.require_whole(work)
    except NotPermitted as fault:
        return why(fault)
    return ""


def _timed(work: Work, file: str, code: str) -> Part:
    """Giấy mời, chương trình: without a time they invite nobody."""
    found = _document(work, code)
    name = KINDS[code].name
    if isinstance(found, Document):
        label = KINDS[code].field(_TIME_FIELD).label
        if label in {one.label for one in found.gaps}:
            return missing(file, name, "chưa ghi thời gian họp")
    return _word(work, file, name, found)


def _paper(work: Work, file: str, code: str, scope: str = "") -> Part:
    return _word(work, file, KINDS[code].name, _document(work, code, scope))


def _of_vote(work: Work, file: str, code: str, view: VoteView) -> Part:
    name = f"{KINDS[code].name}: {view.draft.title}"
    return _word(work, file, name, _document(work, code, str(view.key)))


def _document(work: Work, code: str, scope: str = "") -> Document | str:
    """Văn bản này, or why it cannot be made."""
    try:
        return making.document(work, code=code, scope=scope)
    except ThiduaError as fault:
        return why(fault)


def _word(work: Work, file: str, name: str, found: Document | str) -> Part:
    if isinstance(found, str):
        return missing(file, name, found)
    said = ["DỰ THẢO"] if found.is_draft else []
    said += [f"còn {len(found.gaps)} chỗ trống"] if found.gaps else []
    return Part(
        PackFile(file=file, name=name, note=", ".join(said)),
        partial(templates.word_of, work.session, found),
    )


def _made(file: str, name: str, make: Callable[[], bytes], ask: Callable[[], object]) -> Part:
    """Phần làm từ dữ liệu; `ask` raises where it cannot be made, and costs less than making it."""
    try:
        ask()
    except ThiduaError as fault:
        return missing(file, name, why(fault))
    return Part(PackFile(file=file, name=name), make)


def _book(
    work: Work,
    trace: Trace,
    file: str,
    name: str,
    make: Callable[[], bytes],
    ask: Callable[[], object],
) -> Part:
    """Sổ Excel mang vân tay của gói."""
    title = f"{name} · {work.period.block_name} · {work.period.when}"
    return _made(file, name, partial(_stamped, make, title, file, trace), ask)


def _stamped(make: Callable[[], bytes], title: str, file: str, trace: Trace) -> bytes:
    named = {
        DOCUMENT: file.rpartition(".")[0],
        FINGERPRINT: trace.fingerprint,
        TEMPLATE: "mac-dinh",
        VERSION: FORM_VERSION,
    }
    return same_bytes(make(), FileFacts(title, "Thi đua", trace.moment, named))


def _deck(work: Work) -> Part:
    file, name = "05-trinh-chieu.pptx", "Bản trình chiếu"
    if lacking := deck.missing():
        return missing(file, name, lacking.rstrip("."))
    try:
        found = deck.deck(work)
    except ThiduaError as fault:
        return missing(file, name, why(fault))
    note = f"{len(found.slides)} trang nội dung"
    return Part(PackFile(file=file, name=name, note=note), partial(slides_out.deck_file, found))


def _nominees(trace: Trace, submission: Document | str) -> Part:
    """Danh sách kèm tờ trình thành sổ Excel: the very texts of the paper."""
    file, name = "10-danh-sach.xlsx", "Danh sách đề nghị khen thưởng"
    if isinstance(submission, str):
        return missing(file, name, submission)
    tables = _tables(submission.annexes[0].body)
    make = partial(list_book, name, submission.provisional, tables)
    return Part(
        PackFile(file=file, name=name),
        partial(_stamped, make, f"{name} · {submission.annexes[0].subtitle}", file, trace),
    )


def _tables(body: Sequence[Block]) -> list[tuple[str, Table]]:
    found: list[tuple[str, Table]] = []
    title = "Danh sách"
    for one in body:
        if isinstance(one, Heading):
            title = one.text
        elif isinstance(one, Table):
            found.append((one.title or title, one))
    return found
