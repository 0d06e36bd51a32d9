"""Kho tệp minh chứng: what is let in by its content, under which name, and what a crash leaves."""

import io
import os
import tracemalloc
import zipfile

import openpyxl
import pytest

from tests.files.evidence_samples import (
    JPEG,
    OPEN_TEXT,
    WEBP,
    docx,
    old_office,
    packed,
    pdf,
    png,
)
from thidua.domain.ground.errors import Refused
from thidua.domain.scoring.evidence import FileLost
from thidua.files import evidence_store
from thidua.files.evidence_store import Kept
from thidua.files.evidence_type import (
    DOC,
    DOCX,
    ENDINGS,
    INLINE,
    ODT,
    PDF,
    PNG,
    PPT,
    PPTX,
    TYPES,
    XLS,
    XLSX,
    recognise,
    safe_name,
)
from thidua.files.evidence_type import JPEG as JPEG_TYPE
from thidua.files.evidence_type import WEBP as WEBP_TYPE


def workbook():
    output = io.BytesIO()
    openpyxl.Workbook().save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "of_type"),
    [
        (pdf(), PDF),
        (png(), PNG),
        (JPEG, JPEG_TYPE),
        (WEBP, WEBP_TYPE),
        (docx(), DOCX),
        (workbook(), XLSX),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), PPTX),
        (packed("content.xml", mimetype=OPEN_TEXT), ODT),
        (old_office("WordDocument"), DOC),
        (old_office("Workbook"), XLS),
        (old_office("PowerPoint Document"), PPT),
    ],
    ids=lambda one: "".join(getattr(one, "endings", ())),
)
def test_a_file_is_what_its_content_says(content, of_type):
    assert recognise(content, "tep.khac") == of_type


