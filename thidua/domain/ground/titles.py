"""Tiêu đề cột: the words of our workbooks, and what people write over such a column instead.

The one table of such words. A title means a column of a sheet only where that sheet has a column of
that name, so one word may mean different columns in books of different kinds.
"""

from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType

from thidua.domain.ground.text import folded, spoken

SELF_POINTS = ("Điểm tự chấm", "Điểm tự đánh giá", "Tự chấm điểm", "Đơn vị tự chấm")
VERIFIED_POINTS = ("Điểm thẩm định", "Thẩm định", "Điểm hội đồng chấm", "Hội đồng chấm")
CROSS_POINTS = ("Điểm chấm chéo", "Chấm chéo")
"""Tiêu đề nói điểm của ai: each is the column «Điểm» of that hand and of no other."""

ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Mã": (
            "Mã số", "Mã cá nhân", "Mã cán bộ", "Mã nhân viên", "Mã đơn vị", "Mã tiêu chí",
            "Mã đối tượng", "Mã đơn vị, cá nhân", "Mã cá nhân, đơn vị",
        ),
        "Mã tiêu chí": ("Mã", "Mã số", "Mã nội dung", "Mã chỉ tiêu"),
        "Mã khối": ("Mã khối thi đua",),
        "Tên khối": ("Khối thi đua", "Tên khối thi đua"),
        "Tên đơn vị": ("Đơn vị", "Tên cơ quan, đơn vị", "Cơ quan, đơn vị"),
        "Tên ngắn": ("Tên viết tắt", "Tên gọi tắt", "Viết tắt", "Tên rút gọn"),
        "Loại": ("Loại hình", "Loại đơn vị", "Loại hình đơn vị"),
        "Năm": ("Năm thi đua", "Năm khen thưởng", "Năm đạt", "Năm xét"),
        "Họ tên": (
            "Họ và tên", "Họ, tên", "Họ và tên cá nhân", "Họ tên cá nhân", "Tên cá nhân",
        ),
        "Chức vụ": ("Chức danh", "Chức vụ, chức danh", "Chức danh, chức vụ"),
        "Lãnh đạo": ("Là lãnh đạo", "Lãnh đạo, quản lý"),
        "Nội dung": (
            "Tiêu chí", "Nội dung tiêu chí", "Tên tiêu chí", "Nội dung thi đua", "Nội dung chấm",
            "Nội dung chấm điểm", "Tiêu chí thi đua",
        ),
        "Điểm tối đa": ("Điểm chuẩn", "Thang điểm", "Điểm thang", "Mức điểm", "Điểm"),
        "Cách chấm": ("Cách tính điểm", "Cách tính", "Phương pháp chấm", "Cách chấm điểm"),
        "Kế hoạch": ("Chỉ tiêu", "Chỉ tiêu giao", "Kế hoạch giao", "Chỉ tiêu kế hoạch"),
        "Kết quả": ("Kết quả thực hiện", "Thực hiện", "Số thực hiện", "Kết quả đạt được"),
        "Số lượt": ("Số lần", "Lượt", "Số lượt, số lần"),
        "Mức": ("Mức đạt", "Mức độ", "Mức đánh giá"),
        "Điểm": (
            "Điểm số", "Số điểm", "Điểm chấm", "Điểm đạt", "Điểm đạt được",
            *SELF_POINTS, *VERIFIED_POINTS, *CROSS_POINTS,
        ),
        "Giải trình": ("Lý do", "Diễn giải", "Thuyết minh"),
        "Minh chứng": (
            "Tài liệu minh chứng", "Hồ sơ minh chứng", "Tài liệu kiểm chứng",
            "Minh chứng kèm theo",
        ),
        "Căn cứ": ("Căn cứ pháp lý", "Điều khoản", "Văn bản căn cứ"),
        "Trích dẫn": ("Trích văn bản", "Nguyên văn", "Trích nguyên văn"),
        "Danh hiệu": (
            "Danh hiệu thi đua", "Hình thức khen thưởng", "Danh hiệu, hình thức khen thưởng",
            "Danh hiệu thi đua, hình thức khen thưởng",
        ),
        "Số quyết định": ("Quyết định số", "Số QĐ", "Quyết định", "QĐ số"),
        "Số văn bản": (
            "Số hiệu văn bản", "Số, ký hiệu", "Số, ký hiệu văn bản", "Số hiệu", "Văn bản số",
        ),
        "Ngày": ("Ngày quyết định", "Ngày ký", "Ngày ban hành", "Ngày tháng"),
        "Cơ quan": ("Cơ quan ban hành", "Cơ quan quyết định", "Cơ quan khen thưởng"),
        "Dữ kiện": ("Tên dữ kiện",),
    }
)  # fmt: skip
"""Tiêu đề khác của một cột, each of which may stand in its place."""

