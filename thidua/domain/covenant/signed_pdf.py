"""Tệp ký số: what can be known of the digital signatures in a PDF without asking anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, datetime
from enum import StrEnum

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.person_names import is_same_person
from thidua.domain.period.windows import day_of, vi_day, vi_moment


class AddedAfter(StrEnum):
    """Sau khi ký tệp có thêm gì."""

    NOTHING = "nothing"
    ALLOWED = "allowed"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSigner:
    """Một chữ ký số trong tệp: `is_intact` says that what it covers was not changed since.

    `signed_at` is what the signer's own machine wrote. The days are those of the certificate.
    """

    name: str
    issuer: str
    is_intact: bool
    added: AddedAfter
    valid_from: datetime
    valid_to: datetime
    signed_at: datetime | None = None

    @property
    def was_valid(self) -> bool | None:
        """Chứng thư còn hạn lúc ký; None where the file does not say when it was signed."""
        if self.signed_at is None:
            return None
        return self.valid_from <= self.signed_at <= self.valid_to

    @property
    def words(self) -> str:
        """Một chữ ký số trong một câu."""
        days = f"từ {vi_day(day_of(self.valid_from))}"
        if self.valid_to.year == MAXYEAR:  # how a certificate says that it has no last day
            days = f"{days}, không ghi ngày hết"
        else:
            days = f"{days} đến {vi_day(day_of(self.valid_to))}"
        when = {
            None: f"tệp không ghi lúc ký, chứng thư có hạn {days}",
            True: "chứng thư còn hạn lúc ký",
            False: f"chứng thư không còn hạn lúc ký (hạn {days})",
        }[self.was_valid]
        at = "" if self.signed_at is None else f", máy người ký ghi {vi_moment(self.signed_at)}"
        more = {
            AddedAfter.NOTHING: "sau khi ký không thêm gì",
            AddedAfter.ALLOWED: "sau khi ký chỉ có thêm chữ ký hoặc thông tin để kiểm chữ ký",
            AddedAfter.CHANGES: "sau khi ký tệp có nội dung được thêm hoặc sửa",
        }[self.added]
        return f"«{self.name}» (chứng thư do «{self.issuer}» cấp){at}; {when}; {more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPdf:
    """Kết quả kiểm tra một tệp PDF, of the file with this SHA-256."""

    sha256: str
    signers: tuple[PdfSigner, ...]


UNKNOWN = (
    "Không hỏi ra ngoài nên chưa biết chứng thư có do tổ chức được công nhận cấp, có bị thu hồi "
    "hay không; phần mềm cũng không đọc nội dung tệp để so với bản giao ước."
)
"""Những gì phần mềm không biết được."""


def require_signed(found: SignedPdf, name: str) -> None:
    """Yêu cầu tệp có chữ ký số còn nguyên; Refused with what to do instead."""
    if not found.signers:
        raise Refused(
            f"Tệp «{name}» không có chữ ký số. Nếu là bản quét giấy đã ký, chọn «Bản giấy quét»."
        )
    for one in found.signers:
        if not one.is_intact:
            raise Refused(
                f"Chữ ký số của {one.name} trong tệp «{name}» không khớp nội dung: tệp đã bị sửa "
                "sau khi ký. Xin lại đúng tệp đã ký."
            )
        if one.added is AddedAfter.CHANGES:
            raise Refused(
                f"Tệp «{name}» có nội dung hoặc ô điền được thêm hay sửa sau khi {one.name} ký, "
                "nên chữ ký không còn che hết tệp. Xin lại đúng tệp đã ký."
            )


def told(found: SignedPdf, signer: str) -> str:
    """Điều đã kiểm tra được và chưa, a line each; `signer` is the name as typed.

    Every name stands in «»: by that it is found when the name of a person is erased.
    """
    return "\n".join(_lines(found, signer))


def _lines(found: SignedPdf, signer: str) -> Iterator[str]:
    for one in found.signers:
        yield f"Nội dung nguyên vẹn từ khi ký. {one.words}."
    if not any(is_same_person(signer, one.name) for one in found.signers):
        yield f"Người ký ghi là «{signer}», khác tên trong chứng thư."
    yield UNKNOWN
