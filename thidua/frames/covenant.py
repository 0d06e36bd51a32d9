"""Bảng hiển thị của giao ước: the tree of criteria and the rules of ranking."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.covenant.ranking_rows import (
    AWARD,
    BAND,
    BAND_CAP,
    EXCLUSION,
    TIEBREAK,
    VOTE_FLOOR,
)
from thidua.domain.covenant.setting_rows import SCORE_AND_VOTE, SCORE_AND_VOTE_WORDS
from thidua.domain.covenant.table import ProposedRow
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import Written
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules import METHOD_WORDS
from thidua.domain.rules.bounds import in_words

_SIGNS = {Sign.BASE: "", Sign.BONUS: "thưởng", Sign.DEDUCTION: "trừ"}


def criteria_frame(covenant: Covenant) -> pd.DataFrame:
    """Cây tiêu chí: groups and criteria in the order written, deeper ones indented."""
    rows = []
    for node in covenant.nodes:
        leaf = node if isinstance(node, Criterion) else None
        ceiling = "trần" if leaf is None and covenant.groups[node.code].is_ceiling else ""
        rows.append(
            {
                "Mã": node.code,
                "Nội dung": "\u2003" * len(covenant.path(node.code)) + node.text,
                "Tối đa": leaf.most_words() if leaf else vi_number(node.max_points),
                "Cách chấm": METHOD_WORDS[leaf.rule.method] if leaf else "",
                "Tham số": in_words(leaf.rule.parameters()) if leaf else ceiling,
                "Dấu": _SIGNS[node.sign],
                "Điều kiện chặn": "; ".join(gate.text for gate in leaf.gates) if leaf else "",
                "Căn cứ": node.clause,
                "Trích dẫn": node.quotation,
                "Ghi chú": node.note,
                "Nguồn số liệu": leaf.source.words if leaf and leaf.source else "",
            }
        )
    return pd.DataFrame(rows)


def proposal_frame(rows: Sequence[ProposedRow]) -> pd.DataFrame:
    """Bảng như đang có và đề xuất: each row of the sheet beside what it was taken for."""
    return pd.DataFrame(
        {
            "Dòng": one.line.number,
            "TT": one.line.label,
            "Nội dung": one.line.text,
            "Điểm trong bảng": _said(one.line.points),
            "Cách tính trong bảng": one.line.scoring,
            "Mã": one.row.code,
            "Hiểu là": _taken_for(one),
            "Tối đa": _said(one.row.max_points),
            "Cách chấm": _scored(one.row),
            "Dấu": one.row.sign,
            "Ghi chú": one.row.note,
        }
        for one in rows
    )


def _taken_for(one: ProposedRow) -> str:
    if one.is_group:
        return "nhóm"
    return "cần hoàn thiện" if one.is_open else "tiêu chí"


def _said(value: Written) -> str:
    return value or "" if isinstance(value, str | None) else vi_number(value)


def _scored(row: CriterionRow) -> str:
    return f"{row.method}: {in_words(row.parameters)}" if row.parameters else row.method


def ranking_frame(covenant: Covenant) -> pd.DataFrame:
    """Quy tắc xếp hạng: score and vote, tie-breakers, bands and award places, in order."""
    words = {code: word for word, code in SCORE_AND_VOTE_WORDS.items()}
    rows = [(SCORE_AND_VOTE, words[covenant.score_and_vote], "")]
    if covenant.vote_ranks:
        floor = covenant.vote_floor
        whom = "mọi đơn vị được xét" if floor is None else "đơn vị đủ điểm này thì dự phiếu"
        rows.append((VOTE_FLOOR, whom, "" if floor is None else in_words(str(floor))))
    rows += [(TIEBREAK, tie.text, "") for tie in covenant.tiebreakers]
    rows += [(BAND, band.label, band.threshold_text()) for band in covenant.bands]
    if covenant.band_cap is not None:
        rows.append((BAND_CAP, "", vi_number(covenant.band_cap)))
    rows += [
        (
            AWARD,
            line.award,
            "; ".join(
                f"{' '.join(map(str, bounds))} đơn vị: {count}" if bounds else str(count)
                for bounds, count in line.places
            ),
        )
        for line in covenant.award_lines
    ]
    rows += [(EXCLUSION, text, "") for text in covenant.exclusions]
    return pd.DataFrame(rows, columns=["Loại", "Nội dung", "Giá trị"])


def other_settings_frame(covenant: Covenant) -> pd.DataFrame:
    """Mục khác của trang Giao ước: kept as written, used by nothing."""
    return pd.DataFrame(covenant.other_settings, columns=["Mục", "Giá trị"])


def periods_frame(periods: Sequence[BlockPeriod]) -> pd.DataFrame:
    """Các kỳ thi đua, each with its stage and the version of the covenant in force.

    Where all are whole years, the year says which.
    """
    are_years = all(period.part.is_year for period in periods)
    return pd.DataFrame(
        {
            "Khối": [period.block_name for period in periods],
            **(
                {"Năm": [str(period.year) for period in periods]}
                if are_years
                else {"Kỳ": [period.title for period in periods]}
            ),
            "Giai đoạn": [labels.STAGES[period.stage] for period in periods],
            "Giao ước": [
                f"Bản {period.covenant_version}" if period.covenant_version else "Chưa có"
                for period in periods
            ],
        }
    )
