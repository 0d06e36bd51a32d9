"""Khối mẫu: a believable synthetic block of three years, always the same, to try the program on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from random import Random

from sqlmodel import Session, col, select

from thidua.db.engine import ROOT
from thidua.db.tables import Block, BlockYear
from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.setting_rows import BLOCK, YEAR
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.ground.text import Written, folded
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.scoring.scoring import score_unit
from thidua.domain.scoring.sheet import Hand
from thidua.files.cells import read_book
from thidua.files.covenant.book import read_covenant_book
from thidua.services.covenant import covenants
from thidua.services.demo import dossiers as demo_dossiers
from thidua.services.demo import people as demo_people
from thidua.services.demo import reviews as demo_reviews
from thidua.services.demo import votes as demo_votes
from thidua.services.demo.people import DemoPerson
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.scoring import confirmations, sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

BLOCK_CODE = "KTD-STC"
BLOCK_NAME = "Khối thi đua các phòng thuộc Sở Tài chính"
COVENANT_FILE = ROOT / "data" / "covenants" / "01-bo-khdt-2023-phu-luc-8.xlsx"

_SEED = 238
_HALF = Decimal("0.5")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Room:
    """Phòng mẫu: `strength` is the per cent of the points it usually earns."""

    code: str
    name: str
    short_name: str
    strength: int


_ROOMS = (
    _Room("VP", "Văn phòng", "Văn phòng", 94),
    _Room("TTR", "Thanh tra", "Thanh tra", 93),
    _Room("QLNS", "Phòng Quản lý ngân sách", "P. Ngân sách", 97),
    _Room("HCSN", "Phòng Tài chính hành chính sự nghiệp", "P. HCSN", 95),
    _Room("GCS", "Phòng Quản lý giá và công sản", "P. Giá, công sản", 92),
    _Room("TCDT", "Phòng Tài chính đầu tư", "P. TC đầu tư", 96),
    _Room("TCDN", "Phòng Tài chính doanh nghiệp", "P. TC doanh nghiệp", 91),
    _Room("TH", "Phòng Tổng hợp – quy hoạch", "P. Tổng hợp", 95),
    _Room("DT", "Phòng Đấu thầu", "P. Đấu thầu", 90),
)
_NEWCOMER, _DEFERRED = "DT", "GCS"
_HALF_VERIFIED, _NOT_BEGUN = "TCDN", "DT"

_LOWERED = (
    "Minh chứng chưa đầy đủ, giảm {} điểm so với tự chấm.",
    "Một nội dung triển khai chậm so với kế hoạch, giảm {} điểm.",
    "Báo cáo kèm theo chưa nêu rõ kết quả, giảm {} điểm.",
    "Hồ sơ lưu thiếu văn bản phê duyệt, giảm {} điểm.",
)
_DEDUCTED = "Có nội dung phải nhắc nhở trong năm, đơn vị tự trừ {} điểm."
_NO_DEDUCTION = "Không phát sinh."
_MADE_UP = "dữ liệu mẫu"
_EVENED = "Tổ thẩm định thống nhất giảm {} điểm do minh chứng trùng với nội dung khác."


def fill(work: Work) -> None:
    """Tạo khối mẫu: the three years before this one, the last of them still being verified.

    Refused where the block, or a unit with one of its codes, is there already. The caller owns the
    commit. Local files of law, right or wrong, do not change what is made.
    """
    law.leave_out_local(work.session)
    years = range(work.now.year - 3, work.now.year)
    _join(work, years)
    people = (demo_people.HEAD, demo_people.SECRETARY, *demo_people.OFFICERS, *demo_people.OTHERS)
    demo_people.settle(work, people=people, block=BLOCK_CODE, years=years)
    draft = _covenant_draft()
    dice = Random(_SEED)
    for year in years:
        of_year = _with_settings(draft, {BLOCK: BLOCK_CODE, YEAR: Decimal(year)})
        covenants.adopt_covenant(work, draft=of_year)
        period = rosters.period(work, block=BLOCK_CODE, year=year)
        covenant = covenants.load(work.session, period)
        claimed = {room.code: _self_scores(dice, covenant, room, year) for room in _ROOMS}
        verified = {room.code: _verified_scores(dice, claimed[room.code]) for room in _ROOMS}
        scribe = _Scribe(work.session, work.now, period)
        scribe.move(Stage.SELF_SCORE)
        if year == years[0]:
            scribe.consider(_NEWCOMER, ConsiderationState.EXCLUDED, "Hoạt động chưa đủ 12 tháng")
        elif year == years[1]:
            _even_out(covenant, verified)
        else:
            claimed[_NOT_BEGUN] = _first_half(claimed[_NOT_BEGUN])
            verified[_HALF_VERIFIED] = _first_half(verified[_HALF_VERIFIED])
            verified[_NOT_BEGUN] = {}
            reason = "Chờ kết luận kiểm tra công tác quản lý tài sản công"
            scribe.consider(_DEFERRED, ConsiderationState.DEFERRED, reason)
        whole = len(covenant.criteria)
        scribe.claim(claimed, [code for code, lines in claimed.items() if len(lines) == whole])
        scribe.check(verified, [code for code, lines in verified.items() if len(lines) == whole])
        if year != years[-1]:
            scribe.move(Stage.APPRAISE)
            if year == years[1]:
                demo_votes.fill(work.session, period=period, now=work.now)
            scribe.move(Stage.PUBLISHED)
    last = rosters.period(work, block=BLOCK_CODE, year=years[-1])
    demo_dossiers.fill(work.at(last))
    demo_reviews.fill(work, year=years[-1])


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Người ghi: stores what was made up, through the same services as any person."""

    session: Session
    now: datetime
    period: BlockPeriod

    def claim(self, block: Mapping[str, Mapping[str, Entry]], whole: Sequence[str]) -> None:
        """Tự chấm: each unit by its own officer, handed in where it is whole."""
        for unit, entries in block.items():
            officer = self._by(demo_people.officer(unit))
            self._save(officer, unit, Hand.SELF, entries)
            if unit in whole:
                submissions.submit(officer, unit=unit)

    def check(self, block: Mapping[str, Mapping[str, Entry]], whole: Sequence[str]) -> None:
        """Thẩm định: by the secretary, bonuses and deductions confirmed by the head."""
        secretary, head = self._by(demo_people.SECRETARY), self._by(demo_people.HEAD)
        for unit, entries in block.items():
            self._save(secretary, unit, Hand.VERIFIED, entries)
        waiting = confirmations.waiting(head)
        signed = [line for line in waiting if line.unit in whole]
        confirmations.confirm(head, lines=signed)
        for unit in whole:
            verification.verify_sheet(head, unit=unit)

    def consider(self, unit: str, state: ConsiderationState, reason: str) -> None:
        standings.set_consideration(
            self._by(demo_people.HEAD),
            unit=unit,
            state=state,
            reason=reason,
        )

    def move(self, stage: Stage) -> None:
        """Chuyển giai đoạn, without what a real period is asked for."""
        row = self.session.get_one(BlockYear, self.period.id)
        row.stage = stage
        self.session.add(row)
        act = Act("stage.moved", reason=_MADE_UP)
        self._by(demo_people.HEAD).record(act)

    def _by(self, person: DemoPerson) -> Work:
        actor = person.actor(BLOCK_CODE, [self.period.year])
        return Work(self.session, actor, self.period, self.now)

    def _save(self, work: Work, unit: str, hand: Hand, entries: Mapping[str, Entry]) -> None:
        if entries:
            sheets.save_lines(
                work,
                unit=unit,
                hand=hand,
                edits=[LineEdit(code, 0, entry) for code, entry in entries.items()],
                reason=_MADE_UP,
            )


