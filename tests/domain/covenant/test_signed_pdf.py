"""Tệp ký số: what its check can tell, what it cannot, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from thidua.domain.covenant.signed_pdf import (
    UNKNOWN,
    AddedAfter,
    PdfSigner,
    SignedPdf,
    require_signed,
    told,
)
from thidua.domain.ground.errors import Refused

SIGNER = PdfSigner(
    name="Nguyễn Thu Hà",
    issuer="CA thử",
    is_intact=True,
    added=AddedAfter.NOTHING,
    valid_from=datetime(2025, 1, 1, tzinfo=UTC),
    valid_to=datetime(2027, 1, 1, tzinfo=UTC),
    signed_at=datetime(2026, 3, 20, 2, 0, tzinfo=UTC),
)


def of(*signers):
    return SignedPdf(sha256="0" * 64, signers=signers)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {},
            "«Nguyễn Thu Hà» (chứng thư do «CA thử» cấp), máy người ký ghi 09:00 ngày 20/03/2026; "
            "chứng thư còn hạn lúc ký; sau khi ký không thêm gì",
        ),
        (
            {"signed_at": datetime(2027, 1, 2, tzinfo=UTC), "added": AddedAfter.ALLOWED},
            "«Nguyễn Thu Hà» (chứng thư do «CA thử» cấp), máy người ký ghi 07:00 ngày 02/01/2027; "
            "chứng thư không còn hạn lúc ký (hạn từ 01/01/2025 đến 01/01/2027); "
            "sau khi ký chỉ có thêm chữ ký hoặc thông tin để kiểm chữ ký",
        ),
        (
            {"signed_at": None},
            "«Nguyễn Thu Hà» (chứng thư do «CA thử» cấp); tệp không ghi lúc ký, chứng thư có hạn "
            "từ 01/01/2025 đến 01/01/2027; sau khi ký không thêm gì",
        ),
        (
            {"signed_at": None, "valid_to": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)},
            "«Nguyễn Thu Hà» (chứng thư do «CA thử» cấp); tệp không ghi lúc ký, chứng thư có hạn "
            "từ 01/01/2025, không ghi ngày hết; sau khi ký không thêm gì",
        ),
        (
            {"signed_at": datetime.max.replace(tzinfo=UTC)},
            "«Nguyễn Thu Hà» (chứng thư do «CA thử» cấp), máy người ký ghi 23:59 ngày 31/12/9999; "
            "chứng thư không còn hạn lúc ký (hạn từ 01/01/2025 đến 01/01/2027); "
            "sau khi ký không thêm gì",
        ),
    ],
)
def test_a_digital_signature_is_told_in_a_sentence(changed, words):
    assert replace(SIGNER, **changed).words == words


def test_what_could_not_be_known_stands_beside_what_could():
    whole = f"Nội dung nguyên vẹn từ khi ký. {SIGNER.words}."

    assert told(of(SIGNER), "nguyễn thu hà").splitlines() == [whole, UNKNOWN]
    assert told(of(SIGNER), "Lê An").splitlines() == [
        *(whole, "Người ký ghi là «Lê An», khác tên trong chứng thư."),
        UNKNOWN,
    ]


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (of(), "không có chữ ký số"),
        (of(SIGNER, replace(SIGNER, is_intact=False)), "không khớp nội dung"),
        (
            of(replace(SIGNER, added=AddedAfter.CHANGES)),
            "được thêm hay sửa sau khi Nguyễn Thu Hà ký",
        ),
    ],
)
def test_a_file_whose_signatures_do_not_cover_it_is_refused(found, message):
    with pytest.raises(Refused, match=message):
        require_signed(found, "a.pdf")


def test_a_file_with_all_of_its_signatures_whole_is_taken():
    require_signed(of(SIGNER, replace(SIGNER, added=AddedAfter.ALLOWED)), "a.pdf")
