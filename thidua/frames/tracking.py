"""Bảng hiển thị của phiếu theo dõi điểm và của «Vì sao» đầy đủ."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import VIETNAM
from thidua.domain.record.tracking_sheet import TrackingSheet
from thidua.domain.scoring.evidence import EvidenceItem
from thidua.domain.verify.leaders import Leading
from thidua.domain.verify.tracking import SIGN_WORDS, Tracked, TrackedLine, exact_text
from thidua.frames.ranking.standings import Name, shown

_DEEPER = "\u2003"


def full_frame(covenant: Covenant, tracked: Tracked) -> pd.DataFrame:
    """«Vì sao» đầy đủ: clause and quotation, version, formula, the step of rounding, the hand."""
    return pd.DataFrame([_explained(covenant, line) for line in tracked.lines])


def _explained(covenant: Covenant, line: TrackedLine) -> dict[str, str]:
    said = line.said
    return {
        "Mã": said.code,
        "Nội dung": _DEEPER * len(covenant.path(said.code)) + said.text,
        "Điểm": shown(covenant, said.points),
        "Tối đa": vi_number(said.max_points),
        "Công thức đã thay số": line.formula,
        "Trước làm tròn": exact_text(line.exact),
        "Làm tròn": line.rounding,
        "Bên chấm": line.hand,
        "Người chấm": "; ".join(
            f"{one.reviewer}: {exact_text(one.value) or labels.MISSING}" for one in line.given
        ),
        "Căn cứ": said.basis,
        "Trích dẫn": said.quotation,
        "Bản giao ước": "" if line.is_group else str(line.covenant_version),
        "Ghi chú": said.note,
    }


def lines_frame(found: TrackingSheet) -> pd.DataFrame:
    """Các dòng của phiếu: what the workbook has, the three parts and the total below it."""
    rows = [_tracked(found, line) for line in found.tracked.lines]
    for part in found.tracked.parts:
        rows.append(
            {
                "Nội dung": f"Điểm {SIGN_WORDS[part.sign]}",
                "Công thức đã thay số": " + ".join(part.adds),
                "Được cộng": shown(found.covenant, part.points),
            }
        )
    total = shown(found.covenant, found.tracked.total)
    rows.append({"Nội dung": "Tổng điểm: gốc + thưởng − trừ", "Được cộng": total})
    return pd.DataFrame(rows).fillna("")


def _tracked(found: TrackingSheet, line: TrackedLine) -> dict[str, str]:
    covenant = found.covenant
    return {
        **_explained(covenant, line),
        "Tính vào": SIGN_WORDS[line.said.sign],
        "Trần": "" if line.ceiling is None else vi_number(line.ceiling),
        "Được cộng": shown(covenant, line.counted),
        "Tự chấm": "" if line.is_group else shown(covenant, line.claim),
        "Số liệu": line.inputs,
        "Cách chấm": line.said.clause,
        "Minh chứng": found.evidence_of(line.code),
        "Số lần đổi": "" if line.is_group else str(found.changes_of(line.code)),
        "Ai đã ghi, chấm, xác nhận": "; ".join(found.seen_by(line.code)),
    }


def given_frame(tracked: Tracked) -> pd.DataFrame:
    """Điểm từng người chấm: value by value, with the formula that made it."""
    rows = [(line.code, one) for line in tracked.lines for one in line.given]
    return pd.DataFrame(
        {
            "Mã": [code for code, _ in rows],
            "Người chấm": [one.reviewer for _, one in rows],
            "Điểm": [exact_text(one.value) or labels.MISSING for _, one in rows],
            "Số liệu": [one.inputs for _, one in rows],
            "Công thức đã thay số": [one.formula for _, one in rows],
            "Lý do": [one.reason for _, one in rows],
        }
    )


def evidence_frame(items: Sequence[EvidenceItem]) -> pd.DataFrame:
    """Minh chứng của phiếu."""
    return pd.DataFrame(
        {
            "Mã": [", ".join(one.criteria) for one in items],
            "Minh chứng": [one.words() for one in items],
            "Bản": [str(one.version) for one in items],
            "Người thêm": [one.added_by for one in items],
            "Lúc thêm": [f"{one.added_at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" for one in items],
        }
    )


def leaders_frame(found: Sequence[Leading], name: Name) -> pd.DataFrame:
    """Ai dẫn đầu, and whose points move when the leader's figure does."""
    return pd.DataFrame(
        {
            "Tiêu chí": [one.criterion for one in found],
            "Dẫn đầu": [name(one.unit) for one in found],
            "Số liệu": [f"{one.figure} (bản {one.source_words.lower()})" for one in found],
            "Đổi theo": [", ".join(map(name, one.moves)) or "không đơn vị nào" for one in found],
        }
    )