def _join(work: Work, years: Iterable[int]) -> None:
    if work.session.exec(select(Block.id).where(col(Block.code) == BLOCK_CODE)).first() is not None:
        raise Refused(f"Khối mẫu «{BLOCK_CODE}» đã có trong cơ sở dữ liệu; không tạo lại.")
    rows = [
        RosterRow(BLOCK_CODE, BLOCK_NAME, room.code, room.name, room.short_name, "Phòng", year)
        for year in years
        for room in _ROOMS
    ]
    preview = rosters.preview_roster(work, rows=rows)
    taken = [one for one in preview.changes if one.kind is ChangeKind.CHANGED]
    if taken:
        message = "{} đang mang tên khác; hãy tạo khối mẫu trong một cơ sở dữ liệu trống."
        raise Refused(message.format(taken[0].subject))
    rosters.import_roster(work, rows=rows)


def _covenant_draft() -> CovenantDraft:
    draft, findings = read_covenant_book(read_book(COVENANT_FILE))
    if draft is None or findings:
        raise NotFound(f"Sổ giao ước mẫu «{COVENANT_FILE.name}» không đọc được.")
    return draft


def _with_settings(draft: CovenantDraft, values: Mapping[str, Written]) -> CovenantDraft:
    wanted = {folded(name): value for name, value in values.items()}
    return replace(
        draft,
        settings=tuple(
            replace(row, value=wanted.get(folded(row.name), row.value)) for row in draft.settings
        ),
    )


