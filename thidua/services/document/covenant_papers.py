"""Giao ước thi đua thành văn bản, và bảng đăng ký của một đơn vị."""

from collections.abc import Mapping
from enum import StrEnum

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.covenant.difference import ClauseChange, ClauseChangeKind, clause_changes
from thidua.domain.covenant.setting_rows import (
    COMBINING_WORDS,
    NOT_ASSIGNED_WORDS,
    ROUNDING_WORDS,
    SCORE_AND_VOTE_WORDS,
)
from thidua.domain.covenant.signature import CovenantSignature
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Gap,
    Heading,
    Items,
    Para,
    Table,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.ground.errors import NoCovenant
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.period.stage import Stage
from thidua.domain.ranking.ranking import floor_words
from thidua.domain.rules import METHOD_WORDS
from thidua.domain.rules.bounds import in_words
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants, signatures
from thidua.services.document.drafting import Draft
from thidua.services.scoring import sheets

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER
_CHANGES = {
    ClauseChangeKind.ADDED: "thêm",
    ClauseChangeKind.REMOVED: "bỏ",
    ClauseChangeKind.CHANGED: "đổi",
}


def covenant_paper(draft: Draft) -> Document:
    """Giao ước thi đua: its content in words, and a row for each unit to sign."""
    if draft.period.covenant_version is None:
        raise NoCovenant
    covenant = covenants.load(draft.work.session, draft.period)
    body: list[Block] = [
        draft.text("mo_dau"),
        Heading(1, "I. Nội dung, tiêu chí và thang điểm"),
        criteria_table(covenant),
        Heading(1, "II. Chỉ tiêu đăng ký"),
        Para(words("Chỉ tiêu của từng đơn vị theo bảng đăng ký kèm theo.")),
        Heading(1, "III. Cách chấm, xếp hạng"),
        Items(tuple(words(one) for one in scoring_sentences(covenant))),
        *_amended(draft),
        Heading(1, "IV. Trách nhiệm, hiệu lực"),
        draft.text("trach_nhiem"),
        _signed_text(draft),
        _signing(draft),
    ]
    return draft.made(
        "Giao ước thi đua",
        f"{draft.period.when} của {draft.period.block_name}",
        body,
        is_ready=draft.period.stage is not Stage.PREPARE,
        signatures=(draft.signature(),),
        recipients=draft.recipients("Các đơn vị thành viên khối"),
    )


def criteria_table(covenant: Covenant) -> Table:
    """Bảng tiêu chí: groups in bold, the way each line is scored in words."""
    rows: list[tuple[Cell, ...]] = []
    strong = set()
    for place, node in enumerate(covenant.nodes):
        if isinstance(node, Criterion):
            said = METHOD_WORDS[node.rule.method]
            parameters = in_words(node.rule.parameters())
            how = f"{said}: {parameters}" if parameters else said
            rows.append((node.code, node.text, node.most_words(), how))
        else:
            strong.add(place)
            ceiling = "trần của nhóm" if node.is_ceiling else ""
            rows.append((node.code, node.text, vi_number(node.max_points), ceiling))
    return Table(
        columns=(
            Column("Mã", 3),
            Column("Nội dung", 14),
            Column("Điểm tối đa", 5, _NUMBER),
            Column("Cách chấm", 11),
        ),
        rows=tuple(rows),
        total=("", "Tổng điểm gốc", vi_number(covenant.base_max), ""),
        strong=frozenset(strong),
        summary=f"{len(covenant.criteria)} tiêu chí và điểm tối đa",
    )


def scoring_sentences(covenant: Covenant) -> list[str]:
    """Cách chấm, xếp hạng bằng lời, a sentence each."""
    said = [
        f"Điểm lấy {covenant.scale.places} chữ số thập phân, làm tròn "
        f"{_word(ROUNDING_WORDS, covenant.scale.rounding)}",
        f"Tổng hợp điểm chấm chéo: {_word(COMBINING_WORDS, covenant.combining)}",
        f"Điểm không giao: {_word(NOT_ASSIGNED_WORDS, covenant.not_assigned)}",
        f"Điểm và phiếu: {_word(SCORE_AND_VOTE_WORDS, covenant.score_and_vote)}",
    ]
    if floor := floor_words(covenant):
        said.append(f"Dự phiếu xếp hạng: đơn vị {floor}")
    if covenant.tiebreakers:
        listed = "; ".join(one.text for one in covenant.tiebreakers)
        said.append(f"Bằng điểm thì so lần lượt: {listed}")
    said += [f"Xếp loại {one.label}: {one.threshold_text()}" for one in covenant.bands]
    for line in covenant.award_lines:
        places = "; ".join(
            f"số đơn vị {in_words(' '.join(map(str, bounds)))}: {count}" if bounds else str(count)
            for bounds, count in line.places
        )
        said.append(f"Suất {line.award}: {places}")
    said += [f"Không xét: {text}" for text in covenant.exclusions]
    return said


