"""Sổ tên cơ quan: its columns, and a row of it as somebody wrote it."""

from dataclasses import dataclass
from datetime import date

from thidua.domain.document.letterhead import OWNER_WORDS, Letterhead, Owner
from thidua.domain.ground.text import folded

CODE, OWNER = "Mã", "Thuộc"
PARENT, BODY, SYMBOL, PLACE = "Cơ quan chủ quản", "Cơ quan ban hành", "Ký hiệu", "Địa danh"
AUTHORITY, POSITION, SIGNER = "Thẩm quyền", "Chức vụ", "Họ tên"
ADDRESSEE, RECIPIENTS, STARTS, ENDS = "Kính gửi", "Nơi nhận", "Từ ngày", "Đến ngày"
LETTERHEAD_COLUMNS = (
    CODE, OWNER, PARENT, BODY, SYMBOL, PLACE, AUTHORITY, POSITION, SIGNER, ADDRESSEE, RECIPIENTS,
    STARTS, ENDS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadLine:
    """Một dòng sổ tên cơ quan; `at` is where it stands."""

    owner: Owner
    code: str
    content: Letterhead
    starts: date
    ends: date | None
    at: str


def read_owner(text: str) -> Owner | None:
    """Đọc «Khối» hoặc «Đơn vị»; None where it is neither."""
    asked = folded(text)
    return next((one for one, word in OWNER_WORDS.items() if folded(word) == asked), None)
