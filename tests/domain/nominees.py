"""Đối tượng thử: facts as people type them, judged under the shipped law book."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from thidua.domain.awards.eligibility import Eligibility, judge, judge_in_programme
from thidua.domain.awards.judging import Nominee
from thidua.domain.dossier.award_history import AwardHistory, Occasion, PastAward
from thidua.domain.dossier.facts import Fact, NomineeFacts, Recipient
from thidua.domain.dossier.reading import read_fact
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LawSheet
from thidua.lawbook.loading import SHIPPED, files_in, open_book

NEW_LAW = "chưa đối chiếu Luật 06/2026/QH16"
LAW = "Luật 06/2022/QH15, "
SECTOR = (
    "quy định của ngành kế hoạch, đầu tư và thống kê; khối khác áp dụng thì cần ghi trong quy chế "
    "hoặc giao ước",
    "ngành tài chính nay có Thông tư 118/2025/TT-BTC, chưa đối chiếu",
)
"""Cảnh báo của Thông tư 15/2023/TT-BKHĐT: from its first day, and from the later circular on."""

EVERY_YEAR = range(1990, 2100)


@cache
def book() -> LawBook:
    """Bộ luật đi kèm."""
    return open_book(files_in(SHIPPED))


@cache
def book_with(*codes: str) -> LawBook:
    """Bộ luật đi kèm với những mẫu đã bật by a document of one's own, from 2024 on."""
    switches = "".join(
        f'[[switches]]\ncode = "{code}"\ndocument = "Quy chế 01/QC-KTĐ"\nsigned = 2024-01-01\n'
        for code in codes
    )
    own = LawSheet("bat-mau.toml", switches, LawLayer.COPY)
    return open_book([*files_in(SHIPPED), own])


OWN = "; áp dụng theo Quy chế 01/QC-KTĐ ngày 01/01/2024"
SAMPLES = ("LOAI.12THANG", "LOAI.XEMXET", "LOAI.9THANG", "LOAI.KYLUAT")
"""Mẫu loại trừ của Thông tư 15/2023/TT-BKHĐT."""


def facts(law: LawBook, by_year: dict[int | None, dict[str, str]]) -> NomineeFacts:
    """Dữ kiện gõ như trong tệp nhập; a cell that cannot be read fails the test."""
    stated = {}
    for year, cells in by_year.items():
        for code, cell in cells.items():
            kind = law.catalogue.get(code)
            assert kind is not None, code
            text, _, evidence = cell.partition(" @")
            value, findings = read_fact(kind, text)
            assert findings == []
            assert value is not None
            stated[code, year] = Fact(value, evidence)
    return NomineeFacts(stated)


def awards(
    *given: tuple[str, int], occasion: Occasion = Occasion.ANNUAL, complete: bool = True
) -> AwardHistory:
    """Quá trình khen thưởng; the list of all years is complete unless said otherwise."""
    past = tuple(PastAward(award=slug, year=year, occasion=occasion) for slug, year in given)
    return AwardHistory(past, complete)


def make_nominee(
    recipient: Recipient,
    by_year: dict[int | None, dict[str, str]] | None = None,
    history: AwardHistory | None = None,
    used: tuple = (),
    law: LawBook | None = None,
    declared: Iterable[int] = EVERY_YEAR,
) -> Nominee:
    """Đối tượng được xét; the list of every year was declared complete unless said otherwise."""
    return Nominee(
        code="STC",
        name="Sở Tài chính",
        recipient=recipient,
        facts=facts(law or book(), by_year or {}),
        history=history or AwardHistory(),
        used=used,
        declared=frozenset(declared),
    )


def judged(
    award: str,
    recipient: Recipient,
    by_year: dict[int | None, dict[str, str]] | None = None,
    history: AwardHistory | None = None,
    *,
    on: date | None = None,
    year: int = 2025,
    occasion: Occasion = Occasion.ANNUAL,
    used: tuple = (),
    law: LawBook | None = None,
    declared: Iterable[int] = EVERY_YEAR,
) -> Eligibility:
    """Kết quả xét; on the last day of the year unless said otherwise."""
    nominee = make_nominee(recipient, by_year, history, used, law, declared)
    view = (law or book()).at(on or date(year, 12, 31))
    return judge(view, award, nominee, year, occasion)


def judged_in(
    programme: str,
    group: str,
    recipient: Recipient,
    cells: dict[str, str],
    year: int = 2024,
    *,
    on: date | None = None,
    law: LawBook | None = None,
    declared: Iterable[int] = EVERY_YEAR,
) -> Eligibility:
    """Kết quả xét theo chương trình."""
    view = (law or book()).at(on or date(year, 12, 31))
    found = view.programme(programme)
    nominee = make_nominee(recipient, {year: cells}, law=law, declared=declared)
    return judge_in_programme(view, found, found.group(group), nominee, year)


def states(found: Eligibility) -> dict[str, str]:
    """Kết quả từng tiêu chuẩn bằng lời."""
    return {row.code: row.word for row in found.results}
