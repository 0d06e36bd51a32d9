"""Bảng hiển thị của bộ luật: what is in force on a day, by which text, checked how."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from thidua import labels
from thidua.domain.awards.eligibility import CONCLUSION_WORDS, Conclusion
from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.law.book import LawView
from thidua.domain.law.law import (
    FORM_WORDS,
    LAYER_WORDS,
    LEVEL_WORDS,
    VERIFICATION_WORDS,
    AwardKind,
    Citation,
    Effect,
    LawDocument,
    LawLayer,
    Sample,
    Verification,
)
from thidua.domain.law.layers import LawCopy, LawSheet, in_use
from thidua.domain.law.programme import Programme
from thidua.domain.law.reading import UNREAD_WORDS
from thidua.domain.period.windows import vi_moment
from thidua.domain.vote.vote import Subject

_EFFECTS = {
    Effect.NOT_ELIGIBLE: "tiêu chuẩn",
    Effect.EXCLUDED: CONCLUSION_WORDS[Conclusion.EXCLUDED],
    Effect.DEFERRED: CONCLUSION_WORDS[Conclusion.DEFERRED],
}
"""Không đạt thì sao."""

_COLUMNS = [
    "Mã",
    "Nội dung",
    "Loại",
    "Căn cứ",
    "Hiệu lực từ",
    "đến",
    "Kiểm chứng",
    "Nguồn",
]


def award_law(view: LawView, award: str) -> pd.DataFrame:
    """Những điều đang áp dụng cho một danh hiệu: requirements, exclusions, quotas, conferrer."""
    rows: list[dict[str, str]] = []
    seen = set()
    for recipient in sorted(view.book.awards[award].recipients):
        for rule in view.requirements(award, recipient):
            if rule.code not in seen:
                seen.add(rule.code)
                rows.append(_row(view, rule.code, rule.text, _EFFECTS[rule.effect], rule.citation))
    rows += [
        _row(view, rule.code, rule.text, "hạn mức", rule.citation) for rule in view.quotas(award)
    ]
    conferrer = view.conferrer(award)
    if conferrer is not None:
        rows.append(_row(view, "", conferrer.text, "thẩm quyền", conferrer.citation))
    rows += [
        _row(view, rule.code, rule.text, "dùng một lần", rule.citation)
        for rule in view.single_uses()
    ]
    rows += [
        _row(view, rule.code, rule.text, "ngưỡng phiếu", rule.citation)
        for rule in view.vote_rules(Subject.AWARD)
        if award in rule.awards
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def award_words(kind: AwardKind) -> str:
    """Là gì, của cấp nào: «danh hiệu thi đua, cấp cơ sở»."""
    return f"{FORM_WORDS[kind.form]}, cấp {LEVEL_WORDS[kind.level]}"


def award_citations(view: LawView, award: str) -> tuple[Citation, ...]:
    """Các căn cứ của một danh hiệu on the day of the view."""
    kind = view.book.awards[award]
    rules = [rule for who in kind.recipients for rule in view.requirements(award, who)]
    quotas = [rule.citation for rule in view.quotas(award)]
    return (kind.citation, *(rule.citation for rule in rules), *quotas)


def programme_citations(programme: Programme) -> tuple[Citation, ...]:
    """Các căn cứ của một chương trình."""
    rules = [rule.citation for group in programme.groups for rule in group.requirements]
    return (programme.citation, *(group.citation for group in programme.groups), *rules)


def documents_frame(citations: Iterable[Citation]) -> pd.DataFrame:
    """Văn bản được viện dẫn, each once: what it is, when signed and in force, how it was read."""
    documents = {one.document.code: one.document for one in citations}
    return documents_table([documents[code] for code in sorted(documents)])


def documents_table(found: Sequence[LawDocument]) -> pd.DataFrame:
    """Các văn bản thành bảng."""
    return pd.DataFrame(
        {
            "Văn bản": [one.name for one in found],
            "Trích yếu": [one.title for one in found],
            "Ký ngày": [_day(one.signed) for one in found],
            "Hiệu lực từ": [_day(one.span.start) for one in found],
            "đến": [_day(one.span.end) for one in found],
            "Đọc": [VERIFICATION_WORDS[one.verification] for one in found],
            "Ghi chú": [one.note for one in found],
        }
    )


def _day(day: date | None) -> str:
    return labels.MISSING if day is None else f"{day:%d/%m/%Y}"


def programme_law(view: LawView, programme: Programme) -> pd.DataFrame:
    """Những điều của một chương trình: the groups with their conditions, the share of leaders."""
    rows: list[dict[str, str]] = []
    for group in programme.groups:
        who = ", ".join(RECIPIENT_WORDS[one] for one in sorted(group.recipients))
        name = f"{group.name} ({group.note})" if group.note else group.name
        rows.append(_row(view, group.code, name, f"nhóm ({who})", group.citation))
        rows += [
            _row(view, rule.code, rule.text, _EFFECTS[rule.effect], rule.citation)
            for rule in group.requirements
        ]
    rows += [
        _row(view, limit.code, limit.text, "hạn mức", limit.citation)
        for limit in programme.leader_limits
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def programme_plan(programme: Programme, year: int) -> pd.DataFrame:
    """Hồ sơ, thời hạn, báo cáo, nhiệm vụ, mục tiêu của một chương trình, as its document writes.

    A deadline is shown with its last day on time, where it falls on a day of the year judged.
    """
    rows = [("hồ sơ", paper.text, paper.need_words) for paper in programme.dossier]
    for deadline in programme.deadlines:
        stated, last = deadline.on(year), deadline.last_day(year)
        when = deadline.words()
        if stated is not None:
            when = f"{stated:%d/%m/%Y}" if last is None else f"chậm nhất hết {last:%d/%m/%Y}"
        rows.append(("thời hạn", deadline.whole_text, when))
    rows += [("trách nhiệm", text, "") for text in programme.duties]
    rows += [
        ("báo cáo", f"{report.name}: {', '.join(report.owed_by)} → {report.to}", report.when)
        for report in programme.reports
    ]
    rows += [
        ("nhiệm vụ", f"{', '.join(task.who)}: {task.text}", task.when) for task in programme.tasks
    ]
    rows += [("mục tiêu", one.text, one.when_and_how_much) for one in programme.targets]
    return pd.DataFrame(rows, columns=["Việc", "Nội dung", "Khi nào, bao nhiêu"])


def _row(view: LawView, code: str, text: str, kind: str, citation: Citation) -> dict[str, str]:
    span = citation.span
    level = citation.verification_on(view.on)
    marks = [citation.reading_words or VERIFICATION_WORDS[level]]
    if not citation.reading_words and level is not Verification.TEXT:
        marks.append(UNREAD_WORDS)
    marks += citation.warnings(view.on)
    is_shipped = citation.layer is LawLayer.SHIPPED
    source = citation.origin if is_shipped else f"{citation.origin} ({LAYER_WORDS[citation.layer]})"
    cells = [
        code or labels.MISSING,
        text,
        kind,
        citation.reference,
        _day(span.start),
        _day(span.end),
        "; ".join(filter(None, [*marks, citation.note])),
        source,
    ]
    return dict(zip(_COLUMNS, cells, strict=True))


def sheets_frame(sheets: Sequence[LawSheet]) -> pd.DataFrame:
    """Các tệp của bộ luật, the last layer first, and whether a copy stands in the file's place."""
    used = set(in_use(sheets))
    order = list(LawLayer)
    ordered = sorted(sheets, key=lambda one: order.index(one.layer), reverse=True)
    return pd.DataFrame(
        {
            "Tệp": [one.shown for one in ordered],
            "Nguồn": [LAYER_WORDS[one.layer] for one in ordered],
            "Đang dùng": [
                "có" if one in used else "không, bản của mình cùng tên thay" for one in ordered
            ],
        }
    )