def _word(known: Mapping[str, StrEnum], code: StrEnum) -> str:
    return next(word for word, value in known.items() if value is code).lower()


def _amended(draft: Draft) -> list[Block]:
    """Sửa đổi so với bản trước, clause by clause."""
    version = draft.period.covenant_version or 1
    if version < 2:
        return []
    old = covenants.draft(draft.work, version=version - 1)
    new = covenants.draft(draft.work, version=version)
    changes = clause_changes(old, new)
    if not changes:
        return []
    return [
        Heading(2, f"Sửa đổi so với bản {version - 1}"),
        Items(tuple(words(_change(one)) for one in changes)),
    ]


def _change(one: ClauseChange) -> str:
    aspect = f", {one.aspect.lower()}" if one.aspect else ""
    values = f": «{one.old}» → «{one.new}»" if one.old or one.new else ""
    return f"{one.subject}{aspect} ({_CHANGES[one.kind]}){values}"


def _signing(draft: Draft) -> Table:
    signing = signatures.unchecked(draft.work.session, draft.period)
    signed = {} if signing is None else signing.in_force
    rows = tuple(
        (str(place), name, *_signed(signed.get(code)))
        for place, (code, name) in enumerate(draft.names.items(), 1)
    )
    return Table(
        columns=(
            Column("TT", 2, _CENTER),
            Column("Đơn vị", 10),
            Column("Đại diện", 8),
            Column("Chức vụ", 6),
            Column("Ký", 6),
        ),
        rows=rows,
        title="Các đơn vị ký giao ước",
        summary=f"{len(rows)} đơn vị ký",
    )


def _signed(one: CovenantSignature | None) -> tuple[str, str, str]:
    """Đại diện, chức vụ và cách ký; empty for a unit that signs on the paper."""
    return ("", "", "") if one is None else (one.signer, one.office, one.way_words)


def _signed_text(draft: Draft) -> Para:
    """Mã đối chiếu của bản đem ký, so that a signed paper is known to be of this text."""
    found = covenants.known_versions(draft.work.session, draft.period)[0]
    return Para(words(f"Bản {found.version}, mã đối chiếu {found.fingerprint}."))


def pledges(draft: Draft) -> Document:
    """Bảng đăng ký giao ước, chỉ tiêu của một đơn vị: the plans of its lines, nothing made up."""
    if draft.period.covenant_version is None:
        raise NoCovenant
    work, unit = draft.work, draft.scope
    covenant = covenants.load(work.session, draft.period)
    entries = sheets.unchecked(work.session, draft.period, unit, Hand.SELF).entries
    rows: list[tuple[Cell, ...]] = [
        (criterion.text, "", vi_number(entries[code].target or ZERO), "")
        for code, criterion in covenant.criteria.items()
        if code in entries and entries[code].target is not None
    ]
    table: Block = Para((Gap("chỉ tiêu đăng ký: đơn vị chưa ghi kế hoạch ở dòng điểm nào"),))
    if rows:
        table = Table(
            columns=(
                Column("Nội dung", 14),
                Column("Đơn vị tính", 5),
                Column("Kế hoạch", 5, _NUMBER),
                Column("Ghi chú", 8),
            ),
            rows=tuple(rows),
            summary=f"{len(rows)} chỉ tiêu",
        )
    body: list[Block] = [
        Heading(2, "1. Phong trào đăng ký"),
        draft.text("phong_trao"),
        Heading(2, "2. Chỉ tiêu"),
        table,
        Heading(2, "3. Ghi chú"),
        draft.text("ghi_chu"),
    ]
    return draft.made(
        "Bảng đăng ký giao ước, chỉ tiêu",
        f"{draft.names[unit]}, {draft.period.when}",
        body,
        is_ready=bool(rows),
        signatures=(draft.signature(),),
    )