def _self_scores(dice: Random, covenant: Covenant, room: _Room, year: int) -> dict[str, Entry]:
    """Điểm tự chấm của một phòng trong một năm."""
    strength = room.strength + dice.randint(-2, 2)
    return {
        code: _self_score(dice, criterion, strength, f"/BC-{room.code} năm {year}")
        for code, criterion in covenant.criteria.items()
    }


def _self_score(dice: Random, criterion: Criterion, strength: int, report: str) -> Entry:
    evidence = f"Báo cáo số {dice.randint(11, 398)}{report}"
    fields = criterion.rule.fields
    if Field.ACTUAL in fields:
        tasks = dice.choice((48, 60, 75, 80, 96, 120))
        done = min(tasks, tasks * (strength + dice.randint(0, 5)) // 100)
        percent = (Decimal(100 * done) / tasks).quantize(_HUNDREDTH)
        explanation = f"Hoàn thành {done}/{tasks} nhiệm vụ đúng tiến độ, chất lượng."
        return Entry(actual=percent, explanation=explanation, evidence=evidence)
    if Field.CHOICE in fields:
        rows = criterion.rule.form_rows(criterion.max_points, None)
        names = [row.kind for row in reversed(rows)]  # the dearest part stands last
        count = sum(dice.randint(least, least + 20) <= strength for least in (82, 90))
        achieved = tuple(Event(name, Decimal(1)) for name in names[:count])
        return Entry(events=achieved, evidence=evidence if achieved else "")
    if criterion.sign is Sign.DEDUCTION:
        points = _HALF * dice.randint(2, 12) if dice.randint(1, 100) <= 14 else ZERO
        text = _DEDUCTED.format(vi_number(points)) if points else _NO_DEDUCTION
        return Entry(points=points, explanation=text)
    share = strength + dice.randint(-6, 4)
    if criterion.sign is Sign.BONUS:
        share = dice.choice((10, 30, 40, 50, 60, 80)) + 2 * (strength - 90)
    points = _halves(criterion.max_points, max(0, min(100, share)))
    return Entry(points=points, evidence=evidence if points else "")


def _halves(most: Decimal, share: int) -> Decimal:
    """Điểm tròn nửa điểm: this per cent of the maximum."""
    return _HALF * (most * share // 50)


def _verified_scores(dice: Random, claimed: Mapping[str, Entry]) -> dict[str, Entry]:
    """Điểm thẩm định: what was claimed, here and there lowered with a reason."""
    verified = {}
    for code, entry in claimed.items():
        is_lowered = dice.randint(1, 100) <= 18
        by, reason = _HALF * dice.randint(1, 5), dice.choice(_LOWERED)
        kept = replace(entry, explanation="")
        if is_lowered and entry.points is not None and entry.points >= 8:
            kept = _lowered(entry, by, reason)
        verified[code] = kept
    return verified


def _lowered(entry: Entry, by: Decimal, reason: str) -> Entry:
    points = (entry.points or ZERO) - by
    return replace(entry, points=points, explanation=reason.format(vi_number(by)))


def _even_out(covenant: Covenant, block: dict[str, dict[str, Entry]]) -> None:
    """Làm cho bằng điểm: the third unit is lowered to the total of the fourth."""
    totals = {
        unit: score_unit(covenant, entries, {}).total or ZERO for unit, entries in block.items()
    }
    third, fourth = sorted(totals, key=lambda unit: (-totals[unit], unit))[2:4]
    excess = totals[third] - totals[fourth]
    for code, entry in block[third].items():
        is_plain = covenant.criteria[code].sign is Sign.BASE and not entry.explanation
        if excess and is_plain and entry.points is not None:
            by = min(excess, _HALF * (entry.points // 3))
            block[third][code] = _lowered(entry, by, _EVENED)
            excess -= by


def _first_half(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return dict(list(entries.items())[: len(entries) // 2])
