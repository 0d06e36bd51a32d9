"""Kiểm tra giấy tờ: issued papers, own templates and scans are what they were when they came."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import (
    CovenantSignatureRow,
    IssuedDocumentRow,
    PaperScan,
    PaperTemplate,
    ReportHandInRow,
)
from thidua.domain.period.period import BlockPeriod
from thidua.files import evidence_store
from thidua.files.evidence_store import Kept
from thidua.services.covenant import signatures
from thidua.services.report import hand_ins
from thidua.services.scoring import evidence

_PORTION = 20


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Giấy tờ không còn như lúc ghi; the templates belong to no period and are asked with all."""
    yield from _issued(session, only)
    if only is None:
        yield from _templates(session)
    for row in _scans(session, only):
        if not evidence_store.is_whole(evidence.folder(session), _kept(row)):
            yield f"bản quét «{row.file_name}»: mất, hoặc khác SHA-256 {row.sha256}"
    for signed in _signed(session, only):
        if not evidence_store.is_whole(evidence.folder(session), signatures.file_of(signed)):
            said = f"giao ước đã ký «{signed.file_name}»"
            yield f"{said}: mất, hoặc khác SHA-256 {signed.sha256}"
    for handed in _handed_in(session, only):
        if not evidence_store.is_whole(evidence.folder(session), hand_ins.file_of(handed)):
            yield f"báo cáo «{handed.file_name}»: mất, hoặc khác SHA-256 {handed.sha256}"


def _issued(session: Session, only: BlockPeriod | None) -> Iterator[str]:
    one = IssuedDocumentRow
    asked = queries.pick(one.number, one.series, one.year, one.sha256, one.content)
    if only is not None:
        asked = asked.where(col(one.block_year_id) == only.id)
    for number, series, year, sha256, content in _read(session, asked.order_by(col(one.id))):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f"văn bản số {number:02}/{series} năm {year}: khác SHA-256 {sha256}"


def _templates(session: Session) -> Iterator[str]:
    one = PaperTemplate
    asked = queries.pick(one.file_name, one.sha256, one.content).order_by(col(one.id))
    for name, sha256, content in _read(session, asked):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f"mẫu riêng «{name}»: khác SHA-256 {sha256}"


def _read(session: Session, asked: Select[Any]) -> Iterator[Any]:
    """Đọc từng phần: the contents are large."""
    with session.connection().execute(asked.execution_options(yield_per=_PORTION)) as rows:
        yield from rows


def unchecked_scan_files(session: Session) -> list[Kept]:
    """Mọi bản quét, giao ước đã ký và báo cáo đã nộp phải có trong kho, whoever asks."""
    scans = [_kept(row) for row in _scans(session, None)]
    signed = [signatures.file_of(row) for row in _signed(session, None)]
    return [*scans, *signed, *(hand_ins.file_of(row) for row in _handed_in(session, None))]


def _handed_in(session: Session, only: BlockPeriod | None) -> list[ReportHandInRow]:
    """Các báo cáo nộp kèm tệp."""
    asked = (
        select(ReportHandInRow)
        .where(ReportHandInRow.stored_name != "")
        .order_by(col(ReportHandInRow.id))
    )
    if only is not None:
        asked = asked.where(ReportHandInRow.block_year_id == only.id)
    return list(session.exec(asked))


def _scans(session: Session, only: BlockPeriod | None) -> list[PaperScan]:
    asked = select(PaperScan).order_by(col(PaperScan.id))
    if only is not None:
        asked = asked.where(PaperScan.block_year_id == only.id)
    return list(session.exec(asked))


def _signed(session: Session, only: BlockPeriod | None) -> list[CovenantSignatureRow]:
    """Các chữ ký giao ước có tệp."""
    asked = (
        select(CovenantSignatureRow)
        .where(CovenantSignatureRow.stored_name != "")
        .order_by(col(CovenantSignatureRow.id))
    )
    if only is not None:
        asked = asked.where(CovenantSignatureRow.block_year_id == only.id)
    return list(session.exec(asked))


def _kept(row: PaperScan) -> Kept:
    return Kept(row.stored_name, row.size, row.sha256)
