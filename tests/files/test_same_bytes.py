"""Cùng byte: an office file says nothing of when, where and by which library it was packed."""

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import docx
import pytest
import xlsxwriter

from thidua.files.same_bytes import CUSTOM, FileFacts, same_bytes

MOMENT = datetime(2026, 1, 20, 7, 5, tzinfo=UTC)
FACTS = FileFacts(
    "Biên bản <A & B>",
    'Khối "1"',
    MOMENT,
    {"thidua.document": "bien-ban-binh-xet", "thidua.fingerprint": "3f9c <21aa>"},
)


def _word(created):
    paper = docx.Document()
    paper.add_paragraph("Nội dung")
    paper.core_properties.created = created
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def _book(created):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.set_properties({"created": created})
    book.add_worksheet().write(0, 0, "873.50")
    book.close()
    return made.getvalue()


def _packed(created, *, year, embedded=True):
    """Một gói như thư viện làm ra: dated entries, and a workbook inside with its own clock."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_word(created))) as source, zipfile.ZipFile(made, "w") as out:
        for name in source.namelist():
            out.writestr(zipfile.ZipInfo(name, (year, 5, 5, 5, 5, 6)), source.read(name))
        if embedded:
            out.writestr("word/embeddings/book1.xlsx", _book(created))
    return made.getvalue()


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_two_builds_at_two_times_are_the_same_bytes():
    first = same_bytes(_packed(datetime(2024, 1, 1, tzinfo=UTC), year=1999), FACTS)
    second = same_bytes(_packed(datetime(2025, 2, 2, tzinfo=UTC), year=2025), FACTS)

    assert first == second
    assert same_bytes(first, FACTS) == first


@pytest.mark.parametrize("changed", ["title", "author", "moment", "property"])
def test_another_fact_is_another_file(changed):
    others = {
        "title": FileFacts("Khác", FACTS.author, MOMENT, FACTS.properties),
        "author": FileFacts(FACTS.title, "Khác", MOMENT, FACTS.properties),
        "moment": FileFacts(FACTS.title, FACTS.author, MOMENT.replace(day=21), FACTS.properties),
        "property": FileFacts(FACTS.title, FACTS.author, MOMENT, {"thidua.version": "2"}),
    }
    data = _packed(datetime(2024, 1, 1, tzinfo=UTC), year=1999)

    assert same_bytes(data, FACTS) != same_bytes(data, others[changed])


def test_no_trace_of_the_library_is_left_and_every_part_is_named():
    made = same_bytes(_packed(datetime(2024, 1, 1, tzinfo=UTC), year=1999), FACTS)
    parts = _parts(made)

    with zipfile.ZipFile(io.BytesIO(made)) as package:
        stamps = {(one.date_time, one.create_system) for one in package.infolist()}
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert stamps == {((1980, 1, 1, 0, 0, 0), 0)}
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]
    assert not [name for name, content in parts.items() if b"python-docx" in content]
    targets = [one.attrib["Target"].lstrip("/") for one in ET.fromstring(parts["_rels/.rels"])]
    assert set(targets) <= parts.keys()
    assert len(targets) == len(set(targets))
    named = {
        one.attrib["PartName"].lstrip("/")
        for one in ET.fromstring(parts["[Content_Types].xml"])
        if "PartName" in one.attrib
    }
    assert named <= parts.keys()


def test_title_author_moment_and_own_properties_are_read_back():
    made = same_bytes(_packed(datetime(2024, 1, 1, tzinfo=UTC), year=1999), FACTS)

    facts = docx.Document(io.BytesIO(made)).core_properties
    own = ET.fromstring(_parts(made)[CUSTOM])

    assert (facts.title, facts.author, facts.last_modified_by) == (
        FACTS.title,
        FACTS.author,
        FACTS.author,
    )
    assert facts.created == facts.modified == MOMENT
    assert facts.language == "vi-VN"
    assert {one.attrib["name"]: one[0].text for one in own} == FACTS.properties


def test_a_workbook_inside_is_cleaned_too_and_carries_no_property_of_ours():
    made = same_bytes(_packed(datetime(2024, 1, 1, tzinfo=UTC), year=1999), FACTS)
    inside = _parts(_parts(made)["word/embeddings/book1.xlsx"])

    assert CUSTOM not in inside
    assert b"2026-01-20T07:05:00Z" in inside["docProps/core.xml"]
    assert b"2024" not in inside["docProps/core.xml"]


def test_a_file_without_properties_of_ours_has_no_such_part():
    made = same_bytes(
        _packed(datetime(2024, 1, 1, tzinfo=UTC), year=1999), FileFacts("T", "A", MOMENT)
    )

    assert CUSTOM not in _parts(made)
