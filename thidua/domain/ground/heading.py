"""Dòng tiêu đề: which columns a sheet has, which of its columns are read by nothing.

A column that is not there says nothing. It is never taken for one full of empty cells, so what is
stored of it stays, and where the import cannot do without it nothing is written.
"""

from collections.abc import Collection
from dataclasses import dataclass

from thidua.domain.ground.finding import Finding, error, warning

ORDINALS = ("STT", "TT", "Số TT", "Số thứ tự")
"""Cột đánh số, which every list of an office has and which says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Dòng tiêu đề của một trang: the known titles that are absent and the columns unknown to it.

    `unread` are the titles of the others as written, each with the address of its cell; `untitled`
    are the empty title cells of columns that hold something below.
    """

    sheet: str
    row: int
    absent: frozenset[str] = frozenset()
    unread: tuple[tuple[str, str], ...] = ()
    untitled: tuple[str, ...] = ()

    def lacks(self, titles: Collection[str]) -> list[str]:
        """Những cột không có trong số này, in their order."""
        return [title for title in titles if title in self.absent]

    def missing(self, titles: Collection[str], why: str = "") -> Finding:
        """Thiếu cột: an error that names what may have been renamed, and the cure."""
        message = f"dòng tiêu đề không có cột {listed(titles)}{why}"
        if not self.unread and not self.untitled:
            cure = "hãy thêm cột ấy như tệp mẫu; không có gì để ghi thì để trống"
            return error("missing_column", f"{message}; {cure}", f"Dòng {self.row} {self._where}")
        columns = [f"«{title}» (ô {address})" for title, address in self.unread]
        columns += [f"không có tiêu đề (ô {address})" for address in self.untitled]
        cure = "hãy ghi tiêu đề đúng như tệp mẫu"
        message = f"{message}; cột {', '.join(columns)} không được đọc; {cure}"
        first = [*(address for _, address in self.unread), *self.untitled][0]
        return error("missing_column", message, f"Ô {first} {self._where}")

    def passed_over(self, *, untitled_stops: bool = False) -> list[Finding]:
        """Cột không được đọc: told at each, since a person may believe that it was.

        `untitled_stops` where any column may decide about points: one without a title is an error.
        """
        told = error if untitled_stops else warning
        message = (
            "cột không có tiêu đề mà có nội dung nên không được đọc; hãy ghi tiêu đề hoặc xóa cột"
        )
        named = [
            warning(
                "unread_column",
                f"cột «{title}» không được đọc; nếu là cột cần nhập thì ghi tiêu đề như tệp mẫu",
                f"Ô {address} {self._where}",
            )
            for title, address in self.unread
        ]
        return named + [
            told("untitled_column", message, f"Ô {address} {self._where}")
            for address in self.untitled
        ]

    @property
    def _where(self) -> str:
        return f"trang {self.sheet}"


def listed(titles: Collection[str]) -> str:
    """Các tiêu đề, as they stand in a sentence."""
    return ", ".join(f"«{title}»" for title in titles)
