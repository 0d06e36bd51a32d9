"""Chữ ký số của tệp PDF: what is whole, changed, added to, broken or hostile is told apart."""

import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from tests.signed_pdf import added_to, blank_pdf, covered, filled_anew, form_pdf, signed_pdf
from thidua.domain.covenant.signed_pdf import AddedAfter
from thidua.domain.ground.errors import Refused
from thidua.files.covenant.pdf_signatures import examine


@pytest.fixture(scope="module")
def signed():
    return signed_pdf()


def told(content):
    return [(one.name, one.is_intact, one.added) for one in examine(content, "a.pdf").signers]


def test_a_whole_file_says_who_signed_it_and_under_whose_certificate(signed):
    found = examine(signed, "a.pdf")

    (one,) = found.signers
    assert found.sha256 == hashlib.sha256(signed).hexdigest()
    assert (one.name, one.issuer) == ("Nguyễn Thu Hà", "Tổ chức cấp chứng thư thử")
    assert (one.is_intact, one.added, one.was_valid) == (True, AddedAfter.NOTHING, True)


def test_a_certificate_that_was_over_when_it_signed_is_told():
    (one,) = examine(signed_pdf(lasts=timedelta(hours=-12)), "a.pdf").signers

    assert (one.is_intact, one.was_valid) == (True, False)


def test_two_signatures_are_both_whole_and_the_first_says_that_more_came(signed):
    twice = signed_pdf(signed, name="Trần Văn Bình", field="Ky2")

    assert told(twice) == [
        ("Nguyễn Thu Hà", True, AddedAfter.ALLOWED),
        ("Trần Văn Bình", True, AddedAfter.NOTHING),
    ]


def test_a_changed_byte_breaks_the_signature(signed):
    changed = signed.replace(b"(Giao uoc)", b"(Giao cuu)")

    assert changed != signed
    assert told(changed) == [("Nguyễn Thu Hà", False, AddedAfter.NOTHING)]


def test_a_form_that_was_signed_may_be_signed_again_but_not_filled_in():
    once = signed_pdf(form_pdf())
    twice = signed_pdf(once, name="Trần Văn Bình", field="Ky2")

    assert told(twice) == [
        ("Nguyễn Thu Hà", True, AddedAfter.ALLOWED),
        ("Trần Văn Bình", True, AddedAfter.NOTHING),
    ]
    assert told(filled_anew(once)) == [("Nguyễn Thu Hà", True, AddedAfter.CHANGES)]
    between = signed_pdf(filled_anew(once), name="Trần Văn Bình", field="Ky2")
    assert told(between) == [
        ("Nguyễn Thu Hà", True, AddedAfter.CHANGES),
        ("Trần Văn Bình", True, AddedAfter.NOTHING),
    ]


def test_a_certificate_without_a_last_day_is_read():
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

    (one,) = examine(signed_pdf(until=last), "a.pdf").signers

    assert (one.valid_to, one.was_valid) == (last, True)


WHOLE = {
    **{"name": "A", "issuer": "B", "is_intact": True, "added": "nothing", "signed_at": None},
    **{"valid_from": "2025-01-01T00:00:00+00:00", "valid_to": "2027-01-01T00:00:00+00:00"},
}


@pytest.mark.parametrize(
    "said",
    [
        {"signers": [WHOLE | {"valid_to": "0000-01-01T00:00:00+00:00"}]},
        {"signers": [WHOLE | {"valid_from": None}]},
        {"signers": [{}]},
        {"signers": None},
        [],
    ],
)
def test_whatever_the_reader_says_that_cannot_be_is_one_sentence(signed, monkeypatch, said):
    done = subprocess.CompletedProcess([], 0, stdout=json.dumps(said).encode())
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)

    with pytest.raises(Refused, match="không đọc được theo chuẩn PDF"):
        examine(signed, "a.pdf")


@pytest.mark.parametrize("more", [added_to, covered, lambda content: content + b"\nthem"])
def test_what_came_after_the_signature_is_told(signed, more):
    assert told(more(signed)) == [("Nguyễn Thu Hà", True, AddedAfter.CHANGES)]


def test_a_file_without_a_signature_has_no_signers():
    assert told(blank_pdf()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "«a.pdf» rỗng"),
        (b"\x89PNG\r\n\x1a\n.", "«a.pdf» không phải PDF"),
        (b"%PDF-1.7 rac", "«a.pdf» không đọc được theo chuẩn PDF"),
        (b"%PDF-1.7\n" + b"[" * 200_000, "«a.pdf» không đọc được theo chuẩn PDF"),
        (b"%PDF" + b"-" * (20 * 1024 * 1024), "lớn hơn 20 MB"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, message):
    with pytest.raises(Refused, match=message):
        examine(content, "a.pdf")


def test_a_cut_file_is_one_sentence(signed):
    with pytest.raises(Refused, match="không đọc được theo chuẩn PDF"):
        examine(signed[:-200], "a.pdf")


def test_a_file_that_takes_too_long_is_given_up(signed):
    with pytest.raises(Refused, match="không đọc được theo chuẩn PDF"):
        examine(signed, "a.pdf", patience=0.01)


def test_without_the_library_it_is_said_what_to_do(signed, monkeypatch, tmp_path):
    hidden = tmp_path / "pyhanko"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(Refused, match="chưa cài gói kiểm tra chữ ký số"):
        examine(signed, "a.pdf")


def test_this_program_itself_never_loads_the_reader():
    assert "thidua.files.covenant.pdf_reading" not in sys.modules