def samples_frame(samples: Iterable[Sample]) -> pd.DataFrame:
    """Các mẫu: what each says, of which sector or place, and by which document it is applied."""
    found = list(samples)
    return pd.DataFrame(
        {
            "Mã": [one.code for one in found],
            "Nội dung": [one.text for one in found],
            "Đang bật": ["không" if one.switch is None else "có" for one in found],
            "Áp dụng theo": [
                labels.MISSING if one.switch is None else one.switch.words for one in found
            ],
            "Từ ngày": [_day(None if one.switch is None else one.switch.start) for one in found],
            "Mẫu của": [f"{one.citation.document.name}, {one.citation.article}" for one in found],
        }
    )


def copies_frame(found: Iterable[LawCopy]) -> pd.DataFrame:
    """Các bản đã lưu của tệp luật riêng, the latest first."""
    ordered = sorted(found, key=lambda one: (one.set_at, one.version), reverse=True)
    return pd.DataFrame(
        {
            "Tệp": [one.name for one in ordered],
            "Bản": [str(one.version) for one in ordered],
            "Đang dùng": ["có" if one.live else "không" for one in ordered],
            "Người lưu": [one.set_by for one in ordered],
            "Lúc": [vi_moment(one.set_at) for one in ordered],
            "Lý do": [one.reason or labels.MISSING for one in ordered],
        }
    )
