"""Bảng hiển thị của dữ kiện: what is stated about one nominee, by whom, with which evidence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from thidua import labels
from thidua.domain.dossier.award_file import RecordedAward
from thidua.domain.dossier.fact_file import RecordedFact, kept_fact
from thidua.domain.dossier.facts import FactKind, FactValue, NomineeFacts
from thidua.domain.dossier.reconciling import AGREEMENT_WORDS, Reconciliation
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import day_of


def stated_for(kind: FactKind, recorded: Iterable[RecordedFact], year: int) -> RecordedFact | None:
    """Dữ kiện đã ghi cho năm này; of a standing one the latest up to that year."""
    same = [one for one in recorded if one.code == kind.code]
    exact = next((one for one in same if one.year == year), None)
    if exact is not None or kind.yearly:
        return exact
    earlier = [one for one in same if one.year is None or one.year <= year]
    return max(earlier, key=lambda one: one.year or 0, default=None)


def typed_text(kind: FactKind, fact: RecordedFact | None) -> str:
    """Giá trị như người ta gõ vào ô: «12,5», «có», «20/03/2026»; the code of a word."""
    kept = None if fact is None else kept_fact(kind, fact.value)
    if fact is None or kept is None:
        return ""
    if isinstance(kept.value, bool):
        return fact.value
    if isinstance(kept.value, Decimal):
        return vi_number(kept.value)
    return f"{kept.value:%d/%m/%Y}" if isinstance(kept.value, date) else kept.value


def facts_frame(
    kinds: Sequence[FactKind],
    facts: NomineeFacts,
    recorded: Sequence[RecordedFact],
    sources: Mapping[tuple[str, int | None], str],
    year: int,
    *,
    is_declared: bool = False,
) -> pd.DataFrame:
    """Dữ kiện của một năm: a row each, also for those nobody has stated.

    What nobody stated is its usual value only where the list of the year `is_declared` complete.
    """
    rows = []
    for kind in kinds:
        fact = facts.of(kind, year)
        stated = stated_for(kind, recorded, year)
        source = sources.get((kind.code, year)) or sources.get((kind.code, None)) or ""
        if not source and stated is not None:
            source = _stated(stated)
        elif stated is not None:
            source += _otherwise(kind, stated, None if fact is None else fact.value)
        value = kind.text(None if fact is None else fact.value)
        if value is None and kind.assumed is not None and (kind.setting or is_declared):
            value = f"{kind.text(kind.assumed)} (không khai)"
        rows.append(
            {
                "Dữ kiện": kind.name,
                "Giá trị": value or labels.MISSING,
                "Minh chứng": (fact.evidence if fact else "") or labels.MISSING,
                "Nguồn": source or labels.MISSING,
            }
        )
    return pd.DataFrame(rows, columns=["Dữ kiện", "Giá trị", "Minh chứng", "Nguồn"])


def _otherwise(kind: FactKind, stated: RecordedFact, value: FactValue | None) -> str:
    """Lời khai khác điều phần mềm có: what was typed and by whom, which does not count."""
    typed = kept_fact(kind, stated.value)
    if typed is None or typed.value == value:
        return ""
    return f"; khác lời khai «{kind.text(typed.value)}» ({_stated(stated)})"


def _stated(fact: RecordedFact) -> str:
    """Ai ghi, ngày nào."""
    if fact.stated_at is None:
        return fact.stated_by
    return f"{fact.stated_by}, {day_of(fact.stated_at):%d/%m/%Y}"


def history_frame(awards: Sequence[RecordedAward], names: Mapping[str, str]) -> pd.DataFrame:
    """Quá trình khen thưởng của một đối tượng, the latest year first."""
    ordered = sorted(awards, key=lambda one: (-one.year, one.award))
    return pd.DataFrame(
        {
            "Năm": [str(one.year) for one in ordered],
            "Danh hiệu, hình thức": [names.get(one.award, one.award) for one in ordered],
            "Số quyết định": [one.decision or labels.MISSING for one in ordered],
            "Ngày": [
                labels.MISSING if one.day is None else f"{one.day:%d/%m/%Y}" for one in ordered
            ],
            "Cơ quan": [one.authority or labels.MISSING for one in ordered],
            "Ghi từ": [
                "quyết định ở đây" if one.is_decided_here else "nhập vào" for one in ordered
            ],
        }
    )


def reconciled_frame(found: Reconciliation) -> pd.DataFrame:
    """Bảng đối chiếu: how each award is said on either side, what needs a look first."""
    return pd.DataFrame(
        {
            "Kết quả": [AGREEMENT_WORDS[one.agreement] for one in found.lines],
            "Mã": [one.subject for one in found.lines],
            "Đối tượng": [one.name for one in found.lines],
            "Ghi ở đây": [one.here or labels.MISSING for one in found.lines],
            "Ghi ở danh sách ngoài": [one.there or labels.MISSING for one in found.lines],
            "Khác ở": [", ".join(one.differs) for one in found.lines],
        }
    )
