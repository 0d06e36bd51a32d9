"""Khối mẫu: a believable synthetic block of three years, always the same, to try the program on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sqlmodel import col, select

from thidua.db.engine import ROOT
from thidua.db.tables import Block
from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.setting_rows import BLOCK, COMBINING, YEAR
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import ZERO
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.ground.text import Written, folded
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import day_of
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.scoring import score_unit
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import ThreadKind
from thidua.files.cells import read_book
from thidua.files.covenant.book import read_covenant_book
from thidua.services.covenant import covenants
from thidua.services.demo import centres as demo_centres
from thidua.services.demo import councils as demo_councils
from thidua.services.demo import deadlines as demo_deadlines
from thidua.services.demo import dossiers as demo_dossiers
from thidua.services.demo import movements as demo_movements
from thidua.services.demo import people as demo_people
from thidua.services.demo import registers as demo_registers
from thidua.services.demo import reports as demo_reports
from thidua.services.demo import reviews as demo_reviews
from thidua.services.demo import schools as demo_schools
from thidua.services.demo import signing as demo_signing
from thidua.services.demo import votes as demo_votes
from thidua.services.demo.made_up import HALF, first_half, lowered, self_scores, verified_scores
from thidua.services.demo.scribe import Scribe
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.period import rosters
from thidua.services.ranking import considerations
from thidua.services.scoring import confirmations
from thidua.services.thread import threads
from thidua.services.verify import joint_decisions, verification

BLOCK_CODE = "KTD-STC"
BLOCK_NAME = "Khối thi đua các phòng thuộc Sở Tài chính"
COVENANT_FILE = ROOT / "data" / "covenants" / "01-bo-khdt-2023-phu-luc-8.xlsx"

_SEED = 238


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

_ASKED = (
    ("GCS", "II.1", "Đề nghị nêu căn cứ của điểm tự chấm; báo cáo kèm theo chưa có số liệu."),
    ("TCDN", "II.2", "Đề nghị bổ sung văn bản chứng minh kết quả của nội dung này."),
)
_ANSWER = "Căn cứ là báo cáo tổng kết năm, mục II; phòng đã gửi bản chụp cho thư ký khối."
_EVENED = "Tổ thẩm định thống nhất giảm {} điểm do minh chứng trùng với nội dung khác."


def fill(work: Work, *, with_files: bool = False) -> None:
    """Tạo khối mẫu: the three years before this one, the last of them still being verified.

    Other blocks beside it stand at other stages, so that each can be looked at. Refused where the
    block, or a unit with one of its codes, is there already. The caller owns the commit. Local
    files of law, right or wrong, do not change what is made. `with_files` puts the signed papers of
    one block beside the data too.
    """
    law.leave_out_local(work.session)
    years = range(work.now.year - 3, work.now.year)
    _join(work, years)
    people = (demo_people.HEAD, demo_people.SECRETARY, *demo_people.OFFICERS, *demo_people.OTHERS)
    demo_people.settle(work, people=people, block=BLOCK_CODE, years=years)
    draft = _with_settings(_covenant_draft(), {COMBINING: "Khối trưởng quyết định"})
    dice = Random(_SEED)
    for year in years:
        of_year = _with_settings(draft, {BLOCK: BLOCK_CODE, YEAR: Decimal(year)})
        covenants.adopt_covenant(work, draft=of_year)
        period = rosters.period(work, block=BLOCK_CODE, year=year)
        covenant = covenants.load(work.session, period)
        claimed = {
            room.code: self_scores(dice, covenant, unit=room.code, usual=room.strength, year=year)
            for room in _ROOMS
        }
        verified = {room.code: verified_scores(dice, claimed[room.code]) for room in _ROOMS}
        scribe = _Scribe(work.session, work.now, period)
        if year == years[-1]:
            demo_signing.sign(scribe, demo_people.OFFICERS)
        scribe.move(Stage.SELF_SCORE)
        for room in _ROOMS:
            scribe.claim(demo_people.officer(room.code), claimed[room.code], is_whole=True)
        scribe.move(Stage.VERIFY)
        if year == years[0]:
            scribe.consider(_NEWCOMER, ConsiderationState.EXCLUDED, "Hoạt động chưa đủ 12 tháng")
        elif year == years[1]:
            _even_out(covenant, verified)
        else:
            verified[_HALF_VERIFIED] = first_half(verified[_HALF_VERIFIED])
            verified[_NOT_BEGUN] = {}
            reason = "Chờ kết luận kiểm tra công tác quản lý tài sản công"
            scribe.consider(_DEFERRED, ConsiderationState.DEFERRED, reason)
        whole = len(covenant.criteria)
        scribe.check(verified, [code for code, lines in verified.items() if len(lines) == whole])
        if year == years[-1]:
            scribe.ask()
            continue
        scribe.move(Stage.APPRAISE)
        if year == years[1]:
            demo_votes.fill(work.session, period=period, now=work.now)
        demo_deadlines.settle_past(scribe, date(year + 1, 1, 5))
        scribe.move(Stage.PUBLISHED)
    last = rosters.period(work, block=BLOCK_CODE, year=years[-1])
    demo_dossiers.fill(work.at(last))
    demo_movements.fill(work.at(last))
    demo_registers.fill(Scribe(work.session, work.now, last))
    demo_councils.fill(Scribe(work.session, work.now, last))
    demo_reports.fill(Scribe(work.session, work.now, last))
    demo_reviews.fill(work, year=years[-1])
    names: dict[str, Written] = {BLOCK: demo_centres.BLOCK_CODE, YEAR: Decimal(years[-1])}
    demo_centres.fill(
        work, draft=_with_settings(draft, names), year=years[-1], with_files=with_files
    )
    demo_schools.fill(work, year=years[-1])


class _Scribe(Scribe):
    """Người ghi of this block: who verifies, who confirms and who is left out."""

    def check(self, block: Mapping[str, Mapping[str, Entry]], whole: Sequence[str]) -> None:
        """Thẩm định: by the secretary, bonuses and deductions confirmed by the head.

        Neither judges the unit they are of: there the other one types, the standing office
        confirms.
        """
        head, office = self.by(demo_people.HEAD), self.by(demo_people.STANDING_OFFICE)
        for unit, entries in block.items():
            is_own = unit == demo_people.SECRETARY.home
            judge = demo_people.HEAD if is_own else demo_people.SECRETARY
            self.save(judge, unit, Hand.VERIFIED, entries)
        own = {demo_people.SECRETARY.home, demo_people.HEAD.home}
        waiting = [line for line in confirmations.waiting(head) if line.unit in whole]
        confirmations.confirm(head, lines=[one for one in waiting if one.unit not in own])
        confirmations.confirm(office, lines=[one for one in waiting if one.unit in own])
        for unit in whole:
            verification.verify_sheet(office if unit in own else head, unit=unit)

    def consider(self, unit: str, state: ConsiderationState, reason: str) -> None:
        """Tình trạng xét: the head asks, the standing office is the second person."""
        considerations.ask(
            self.by(demo_people.HEAD),
            unit=unit,
            state=state,
            reason=reason,
            document=f"Biên bản họp khối số 02/BB-{BLOCK_CODE}",
        )
        office = self.by(demo_people.STANDING_OFFICE)
        for one in joint_decisions.waiting(office):
            joint_decisions.confirm(office, key=one.key)

    def ask(self) -> None:
        """Giải trình: one unit has answered, another has not yet."""
        secretary = self.by(demo_people.SECRETARY)
        due = day_of(self.now + timedelta(days=7))
        for unit, criterion, question in _ASKED:
            threads.open_thread(
                secretary,
                unit=unit,
                criterion=criterion,
                kind=ThreadKind.EXPLAIN,
                question=question,
                due=due,
            )
        first, *_ = threads.unchecked_open(self.session, self.period)
        officer = self.by(demo_people.officer(first.unit))
        threads.answer(officer, thread=first.id, seen=first.version, text=_ANSWER)


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
            by = min(excess, HALF * (entry.points // 3))
            block[third][code] = lowered(entry, by, _EVENED)
            excess -= by
