"""Báo cáo thành tích của tập thể hoặc cá nhân được đề nghị: what data say, the rest is gaps."""

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.covenant.covenant import Criterion
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Fields,
    Gap,
    Heading,
    Para,
    Run,
    Table,
    with_end,
    words,
)
from thidua.domain.document.document import Document, Signature
from thidua.domain.dossier.award_history import PastAward
from thidua.domain.dossier.fact_file import kept_fact
from thidua.domain.ground.points import vi_number
from thidua.domain.law.law import AwardForm
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.document import award_papers, nominees_read, scopes
from thidua.services.document.drafting import Draft
from thidua.services.document.nominees_read import PutForward
from thidua.services.dossier import facts
from thidua.services.period import rosters
from thidua.services.ranking import standings

UNREAD_FORM = "Mẫu theo Nghị định 152/2025/NĐ-CP: chưa kiểm chứng."

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER


def report(draft: Draft) -> Document:
    """Báo cáo thành tích của một đề nghị."""
    proposal = scopes.proposal_of(draft.work.session, draft.period, draft.scope)
    (one,) = nominees_read.read(draft, [proposal])
    body = _person(draft, one) if one.is_person else _unit(draft, one)
    body += [
        Heading(1, "III. Các hình thức đã được khen thưởng"),
        *_awards(draft, one),
    ]
    body.insert(0, Para(words(Run(UNREAD_FORM, italic=True))))
    confirming = Signature(
        (words("XÁC NHẬN CỦA CẤP TRÌNH"), words("KHEN THƯỞNG")), draft.line("nguoi_xac_nhan")
    )
    reporting = (
        Signature((words("NGƯỜI BÁO CÁO"),), words(one.name))
        if one.is_person
        else draft.signature()
    )
    return draft.made(
        "Báo cáo thành tích",
        f"đề nghị tặng {one.aim.award_name} cho {one.name}, {draft.period.when}",
        with_end(body),
        is_ready=True,
        signatures=(confirming, reporting),
    )


def _unit(draft: Draft, one: PutForward) -> list[Block]:
    return [
        Heading(1, "I. Sơ lược đặc điểm, tình hình"),
        draft.text("so_luoc"),
        Heading(1, "II. Thành tích đạt được"),
        *_figures(draft, one.aim.candidacy.unit),
        *_facts(draft, one),
        Heading(2, "Biện pháp, nguyên nhân đạt thành tích"),
        draft.text("bien_phap"),
        Heading(2, "Thực hiện chủ trương của Đảng, chính sách, pháp luật; hoạt động đoàn thể"),
        draft.text("chu_truong"),
    ]


def _person(draft: Draft, one: PutForward) -> list[Block]:
    unit = draft.names.get(one.aim.candidacy.unit, one.aim.candidacy.unit)
    return [
        Heading(1, "I. Sơ lược lý lịch"),
        Fields(
            (
                ("Họ và tên", words(one.name)),
                ("Chức vụ", words(one.aim.candidacy.position or MISSING)),
                ("Đơn vị công tác", words(unit)),
                ("Ngày sinh, quê quán, trình độ", draft.line("ly_lich")),
            )
        ),
        Heading(1, "II. Thành tích đạt được"),
        draft.text("nhiem_vu"),
        *_facts(draft, one),
        draft.text("bien_phap"),
    ]


