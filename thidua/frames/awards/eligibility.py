"""Bảng hiển thị của việc xét điều kiện: signs with words, reasons with their article, chains."""

from collections.abc import Iterable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.awards.eligibility import (
    Conclusion,
    Eligibility,
    RequirementResult,
)
from thidua.domain.law.conditions.measured import STATE_WORDS, RequirementState, RunYear
from thidua.domain.law.law import VERIFICATION_WORDS

SIGNS = {
    RequirementState.MET: "✓",
    RequirementState.NOT_MET: "✗",
    RequirementState.MISSING: "?",
}
"""Dấu của kết quả, read without colour."""

UNCOMPARED = "*"
"""Sau dấu khi lời văn của tiêu chuẩn chưa được đối chiếu."""

_NOT_ASKED = "–"


def sign_words(state: RequirementState) -> str:
    """Dấu và lời của một kết quả: «✓ đạt»."""
    return f"{SIGNS[state]} {STATE_WORDS[state]}"


def key_of(row: RequirementResult) -> str:
    """Khóa của một tiêu chuẩn: its code, its words where the law book gives it none."""
    return row.code or row.requirement


def headings(found: Sequence[Eligibility]) -> dict[str, str]:
    """Tiêu chuẩn được xét, by key: numbered in the order in which they were judged."""
    texts: dict[str, str] = {}
    for one in found:
        for row in one.results:
            texts.setdefault(key_of(row), row.requirement)
    return {code: f"{at}. {text}" for at, (code, text) in enumerate(texts.items(), start=1)}


def names(found: Sequence[Eligibility]) -> dict[str, str]:
    """Tên từng đối tượng, by code; those of one name are told apart by their codes."""
    shown = [one.name for one in found]
    return {
        one.code: f"{one.name} ({one.code})" if shown.count(one.name) > 1 else one.name
        for one in found
    }


def matrix_frame(found: Sequence[Eligibility]) -> pd.DataFrame:
    """Ma trận đủ điều kiện cho biểu đồ: a row a nominee and requirement."""
    titles = headings(found)
    called = names(found)
    return pd.DataFrame(
        [
            {
                "doi_tuong": one.code,
                "tieu_chuan": key_of(row),
                "Đối tượng": called[one.code],
                "Hàng": at,
                "Cột": list(titles).index(key_of(row)),
                "Đầu cột": titles[key_of(row)].partition(".")[0],
                "Tiêu chuẩn": row.requirement,
                **_signed(row.state, row),
                "Giá trị": row.value or labels.MISSING,
                "Ngưỡng": row.threshold,
                "Đối chiếu": compared_words(row),
            }
            for at, one in enumerate(found)
            for row in one.results
        ]
    )


def _signed(state: RequirementState, row: RequirementResult) -> dict[str, str]:
    mark = "" if row.is_compared else UNCOMPARED
    return {"Dấu": f"{SIGNS[state]}{mark}", "Chữ": STATE_WORDS[state]}


def matrix_table(found: Sequence[Eligibility]) -> pd.DataFrame:
    """Ma trận thành bảng: a row a nominee, a column a requirement, the conclusion in front."""
    titles = headings(found)
    called = names(found)
    rows = []
    for one in found:
        states = {key_of(row): _cell(row) for row in one.results}
        row = {"Đối tượng": called[one.code], "Kết luận": conclusion_words(one)}
        rows.append(row | {title: states.get(code, _NOT_ASKED) for code, title in titles.items()})
    return pd.DataFrame(rows, columns=["Đối tượng", "Kết luận", *titles.values()])


def _cell(row: RequirementResult) -> str:
    """Ô của bảng: the verdict, and that nobody compared the wording where nobody did."""
    said = sign_words(row.state)
    return said if row.is_compared else f"{said} · {VERIFICATION_WORDS[row.verification]}"


def compared_words(row: RequirementResult) -> str:
    """Lời văn của tiêu chuẩn đã được đọc thế nào."""
    return VERIFICATION_WORDS[row.verification]


def conclusion_words(one: Eligibility) -> str:
    """Kết luận, with how many of the requirements nobody compared with the wording."""
    count = len(one.uncompared)
    return f"{one.word} ({count} tiêu chuẩn chưa đối chiếu)" if count else one.word


def reason(result: RequirementResult) -> dict[str, str]:
    """Lý do của một ô: value, threshold, verdict, document and article, in force when, remedy."""
    until = "nay" if result.in_force_to is None else f"{result.in_force_to:%d/%m/%Y}"
    span = labels.MISSING
    if result.in_force_from is not None:
        span = f"từ {result.in_force_from:%d/%m/%Y} đến {until}"
    marks = [VERIFICATION_WORDS[result.verification], *result.warnings]
    return {
        "Giá trị": result.value or labels.MISSING,
        "Ngưỡng": result.threshold,
        "Căn cứ": result.reference,
        "Hiệu lực": span,
        "Kiểm chứng": "; ".join(marks),
        "Cần gì để đổi": result.remedy or labels.MISSING,
    }


