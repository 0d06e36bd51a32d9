"""Bảng hiển thị của kế hoạch một phong trào: every statement with its section."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from thidua import labels
from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.ground.points import vi_number
from thidua.domain.law.programme import Programme, ProgrammeGroup, denominator_words
from thidua.domain.movement.deadline import Due
from thidua.domain.movement.plan import REPORT_KIND_WORDS
from thidua.domain.movement.target import SOURCE_SHOWN, Target

MONTHS = tuple(f"Th {month}" for month in range(1, 13))


def groups(plan: Programme) -> pd.DataFrame:
    """Nhóm đối tượng: who is in it, what it may get and how many."""
    return pd.DataFrame(
        {
            "Nhóm": [one.code for one in plan.groups],
            "Tên": [one.name for one in plan.groups],
            "Nhận": [_takes(one) for one in plan.groups],
            "Hạn mức một năm": [one.limit_words for one in plan.groups],
            "Hình thức": [_forms_of(plan, one) for one in plan.groups],
            "Nhiệm vụ": [_tasks_of(plan, one) for one in plan.groups],
            "Khuyến khích": ["; ".join(one.prefer) or labels.MISSING for one in plan.groups],
            "Căn cứ": [one.citation.article for one in plan.groups],
        }
    )


def _forms_of(plan: Programme, group: ProgrammeGroup) -> str:
    """Hình thức khen của nhóm, by the names the plan gives them."""
    names: dict[str, list[str]] = {}
    for form in plan.forms:
        names.setdefault(form.award, []).append(form.name)
    return "; ".join(
        name for slug in (group.award, *group.forms) for name in names.get(slug, [slug])
    )


def _tasks_of(plan: Programme, group: ProgrammeGroup) -> str:
    known = {one.code: one.text for one in plan.tasks}
    return "; ".join(known.get(code, code) for code in group.tasks) or labels.MISSING


def leader_limits(plan: Programme) -> pd.DataFrame:
    """Tỷ lệ lãnh đạo: of whom it is counted, and of whom else it may be read."""
    rows = plan.leader_limits
    return pd.DataFrame(
        {
            "Quy định": [one.text for one in rows],
            "Không quá": [f"{vi_number(one.share * 100)} %" for one in rows],
            "Tính trên": [denominator_words(plan, one, "") for one in rows],
            "Cách hiểu khác": [
                "; ".join(denominator_words(plan, one, code) for code, _ in one.choices)
                or labels.MISSING
                for one in rows
            ],
            "Căn cứ": [one.citation.article for one in rows],
        }
    )


def _takes(group: ProgrammeGroup) -> str:
    if group.kinds and len(group.recipients) == 1:
        return ", ".join(group.kinds)
    who = ", ".join(RECIPIENT_WORDS[one] for one in sorted(group.recipients))
    return f"{who}; đơn vị thuộc loại {', '.join(group.kinds)}" if group.kinds else who


def conditions(plan: Programme) -> pd.DataFrame:
    """Điều kiện của từng nhóm, with its section and whatever else its text may mean."""
    rows = []
    for group in plan.groups:
        for rule in group.requirements:
            of_kind = [f"với {', '.join(one.kinds)}: {one.text}" for one in rule.branches]
            years = [f"chỉ xét năm {', '.join(map(str, rule.years))}"] if rule.years else []
            readings = [one.text for one in rule.readings]
            rows.append(
                {
                    "Nhóm": group.code,
                    "Mã": rule.code,
                    "Điều kiện": "; ".join([rule.text, *of_kind, *years]),
                    "Cách hiểu khác": "; ".join(readings) or labels.MISSING,
                    "Căn cứ": rule.citation.article,
                }
            )
    return pd.DataFrame(rows, columns=["Nhóm", "Mã", "Điều kiện", "Cách hiểu khác", "Căn cứ"])


def rounds(plan: Programme) -> pd.DataFrame:
    """Các đợt khen, and whether their limits are decided."""
    return pd.DataFrame(
        {
            "Đợt": [one.name for one in plan.rounds],
            "Năm": [one.years for one in plan.rounds],
            "Hạn mức": [one.limit_words for one in plan.rounds],
            "Ghi chú": [one.note or labels.MISSING for one in plan.rounds],
            "Căn cứ": [one.article for one in plan.rounds],
        }
    )


def forms(plan: Programme) -> pd.DataFrame:
    """Hình thức khen: who decides and how many."""
    return pd.DataFrame(
        {
            "Hình thức": [one.name for one in plan.forms],
            "Ai quyết định": [one.decides for one in plan.forms],
            "Số lượng": [one.cap or "không quy định" for one in plan.forms],
            "Đến hết": [_day(one.last) for one in plan.forms],
            "Căn cứ": [one.article for one in plan.forms],
        }
    )


def steps(plan: Programme) -> pd.DataFrame:
    """Đường đi của hồ sơ: who hands what to whom, by when."""
    when = {one.code: one.words() for one in plan.deadlines}
    return pd.DataFrame(
        {
            "Chặng": range(1, len(plan.steps) + 1),
            "Việc": [one.name for one in plan.steps],
            "Ai làm": [one.by for one in plan.steps],
            "Gửi tới": [one.to or labels.MISSING for one in plan.steps],
            "Thời hạn": [when.get(one.deadline, labels.MISSING) for one in plan.steps],
            "Căn cứ": [one.article for one in plan.steps],
        }
    )


def papers(plan: Programme) -> pd.DataFrame:
    """Giấy tờ của hồ sơ."""
    return pd.DataFrame(
        {
            "Giấy tờ": [one.text for one in plan.dossier],
            "Của ai": [one.origin or labels.MISSING for one in plan.dossier],
            "Số bản": [
                labels.MISSING if one.copies is None else f"{one.copies:02}" for one in plan.dossier
            ],
            "Phải có": [one.need_words or labels.MISSING for one in plan.dossier],
            "Căn cứ": [one.article or labels.MISSING for one in plan.dossier],
        }
    )


def reports(plan: Programme) -> pd.DataFrame:
    """Chế độ báo cáo: who owes which, to whom, by when."""
    return pd.DataFrame(
        {
            "Báo cáo": [one.name for one in plan.reports],
            "Kỳ": [REPORT_KIND_WORDS[one.kind] for one in plan.reports],
            "Ai báo cáo": [", ".join(one.owed_by) for one in plan.reports],
            "Gửi tới": [one.to for one in plan.reports],
            "Thời hạn": [one.when for one in plan.reports],
            "Ghi chú": [one.note or labels.MISSING for one in plan.reports],
            "Căn cứ": [one.article for one in plan.reports],
        }
    )


def tasks(plan: Programme) -> pd.DataFrame:
    """Nhiệm vụ: who does what, by when, and where it is to be written down."""
    return pd.DataFrame(
        {
            "Ai làm": [", ".join(one.who) for one in plan.tasks],
            "Nhiệm vụ": [one.text for one in plan.tasks],
            "Thời hạn": [one.when or labels.MISSING for one in plan.tasks],
            "Ghi ở": [one.shown_by for one in plan.tasks],
            "Căn cứ": [one.article for one in plan.tasks],
        }
    )


def phases(plan: Programme) -> pd.DataFrame:
    """Tiến độ: the phases of the movement."""
    return pd.DataFrame(
        {
            "Giai đoạn": [one.name for one in plan.phases],
            "Từ ngày đến ngày": [one.words for one in plan.phases],
            "Căn cứ": [one.article for one in plan.phases],
        }
    )


def parts(found: Sequence[Programme]) -> pd.DataFrame:
    """Phong trào thành phần, and what each is bound to."""
    return pd.DataFrame(
        {
            "Phong trào": [one.name for one in found],
            "Gắn với": ["; ".join(one.goes_with) or labels.MISSING for one in found],
            "Căn cứ": [one.citation.article for one in found],
        }
    )


def targets(found: Sequence[Target]) -> pd.DataFrame:
    """Mục tiêu như kế hoạch nêu: how much, how it is measured, from which numbers."""
    return pd.DataFrame(
        {
            "Mục tiêu": [one.text for one in found],
            "Kế hoạch nêu": [one.when_and_how_much for one in found],
            "Đạt khi": [one.threshold_words or "chưa nêu số" for one in found],
            "Cách đo": [one.measure_words for one in found],
            "Số liệu từ": [
                labels.MISSING if one.source is None else SOURCE_SHOWN[one.source] for one in found
            ],
            "Cách hiểu khác": [
                "; ".join(row.text for row in one.readings) or labels.MISSING for one in found
            ],
            "Căn cứ": [one.article or labels.MISSING for one in found],
        }
    )


def dues(found: Sequence[Due], today: date) -> pd.DataFrame:
    """Các hạn: by when, what, who to whom, and how long there is left."""
    return pd.DataFrame(
        {
            "Chậm nhất hết ngày": [f"{one.last:%d/%m/%Y}" for one in found],
            "Còn": [left_words(one, today) for one in found],
            "Việc": [one.deadline.text for one in found],
            "Ai làm": [one.deadline.who or labels.MISSING for one in found],
            "Gửi tới": [one.deadline.to or labels.MISSING for one in found],
            "Kế hoạch ghi": [one.deadline.words() for one in found],
            "Căn cứ": [one.deadline.article or labels.MISSING for one in found],
        }
    )


def left_words(due: Due, today: date) -> str:
    """Còn bao lâu bằng lời."""
    left = due.days_left(today)
    if left == 0:
        return "hết hôm nay"
    return f"còn {left} ngày" if left > 0 else f"đã qua {-left} ngày"


def strip(found: Sequence[Due], today: date) -> pd.DataFrame:
    """Các hạn theo tháng, for the strip of twelve months."""
    return pd.DataFrame(
        {
            "Việc": [_row_name(one) for one in found],
            "Tháng": [MONTHS[one.last.month - 1] for one in found],
            "Ngày": [f"{one.last:%d/%m}" for one in found],
            "Tình trạng": ["đã qua" if one.last < today else "sắp tới" for one in found],
            "Còn": [left_words(one, today) for one in found],
            "Thứ tự": range(len(found)),
        }
    )


def _row_name(due: Due) -> str:
    to = due.deadline.to
    return f"{due.deadline.text}\n→ {to}" if to else due.deadline.text


def _day(day: date | None) -> str:
    return labels.MISSING if day is None else f"{day:%d/%m/%Y}"