def _figures(draft: Draft, unit: str) -> list[Block]:
    """Chỉ tiêu có số: plan, result and the year before, from the lines of the sheet."""
    work = draft.work
    sees = is_allowed(work.actor, Permission.VIEW_STANDINGS, work.period, unit) or is_allowed(
        work.actor, Permission.VIEW_REVIEWS, work.period, unit
    )
    hand = Hand.VERIFIED if sees else Hand.SELF
    board = standings.unchecked_board(work.session, work.period, hand)
    if unit not in board.members:
        return [Para((Gap("kết quả chỉ tiêu của đơn vị"),))]
    entries = standings.sheet_of(work.session, board, unit).entries
    before = _year_before(draft, unit)
    rows: list[tuple[Cell, ...]] = []
    for code, criterion in board.covenant.criteria.items():
        entry = entries.get(code)
        if entry is None or entry.actual is None:
            continue
        last = before.get(code)
        rows.append(_figure_row(criterion, entry, last))
    if not rows:
        return [Para(words("Bảng chấm của đơn vị chưa có chỉ tiêu nào ghi kế hoạch, kết quả."))]
    whose = "thẩm định" if sees else "tự chấm"
    return [
        Table(
            columns=(
                Column("Chỉ tiêu", 14),
                Column("Năm trước", 5, _NUMBER),
                Column("Kế hoạch", 5, _NUMBER),
                Column("Thực hiện", 5, _NUMBER),
                Column("Tỷ lệ (%)", 5, _NUMBER),
            ),
            rows=tuple(rows),
            title="Kết quả thực hiện chỉ tiêu",
            summary=f"{len(rows)} chỉ tiêu có số",
            note=f"Số theo bảng {whose}; dấu «{MISSING}» là chưa có số.",
        )
    ]


def _figure_row(criterion: Criterion, entry: Entry, last: Entry | None) -> tuple[Cell, ...]:
    share = MISSING
    if entry.target and entry.actual is not None:
        share = vi_number(100 * entry.actual / entry.target, 2)
    return (
        criterion.text,
        MISSING if last is None or last.actual is None else vi_number(last.actual),
        MISSING if entry.target is None else vi_number(entry.target),
        MISSING if entry.actual is None else vi_number(entry.actual),
        share,
    )


def _year_before(draft: Draft, unit: str) -> dict[str, Entry]:
    """Dòng của năm trước, where that year is locked."""
    session, period = draft.work.session, draft.period
    past: BlockPeriod | None = next(
        (
            one
            for one in rosters.all_periods(session)
            if (one.block_code, one.part.code, one.year)
            == (period.block_code, period.part.code, period.year - 1)
            and one.covenant_version is not None
        ),
        None,
    )
    if past is None:
        return {}
    board = standings.unchecked_board(session, past)
    if unit not in board.members or board.provisional:
        return {}
    return dict(standings.sheet_of(session, board, unit).entries)


def _facts(draft: Draft, one: PutForward) -> list[Block]:
    """Dữ kiện đã khai của năm: what the dossier holds, with its evidence."""
    kinds = facts.catalogue(draft.work.session)
    rows: list[tuple[Cell, ...]] = []
    for said in sorted(one.aim.candidacy.stated, key=lambda said: (said.code, said.year or 0)):
        kind = kinds.get(said.code)
        if kind is None or said.year not in (None, draft.period.year) or kind.setting:
            continue
        fact = kept_fact(kind, said.value, said.evidence)
        value = None if fact is None else kind.text(fact.value)
        rows.append((kind.name, value or MISSING, said.evidence or MISSING))
    if not rows:
        return [Para((Gap("dữ kiện thành tích của năm ở trang Khen thưởng"),))]
    return [
        Table(
            columns=(Column("Nội dung", 12), Column("Kết quả", 7), Column("Minh chứng", 10)),
            rows=tuple(rows),
            title="Thành tích đã khai",
            summary=f"{len(rows)} dữ kiện",
        )
    ]


def _awards(draft: Draft, one: PutForward) -> list[Block]:
    known = award_papers.eligibility_view(draft).book.awards
    found = one.aim.candidacy.nominee.history.awards

    def is_title(award: PastAward) -> bool:
        kind = known.get(award.award)
        return kind is not None and kind.form is AwardForm.TITLE

    titles = [award for award in found if is_title(award)]
    others = [award for award in found if not is_title(award)]
    return [
        Heading(2, "1. Danh hiệu thi đua"),
        award_papers.history_table(draft, titles),
        Heading(2, "2. Hình thức khen thưởng"),
        award_papers.history_table(draft, others),
    ]
