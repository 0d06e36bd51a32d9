"""Tệp của bộ luật: shipped, put into the data folder, or kept in versions by the program."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime

from thidua.domain.law.law import LawLayer

LOCAL_FOLDER = "luat"
"""Thư mục tệp địa phương, inside the data folder."""

ROW_FOLDER = "dong/"
"""Đầu tên các tệp một dòng: what was confirmed or corrected on screen, one file for one row."""


def row_name(section: str, code: str) -> str:
    """Tên tệp của một dòng."""
    return f"{ROW_FOLDER}{section}/{code}.toml"


@dataclass(frozen=True, slots=True)
class LawSheet:
    """Một tệp của bộ luật, as it is read; `fault` is why its text could not be had.

    `by` is who kept it, where the program kept it.
    """

    name: str
    text: str
    layer: LawLayer = LawLayer.SHIPPED
    fault: str = ""
    _: KW_ONLY
    by: str = ""

    @property
    def shown(self) -> str:
        """Tên tệp trên màn hình và trong lỗi, with the folder where the administrator put it."""
        return f"{LOCAL_FOLDER}/{self.name}" if self.layer is LawLayer.FOLDER else self.name


def in_use(sheets: Sequence[LawSheet]) -> tuple[LawSheet, ...]:
    """Các tệp được dùng: a file of the folder gives way to the copy that has its name."""
    copied = {sheet.name for sheet in sheets if sheet.layer is LawLayer.COPY}
    return tuple(
        sheet for sheet in sheets if sheet.layer is not LawLayer.FOLDER or sheet.name not in copied
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCopy:
    """Bản luật của người dùng: one version of one file; its entries replace those of their code."""

    name: str
    text: str
    version: int
    set_by: str
    set_at: datetime
    reason: str = ""
    live: bool = True

    @property
    def sheet(self) -> LawSheet:
        """Tệp của bản này."""
        return kept_sheet(self.name, self.text, self.set_by)


def kept_sheet(name: str, text: str, by: str = "") -> LawSheet:
    """Tệp mà phần mềm giữ: that of one row lies over all others."""
    layer = LawLayer.ROW if name.startswith(ROW_FOLDER) else LawLayer.COPY
    return LawSheet(name, text, layer, by=by)
