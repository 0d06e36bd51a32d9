"""Bảng hiển thị của giao ước: the tree of criteria and the rules of ranking."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.covenant.drafting.drafting import Drafting
from thidua.domain.covenant.drafting.examined import Examined
from thidua.domain.covenant.drafting.lines import Cells, DraftLine, DraftSheet
from thidua.domain.covenant.drafting.proposal import (
    CLAUSE_KIND_WORDS,
    CLAUSE_STATE_WORDS,
    ClauseProposal,
    ClauseProposalKind,
    Standing,
    cell_changes,
)
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
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import Written
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import vi_moment
from thidua.domain.rules import METHOD_WORDS
from thidua.domain.rules.bounds import Bound, in_words
from thidua.domain.verify.case import Place
from thidua.domain.verify.under_draft import YearUnderDraft

_GROUNDS = ("Căn cứ", "Trích dẫn", "Ghi chú")
"""Cột để đối chiếu với văn bản; the longest ones."""
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


def scored_frame(covenant: Covenant) -> pd.DataFrame:
    """Cây tiêu chí, only how it is scored: no grounds, and no columns that say nothing."""
    frame = criteria_frame(covenant)
    idle = [name for name in frame.columns if not any(frame[name])]
    return frame.drop(columns=[*_GROUNDS, *(name for name in idle if name not in _GROUNDS)])


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


def draft_frame(
    found: Drafting,
    examined: Examined,
    base: Mapping[tuple[DraftSheet, str], Cells] | None,
    asked: Mapping[str, int],
) -> pd.DataFrame:
    """Cây của dự thảo: each line with what is wrong with it, what it changes, what is asked."""
    outline = found.outline
    rows = []
    for at, line in enumerate(found.sheet(DraftSheet.CRITERION)):
        row = outline.rows[at]
        parameters = row.parameters if row.is_group else in_words(row.parameters)
        rows.append(
            {
                "Mã": row.code,
                "Nội dung": "\u2003" * outline.depth(at) + row.text,
                "Tối đa": line.cell("max_points"),
                "Cần xem": _told(examined.of_line(DraftSheet.CRITERION, at)),
                "Khác bản đặt cạnh": _changed(line, base),
                "Đề nghị": str(asked.get(row.code) or ""),
                "Cách chấm": row.method,
                "Tham số": parameters,
                "Dấu": row.sign,
            }
        )
    frame = pd.DataFrame(rows)
    hidden = [] if base is not None else ["Khác bản đặt cạnh"]
    return frame.drop(columns=[*hidden, *([] if any(asked.values()) else ["Đề nghị"])])


def _told(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    worst = next((one for one in findings if one.is_error), findings[0])
    more = f" (+{len(findings) - 1})" if len(findings) > 1 else ""
    return f"{'Lỗi' if worst.is_error else 'Lưu ý'}{more}: {worst.message}"


def _changed(line: DraftLine, base: Mapping[tuple[DraftSheet, str], Cells] | None) -> str:
    before = (base or {}).get((line.sheet, line.title))
    if before is None:
        return "mới"
    changes = cell_changes(before, line.cells, line.sheet)
    return ", ".join(title for title, *_ in changes)


def draft_rest_frame(lines: Sequence[DraftLine], examined: Examined) -> pd.DataFrame:
    """Các dòng xếp hạng của dự thảo."""
    return pd.DataFrame(
        {
            "Loại": line.cell("kind"),
            "Thứ tự": line.cell("order"),
            "Nội dung": line.cell("content"),
            "Giá trị": line.cell("value"),
            "Cần xem": _told(examined.of_line(DraftSheet.RANKING, at)),
        }
        for at, line in enumerate(lines)
    )


def cells_frame(changes: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    """Ô nào của một dòng đổi: what it said and says."""
    return pd.DataFrame(changes, columns=["Ô", "Trước", "Nay"])


def three_frame(found: Standing) -> pd.DataFrame:
    """Ba lời của từng ô: when the unit asked, as the line stands now, what taking it would make."""
    gone = found.proposal.kind is ClauseProposalKind.REMOVE
    return pd.DataFrame(
        [(title, before, now, "bỏ cả dòng" if gone else asked)
         for title, before, now, asked in found.texts],
        columns=["Ô", "Lúc đề nghị", "Hôm nay", "Nếu nhận"],
    )  # fmt: skip


def brought_frame(rows: Sequence[CriterionRow]) -> pd.DataFrame:
    """Các dòng sẽ chép vào dự thảo, under the codes they get there."""
    return pd.DataFrame(
        {
            "Mã mới": row.code,
            "Nội dung": row.text,
            "Tối đa": _said(row.max_points),
            "Cách chấm": row.method or "nhóm",
            "Tham số": row.parameters,
        }
        for row in rows
    )


def proposals_frame(listed: Sequence[ClauseProposal], names: Mapping[str, str]) -> pd.DataFrame:
    """Các đề nghị sửa dự thảo, each with its answer."""
    return pd.DataFrame(
        {
            "Đơn vị": names.get(one.unit, one.unit),
            "Dòng": one.title,
            "Đề nghị": CLAUSE_KIND_WORDS[one.kind],
            "Sửa thành": "; ".join(f"{title}: {new}" for title, _, new in one.changes if new),
            "Lý do": one.reason,
            "Gửi lúc": f"{vi_moment(one.proposed_at)}, {one.proposed_by}",
            "Trạng thái": CLAUSE_STATE_WORDS[one.state],
            "Trả lời": one.answer,
            "Trả lời lúc": ""
            if one.answered_at is None
            else f"{vi_moment(one.answered_at)}, {one.answered_by}",
        }
        for one in listed
    )


def under_draft_frame(trial: YearUnderDraft) -> pd.DataFrame:
    """Năm trước theo dự thảo: totals and ranks as they were, and at least and at most."""
    places = trial.draft.scale.places

    def total(place: Place) -> str:
        return labels.MISSING if place.total is None else vi_number(place.total, places)

    def rank(place: Place) -> str:
        if place.rank is None:
            return labels.MISSING
        return f"{place.rank} (đồng hạng)" if place.tied else str(place.rank)

    rows = []
    for unit in trial.found.least:
        before, least, most = trial.found.place(unit)
        ends = dict.fromkeys((total(least), total(most)))
        rows.append(
            {
                "Đơn vị": trial.names.get(unit, unit),
                "Tổng đã có": total(before),
                "Hạng đã có": rank(before),
                "Tổng theo dự thảo": " đến ".join(ends),
                "Hạng theo dự thảo": rank(least),
                "Xếp loại đã có": before.band or labels.MISSING,
                "Xếp loại theo dự thảo": least.band or labels.MISSING,
            }
        )
    return pd.DataFrame(rows)


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
                f"{_members(bounds)}: {count}" if bounds else str(count)
                for bounds, count in line.places
            ),
        )
        for line in covenant.award_lines
    ]
    rows += [(EXCLUSION, text, "") for text in covenant.exclusions]
    return pd.DataFrame(rows, columns=["Loại", "Nội dung", "Giá trị"])


def _members(bounds: Sequence[Bound]) -> str:
    """Khối bao nhiêu đơn vị, in words."""
    said, _, onwards = in_words(" ".join(map(str, bounds))).partition(" trở ")
    return f"khối {said} đơn vị{' trở ' if onwards else ''}{onwards}"


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