_OF_ANYTHING = "Mã"
"""Mã của bất cứ điều gì một trang liệt kê."""

STANDS_FOR: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Mã đơn vị": ("Tên đơn vị", "Đơn vị", "Đơn vị công tác", "Cơ quan, đơn vị"),
        "Mã khối": ("Khối",),
        _OF_ANYTHING: (
            "Họ và tên", "Họ tên", "Tên đơn vị", "Tên tập thể", "Tên cá nhân", "Tập thể, cá nhân",
            "Tên tập thể, cá nhân", "Cá nhân, tập thể", "Tên cá nhân, tập thể", "Đơn vị, cá nhân",
            "Tên đơn vị, cá nhân", "Tên tập thể, họ tên cá nhân",
        ),
    }
)  # fmt: skip
"""Tiêu đề thay cho cột mã, where a sheet knows only names; beside the codes it says nothing."""

_NEAR = 0.6
_MARKS = " :*."


def title_key(text: str) -> str:
    """Khóa của tiêu đề: case, spaces, a colon or the star of «bắt buộc» aside."""
    return folded(text).rstrip(_MARKS)


@lru_cache(maxsize=64)
def meanings(titles: tuple[str, ...]) -> Mapping[str, str]:
    """Nghĩa của mỗi cách viết in a sheet of these columns; the title itself comes first."""
    found = {title_key(title): title for title in titles}
    for title in titles:
        for other in ALSO.get(title, ()):
            found.setdefault(title_key(other), title)
    return MappingProxyType(found)


@lru_cache(maxsize=64)
def stand_ins(titles: tuple[str, ...]) -> Mapping[str, str]:
    """Cột được thay by each of these words, where the sheet has not the column itself.

    «Mã» is of whatever a sheet lists, so a word is the code of something else before; and where
    that sheet has the names in a column of their own, they stand for no code of it.
    """
    own = meanings(titles)
    found: dict[str, str] = {}
    for title in sorted(titles, key=lambda one: one == _OF_ANYTHING):
        words = STANDS_FOR.get(title, ())
        if title == _OF_ANYTHING and any(title_key(other) in own for other in words):
            continue
        for other in words:
            if title_key(other) not in own:
                found.setdefault(title_key(other), title)
    return MappingProxyType(found)


def nearest(written: str, titles: Iterable[str]) -> str | None:
    """Cột có lẽ được nghĩ tới: the title most like what is written; None where none is."""
    asked = spoken(written).rstrip(_MARKS)
    scored = [(_likeness(asked, title), title) for title in titles]
    best, title = max(scored, default=(0.0, ""))
    return title if best >= _NEAR else None


def _likeness(asked: str, title: str) -> float:
    """Giống đến đâu: of the words people write for this column the one most like it."""
    return max(_alike(asked, spoken(word)) for word in (title, *ALSO.get(title, ())))


def _alike(asked: str, word: str) -> float:
    if not asked:
        return 0.0
    if f" {word} " in f" {asked} ":  # «Điểm của phòng» is nearer to «Điểm» than letters tell
        return _NEAR + len(word) / len(asked) / 10
    return SequenceMatcher(None, asked, word).ratio()


def of_hand(title: str, own: Collection[str]) -> bool:
    """Tiêu đề này nói điểm của một bên khác: whose it says, not one of `own`."""
    said = {title_key(word) for word in (*SELF_POINTS, *VERIFIED_POINTS, *CROSS_POINTS)}
    return title_key(title) in said - {title_key(word) for word in own}