def one_step_short(found: Sequence[Eligibility]) -> list[Eligibility]:
    """Thiếu một bước: not eligible, and one requirement alone stands in the way."""
    return [
        one for one in found if one.conclusion is Conclusion.NOT_ELIGIBLE and one.is_one_step_short
    ]


def wanting_frame(found: Sequence[Eligibility]) -> pd.DataFrame:
    """Còn thiếu gì: a row for each requirement that is not met, what to do about it."""
    called = names(found)
    wanting = [(one, row) for one in found for row in one.wanting]
    return pd.DataFrame(
        {
            "Đối tượng": [called[one.code] for one, _ in wanting],
            "Còn thiếu": [row.requirement for _, row in wanting],
            "Cần làm": [row.remedy or labels.MISSING for _, row in wanting],
            "Hiện có": [row.value or labels.MISSING for _, row in wanting],
            "Ngưỡng": [row.threshold for _, row in wanting],
            "Căn cứ": [row.reference for _, row in wanting],
            "Kiểm chứng": [compared_words(row) for _, row in wanting],
        }
    )


def apart_frame(found: Sequence[Eligibility]) -> pd.DataFrame:
    """Không xét và tạm hoãn: apart from the others, each with the article that says so."""
    called = names(found)
    rows = [
        (one, row)
        for one in found
        if one.conclusion in (Conclusion.EXCLUDED, Conclusion.DEFERRED)
        for row in one.wanting
        if row.effect.value == one.conclusion.value and row.state is RequirementState.NOT_MET
    ]
    return pd.DataFrame(
        {
            "Đối tượng": [called[one.code] for one, _ in rows],
            "Kết luận": [one.word for one, _ in rows],
            "Vì sao": [row.requirement for _, row in rows],
            "Hiện có": [row.value or labels.MISSING for _, row in rows],
            "Căn cứ": [row.reference for _, row in rows],
            "Kiểm chứng": [compared_words(row) for _, row in rows],
        }
    )


def chains(found: Sequence[Eligibility]) -> dict[str, str]:
    """Tiêu chuẩn về năm liên tục, by key, where somebody was judged by years."""
    asked = {key_of(row) for one in found for row in one.results if row.years}
    return {code: title for code, title in headings(found).items() if code in asked}


def _chain(found: Sequence[Eligibility], key: str) -> list[tuple[Eligibility, RequirementResult]]:
    return [(one, row) for one in found for row in one.results if key_of(row) == key and row.years]


def chain_frame(found: Sequence[Eligibility], key: str) -> pd.DataFrame:
    """Chuỗi năm cho biểu đồ: a row a nominee and year that was looked at, the years in order."""
    called = names(found)
    return pd.DataFrame(
        [
            {
                "doi_tuong": one.code,
                "Đối tượng": called[one.code],
                "Hàng": at,
                "Cột": year.year,
                "Đầu cột": str(year.year),
                "Tiêu chuẩn": row.requirement,
                **_signed(year.measured.state, row),
                "Giá trị": _said(year),
                "Ngưỡng": year.measured.threshold,
                "Đối chiếu": compared_words(row),
            }
            for at, (one, row) in enumerate(_chain(found, key))
            for year in sorted(row.years, key=lambda year: year.year)
        ]
    )


def _said(year: RunYear) -> str:
    """Năm ấy thế nào, without saying the year again."""
    said = year.measured.value or year.measured.remedy or labels.MISSING
    return said.removeprefix(f"{year.year}: ")


def chain_table(found: Sequence[Eligibility], key: str) -> pd.DataFrame:
    """Chuỗi năm thành bảng: how long the chain is, and every gap with its reason."""
    called = names(found)
    chain = _chain(found, key)
    return pd.DataFrame(
        {
            "Đối tượng": [called[one.code] for one, _ in chain],
            "Kết quả": [sign_words(row.state) for _, row in chain],
            "Chuỗi": [row.value or labels.MISSING for _, row in chain],
            "Ngưỡng": [row.threshold for _, row in chain],
            "Chỗ đứt, chỗ thiếu": [_gaps(row.years) for _, row in chain],
            "Cần làm": [row.remedy or labels.MISSING for _, row in chain],
            "Kiểm chứng": [compared_words(row) for _, row in chain],
        }
    )


def _gaps(years: Iterable[RunYear]) -> str:
    gaps = [
        f"{year.year}: {sign_words(year.measured.state)} ({_said(year)})"
        for year in sorted(years, key=lambda year: year.year)
        if year.measured.state is not RequirementState.MET
    ]
    return "; ".join(gaps) or labels.MISSING
