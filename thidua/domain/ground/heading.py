"""Dòng tiêu đề: which columns a sheet has, which of its columns are read by nothing.

A column that is not there says nothing. It is never taken for one full of empty cells, so what is
stored of it stays, and where the import cannot do without it nothing is written.
"""

from collections.abc import Collection
from dataclasses import dataclass

from thidua.domain.ground.finding import Finding, error, notice, warning
from thidua.domain.ground.titles import nearest

ORDINALS = ("STT", "TT", "Số TT", "Số thứ tự")
"""Cột đánh số, which every list of an office has and which says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Dòng tiêu đề của một trang: the known titles that are absent and the columns unknown to it.

    `unread` are the titles of the others as written, each with the address of its cell; `untitled`
    are the empty title cells of columns that hold something below. `read_as` are the known titles
    that stand there in other words: the title, the words and their cell.
    """

    sheet: str
    row: int
    absent: frozenset[str] = frozenset()
    unread: tuple[tuple[str, str], ...] = ()
    untitled: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str, str], ...] = ()

    def written(self, title: str) -> tuple[str, str] | None:
        """Chữ và chỗ của tiêu đề này, where it stands there in other words."""
        return next(((words, place) for own, words, place in self.read_as if own == title), None)

    def place(self, address: str) -> str:
        """Chỗ của một ô tiêu đề."""
        return f"Ô {address} {self._where}"

    def understood(self) -> list[Finding]:
        """Tiêu đề viết khác mà vẫn hiểu: said, since a person may have meant another column."""
        return [
            notice("title_read", f"cột «{words}» được đọc là cột «{title}»", self.place(address))
            for title, words, address in self.read_as
        ]

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
        meant = [(title, known) for title, _ in self.unread if (known := nearest(title, titles))]
        cure = "hãy ghi tiêu đề đúng như tệp mẫu"
        if meant:
            likely = ", ".join(f"«{title}» thành «{known}»" for title, known in meant)
            cure = f"{cure}, có lẽ sửa {likely}"
        message = f"{message}; cột {', '.join(columns)} không được đọc; {cure}"
        first = [*(address for _, address in self.unread), *self.untitled][0]
        return error("missing_column", message, self.place(first))

    def passed_over(self, *, untitled_stops: bool = False) -> list[Finding]:
        """Cột không được đọc: told at each, since a person may believe that it was.

        `untitled_stops` where any column may decide about points: one without a title is an error.
        """
        told = error if untitled_stops else warning
        message = (
            "cột không có tiêu đề mà có nội dung nên không được đọc; hãy ghi tiêu đề hoặc xóa cột"
        )
        named = [
            warning("unread_column", self._unread_words(title), self.place(address))
            for title, address in self.unread
        ]
        return named + [
            told("untitled_column", message, self.place(address)) for address in self.untitled
        ]

    def _unread_words(self, title: str) -> str:
        known = nearest(title, sorted(self.absent))
        cure = f"nếu là cột «{known}» thì" if known else "nếu là cột cần nhập thì"
        cure += " ghi tiêu đề như vậy" if known else " ghi tiêu đề như tệp mẫu"
        return f"cột «{title}» không được đọc; {cure}"

    @property
    def _where(self) -> str:
        return f"trang {self.sheet}"


def listed(titles: Collection[str]) -> str:
    """Các tiêu đề, as they stand in a sentence."""
    return ", ".join(f"«{title}»" for title in titles)
