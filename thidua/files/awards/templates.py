"""Tệp mẫu hồ sơ khen thưởng: people, facts and earlier awards, each with a guide and an example."""

from collections.abc import Iterable

from thidua.domain.dossier.award_file import AWARD_COLUMNS
from thidua.domain.dossier.fact_file import FACT_COLUMNS
from thidua.domain.dossier.facts import (
    FACT_TYPE_WORDS,
    NO,
    RECIPIENT_WORDS,
    YES,
    Catalogue,
    FactKind,
    FactType,
)
from thidua.domain.dossier.staff import STAFF_COLUMNS
from thidua.domain.law.law import AwardKind
from thidua.files.list_template import list_template

_STAFF_GUIDE = (
    "Mỗi dòng là một người của một đơn vị đã có trong phần mềm; mã người không trùng mã đơn vị.",
    f"Lãnh đạo ghi «{YES}» hoặc «{NO}»; để trống là chưa rõ, và tỷ lệ lãnh đạo chưa tính được.",
    "Bỏ một dòng khỏi tệp không xóa người đó.",
)
_STAFF_EXAMPLE = (("STC-01", "Nguyễn Thị An", "STC", "Chuyên viên", NO),)
_FACT_GUIDE = (
    "Mã là mã đơn vị hoặc mã cá nhân; Dữ kiện ghi mã hoặc tên như danh mục dưới đây.",
    "Dữ kiện từng năm phải có Năm. Để trống Giá trị là giữ nguyên như đang có, không phải «không».",
)
_FACT_EXAMPLE = (
    ("STC", "so_nguoi", "2025", "42", "Danh sách tháng 12/2025"),
    ("STC-01", "xep_loai", "2025", "HTXS", "QĐ 12/QĐ-STC"),
)
_AWARD_GUIDE = (
    "Năm là năm có thành tích được khen, không phải năm ra quyết định.",
    "Danh hiệu ghi mã hoặc tên như danh mục dưới đây; Dịp khen để trống là khen hằng năm.",
)
_AWARD_EXAMPLE = (
    ("STC", "co-thi-dua-tinh", "2024", "15/QĐ-UBND", "20/01/2025", "Chủ tịch UBND tỉnh", ""),
)
_CATALOGUE = ("Mã", "Dữ kiện", "Dùng cho", "Cách ghi", "Từng năm")


def staff_template() -> bytes:
    """Tệp mẫu danh sách cá nhân."""
    return list_template(
        "Cá nhân", STAFF_COLUMNS, (14, 30, 14, 30, 12), _STAFF_GUIDE, _STAFF_EXAMPLE
    )


def fact_template(catalogue: Catalogue) -> bytes:
    """Tệp mẫu dữ kiện, with the catalogue of today in its guide."""
    rows = [
        (
            kind.code,
            kind.name,
            ", ".join(RECIPIENT_WORDS[one] for one in sorted(kind.recipients)),
            how_to_write(kind),
            YES if kind.yearly else NO,
        )
        for kind in catalogue
        if not kind.computed
    ]
    widths = (22, 44, 16, 40, 36)
    return list_template(
        "Dữ kiện", FACT_COLUMNS, widths, _FACT_GUIDE, _FACT_EXAMPLE, _CATALOGUE, rows
    )


def how_to_write(kind: FactKind) -> str:
    """Cách ghi giá trị: the type, its unit, or the words to choose from."""
    if kind.type is FactType.YES_NO:
        return f"{YES} hoặc {NO}"
    if kind.words:
        return "; ".join(f"{word.code} ({word.label})" for word in kind.words)
    return f"{FACT_TYPE_WORDS[kind.type]}, {kind.unit}" if kind.unit else FACT_TYPE_WORDS[kind.type]


def award_template(awards: Iterable[AwardKind]) -> bytes:
    """Tệp mẫu quá trình khen thưởng, with the awards of the law book in its guide."""
    rows = [(kind.slug, kind.name) for kind in awards]
    return list_template(
        "Khen thưởng",
        AWARD_COLUMNS,
        (26, 44, 10, 22, 16, 30, 18),
        _AWARD_GUIDE,
        _AWARD_EXAMPLE,
        ("Mã", "Danh hiệu"),
        rows,
    )