HTML = b"<!doctype html><script>alert(1)</script>"
HOSTILE = {
    "html": HTML,
    "html after a line": b"\n" + HTML,
    "pdf behind html": HTML + pdf(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "xml": b"<?xml version='1.0'?><a/>",
    "text": "Báo cáo năm".encode(),
    "windows program": b"MZ" + bytes(200),
    "linux program": b"\x7fELF" + bytes(200),
    "script": b"#!/bin/sh\nrm -rf /\n",
    "archive": packed("a.exe"),
    "java archive": packed("META-INF/MANIFEST.MF", "word/document.xml"),
    "word with macros": docx("word/vbaProject.bin"),
    "excel with macros": packed("[Content_Types].xml", "xl/workbook.xml", "xl/VbaProject.bin"),
    "excel with macro sheets": packed(
        "[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"
    ),
    "binary excel": packed("[Content_Types].xml", "xl/workbook.bin"),
    "open document with macros": packed("content.xml", "Basic/script.xml", mimetype=OPEN_TEXT),
    "open template": packed("content.xml", mimetype=f"{OPEN_TEXT}-template"),
    "word with a tail": docx() + b"<script>",
    "word with a comment": docx(comment=b"<script>alert(1)</script>"),
    "word without an end": docx()[:-30],
    "too many parts": docx(*(f"word/{'x' * 200}{number}" for number in range(6000))),
    "only a mark": b"PK\x03\x04",
    "old word with macros": old_office("WordDocument", "_VBA_PROJECT"),
    "old installer": old_office("MsiInfo"),
    "riff but sound": b"RIFF\x00\x00\x00\x00WAVE",
    "rich text": b"{\\rtf1 x}",
    "gif": b"GIF89a" + bytes(20),
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", ["bao-cao.pdf", "anh.png", "tai-lieu.docx"])
def test_what_is_not_on_the_list_is_refused_whatever_it_is_called(kind, name):
    with pytest.raises(Refused, match="không phải loại được nhận"):
        recognise(HOSTILE[kind], name)


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="rỗng"):
        recognise(b"", "a.pdf")


def test_the_parts_of_a_document_are_never_unpacked(monkeypatch):
    bomb = docx("word/media/image1.png", content=bytes(40_000_000))
    assert len(bomb) < 1_000_000

    def opened(*_):
        raise AssertionError("một phần của tệp đã bị mở")

    for name in ("open", "read", "extract", "extractall"):
        monkeypatch.setattr(zipfile.ZipFile, name, opened)
    tracemalloc.start()
    try:
        assert recognise(bomb, "bao-cao.docx") == DOCX
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not():
    most = evidence_store.MAX_MEGABYTES * 1024 * 1024
    evidence_store.require_size(bytes(most), "a.pdf")

    with pytest.raises(Refused, match="lớn hơn 20 MB"):
        evidence_store.require_size(bytes(most + 1), "a.pdf")


@pytest.mark.parametrize(
    ("given", "of_type", "kept"),
    [
        ("Báo cáo năm 2025.pdf", PDF, "Báo cáo năm 2025.pdf"),
        ("BAO-CAO.PDF", PDF, "BAO-CAO.pdf"),
        ("anh.jpeg", JPEG_TYPE, "anh.jpeg"),
        ("anh.jpg", PNG, "anh.png"),
        ("Báo cáo số 1.2", PDF, "Báo cáo số 1.2.pdf"),
        ("chay.exe", PNG, "chay.exe.png"),
        ("../../../etc/passwd", PDF, "passwd.pdf"),
        ("..\\..\\windows\\system.ini", PDF, "system.ini.pdf"),
        ("C:\\tài liệu\\a.pdf", PDF, "a.pdf"),
        ("a\x00b.pdf", PDF, "ab.pdf"),
        ("a\r\nset-cookie: x.pdf", PDF, "a set-cookie_ x.pdf"),
        ("anh\u202egpj.png", PNG, "anhgpj.png"),
        ("\u200b\u2066.pdf", PDF, "pdf.pdf"),
        ("", PDF, "minh-chung.pdf"),
        ("...", PDF, "minh-chung.pdf"),
        ("a/", PDF, "minh-chung.pdf"),
        ('a"<b>|?*.pdf', PDF, "a__b____.pdf"),
        ("x" * 500 + ".pdf", PDF, "x" * 150 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_ends_as_its_content_calls_for(given, of_type, kept):
    assert safe_name(given, of_type) == kept


def test_only_pictures_and_pdf_are_shown_in_place():
    assert sorted(INLINE) == ["application/pdf", "image/jpeg", "image/png", "image/webp"]
    assert TYPES.keys() > INLINE
    assert {"pdf", "docx", "jpeg", "ods"} < set(ENDINGS)
    assert not {"docm", "xlsm", "pptm", "html", "svg", "txt", "zip"} & set(ENDINGS)


def test_what_was_kept_is_read_back_whole(tmp_path):
    kept = evidence_store.keep(tmp_path / "kho", pdf())

    assert evidence_store.read(tmp_path / "kho", kept) == pdf()
    assert (kept.size, kept.sha256) == (len(pdf()), evidence_store.digest(pdf()))
    assert [file.name for file in (tmp_path / "kho").iterdir()] == [kept.name]
    assert evidence_store.is_there(tmp_path / "kho", kept)
    assert evidence_store.is_whole(tmp_path / "kho", kept)


def test_equal_contents_lie_under_names_that_tell_nothing(tmp_path):
    names = {evidence_store.keep(tmp_path, pdf()).name for _ in range(3)}

    assert len(names) == 3
    assert not any(name in evidence_store.digest(pdf()) for name in names)


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: b"x" + data[1:]])
def test_a_changed_file_is_never_handed_out(tmp_path, change):
    kept = evidence_store.keep(tmp_path, pdf())
    (tmp_path / kept.name).write_bytes(change(pdf()))

    assert not evidence_store.is_whole(tmp_path, kept)
    with pytest.raises(FileLost):
        evidence_store.read(tmp_path, kept)


@pytest.mark.parametrize("name", ["", "..", "../thidua.db", "/etc/passwd", "0" * 31, "x" * 32])
def test_a_name_this_store_did_not_make_opens_nothing(tmp_path, name):
    (tmp_path / "thidua.db").write_bytes(b"x")
    kept = Kept(name, 1, evidence_store.digest(b"x"))

    assert not evidence_store.is_there(tmp_path / "kho", kept)
    assert not evidence_store.is_whole(tmp_path / "kho", kept)
    with pytest.raises(FileLost):
        evidence_store.read(tmp_path / "kho", kept)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_no_file_not_even_half_of_one(tmp_path, monkeypatch, step):
    def fail(*_):
        raise OSError("đĩa đầy")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr("pathlib.Path.replace", fail)

    with pytest.raises(OSError, match="đĩa đầy"):
        evidence_store.keep(tmp_path, pdf())
    assert list(tmp_path.iterdir()) == []


def test_a_copy_between_stores_is_whole_or_is_not_made(tmp_path):
    source, target = tmp_path / "kho", tmp_path / "sao-luu"
    kept = evidence_store.keep(source, pdf())

    assert evidence_store.copy(kept, source, target)
    (source / kept.name).unlink()
    assert evidence_store.read(target, kept) == pdf()
    assert evidence_store.copy(kept, target, source)
    assert evidence_store.read(source, kept) == pdf()

    spoilt = Kept(kept.name, kept.size, evidence_store.digest(b"x"))
    assert not evidence_store.copy(spoilt, source, tmp_path / "khac")
    assert not (tmp_path / "khac").exists()


def test_a_copy_is_made_where_two_names_cannot_share_a_content(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError("khác ổ đĩa")

    kept = evidence_store.keep(tmp_path / "kho", pdf())
    monkeypatch.setattr(os, "link", refuse)

    assert evidence_store.copy(kept, tmp_path / "kho", tmp_path / "sao-luu")
    assert evidence_store.read(tmp_path / "sao-luu", kept) == pdf()
