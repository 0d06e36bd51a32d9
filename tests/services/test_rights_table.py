"""Bảng quyền ở tầng dịch vụ: every service that writes, asked by every role in every stage.

What a service lets happen must be what the table of rights lists for its permission; a service
that nobody has put in a list here fails by its name.
"""

import importlib
import inspect
import pkgutil
import re
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlmodel import Session, col, select

from tests.domain.nominees import book
from tests.people import PROGRAM, acting, make_account
from tests.services import council_cases
from thidua import mail, passwords, services
from thidua.db import queries
from thidua.db.engine import file_url, forget_engines, reading, sqlite_file, writing
from thidua.db.tables import (
    Account,
    Block,
    BlockYear,
    ClauseProposalTable,
    Covenant,
    CovenantDraftTable,
    CovenantRow,
    CovenantSignatureRow,
    DocumentText,
    DraftLineTable,
    DraftVersionTable,
    IssuedDocumentRow,
    LetterheadRow,
    MeetingPoint,
    MovementLife,
    PaperScan,
    PaperTemplate,
    ParticipationTable,
    Proposal,
    ProposalPaperTable,
    ProposalTransferTable,
    ReportDutyRow,
    ReportHandInRow,
    ReviewAssignment,
    ReviewPlan,
    RoomCount,
    RoomPaper,
    ScoreLine,
    ScoreSheet,
    ScoreThread,
    ScreenLinkRow,
    Unit,
    Vote,
    WideAnswer,
)
from thidua.domain.access.account_list import AccountRow
from thidua.domain.access.permissions import (
    OF_SYSTEM,
    SCOPES,
    Actor,
    Grant,
    Permission,
    Role,
    Scope,
    is_allowed,
    roles_at,
)
from thidua.domain.awards.allocation import AllocationRow
from thidua.domain.awards.road import PaperState, TransferResult
from thidua.domain.council.council import CouncilKind
from thidua.domain.council.meeting import CouncilMeetingState
from thidua.domain.covenant.covenant import Combining
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.covenant.drafting.lines import DraftSheet, written_cells
from thidua.domain.covenant.drafting.proposal import ClauseProposalKind
from thidua.domain.covenant.signature import SignatureWay
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import Letterhead, Owner
from thidua.domain.document.letterhead_rows import LetterheadLine
from thidua.domain.document.template import TemplateState
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.dossier.facts import Recipient
from thidua.domain.dossier.reconciling import Reconciliation
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.finding import error
from thidua.domain.ground.preview import Preview
from thidua.domain.law.law import Switch
from thidua.domain.meeting.agenda import Point
from thidua.domain.meeting.position import Look
from thidua.domain.movement.figure_rows import FigureRow
from thidua.domain.movement.life import Launch, MovementState
from thidua.domain.movement.participation import Registration
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.movement.place import Place, PlaceKind
from thidua.domain.movement.place_rows import PlaceRow, StandardRow
from thidua.domain.movement.standard import PlaceLevel, StandardDecision
from thidua.domain.period.closing import PHRASES
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.organiser import OrganiserLevel
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import CLOSED, Stage, earlier_stages
from thidua.domain.period.windows import Window
from thidua.domain.record.handover import HandedUnit, Handover
from thidua.domain.record.personal_data import (
    DataSubject,
    PersonalArea,
    RequestKind,
    RequestOutcome,
)
from thidua.domain.register.wish import RegisterWish
from thidua.domain.report.report_rows import ReportRow
from thidua.domain.review.plan import REST, Assignment, Blindness
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.rows import NOT_ASSIGNED_WORD, InputRow
from thidua.domain.scoring.evidence import EvidenceLevel
from thidua.domain.scoring.file import ScoreFile, ScoreRow, Stamp
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.domain.thread.thread import ThreadKind
from thidua.domain.verify.what_if import CombinedBy
from thidua.domain.vote import room
from thidua.domain.vote.counting import COUNT_WORDS, BallotCount, Tally
from thidua.domain.vote.teller_sheet import Counted, CountedCandidate, TellerSheet
from thidua.domain.vote.vote import (
    Answer,
    Candidate,
    Conduct,
    Electorate,
    Office,
    Presence,
    Threshold,
    VoteDraft,
    VoteRules,
)
from thidua.files.handover_pack import handover_pack
from thidua.files.word.template_start import start_file
from thidua.services.access import account_list, accounts, carry_over, interests, sign_in
from thidua.services.awards import (
    councils,
    decisions,
    dossier_papers,
    dossiers,
    opinions,
    proposals,
    quotas,
    road,
    supposed,
)
from thidua.services.council import agenda as council_agenda
from thidua.services.council import council_lists, opening
from thidua.services.council import keeping as council_keeping
from thidua.services.council import meetings as council_meetings
from thidua.services.council import outcomes as council_outcomes
from thidua.services.council import voting as council_voting
from thidua.services.council.keeping import CouncilWish, MemberWish
from thidua.services.council.meetings import MeetingWish
from thidua.services.covenant import (
    clause_proposals,
    covenants,
    draft_edits,
    draft_rows,
    drafts,
    signatures,
)
from thidua.services.covenant.signatures import SignedPaper, Signer
from thidua.services.demo import award_road
from thidua.services.demo import centres as demo_centres
from thidua.services.demo import deadlines as demo_deadlines
from thidua.services.demo import dossiers as demo_dossiers
from thidua.services.demo import fill as demo
from thidua.services.demo import movements as demo_movements
from thidua.services.demo import people as demo_people
from thidua.services.demo import quarters as demo_quarters
from thidua.services.demo import reviews as demo_reviews
from thidua.services.demo import schools as demo_schools
from thidua.services.document import issuing, letterheads, scans, templates, texts
from thidua.services.dossier import (
    award_history,
    declarations,
    facts,
    reconciling,
    single_people,
    staff,
)
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.law import law, new_award, rows, switches
from thidua.services.law.new_award import NewAward
from thidua.services.law.rows import ReadText
from thidua.services.meeting import leading, links, points
from thidua.services.meeting.points import PointEdit
from thidua.services.movement import (
    allocations,
    figure_lists,
    figures,
    life,
    participations,
    places,
    standards,
    tasks,
)
from thidua.services.period import offices, organisers, rosters, single_units, windows
from thidua.services.progress import duty_reminders, reminders, stages
from thidua.services.ranking import considerations
from thidua.services.record import backups, erasure, integrity, taking_over
from thidua.services.record.personal import correction, holdings
from thidua.services.record.personal import requests as personal_requests
from thidua.services.register import closings
from thidua.services.register import lines as register_lines
from thidua.services.register import lists as registers
from thidua.services.report import duties as report_duties
from thidua.services.report import hand_ins, report_lists
from thidua.services.report.duties import DutyWish
from thidua.services.review import absences, assignments, recusals, reviews
from thidua.services.scoring import (
    confirmations,
    evidence,
    evidence_changes,
    previews,
    sheets,
    source_numbers,
    submissions,
    wide,
)
from thidua.services.scoring import imports as score_imports
from thidua.services.scoring import joint as joint_lines
from thidua.services.scoring import restoring as score_restoring
from thidua.services.scoring.sheets import LineEdit
from thidua.services.thread import threads
from thidua.services.upkeep import dumps as upkeep_dumps
from thidua.services.upkeep import moving as upkeep_moving
from thidua.services.upkeep import upgrading as upkeep_upgrading
from thidua.services.verify import (
    agreement,
    amendments,
    analysis,
    copying,
    drafting,
    joint_decisions,
    next_year,
    reopening,
    verification,
)
from thidua.services.vote import (
    ballots,
    room_counts,
    room_papers,
    taking_office,
    teller_counts,
    votes,
)
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll
from thidua.services.vote import seals as vote_seals

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PASSWORD = "con đường mùa thu"
FILE = b"%PDF-1.7\n%%EOF\n"
HOME, UNIT = ("K1", 2025), "A"
PLACES = {
    "đơn vị mình": (*HOME, UNIT),
    "đơn vị khác": (*HOME, "B"),
    "khối khác": ("K2", 2025, UNIT),
    "năm khác": ("K1", 2024, UNIT),
}
"""Nơi bị tác động; units of the same code are everywhere, so a code alone never opens a door."""

FAR = ("khối khác", "năm khác")
"""Nơi không vai trò nào trong khối với tới: in whatever stage, which `test_permissions` asks of
every role, so here each way is asked for in one of its stages, another one from way to way."""

YEARS = (HOME, ("K2", 2025), ("K1", 2024))
ACROSS = {"A": "B", "B": "A"}
EVERY = frozenset(Stage)
SPOTS = frozenset({Stage.PREPARE, Stage.SELF_SCORE, Stage.VERIFY, Stage.LOCKED})
"""Giai đoạn thử: between them what a role may do changes most."""

ONE_STAGE = frozenset({Stage.SELF_SCORE})
"""Quyền như nhau ở mọi giai đoạn: tried at one."""

WITH_CROSS = SPOTS | {Stage.CROSS_SCORE}

DONE, FORBIDDEN = "làm được", "bị cấm"


@dataclass(frozen=True)
class Case:
    """Một lần gọi: who calls, on what, and the period as a page drawn earlier still shows it."""

    url: str
    actor: Actor
    period: BlockPeriod
    unit: str

    @property
    def drawn(self) -> BlockPeriod:
        """Kỳ như trang đã vẽ: in the stage in which most may write."""
        return replace(self.period, stage=Stage.SELF_SCORE)

    def waiting(self, hand: Hand) -> list[confirmations.WaitingLine]:
        """Dòng chờ người thứ hai của đơn vị này."""
        with reading(self.url) as session:
            found = confirmations.waiting(Work(session, PROGRAM, self.period))
        return [line for line in found if (line.unit, line.hand) == (self.unit, hand)]

    @property
    def token(self) -> str:
        """Minh chứng của đơn vị này."""
        with reading(self.url) as session:
            return evidence.of_unit(Work(session, PROGRAM, self.period), unit=self.unit)[0].token

    def vote(self, title: str) -> votes.VoteView:
        """Cuộc bỏ phiếu mang tên này."""
        with reading(self.url) as session:
            found = votes.listed(Work(session, PROGRAM, self.period))
        return next(one for one in found if one.draft.title == title)

    @property
    def proposal(self) -> int:
        """Đề nghị khen thưởng của đơn vị này."""
        with reading(self.url) as session:
            found = proposals.listed(Work(session, PROGRAM, self.period))
        return next(one.key for one in found if one.subject == self.unit)

    @property
    def given(self) -> int:
        """Lần khen của đơn vị này."""
        with reading(self.url) as session:
            found = award_history.listed(Work(session, PROGRAM, self.period))
        return next(one.key for one in found if one.subject == self.unit)

    @property
    def leader_limit(self) -> str:
        """Tỷ lệ lãnh đạo của chương trình đi kèm."""
        with reading(self.url) as session:
            return law.book(session).programmes[PLAN].leader_limits[0].code

    def thread(self, kind: ThreadKind) -> int:
        """Luồng loại này về đơn vị này."""
        with reading(self.url) as session:
            found = threads.listed(Work(session, PROGRAM, self.period, NOW))
        return next(one.id for one in found if (one.unit, one.kind) == (self.unit, kind))


def served(
    service: Callable[..., object], session: Session, case: Case, named: Mapping[str, object]
) -> None:
    """Gọi dịch vụ as this person, in the period named, if any."""
    given = dict(named)
    service(Work(session, case.actor, given.pop("period", None), NOW), **given)


def in_transaction(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    with writing(case.url) as session:
        served(service, session, case, named)


def on_whole_database(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    service(url=case.url, actor=case.actor, now=NOW, **named)


def among_demo_units(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    codes = [officer.unit or "" for officer in demo_people.OFFICERS]
    rows = [RosterRow("K1", "Khối một", code, code, code, "phòng", 2025) for code in codes]
    with writing(case.url) as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        served(service, session, case, named)


def after_an_election(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi đơn vị A vừa được bầu làm khối trưởng năm sau, and has an officer."""
    with writing(case.url) as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        offices.write(
            Work(session, PROGRAM, period, NOW),
            **{"year": 2026, "office": Office.HEAD, "unit": "A", "source": "Bầu năm 2026"},
        )
        make_account(session, "cb-a", Grant(Role.UNIT_OFFICER, "K1", "A", 2025))
        served(service, session, case, named)


def after_a_launch(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi phong trào vừa được phát động."""
    with writing(case.url) as session:
        life.move(
            Work(session, PROGRAM, now=NOW),
            **{"code": PLAN, "to": MovementState.LAUNCHED, "seen": 0, "launch": _LAUNCH},
        )
        served(service, session, case, named)


def after_a_task(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi đơn vị đã ghi một việc của phong trào."""
    with writing(case.url) as session:
        life.move(
            Work(session, PROGRAM, now=NOW),
            **{"code": PLAN, "to": MovementState.LAUNCHED, "seen": 0, "launch": _LAUNCH},
        )
        tasks.mark(Work(session, PROGRAM, case.period, NOW), **marking(case))
        served(service, session, case, named)


def marking(case: Case) -> dict[str, Any]:
    """Một việc đã làm của đơn vị này."""
    return {
        **{"code": PLAN, "task": "thuc-chat", "unit": case.unit, "document": "BC 1"},
        "done_on": date(case.period.year, 1, 15),
    }


def with_listed_places(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi phong trào vừa được phát động và sổ địa bàn có một huyện."""
    with writing(case.url) as session:
        places.import_places(Work(session, PROGRAM, now=NOW), rows=[PlaceRow(place=DISTRICT)])
        life.move(
            Work(session, PROGRAM, now=NOW),
            **{"code": PLAN, "to": MovementState.LAUNCHED, "seen": 0, "launch": _LAUNCH},
        )
        served(service, session, case, named)


def with_a_place(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi sổ địa bàn có một huyện."""
    with writing(case.url) as session:
        places.import_places(Work(session, PROGRAM, now=NOW), rows=[PlaceRow(place=DISTRICT)])
        served(service, session, case, named)


def with_a_standard(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi huyện ấy có một quyết định chờ người thứ hai."""
    with writing(case.url) as session:
        work = Work(session, PROGRAM, now=NOW)
        places.import_places(work, rows=[PlaceRow(place=DISTRICT)])
        standards.import_standards(work, rows=[StandardRow(decision=REACHED)])
        (row,) = standards.unchecked(session)
        key = {"keys": [row.key]} if service is standards.confirm else {"key": row.key}
        served(service, session, case, {**named, **key})


def after_a_draft(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi đơn vị đã ghi nháp đăng ký vào phong trào đã phát động."""
    with writing(case.url) as session:
        _register(session, case)
        served(service, session, case, named)


def on_the_road(
    **transfer: object,
) -> Callable[[Callable[..., object], Case, Mapping[str, object]], None]:
    """Khi đơn vị có đề nghị trong phong trào, its papers put in by another, perhaps handed in."""

    def call(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
        with writing(case.url) as session:
            by = {"set_by": "An", "set_at": NOW}
            row = Proposal(
                **{"block_year_id": case.period.id, "award": "bang-khen-tinh", "programme": PLAN},
                **{"group_code": "1.1", "recipient": Recipient.COLLECTIVE, "subject": case.unit},
                **by,
            )
            session.add(row)
            session.flush()
            for one in law.book(session).programmes[PLAN].dossier:
                said = {"document": "TTr 1", "there_by": "An", "there_at": NOW}
                said["state"] = PaperState.THERE
                session.add(ProposalPaperTable(proposal_id=row.id, code=one.code, **said, **by))
            moved = {"step": "xet-chon", "sent_at": NOW, "sent_by": "An", "receiver": "VPĐP"}
            sent = ProposalTransferTable(proposal_id=row.id, **moved, **by)
            if transfer:
                session.add(sent)
            session.flush()
            key = {"transfer": sent.id, "seen": 1, **transfer} if transfer else {}
            served(service, session, case, {**named, **key, "key": row.id})

    return call


def with_an_opinion(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi sổ ý kiến có một dòng nói đề nghị ấy đang bị xem xét."""

    def take(work: Work, *, key: int, seen: int) -> None:
        cells = {"ma_de_nghi": str(key), "co_quan": "thanh tra", "y_kien": "đang xem xét"}
        register_lines.write(
            Work(work.session, PROGRAM, case.period, NOW),
            **{"register": "y-kien", "unit": case.unit, "code": "Y", "cells": cells},
            evidence="CV 5",
        )
        service(work, key=key, seen=seen)

    on_the_road()(take, case, named)


def after_a_registration(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi đơn vị đã gửi đăng ký."""
    with writing(case.url) as session:
        _register(session, case, sent_by="Cán bộ đơn vị", sent_at=NOW, state="sent", version=2)
        served(service, session, case, named)


def _register(session: Session, case: Case, **more: object) -> None:
    by = {"set_by": "An", "set_at": NOW}
    session.add(
        MovementLife(
            **{"programme": PLAN, "state": "launched", "launched_on": SIGNED},
            **{"document": "KH 192", "document_day": SIGNED, **by},
        )
    )
    unit = session.exec(select(Unit).where(Unit.code == case.unit)).one()
    said = {"document": REGISTERED.document, "document_day": REGISTERED.document_day, **by}
    session.add(
        ParticipationTable(
            **{"programme": PLAN, "unit_id": unit.id, "year": case.period.year, **said, **more},
        )
    )
    session.flush()


def with_register_row(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi sổ tập huấn của đơn vị có một dòng nháp do người khác ghi."""
    with writing(case.url) as session:
        register_lines.write(Work(session, PROGRAM, case.period, NOW), **register_row(case))
        served(service, session, case, named)


def with_report_duty(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi khối đã đặt một báo cáo, nobody having handed it in."""
    with writing(case.url) as session:
        _report(session, case)
        served(service, session, case, named)


def with_report(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi đơn vị đã nộp báo cáo ấy."""
    with writing(case.url) as session:
        _report(session, case)
        _handed(session, case, state="handed_in", counted_at=NOW, last_at=NOW, handed_by="Cán bộ")
        served(service, session, case, named)


def with_excuse(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi đơn vị đã được miễn báo cáo ấy."""
    with writing(case.url) as session:
        _report(session, case)
        _handed(session, case, state="excused", reason="Mới lập")
        served(service, session, case, named)


def _report(session: Session, case: Case) -> None:
    session.add(
        ReportDutyRow(
            **{"block_year_id": case.period.id, "code": "nam", "name": "Báo cáo năm"},
            **{"kind": "year", "set_by": "An", "set_at": NOW},
        )
    )
    session.flush()


def _handed(session: Session, case: Case, **more: object) -> None:
    unit = session.exec(select(Unit).where(Unit.code == case.unit)).one()
    session.add(
        ReportHandInRow(
            **{"block_year_id": case.period.id, "unit_id": unit.id, "report": "nam"},
            **{"term": "nam", "set_by": "An", "set_at": NOW, **more},
        )
    )
    session.flush()


def of_report(**more: object) -> Callable[[Case], Mapping[str, object]]:
    """Về báo cáo ấy của đơn vị này."""
    return lambda case: {"period": case.drawn, "key": (case.unit, "nam", "nam"), **more}


def with_a_role_of_last_year(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi một người giữ vai trò của khối ở năm trước."""
    with writing(case.url) as session:
        grant = Grant(Role.HEAD, "K1", None, 2024)
        accounts.give_role(Work(session, PROGRAM, now=NOW), login="an", grant=grant)
        session.flush()
        served(service, session, case, named)


def with_a_source(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi giao ước lấy số của tiêu chí I từ một báo cáo giấy đã nhận."""
    with writing(case.url) as session:
        _report(session, case)
        _handed(
            session,
            case,
            **{"state": "received", "counted_at": NOW, "last_at": NOW, "on_paper": True},
            **{"received_by": "An", "received_at": NOW},
        )
        for row in session.exec(select(CovenantRow).where(CovenantRow.code == "I")):
            row.method, row.parameters = "Theo bậc", ">=0: 90"
            row.source = "báo cáo nam: số ngày chậm"
            session.add(row)
        for version in session.exec(select(Covenant)):
            version.fingerprint = version.fingerprint[::-1]  # what was understood is kept under it
            session.add(version)
        session.flush()
        served(service, session, case, named)


def with_closed_register(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi sổ tập huấn của đơn vị đã khóa."""
    with writing(case.url) as session:
        closings.close(
            Work(session, PROGRAM, case.period, NOW), register="tap-huan", unit=case.unit, seen=0
        )
        served(service, session, case, named)


def register_row(case: Case) -> dict[str, object]:
    """Một dòng của sổ tập huấn."""
    cells = {"ngay": f"15/01/{case.period.year}", "ten": "Tập huấn luật"}
    return {"register": "tap-huan", "unit": case.unit, "code": "TH-1", "cells": cells}


def of_register_row(**more: object) -> Callable[[Case], Mapping[str, object]]:
    """Về dòng ấy."""
    return lambda case: {
        "period": case.drawn,
        "register": "tap-huan",
        "key": (case.unit, "TH-1", ""),
        **more,
    }


def at_the_box(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Với khóa hòm phiếu của riêng lần gọi này, since counting destroys it."""
    kept = boxes_beside(case.url)
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as set_up:
        shutil.copytree(kept, Path(place) / kept.name)
        set_up.setenv("THIDUA_DATA", place)
        in_transaction(service, case, named)


def with_few_papers(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi chỉ vài phiếu giấy cũng phát được, since the block has two units."""
    with pytest.MonkeyPatch.context() as set_up:
        set_up.setattr(room, "FEWEST", 1)
        in_transaction(service, case, named)


def with_void_asked(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi người khác vừa đề nghị hủy phiếu giấy của A."""
    with writing(case.url) as session:
        [row] = [one for one in votes.roll_rows(session, named["vote"]) if one.code == "A"]
        row.void_by, row.void_reason = "Người gõ", "Rách"
        session.add(row)
        vote_seals.renew(session, session.get_one(Vote, named["vote"]))
        served(service, session, case, named)


def with_tellers_about(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi khối có hai người có thể kiểm phiếu."""
    with pytest.MonkeyPatch.context() as set_up, writing(case.url) as session:
        set_up.setattr(room, "FEWEST", 0)
        for login in ("dem-1", "dem-2"):
            role = Grant(Role.SECRETARY, case.period.block_code, None, case.period.year, "")
            make_account(session, login, role)
        served(service, session, case, named)


def as_a_teller(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi người gọi có tên trong tổ kiểm phiếu, and A's paper lies in the box."""
    with pytest.MonkeyPatch.context() as set_up, writing(case.url) as session:
        set_up.setattr(room, "FEWEST", 0)
        set_up.setenv("THIDUA_DATA", str(boxes_beside(case.url).parent))
        vote = session.get_one(Vote, named["vote"])
        names = {"teller_one": case.actor.name, "teller_two": "Người khác"}
        session.add(RoomCount(vote_id=vote.id, **names))
        [row] = [one for one in votes.roll_rows(session, vote.id) if one.code == "A"]
        paper = session.exec(select(RoomPaper).where(RoomPaper.roll_id == row.id)).one()
        paper.in_box = row.has_cast = True
        session.add_all((paper, row))
        vote_seals.renew(session, vote)
        served(service, session, case, named)


def with_a_line_lacking(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi bảng đã thẩm định của đơn vị thiếu dòng của một tiêu chí."""
    with writing(case.url) as session:
        lines = select(ScoreLine).join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        of_unit = lines.join(Unit, col(Unit.id) == col(ScoreSheet.unit_id)).where(
            Unit.code == case.unit,
            ScoreSheet.block_year_id == case.period.id,
            ScoreSheet.hand == Hand.VERIFIED,
            ScoreLine.criterion_code == "I",
        )
        for line in session.exec(of_unit.where(col(ScoreLine.live))):
            line.live = False
            session.add(line)
        session.flush()
        served(service, session, case, named)


def boxes_beside(url: str) -> Path:
    """Khóa hòm phiếu của các cơ sở dữ liệu thử, in the folder where these lie."""
    file = sqlite_file(url)
    assert file is not None
    return file.parent / votes.KEYS


def by_post(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    with pytest.MonkeyPatch.context() as set_up:
        set_up.setenv("THIDUA_SMTP_URL", "smtp://localhost")
        set_up.setenv("THIDUA_SMTP_FROM", "khoi@vi-du.vn")
        set_up.setattr(mail, "send", lambda *letter: None)
        on_whole_database(service, case, named)


def of_own_thread(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    with writing(case.url) as session:
        session.get_one(ScoreThread, named["thread"]).opened_by = case.actor.name
        session.flush()
        served(service, session, case, named)


def of_one_answer(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi khối đang nhớ một câu trả lời."""
    with writing(case.url) as session:
        said = {"question": named["questions"][0], "meaning": "I", "set_by": "An", "set_at": NOW}
        blocks = session.exec(select(Block.id)).all()
        session.add_all(WideAnswer(block_id=one, **said) for one in blocks)
        session.flush()
        served(service, session, case, named)


def over_two_versions(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi dòng I của đơn vị đã có hai bản."""
    with writing(case.url) as session:
        row = session.exec(
            select(ScoreLine)
            .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
            .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
            .where(
                ScoreSheet.hand == named["hand"],
                ScoreSheet.block_year_id == case.period.id,
                Unit.code == case.unit,
                ScoreLine.criterion_code == "I",
            )
        ).one()
        earlier = row.model_dump(exclude={"id"}) | {"live": False, "points": Decimal(60)}
        row.version = 2
        session.flush()
        session.add(ScoreLine(**earlier))
        session.flush()
        served(service, session, case, named)


def after_a_year_of_words(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi năm trước đã có lời ở văn bản này."""
    with writing(case.url) as session:
        own = session.get_one(BlockYear, case.period.id)
        year = case.period.year - 1
        before = session.exec(
            select(BlockYear).where(BlockYear.block_id == own.block_id, BlockYear.year == year)
        ).first() or BlockYear(block_id=own.block_id, year=year)
        session.add(before)
        session.flush()
        place = {"document": "bang-dang-ky", "scope": case.unit, "field": "ghi_chu"}
        said = {"text": "Năm trước", "set_by": "An", "set_at": NOW}
        session.add(DocumentText(block_year_id=before.id, **place, **said))
        session.flush()
        served(service, session, case, named)


def with_invitation(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi giấy mời họp đã ghi đủ và khối đã có tên cơ quan."""
    with writing(case.url) as session:
        by = {"set_by": "An", "set_at": NOW}
        session.add_all(
            DocumentText(
                block_year_id=case.period.id, document="giay-moi", field=one.code, text="Có", **by
            )
            for one in KINDS["giay-moi"].fields
        )
        head = {"body": "Khối một", "office_title": "KHỐI TRƯỞNG", "signer": "Lê An"}
        code = case.period.block_code
        session.add(LetterheadRow(owner="block", code=code, starts=date(2020, 1, 1), **head, **by))
        session.flush()
        served(service, session, case, named)


def issued_row(case: Case) -> IssuedDocumentRow:
    return IssuedDocumentRow(
        **{"block_year_id": case.period.id, "document": "giay-moi", "owner": "block"},
        **{"code": case.period.block_code, "series": "GM", "year": 2026, "number": 1},
        **{"day": date(2026, 3, 1), "fingerprint": "0" * 64, "sha256": "0" * 64},
        **{"content": b"PK", "set_by": "An", "set_at": NOW},
    )


def with_issued(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi giấy mời đã cấp số."""
    with writing(case.url) as session:
        row = issued_row(case)
        session.add(row)
        session.flush()
        served(service, session, case, {**named, "key": row.id})


def with_issued_to_scan(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi giấy mời đã cấp số và bản đã ký được quét."""
    with writing(case.url) as session:
        row = issued_row(case)
        session.add(row)
        session.flush()
        served(service, session, case, {**named, "issued": row.id})


def with_scan(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi giấy mời đã cấp số có bản quét."""
    with writing(case.url) as session:
        issued = issued_row(case)
        session.add(issued)
        session.flush()
        row = PaperScan(
            **{"block_year_id": case.period.id, "issued_id": issued.id, "stored_name": "0" * 32},
            **{"file_name": "quet.pdf", "media_type": "application/pdf", "size": 3},
            **{"sha256": "0" * 64, "added_by": "An", "added_at": NOW},
        )
        session.add(row)
        session.flush()
        served(service, session, case, {**named, "key": row.id})


def with_draft(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi kỳ có dự thảo đang lấy ý kiến, with a group, two lines in it and a proposal about one."""
    with writing(case.url) as session:
        at = {"block_year_id": case.period.id, "set_by": "An", "set_at": NOW}
        started = {"origin": "Trống", "shared": True, "started_by": "An", "started_at": NOW}
        session.add(CovenantDraftTable(block_year_id=case.period.id, **started))
        written = (("I", ""), ("I.1", "Chấm mức"), ("I.2", "Chấm mức"))
        lines = [
            DraftLineTable(
                sheet=DraftSheet.CRITERION,
                position=place,
                title=code,
                cells=written_cells({"code": code, "text": code, "method": method}),
                **at,
            )
            for place, (code, method) in enumerate(written)
        ]
        asked = ClauseProposalTable(
            **{"block_year_id": case.period.id, "unit_id": queries.unit_key(session, case.unit)},
            **{"kind": ClauseProposalKind.REMOVE, "title": "I.1", "reason": "Thừa"},
            **{"before": lines[1].cells, "proposed_by": "An", "proposed_at": NOW},
        )
        drifted = ClauseProposalTable(
            **{"block_year_id": case.period.id, "unit_id": queries.unit_key(session, case.unit)},
            **{"kind": ClauseProposalKind.CHANGE, "title": "I.2", "reason": "Cho rõ"},
            **{"before": lines[1].cells, "cells": written_cells(_WISH)},
            **{"proposed_by": "An", "proposed_at": NOW},
        )
        kept = DraftVersionTable(
            **{"block_year_id": case.period.id, "number": 1, "title": "Một", "lines": "[]"},
            **{"fingerprint": "0" * 64, "kept_by": "An", "kept_at": NOW},
        )
        session.add_all([*lines, asked, drifted, kept])
        session.flush()
        keys = {"line": lines[1].id, "proposal": asked.id, "drifted": drifted.id}
        own = {"key": keys[str(named["key"])]} if "key" in named else {}
        served(service, session, case, {**named, **own})


def with_a_newcomer(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi khối vừa có thêm một đơn vị chưa làm gì."""
    rows = [RosterRow("K1", "Khối K1", "MOI", "Mới", "Mới", "phòng", 2025)]
    with writing(case.url) as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        served(service, session, case, named)


def to_sign(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi giao ước chờ ký: in its stage, and later under an amendment."""
    with writing(case.url) as session:
        under_amendment(session, case)
        signing = signatures.unchecked(session, queries.period_by_key(session, case.period.id))
        seen = "" if signing is None else signing.fingerprint
        served(service, session, case, {**named, "seen": seen})


def with_signature(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Khi đơn vị có chữ ký bằng bản quét dưới bản giao ước đang dùng."""
    with writing(case.url) as session:
        under_amendment(session, case)
        signing = signatures.unchecked(session, queries.period_by_key(session, case.period.id))
        assert signing is not None
        row = CovenantSignatureRow(
            **{"block_year_id": case.period.id, "unit_id": queries.unit_key(session, case.unit)},
            **{"covenant_version": signing.version, "fingerprint": signing.fingerprint},
            **{"way": SignatureWay.SCAN, "signer": "Lê An", "stored_name": "0" * 32},
            **{"file_name": "ky.png", "media_type": "image/png", "size": 3, "sha256": "0" * 64},
            **{"recorded_by": "An", "recorded_at": NOW},
        )
        session.add(row)
        session.flush()
        served(service, session, case, {**named, "key": row.id})


def under_amendment(session: Session, case: Case) -> None:
    """Giao ước sửa đổi sau giai đoạn ký, where the stage is later and still open."""
    period = queries.period_by_key(session, case.period.id)
    assert period is not None
    if period.stage not in (Stage.PREPARE, Stage.SIGN, *CLOSED):
        covenants.adopt_covenant(Work(session, PROGRAM, period, NOW), **amending(case))


OWN_TEMPLATE = start_file(KINDS["to-trinh"])


def with_template(state: TemplateState) -> Callable[..., None]:
    """Khi khối có một bản mẫu riêng ở trạng thái này."""

    def call(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
        with writing(case.url) as session:
            row = PaperTemplate(
                **{"owner": Owner.BLOCK, "code": case.period.block_code, "document": "to-trinh"},
                **{"place": 1, "file_name": "mau.docx", "content": OWN_TEMPLATE, "state": state},
                **{"sha256": sha256(OWN_TEMPLATE).hexdigest(), "set_by": "An", "set_at": NOW},
            )
            session.add(row)
            session.flush()
            served(service, session, case, {**named, "key": row.id})

    return call


def with_screen_link(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi đã có một liên kết màn chiếu."""
    with writing(case.url) as session:
        row = ScreenLinkRow(
            **{"block_year_id": case.period.id, "name": "Màn chiếu", "key_hash": "0" * 64},
            **{"made_by": "An", "made_at": NOW, "ends_at": LATER},
        )
        session.add(row)
        session.flush()
        served(service, session, case, {**named, "key": row.id})


def with_open_point(
    service: Callable[..., object], case: Case, named: Mapping[str, object]
) -> None:
    """Khi một mục của cuộc họp đang mở."""
    with writing(case.url) as session:
        place = {"block_year_id": case.period.id, "point": Point.VOTES, "opened_at": NOW}
        session.add(MeetingPoint(**place, set_by="An", set_at=NOW))
        session.flush()
        served(service, session, case, {**named, "edit": PointEdit(point=Point.VOTES, seen=1)})


@dataclass(frozen=True)
class Way:
    """Cách gọi một dịch vụ: all of `needs` is asked; `state` is the data on which it succeeds,
    made by `fill`; `note` tells ways of the same service apart.

    `only` are the roles that may where a permission is not enough; `said` is how others are told.
    """

    service: Callable[..., object]
    needs: tuple[Permission, ...]
    named: Callable[[Case], Mapping[str, object]]
    state: str = "nháp"
    stages: frozenset[Stage] = SPOTS
    call: Callable[..., None] = in_transaction
    said: type[Exception] | tuple[type[Exception], ...] = NotPermitted
    only: frozenset[Role] = frozenset(Role)
    note: str = ""

    @property
    def of_system(self) -> bool:
        return set(self.needs) <= OF_SYSTEM


def on_unit(**more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {"period": case.drawn, "unit": case.unit, **more}


def on_period(**more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {"period": case.drawn, **more}


def plain(**named: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: named


def scored(main: int, bonus: int = 0, base: int = 0) -> list[LineEdit]:
    return [
        LineEdit("I", base, Entry(points=Decimal(main))),
        LineEdit("V", base, Entry(points=Decimal(bonus))),
    ]


LEFT_OUT = Entry(state=LineState.NOT_ASSIGNED, explanation="không có nhiệm vụ")


def scoring(hand: Hand, *edits: LineEdit) -> Callable[[Case], Mapping[str, object]]:
    return on_unit(hand=hand, edits=list(edits), document="Phiếu có ký")


def filed(hand: Hand, row: InputRow, **more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {
        "period": case.drawn,
        "hand": hand,
        "file": ScoreFile((ScoreRow(case.unit, "I", row),)),
        **more,
    }


def sheeted(hand: Hand) -> Callable[[Case], Mapping[str, object]]:
    """Bảng rộng một cột, of the unit alone."""
    rows = {1: {1: Square("Mã", "A1")}, 2: {1: Square("I", "A2"), 2: Square(Decimal(70), "B2")}}
    return lambda case: {
        "period": case.drawn,
        "hand": hand,
        "grids": [Grid(title="Bảng", rows={**rows, 1: {**rows[1], 2: Square(case.unit, "B1")}})],
        "answers": {},
    }


def signing(hand: Hand) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {"period": case.drawn, "lines": case.waiting(hand)}


LEFT_OUT_OF_RANKS = {
    "state": ConsiderationState.EXCLUDED,
    "reason": "Chưa đủ 12 tháng",
    "document": "QĐ 7",
}
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.STANDING_OFFICE, Role.HEAD, Role.SECRETARY})
"""Ai làm người thứ hai được, of a whole block and not of one unit."""


def joint(case: Case) -> Mapping[str, object]:
    """Quyết định chờ người thứ hai về đơn vị này."""
    with reading(case.url) as session:
        found = joint_decisions.waiting(Work(session, PROGRAM, case.period))
    return {"period": case.drawn, "key": next(one.key for one in found if one.unit == case.unit)}


def joints(case: Case) -> Mapping[str, object]:
    """Các quyết định chờ người thứ hai về đơn vị này."""
    return {"period": case.drawn, "keys": [joint(case)["key"]]}


def asked(case: Case) -> Mapping[str, object]:
    with reading(case.url) as session:
        view = stages.view(Work(session, PROGRAM, case.period))
    assert view.asked is not None
    return {"period": case.drawn, "key": view.asked.key}


def moving(case: Case) -> Mapping[str, object]:
    following = Stage.LOCKED if case.period.stage is Stage.APPRAISE else Stage.PUBLISHED
    passing = {"reason": "Ký trên giấy"} if case.period.stage is Stage.SIGN else {}
    return {
        **{"period": case.drawn, "seen": case.period.stage, "typed": PHRASES[following]},
        **passing,
    }


def returning(case: Case) -> Mapping[str, object]:
    to = earlier_stages(case.period.stage)[0]
    return {"period": case.drawn, "to": to, "reason": "Thiếu minh chứng"}


def draft_of(block: str, year: int, *more: SettingRow) -> CovenantDraft:
    return CovenantDraft(
        (
            SettingRow("Khối", block),
            SettingRow("Năm", str(year)),
            SettingRow("Tên giao ước", "Giao ước"),
            SettingRow("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"),
            *more,
        ),
        (
            CriterionRow("I", "Kết quả", Decimal(90), "Chấm mức"),
            CriterionRow("V", "Thưởng", Decimal(10), "Chấm mức", sign="thưởng"),
        ),
    )


def amending(case: Case) -> Mapping[str, object]:
    reason = SettingRow("Lý do sửa đổi", "Làm rõ")
    return {"draft": draft_of(case.period.block_code, case.period.year, reason)}


def amending_told(case: Case) -> Mapping[str, object]:
    return {
        **amending(case),
        "reason": "Làm rõ",
        "document": "Biên bản 05",
        "effective_from": NOW.date(),
    }


def joining(case: Case) -> Mapping[str, object]:
    return {"rows": [RosterRow("K1", "Khối một", "C", "Phòng C", "C", "phòng", 2026)]}


def proving(**more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {"period": case.drawn, "unit": case.unit, "token": case.token, **more}


def talking(kind: ThreadKind, **more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {"period": case.drawn, "thread": case.thread(kind), "seen": 1, **more}


def reviewing(**more: object) -> Callable[[Case], Mapping[str, object]]:
    """Chấm chéo: the place is the reviewer's, who holds the right."""
    return lambda case: {
        "period": case.drawn,
        "reviewer": case.unit,
        "unit": ACROSS[case.unit],
        **more,
    }


BALLOT = {"I": Answer.AGREE}
COUNTED = BallotCount(
    issued=2, returned=2, not_returned=0, valid=2, invalid=0, tallies={"I": Tally(2)}
)


def question(title: str, **rules: object) -> VoteDraft:
    """Một câu hỏi để bỏ phiếu."""
    share = Threshold(Fraction(1, 2), source="Quy chế")
    return VoteDraft(
        title=title,
        rules=VoteRules(threshold=share, **rules),
        candidates=(Candidate("I", "Thông qua giao ước"),),
    )


def voting(title: str, **more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {"period": case.drawn, "vote": case.vote(title).key, **more}


def on_sheets(case: Case) -> Mapping[str, object]:
    """Tờ kiểm phiếu của cuộc phiếu giấy, filled with sums that agree."""
    key = case.vote("giấy").key
    numbers = {name: Counted(getattr(COUNTED, name), "") for name in COUNT_WORDS}
    said = dict(zip(Answer, (2, 0, 0), strict=True))
    counted = {answer: Counted(number, "") for answer, number in said.items()}
    sheet = TellerSheet(
        vote=key,
        title="giấy",
        place="",
        numbers=numbers,
        candidates={"I": CountedCandidate("Thông qua giao ước", "", counted)},
    )
    return {"period": case.drawn, "sheets": [sheet], "findings": [], "seen": {key: 1}}


def as_seen(title: str, **more: object) -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {
        "period": case.drawn,
        "vote": case.vote(title).key,
        "seen": case.vote(title).version,
        **more,
    }


def own_ballot(title: str, member: str = "") -> Callable[[Case], Mapping[str, object]]:
    return lambda case: {
        "period": case.drawn,
        "vote": case.vote(title).key,
        "member": member or case.unit,
        "answers": BALLOT,
        "code": ballots.new_receipt(),
    }


def of_the_locked(case: Case) -> Mapping[str, object]:
    with writing(case.url) as session:
        off = {"login": "an", "active": False, "seen": 1}
        accounts.set_active(Work(session, PROGRAM, now=NOW), **off)
    return {"login": "an", "order": "đơn"}


def on_a_request(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    asked = {"subject": DataSubject(login="an"), "kind": RequestKind.COPY, "body": "Bản sao"}
    with writing(case.url) as session:
        personal_requests.ask(Work(session, PROGRAM, now=NOW), **asked)
        service(Work(session, case.actor, now=NOW), **named)


def of_person_erased(case: Case) -> Mapping[str, object]:
    return {"code": of_person()(case)["code"], "order": "đơn", "together": True}


def restoring(case: Case) -> Mapping[str, object]:
    whole = sqlite_file(case.url)
    copy = whole.with_name(f"ban-sao-{whole.name}")
    with closing(sqlite3.connect(whole)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
    return {"file": copy}


P = Permission
REVIEWERS = frozenset({Role.UNIT_OFFICER, Role.REVIEWER})  # on screen nobody reviews for others
FROM_FILE = (NotPermitted, Refused)  # what is not the actor's is a finding at its cell


def proposing(**more: object) -> Callable[[Case], Mapping[str, object]]:
    """Việc với đề nghị khen thưởng của đơn vị này."""
    return lambda case: {"period": case.drawn, "key": case.proposal, "seen": 1, **more}


def of_person(**more: object) -> Callable[[Case], Mapping[str, object]]:
    """Việc với người của đơn vị này."""
    return lambda case: {"period": case.drawn, "code": f"P{case.unit}", **more}


def listing(row: Callable[[str], object]) -> Callable[[Case], Mapping[str, object]]:
    """Nhập một dòng về đơn vị này."""
    return lambda case: {"period": case.drawn, "rows": [row(case.unit)]}


HANDED_OVER = handover_pack(
    Handover(
        block_code="K8",
        block_name="Khối tám",
        organiser=None,
        units=(HandedUnit(code="Z", name="Phòng Z", short_name="", kind="", years=(2025,)),),
        offices=(),
        covenants=(),
        people=(),
        awards=(),
        roles=(),
        matters=(),
        position=0,
        seal="0" * 64,
        records=(),
    ),
    {},
)
"""Gói bàn giao của một khối chưa có ở đây."""


def reconciled(case: Case) -> Reconciliation:
    """Danh sách ngoài có một Giấy khen năm 2023 của đơn vị này."""
    with reading(case.url) as session:
        work = Work(session, PROGRAM)
        return reconciling.reconcile(work, rows=[AwardRow(case.unit, "giay-khen", 2023)])


SIGNED = date(2024, 1, 2)
_LAUNCH = Launch(day=SIGNED, document="KH 192", document_day=SIGNED)
SWITCHED = Switch(
    code="BK.COKHOI", document="QC 1", signed=SIGNED, start=SIGNED, origin=switches.SWITCH_FILE
)
ANOTHER = StaffRow("MOI", "Người mới", "A")
STATED = {"recipient": Recipient.COLLECTIVE, "year": 2025, "typed": "5"}
PLAN = "binh-phuoc-nong-thon-moi"
ARTICLE = ReadText(document="luat-06-2022-qh15", article="khoản 1 Điều 24", on=date(2026, 1, 5))
REGISTERED = Registration(document="KH 15", document_day=SIGNED)
DISTRICT = Place(code="77", name="Huyện Lộc Ninh", kind=PlaceKind.DISTRICT)
REACHED = StandardDecision(place="77", level=PlaceLevel.NTM, number="QĐ 1", day=SIGNED)


def registering(**more: object) -> Callable[[Case], Mapping[str, object]]:
    """Việc với đăng ký tham gia phong trào của đơn vị này."""
    return lambda case: {
        **{"period": case.drawn, "code": PLAN, "unit": case.unit, "year": case.period.year},
        **more,
    }


_CITED = {"document": "luat-06-2022-qh15", "article": "Điều 74", "verified": "văn bản"}
NEW_AWARD = NewAward(
    award={
        **{"slug": "bk-moi", "name": "Bằng khen mới", "form": "hình thức khen thưởng"},
        **{"level": "bộ, ngành, tỉnh", "for": ["cá nhân"]},
        **_CITED,
    },
    rule={
        **{"code": "BKM.1", "awards": ["bk-moi"], "text": "Có từ 12 tháng công tác"},
        "condition": {"kind": "fact", "fact": "thang_cong_tac", "op": ">=", "threshold": "12"},
        **_CITED,
    },
    giver={"award": "bk-moi", "text": "Chủ tịch UBND tỉnh", **_CITED},
    start=date(2024, 1, 1),
)
GIVER = {
    "award": "giay-khen",
    "text": "Giám đốc doanh nghiệp",
    "document": "luat-06-2022-qh15",
    "article": "khoản 4 Điều 80",
    "verified": "văn bản",
}
_DOSSIER_WAYS = (
    Way(
        staff.import_people,
        (P.EDIT_FACTS,),
        listing(lambda unit: StaffRow("MOI", "Người mới", unit)),
        said=FROM_FILE,
    ),
    Way(staff.import_people, (P.KEEP_FACTS,), plain(rows=[ANOTHER]), note="mọi nơi"),
    Way(
        single_people.write,
        (P.EDIT_FACTS,),
        lambda case: {
            **{"period": case.drawn, "unit": case.unit, "code": "MOI", "full_name": "Người mới"},
            **{"position": "", "leader": "", "seen": 0},
        },
        stages=frozenset({Stage.SELF_SCORE, Stage.LOCKED}),
        said=FROM_FILE,
    ),
    Way(
        staff.set_active,
        (P.EDIT_FACTS,),
        of_person(active=False, seen=1, reason="Nghỉ hưu"),
        "hồ sơ",
    ),
    Way(
        facts.import_facts,
        (P.EDIT_FACTS,),
        listing(lambda unit: FactRow(unit, "so_nguoi", 2025, "5")),
        said=FROM_FILE,
    ),
    Way(
        facts.import_facts,
        (P.KEEP_FACTS,),
        plain(rows=[FactRow("A", "so_nguoi", 2025, "5")]),
        note="mọi nơi",
    ),
    Way(
        declarations.declare,
        (P.EDIT_FACTS,),
        lambda case: {
            "period": case.drawn,
            "subjects": [case.unit],
            "first": case.period.year,
            "last": case.period.year,
        },
        said=FROM_FILE,
    ),
    Way(
        facts.state,
        (P.EDIT_FACTS,),
        lambda case: {
            "period": case.drawn, "subject": case.unit, "code": "so_nguoi", "seen": 0, **STATED,
        },
    ),
    Way(
        dossiers.state_all,
        (P.EDIT_FACTS,),
        lambda case: {
            "period": case.drawn,
            "recipient": Recipient.COLLECTIVE,
            "subject": case.unit,
            "typed": [dossiers.TypedFact(code="so_nguoi", year=2025, typed="5")],
        },
    ),
    Way(
        award_history.import_awards,
        (P.EDIT_FACTS,),
        listing(lambda unit: AwardRow(unit, "giay-khen", 2023)),
        said=FROM_FILE,
    ),
    Way(
        award_history.import_awards,
        (P.KEEP_FACTS,),
        plain(rows=[AwardRow("A", "giay-khen", 2023)]),
        note="mọi nơi",
    ),
    Way(
        reconciling.take,
        (P.EDIT_FACTS,),
        lambda case: {
            "period": case.drawn,
            "rows": [AwardRow(case.unit, "giay-khen", 2023)],
            "chosen": [0],
            "seen": reconciled(case),
        },
        said=FROM_FILE,
    ),
    Way(
        award_history.withdraw,
        (P.EDIT_FACTS,),
        lambda case: {"period": case.drawn, "key": case.given, "seen": 1, "reason": "Ghi nhầm"},
        "hồ sơ",
    ),
    Way(law.save_copy, (P.EDIT_LAW,), plain(name="b.toml", text="", seen=0)),
    Way(
        rows.confirm,
        (P.EDIT_LAW,),
        plain(
            section="requirements", code="LDTT.1", start=date(2024, 1, 1), read=ARTICLE, seen=0
        ),
    ),
    Way(
        rows.change,
        (P.EDIT_LAW,),
        plain(
            section="conferrers",
            code="giay-khen",
            entries=[GIVER],
            start=date(2024, 1, 1),
            read=ARTICLE,
            reason="Quy chế",
            seen=0,
        ),
    ),
    Way(
        new_award.add,
        (P.EDIT_LAW,),
        plain(
            new=NEW_AWARD,
            read=ARTICLE,
            reason="Quy chế",
        ),
    ),
    Way(
        rows.add_document,
        (P.EDIT_LAW,),
        plain(code="qd-9", name="QĐ 9", title="Quy chế", start=date(2024, 1, 1)),
    ),
    Way(
        life.move,
        (P.EDIT_MOVEMENT,),
        plain(code=PLAN, to=MovementState.LAUNCHED, seen=0, launch=_LAUNCH),
    ),
    Way(
        life.choose_list,
        (P.EDIT_MOVEMENT,),
        plain(code=PLAN, day=date(2024, 1, 1), seen=1, reason="Sáp nhập"),
        call=with_listed_places,
    ),
    Way(
        tasks.mark,
        (P.JOIN_MOVEMENT,),
        lambda case: {"period": case.drawn, **marking(case)},
        call=after_a_launch,
    ),
    Way(
        tasks.withdraw,
        (P.JOIN_MOVEMENT,),
        lambda case: {
            **{"period": case.drawn, "code": PLAN, "task": "thuc-chat", "unit": case.unit},
            **{"seen": 1, "reason": "Nhầm"},
        },
        call=after_a_task,
    ),
    Way(
        figures.state_value,
        (P.EDIT_MOVEMENT,),
        plain(
            code=PLAN,
            target="xa-kieu-mau",
            as_of=date(2025, 6, 30),
            value=Decimal(4),
            source="Báo cáo 12",
        ),
        call=after_a_launch,
    ),
    Way(
        figure_lists.import_figures,
        (P.EDIT_MOVEMENT,),
        plain(
            rows=[
                FigureRow(
                    **{"movement": PLAN, "target": "xa-kieu-mau", "as_of": date(2025, 6, 30)},
                    **{"value": Decimal(4), "source": "Báo cáo 12"},
                )
            ]
        ),
        call=after_a_launch,
    ),
    Way(places.import_places, (P.EDIT_MOVEMENT,), plain(rows=[PlaceRow(place=DISTRICT)])),
    Way(
        places.withdraw,
        (P.EDIT_MOVEMENT,),
        plain(code="77", reason="Nhầm", seen=1),
        call=with_a_place,
    ),
    Way(
        standards.import_standards,
        (P.EDIT_MOVEMENT,),
        plain(rows=[StandardRow(decision=REACHED)]),
        call=with_a_place,
    ),
    Way(standards.confirm, (P.EDIT_MOVEMENT,), plain(), call=with_a_standard),
    Way(standards.withdraw, (P.EDIT_MOVEMENT,), plain(reason="Nhầm"), call=with_a_standard),
    Way(
        participations.import_participations,
        (P.JOIN_MOVEMENT,),
        lambda case: {
            "period": case.drawn,
            "rows": [
                ParticipationRow(
                    movement=PLAN, unit=case.unit, year=case.period.year, content=REGISTERED
                )
            ],
        },
        call=after_a_launch,
        said=FROM_FILE,
    ),
    Way(
        participations.save,
        (P.JOIN_MOVEMENT,),
        registering(content=REGISTERED),
        call=after_a_launch,
    ),
    Way(
        participations.send,
        (P.JOIN_MOVEMENT,),
        registering(seen=1),
        call=after_a_draft,
    ),
    Way(
        participations.receive,
        (P.RECEIVE_PARTICIPATION,),
        registering(seen=2),
        call=after_a_registration,
    ),
    Way(
        participations.give_back,
        (P.RECEIVE_PARTICIPATION,),
        registering(seen=2, reason="Thiếu"),
        call=after_a_registration,
    ),
    Way(
        duty_reminders.remind,
        (P.REMIND,),
        lambda case: {
            "period": case.drawn,
            "plan": book().programmes[PLAN],
            "units": [case.unit],
            "link": lambda _: "https://x.test",
        },
    ),
    Way(
        register_lines.write,
        (P.EDIT_REGISTER, P.VIEW_REGISTERS),
        lambda case: {"period": case.drawn, **register_row(case)},
    ),
    Way(
        register_lines.write,
        (P.EDIT_REGISTER, P.VIEW_PETITIONS),
        lambda case: {
            "period": case.drawn,
            "register": "kien-nghi",
            "unit": case.unit,
            "code": "KN-1",
            "cells": {"ngay_nhan": f"15/01/{case.period.year}"},
        },
        note="đơn thư",
    ),
    Way(
        register_lines.confirm,
        (P.CONFIRM_REGISTER, P.VIEW_REGISTERS),
        lambda case: {
            "period": case.drawn,
            "register": "tap-huan",
            "rows": [((case.unit, "TH-1", ""), 1)],
        },
        call=with_register_row,
    ),
    Way(
        register_lines.withdraw,
        (P.EDIT_REGISTER, P.VIEW_REGISTERS),
        of_register_row(seen=1, reason="Ghi trùng"),
        call=with_register_row,
    ),
    Way(
        registers.import_rows,
        (P.EDIT_REGISTER, P.VIEW_REGISTERS),
        lambda case: {
            "period": case.drawn,
            "register": "tap-huan",
            "rows": [
                RegisterWish(
                    code="TH-2",
                    year=case.period.year,
                    unit=case.unit,
                    cells={"ngay": f"15/01/{case.period.year}", "ten": "Tập huấn luật"},
                )
            ],
        },
        said=FROM_FILE,
    ),
    Way(
        closings.close,
        (P.CLOSE_REGISTER, P.VIEW_REGISTERS),
        on_unit(register="tap-huan", seen=0),
    ),
    Way(
        closings.reopen,
        (P.CLOSE_REGISTER, P.VIEW_REGISTERS),
        on_unit(register="tap-huan", seen=1, reason="Còn thiếu"),
        call=with_closed_register,
    ),
    Way(
        council_keeping.write,
        (P.EDIT_COUNCIL,),
        on_period(
            wish=CouncilWish(
                name="Hội đồng mới", kind=CouncilKind.OTHER, decision="1/QĐ", decided=SIGNED
            )
        ),
    ),
    Way(
        council_keeping.withdraw,
        (P.EDIT_COUNCIL,),
        on_period(key=1, seen=1, reason="Hết"),
        call=council_cases.with_council(is_over=True),
    ),
    Way(
        council_keeping.write_member,
        (P.EDIT_COUNCIL,),
        on_period(council=1, wish=MemberWish(name="Bốn")),
        call=council_cases.with_council(),
    ),
    Way(
        council_meetings.write,
        (P.EDIT_COUNCIL,),
        on_period(council=1, wish=MeetingWish(held_at=NOW)),
        call=council_cases.with_council(),
    ),
    Way(
        council_meetings.move,
        (P.EDIT_COUNCIL,),
        on_period(key=1, seen=1, to=CouncilMeetingState.INVITED),
        call=council_cases.with_council(),
    ),
    Way(
        council_meetings.attend,
        (P.EDIT_COUNCIL,),
        on_period(key=1, seen=1, came={1: council_cases.EXCUSED}),
        call=council_cases.with_council(),
    ),
    Way(
        council_meetings.recuse,
        (P.EDIT_COUNCIL,),
        on_period(key=1, member=1, item=1, reason="Anh em"),
        call=council_cases.with_council(),
    ),
    Way(
        council_meetings.end_recusal,
        (P.EDIT_COUNCIL,),
        on_period(key=1, recusal=1, reason="Nhầm"),
        call=council_cases.with_council(is_recused=True),
    ),
    Way(
        council_agenda.put,
        (P.EDIT_COUNCIL,),
        on_period(key=1, seen=1, matters=[], other="Việc nữa"),
        call=council_cases.with_council(),
    ),
    Way(
        council_agenda.take_off,
        (P.EDIT_COUNCIL,),
        on_period(key=1, item=1, reason="Hoãn"),
        call=council_cases.with_council(),
    ),
    Way(
        council_voting.set_up,
        (P.EDIT_COUNCIL, P.SET_UP_VOTE),
        on_period(key=1, seen=1, items=[1], rule=council_cases.RULE),
        call=council_cases.with_council(),
    ),
    Way(
        council_outcomes.take,
        (P.EDIT_COUNCIL,),
        on_period(key=1, seen=1),
        call=council_cases.with_council(is_counted=True),
    ),
    Way(
        council_lists.import_councils,
        (P.EDIT_COUNCIL,),
        on_period(rows=[council_cases.FILE_ROW]),
    ),
    Way(report_duties.set_duty, (P.SET_REPORTS,), on_period(wish=DutyWish(name="Báo cáo năm"))),
    Way(
        report_duties.withdraw_duty,
        (P.SET_REPORTS,),
        on_period(code="nam", seen=1, reason="Gộp"),
        call=with_report_duty,
    ),
    Way(
        hand_ins.hand_in,
        (P.SUBMIT_REPORT,),
        on_unit(reports=[("nam", "nam", 0)]),
        call=with_report_duty,
    ),
    Way(
        hand_ins.take_paper,
        (P.RECEIVE_REPORT,),
        of_report(seen=0, at=NOW),
        call=with_report_duty,
    ),
    Way(hand_ins.receive, (P.RECEIVE_REPORT,), of_report(seen=1), call=with_report),
    Way(
        hand_ins.give_back,
        (P.RECEIVE_REPORT,),
        of_report(seen=1, reason="Thiếu"),
        call=with_report,
    ),
    Way(
        hand_ins.excuse,
        (P.RECEIVE_REPORT,),
        of_report(seen=0, reason="Mới lập"),
        call=with_report_duty,
    ),
    Way(
        hand_ins.end_excuse,
        (P.RECEIVE_REPORT,),
        of_report(seen=1, reason="Ghi nhầm"),
        call=with_excuse,
    ),
    Way(
        report_lists.import_reports,
        (P.RECEIVE_REPORT,),
        lambda case: {
            "period": case.drawn,
            "rows": [ReportRow(report="nam", unit=case.unit, term="năm", day=SIGNED)],
        },
        call=with_report_duty,
        said=FROM_FILE,
    ),
    Way(
        source_numbers.take,
        (P.SCORE_SELF,),
        on_unit(criterion="I", seen=0, document="Phiếu có ký"),
        call=with_a_source,
    ),
    Way(law.remove_copy, (P.EDIT_LAW,), plain(name="a.toml", seen=1, reason="Hết"), "hồ sơ"),
    Way(
        switches.switch_on,
        (P.EDIT_LAW,),
        plain(code="LOAI.9THANG", document="QC 2", signed=SIGNED, start=SIGNED),
    ),
    Way(
        switches.switch_off,
        (P.EDIT_LAW,),
        plain(code="BK.COKHOI", reason="Hết áp dụng", seen=SWITCHED),
        "hồ sơ",
    ),
    Way(
        quotas.set_places,
        (P.DECIDE_AWARD,),
        on_period(code="BK.COKHOI", most=1, seen=0, reason="TB 5"),
        "hồ sơ",
    ),
    Way(
        quotas.choose_reading,
        (P.DECIDE_AWARD,),
        lambda case: {
            "period": case.drawn, "programme": PLAN, "reading": "", "seen": 0, "reason": "CV 9",
            "code": case.leader_limit,
        },
    ),
    Way(
        proposals.propose,
        (P.PROPOSE_AWARD,),
        lambda case: {
            "period": case.drawn,
            "recipient": Recipient.COLLECTIVE,
            "subject": case.unit,
            "award": "giay-khen",
            "despite": "CV 9",
        },
    ),
    Way(proposals.withdraw, (P.PROPOSE_AWARD,), proposing(reason="Thôi"), "hồ sơ"),
    Way(
        allocations.set_share,
        (P.ALLOCATE_QUOTA,),
        on_unit(programme=PLAN, round_code="hang-nam", group="1.1", places=1, seen=0),
        call=after_a_launch,
        stages=ONE_STAGE,
    ),
    Way(
        allocations.import_allocations,
        (P.ALLOCATE_QUOTA,),
        lambda case: {
            "period": case.drawn,
            "rows": [
                AllocationRow(
                    **{"movement": PLAN, "round": "hang-nam", "year": case.period.year},
                    **{"group": "1.1", "unit": case.unit, "places": 1},
                )
            ],
        },
        call=after_a_launch,
        stages=ONE_STAGE,
    ),
    Way(
        dossier_papers.put,
        (P.SEND_DOSSIER,),
        on_period(code="to-trinh", seen=1, document="TTr 2"),
        call=on_the_road(),
        stages=frozenset({Stage.SELF_SCORE, Stage.LOCKED}),
    ),
    Way(
        dossier_papers.confirm,
        (P.DECIDE_AWARD,),
        on_period(code="to-trinh", seen=1),
        call=on_the_road(),
        stages=ONE_STAGE,
    ),
    Way(
        dossier_papers.take_back,
        (P.DECIDE_AWARD,),
        on_period(code="to-trinh", seen=1, reason="Mờ"),
        call=on_the_road(),
        stages=ONE_STAGE,
    ),
    Way(
        road.send,
        (P.SEND_DOSSIER,),
        on_period(step="xet-chon", declared=True),
        call=on_the_road(),
        stages=ONE_STAGE,
    ),
    Way(
        road.answer,
        (P.DECIDE_AWARD,),
        on_period(),
        call=on_the_road(result=TransferResult.RETURNED, reason="Thiếu"),
        stages=ONE_STAGE,
    ),
    Way(
        opinions.take,
        (P.DECIDE_AWARD, P.EDIT_FACTS),
        on_period(seen=0),
        call=with_an_opinion,
        stages=ONE_STAGE,
    ),
    Way(councils.mark_voted, (P.DECIDE_AWARD,), proposing(document="BB 3"), "hồ sơ"),
    Way(councils.mark_sent, (P.DECIDE_AWARD,), proposing(document="TTr 8"), "hồ sơ"),
    Way(
        decisions.decide,
        (P.DECIDE_AWARD,),
        proposing(decision="15/QĐ", day=NOW.date(), signer="Nguyễn Văn Chủ"),
        "hồ sơ",
    ),
    Way(
        councils.cut,
        (P.DECIDE_AWARD,),
        proposing(council="Hội đồng", day=NOW.date(), reason="Đã khen"),
        "hồ sơ",
    ),
)  # fmt: skip

_HEAD = Letterhead(body="Sở A", signer="Lê An")
_LINE = {"owner": Owner.UNIT, "content": _HEAD, "starts": date(2025, 1, 1), "ends": None}
_OF_BLOCK = frozenset(Role) - {Role.UNIT_OFFICER}

_DOCUMENT_WAYS = (
    Way(
        texts.write,
        (P.WRITE_DOCUMENT,),
        lambda case: {
            **{"period": case.drawn, "document": "bang-dang-ky", "scope": case.unit},
            **{"texts": {"ghi_chu": "Có"}, "seen": {}},
        },
    ),
    Way(links.make, (P.PROJECT,), on_period(name="Màn chiếu", hours=4)),
    Way(links.withdraw, (P.PROJECT,), on_period(), call=with_screen_link),
    Way(leading.move, (P.PROJECT,), on_period(forward=True, seen=0)),
    Way(leading.go, (P.PROJECT,), on_period(code="so-lieu")),
    Way(leading.hide_again, (P.PROJECT,), on_period()),
    Way(leading.set_look, (P.PROJECT,), on_period(look=Look.DARK)),
    Way(
        points.begin,
        (P.WRITE_DOCUMENT,),
        on_period(edit=PointEdit(point=Point.OPENING, attending=(), seen=0)),
        only=_OF_BLOCK,
    ),
    Way(points.end, (P.WRITE_DOCUMENT,), on_period(), call=with_open_point, only=_OF_BLOCK),
    Way(
        points.note,
        (P.WRITE_DOCUMENT,),
        on_period(edit=PointEdit(point=Point.CONCLUSION, decided="Nhất trí", seen=0)),
        only=_OF_BLOCK,
    ),
    Way(
        texts.copy_last,
        (P.WRITE_DOCUMENT,),
        lambda case: {"period": case.drawn, "document": "bang-dang-ky", "scope": case.unit},
        call=after_a_year_of_words,
    ),
    Way(
        letterheads.state,
        (P.WRITE_DOCUMENT,),
        lambda case: {
            **{"period": case.drawn, "owner": Owner.UNIT, "code": case.unit, "content": _HEAD},
            "starts": date(2025, 1, 1),
        },
    ),
    Way(
        letterheads.import_all,
        (P.WRITE_DOCUMENT,),
        lambda case: {
            "period": case.drawn,
            "rows": [LetterheadLine(**_LINE, code=case.unit, at="Dòng 2")],
        },
    ),
    Way(
        issuing.issue,
        (P.WRITE_DOCUMENT, P.VIEW_VOTES),
        on_period(document="giay-moi", day=date(2026, 3, 1)),
        call=with_invitation,
        only=_OF_BLOCK,
    ),
    Way(
        templates.add,
        (P.WRITE_DOCUMENT,),
        lambda case: {
            **{"period": case.drawn, "owner": Owner.UNIT, "code": case.unit},
            **{"document": "to-trinh", "data": OWN_TEMPLATE, "file_name": "mau.docx"},
        },
    ),
    Way(
        templates.put_in_force,
        (P.WRITE_DOCUMENT,),
        on_period(seen=1),
        call=with_template(TemplateState.KEPT),
        only=_OF_BLOCK,
    ),
    Way(
        templates.take_out,
        (P.WRITE_DOCUMENT,),
        on_period(seen=1),
        call=with_template(TemplateState.IN_FORCE),
        only=_OF_BLOCK,
    ),
    Way(
        scans.add,
        (P.WRITE_DOCUMENT,),
        on_period(content=b"%PDF-1.4 phieu", file_name="phieu.pdf"),
        call=with_issued_to_scan,
        only=_OF_BLOCK,
    ),
    Way(
        scans.end,
        (P.WRITE_DOCUMENT,),
        on_period(reason="Quét nhầm"),
        call=with_scan,
        only=_OF_BLOCK,
    ),
    Way(
        issuing.withdraw,
        (P.WRITE_DOCUMENT,),
        on_period(seen=1, reason="Sai ngày"),
        call=with_issued,
        only=_OF_BLOCK,
    ),
)

_DRAFTING = frozenset({Stage.PREPARE, Stage.LOCKED})
_SAMPLE_GROUP = "A"
_WISH = {"code": "I.1", "text": "Khác", "method": "Chấm mức"}


def drafted(service: Callable[..., object], **named: object) -> Way:
    """Việc soạn dự thảo, where there is one; all of them come through one door."""
    stages = _DRAFTING if service is draft_edits.save_line else frozenset({Stage.PREPARE})
    return Way(service, (P.DRAFT_COVENANT,), on_period(**named), stages=stages, call=with_draft)


_DRAFT_WAYS = (
    Way(
        drafting.start,
        (P.DRAFT_COVENANT,),
        on_period(source=drafting.EMPTY),
        stages=_DRAFTING,
    ),
    drafted(draft_edits.save_line, key="line", cells=_WISH, seen=1),
    drafted(draft_edits.save_settings, values={"Năm": "2025"}, seen={}),
    drafted(draft_edits.add_line, sheet=DraftSheet.CRITERION, cells={"code": "II"}),
    drafted(draft_edits.remove_line, key="line", seen=1),
    drafted(draft_edits.step_line, key="line", up=False),
    drafted(draft_edits.move_into, key="line", group=""),
    drafted(draft_edits.copy_line, key="line"),
    drafted(drafts.keep_version, title="Hai"),
    drafted(drafts.restore_version, number=1),
    drafted(drafts.share, shared=False),
    drafted(drafts.discard, reason="Làm lại"),
    drafted(clause_proposals.take, key="proposal"),
    drafted(clause_proposals.decline, key="proposal", answer="Không"),
    drafted(drafting.bring, source="mau-12-vien-chuc-mau-03-2026", code=_SAMPLE_GROUP),
    Way(
        clause_proposals.renew,
        (P.PROPOSE_CLAUSE,),
        on_unit(key="drifted", seen=1),
        stages=frozenset({Stage.PREPARE}),
        call=with_draft,
    ),
    Way(
        clause_proposals.propose,
        (P.PROPOSE_CLAUSE,),
        on_unit(kind=ClauseProposalKind.CHANGE, title="I.1", cells=_WISH, reason="Cho rõ"),
        stages=_DRAFTING,
        call=with_draft,
    ),
    Way(
        clause_proposals.withdraw,
        (P.PROPOSE_CLAUSE,),
        on_unit(key="proposal"),
        stages=_DRAFTING,
        call=with_draft,
    ),
    Way(
        single_units.add,
        (P.EDIT_UNITS,),
        on_period(code="MOI", name="Mới", short_name="", kind=""),
    ),
    Way(
        single_units.correct,
        (P.EDIT_UNITS,),
        on_period(code="A", name="Đổi tên", short_name="", kind=""),
    ),
    Way(
        single_units.take_out,
        (P.EDIT_UNITS,),
        on_period(code="MOI", reason="Nhầm"),
        call=with_a_newcomer,
    ),
)

_TO_SIGN = frozenset({Stage.PREPARE, Stage.SIGN, Stage.SELF_SCORE, Stage.LOCKED})

WAYS = (
    *_DOCUMENT_WAYS,
    *_DRAFT_WAYS,
    Way(covenants.adopt_covenant, (P.EDIT_COVENANT,), amending),
    Way(amendments.adopt, (P.EDIT_COVENANT,), amending_told),
    Way(copying.adopt, (P.EDIT_COVENANT,), amending_told),
    Way(
        covenants.reuse,
        (P.EDIT_COVENANT,),
        on_period(part="thang-1"),
        stages=frozenset({Stage.PREPARE}),
    ),
    Way(
        signatures.press,
        (P.SIGN_COVENANT,),
        on_unit(signer=Signer("Lê An")),
        stages=_TO_SIGN,
        call=to_sign,
        only=frozenset({Role.UNIT_OFFICER}),
    ),
    Way(
        signatures.bring,
        (P.SIGN_COVENANT,),
        on_unit(
            signer=Signer("Lê An"),
            paper=SignedPaper(
                way=SignatureWay.SCAN, content=FILE, file_name="ky.pdf", document="Giấy ký"
            ),
        ),
        stages=_TO_SIGN,
        call=to_sign,
    ),
    Way(
        signatures.withdraw,
        (P.SIGN_COVENANT,),
        on_period(reason="Ký nhầm"),
        stages=_TO_SIGN,
        call=with_signature,
    ),
    Way(
        windows.set_window,
        (P.EDIT_WINDOWS,),
        on_period(stage=Stage.VERIFY, window=Window(hard_deadline=LATER)),
    ),
    Way(windows.extend, (P.EXTEND_DEADLINE,), on_unit(until=LATER, reason="Mất điện")),
    Way(sheets.save_lines, (P.SCORE_SELF,), scoring(Hand.SELF, *scored(70, base=1))),
    Way(
        sheets.save_lines,
        (P.SCORE_VERIFIED,),
        scoring(Hand.VERIFIED, *scored(70, base=1)),
        note="thẩm định",
    ),
    Way(
        sheets.save_lines,
        (P.SCORE_VERIFIED, P.MARK_NOT_ASSIGNED),
        scoring(Hand.VERIFIED, LineEdit("I", 1, LEFT_OUT)),
        said=(NotPermitted, Refused),
        note="không giao",
    ),
    *(
        Way(
            score_restoring.restore,
            (needs,),
            on_unit(
                **{"hand": hand, "criterion": "I", "version": 1, "base": 2},
                **{"reason": "Gõ nhầm", "document": "Phiếu có ký"},
            ),
            call=over_two_versions,
            note=hand.value,
        )
        for hand, needs in ((Hand.SELF, P.SCORE_SELF), (Hand.VERIFIED, P.SCORE_VERIFIED))
    ),
    Way(
        score_imports.import_scores,
        (P.SCORE_SELF,),
        filed(Hand.SELF, InputRow(points="70")),
        said=FROM_FILE,
    ),
    Way(
        wide.import_wide,
        (P.SCORE_SELF,),
        sheeted(Hand.SELF),
        said=FROM_FILE,
    ),
    Way(
        wide.import_wide,
        (P.SCORE_VERIFIED,),
        sheeted(Hand.VERIFIED),
        said=FROM_FILE,
        note="thẩm định",
    ),
    Way(
        wide.forget,
        (P.SCORE_SELF,),
        on_period(hand=Hand.SELF, questions=["dòng: việc khác"]),
        call=of_one_answer,
        only=frozenset(Role) - {Role.UNIT_OFFICER},
    ),
    Way(
        score_imports.import_scores,
        (P.SCORE_VERIFIED,),
        filed(Hand.VERIFIED, InputRow(points="70")),
        said=FROM_FILE,
        note="thẩm định",
    ),
    Way(
        score_imports.import_scores,
        (P.SCORE_VERIFIED, P.MARK_NOT_ASSIGNED),
        filed(Hand.VERIFIED, InputRow(choice=NOT_ASSIGNED_WORD, explanation="không có nhiệm vụ")),
        said=FROM_FILE,
        note="không giao",
    ),
    Way(
        score_imports.import_scores,
        (P.SCORE_VERIFIED,),
        filed(Hand.VERIFIED, InputRow(points="70"), is_verdict=True),
        only=frozenset({Role.ADMINISTRATOR}),
        note="tính ngay",
    ),
    Way(
        analysis.note_what_if,
        (P.ANALYSE,),
        on_period(hypotheses=[CombinedBy(Combining.MEDIAN)]),
        "phiếu nộp",
    ),
    Way(
        supposed.keep,
        (P.ANALYSE, P.SCORE_VERIFIED),
        on_unit(hypotheses=[CombinedBy(Combining.MEDIAN)], criterion="I"),
        "phiếu nộp",
    ),
    Way(
        agreement.agree,
        (P.SCORE_VERIFIED,),
        on_unit(criterion="I", typed="75", reason="Họp thống nhất", base=1),
    ),
    Way(agreement.withdraw, (P.SCORE_VERIFIED,), on_unit(criterion="I", base=1)),
    Way(verification.verify_sheet, (P.SCORE_VERIFIED,), on_unit()),
    Way(submissions.submit, (P.SUBMIT_SELF,), on_unit()),
    Way(submissions.take_back, (P.SUBMIT_SELF,), on_unit(), "xong"),
    Way(submissions.send_back, (P.SEND_BACK,), on_unit(reason="Thiếu số liệu"), "xong"),
    Way(submissions.ask_reopening, (P.SCORE_VERIFIED,), on_unit(reason="Sai số"), "xong"),
    Way(
        reopening.ask_all,
        (P.SCORE_VERIFIED,),
        lambda case: {"period": case.drawn, "units": [case.unit], "reason": "Thêm tiêu chí"},
        "xong",
        call=with_a_line_lacking,
    ),
    Way(joint_decisions.confirm, (P.CONFIRM_LINE,), joint, "hai người", only=KEEPERS),
    Way(reopening.confirm_all, (P.CONFIRM_LINE,), joints, "hai người", only=KEEPERS),
    Way(joint_decisions.withdraw, (P.CONFIRM_LINE,), joint, "hai người", only=KEEPERS),
    Way(
        interests.name_substitute,
        (P.NAME_SUBSTITUTE,),
        on_unit(login="thay", document="BB 02"),
    ),
    Way(interests.end_substitute, (P.NAME_SUBSTITUTE,), on_unit(login="thay"), "hai người"),
    Way(confirmations.confirm, (P.CONFIRM_LINE,), signing(Hand.SELF), "chờ"),
    Way(
        confirmations.confirm,
        (P.SCORE_VERIFIED,),
        signing(Hand.VERIFIED),
        "chờ",
        note="thẩm định",
    ),
    Way(
        considerations.ask,
        (P.SET_CONSIDERATION,),
        on_unit(**LEFT_OUT_OF_RANKS),
        "xong",
    ),
    Way(stages.advance, (P.ADVANCE_STAGE,), moving, "xong", EVERY - {Stage.LOCKED}),
    Way(stages.advance, (P.PUBLISH,), moving, "xong", frozenset({Stage.LOCKED}), note="công bố"),
    Way(stages.ask_return, (P.RETURN_STAGE,), returning, "xong", EVERY - {Stage.PREPARE}),
    Way(stages.confirm_return, (P.RETURN_STAGE,), asked, "xin lùi", EVERY - {Stage.PREPARE}),
    Way(stages.withdraw_return, (P.RETURN_STAGE,), asked, "xin lùi", EVERY - {Stage.PREPARE}),
    Way(evidence_changes.add_file, (P.ADD_EVIDENCE,), on_unit(content=FILE, file_name="a.pdf")),
    Way(evidence_changes.add_files, (P.ADD_EVIDENCE,), on_unit(files=[("a.pdf", FILE)])),
    Way(evidence_changes.add_link, (P.ADD_EVIDENCE,), on_unit(url="https://vi-du.vn/hai")),
    Way(evidence_changes.attach, (P.ADD_EVIDENCE,), proving(criterion="V")),
    Way(evidence_changes.describe, (P.ADD_EVIDENCE,), proving(criterion="I", page="3")),
    Way(evidence_changes.set_level, (P.ADD_EVIDENCE,), proving(level=EvidenceLevel.INTERNAL)),
    Way(evidence_changes.detach, (P.ADD_EVIDENCE,), proving(criterion="I")),
    Way(evidence_changes.replace, (P.ADD_EVIDENCE,), proving(url="https://vi-du.vn/hai")),
    Way(evidence_changes.remove, (P.ADD_EVIDENCE,), proving()),
    Way(
        threads.open_thread,
        (P.SETTLE_THREAD,),
        on_unit(criterion="I", kind=ThreadKind.EXPLAIN, question="Vì sao?", due=LATER.date()),
    ),
    Way(
        threads.open_thread,
        (P.OPEN_THREAD,),
        on_unit(criterion="I", kind=ThreadKind.PETITION, question="Xin xét lại", due=None),
        note="kiến nghị",
    ),
    Way(threads.answer, (P.ANSWER_THREAD,), talking(ThreadKind.EXPLAIN, text="Vì lũ"), "hồ sơ"),
    Way(
        threads.ask_again,
        (P.SETTLE_THREAD,),
        talking(ThreadKind.PETITION, text="Bổ sung số liệu", due=LATER.date()),
        "hồ sơ",
    ),
    Way(threads.close, (P.SETTLE_THREAD,), talking(ThreadKind.PETITION, outcome="Giữ"), "hồ sơ"),
    Way(
        threads.withdraw,
        (P.SETTLE_THREAD,),
        talking(ThreadKind.EXPLAIN),
        "hồ sơ",
        call=of_own_thread,
    ),
    Way(
        threads.withdraw,
        (P.OPEN_THREAD,),
        talking(ThreadKind.PETITION),
        "hồ sơ",
        call=of_own_thread,
        note="kiến nghị",
    ),
    Way(
        sheets.save_lines,
        (P.REVIEW,),
        reviewing(hand=Hand.CROSS, edits=scored(70, base=1)),
        "phiếu",
        WITH_CROSS,
        only=REVIEWERS,
        note="chấm chéo",
    ),
    Way(
        score_imports.import_scores,
        (P.REVIEW,),
        lambda case: {
            "period": case.drawn,
            "hand": Hand.CROSS,
            "reviewer": case.unit,
            "file": ScoreFile((ScoreRow(ACROSS[case.unit], "I", InputRow(points="70")),)),
        },
        "phiếu",
        WITH_CROSS,
        note="chấm chéo",
    ),
    Way(reviews.hand_in, (P.REVIEW,), reviewing(), "phiếu", WITH_CROSS, only=REVIEWERS),
    Way(reviews.take_back, (P.REVIEW,), reviewing(), "phiếu nộp", WITH_CROSS, only=REVIEWERS),
    Way(
        assignments.set_blindness,
        (P.ASSIGN_REVIEWERS,),
        on_period(blindness=Blindness(claim=True), seen=1),
        "phiếu",
    ),
    Way(
        assignments.assign,
        (P.ASSIGN_REVIEWERS,),
        on_period(assignments=[Assignment("A", "B", REST)], seed="mới", seen=1),
        "phiếu",
    ),
    Way(
        absences.mark_absent,
        (P.ASSIGN_REVIEWERS,),
        lambda case: {"period": case.drawn, "reviewer": case.unit, "reason": "Đi họp"},
        "phiếu",
    ),
    Way(
        absences.mark_present,
        (P.ASSIGN_REVIEWERS,),
        lambda case: {"period": case.drawn, "reviewer": case.unit, "reason": "Đã về"},
        "vắng",
    ),
    Way(
        recusals.declare,
        (P.VIEW_DUTY,),
        reviewing(reason="Người thân"),
        "phiếu",
        SPOTS - CLOSED,
    ),
    Way(
        recusals.end,
        (P.ASSIGN_REVIEWERS,),
        reviewing(reason="Đã đổi người"),
        "vắng",
    ),
    Way(reviews.send_back, (P.SEND_BACK,), reviewing(reason="Sót"), "phiếu nộp"),
    Way(
        reminders.mark_reminded,
        (P.REMIND,),
        lambda case: {"period": case.drawn, "bodies": {case.unit: "Còn thiếu"}},
    ),
    Way(
        reminders.send,
        (P.REMIND,),
        on_unit(to="a@vi-du.vn", link=str),
        stages=frozenset({Stage.SELF_SCORE, Stage.LOCKED}),
        call=by_post,
    ),
    Way(votes.set_up, (P.SET_UP_VOTE,), on_period(draft=question("Mới"))),
    Way(
        votes.set_up,
        (P.SET_UP_VOTE,),
        as_seen("soạn", draft=question("Sửa")),
        "bỏ phiếu",
        note="sửa",
    ),
    Way(votes.discard, (P.SET_UP_VOTE,), as_seen("soạn"), "bỏ phiếu"),
    Way(opening.open_vote, (P.SET_UP_VOTE,), as_seen("soạn"), "bỏ phiếu", call=at_the_box),
    Way(votes.reset, (P.SET_UP_VOTE,), as_seen("kín", reason="Sót"), "bỏ phiếu", call=at_the_box),
    Way(vote_results.close, (P.SET_UP_VOTE,), as_seen("kín"), "bỏ phiếu", call=at_the_box),
    Way(
        vote_roll.mark,
        (P.SET_UP_VOTE,),
        voting("kín", presences={"A": Presence.ABSENT}),
        "bỏ phiếu",
    ),
    Way(
        vote_roll.delegate,
        (P.SET_UP_VOTE,),
        voting("kín", member="A", to="B", document="Giấy số 5"),
        "bỏ phiếu",
    ),
    Way(
        ballots.cast,
        (P.CAST_BALLOT,),
        own_ballot("kín"),
        "bỏ phiếu",
        call=at_the_box,
        only=frozenset({Role.UNIT_OFFICER}),
    ),
    Way(
        ballots.cast,
        (P.CAST_BALLOT,),
        own_ballot("hội đồng", Role.COUNCIL_MEMBER),
        "bỏ phiếu",
        call=at_the_box,
        only=frozenset({Role.COUNCIL_MEMBER}),
        note="hội đồng",
    ),
    Way(
        vote_papers.write_answer,
        (P.CONFIRM_COUNT,),
        voting("vắng", member="A", answers=BALLOT, document="CV 12"),
        "bỏ phiếu",
    ),
    Way(
        vote_papers.write_answer,
        (P.CONFIRM_COUNT,),
        voting("vắng", member="B", answers=BALLOT, document=""),
        "bỏ phiếu",
        call=at_the_box,
        note="lần hai",
    ),
    Way(vote_papers.remove_answer, (P.CONFIRM_COUNT,), voting("vắng", member="B"), "bỏ phiếu"),
    Way(
        vote_papers.enter_count,
        (P.CONFIRM_COUNT,),
        voting("giấy", count=COUNTED, seen=1),
        "bỏ phiếu",
    ),
    Way(teller_counts.take, (P.CONFIRM_COUNT,), on_sheets, "bỏ phiếu"),
    Way(vote_papers.confirm_count, (P.CONFIRM_COUNT,), voting("giấy", seen=1), "bỏ phiếu"),
    Way(
        vote_papers.send_back_count,
        (P.CONFIRM_COUNT,),
        voting("giấy", seen=1, reason="Đếm lại"),
        "bỏ phiếu",
    ),
    Way(
        room_papers.hand_out,
        (P.SET_UP_VOTE,),
        voting("phòng", members=["B"]),
        "bỏ phiếu",
        call=with_few_papers,
    ),
    Way(
        room_papers.mark_in_box,
        (P.SET_UP_VOTE,),
        voting("phòng", in_box={"A": True}),
        "bỏ phiếu",
    ),
    Way(
        room_papers.void,
        (P.CONFIRM_COUNT,),
        voting("phòng", member="A", reason="Rách"),
        "bỏ phiếu",
    ),
    Way(
        room_papers.void,
        (P.CONFIRM_COUNT,),
        voting("phòng", member="A"),
        "bỏ phiếu",
        call=with_void_asked,
        note="lần hai",
    ),
    Way(
        room_papers.drop_void,
        (P.CONFIRM_COUNT,),
        voting("phòng", member="A"),
        "bỏ phiếu",
        call=with_void_asked,
    ),
    Way(
        room_counts.name_tellers,
        (P.SET_UP_VOTE,),
        voting("phòng", tellers=("Người dem-1 (dem-1)", "Người dem-2 (dem-2)")),
        "bỏ phiếu",
        call=with_tellers_about,
    ),
    Way(
        room_counts.enter,
        (P.CONFIRM_COUNT,),
        voting("phòng", returned=1, valid=1, invalid=0, numbers={"I": [1, 0, 0]}),
        "bỏ phiếu",
        call=as_a_teller,
    ),
    Way(offices.note, (P.SET_UP_VOTE,), on_unit(year=2020, office=Office.HEAD)),
    *_DOSSIER_WAYS,
    Way(rosters.import_roster, (P.EDIT_UNITS,), joining),
    Way(next_year.carry_members, (P.EDIT_UNITS,), on_period()),
    Way(
        organisers.state,
        (P.EDIT_UNITS,),
        on_period(level=OrganiserLevel.PROVINCE, body="UBND tỉnh", document="QĐ 1770", seen=0),
    ),
    Way(
        accounts.create,
        (P.EDIT_ACCOUNTS,),
        plain(login="moi", full_name="Người mới", password=None),
    ),
    Way(
        accounts.reset_password,
        (P.EDIT_ACCOUNTS,),
        plain(login="an", password=passwords.new(PASSWORD)),
    ),
    Way(accounts.set_active, (P.EDIT_ACCOUNTS,), plain(login="an", active=False, seen=1)),
    Way(accounts.link_subject, (P.EDIT_ACCOUNTS,), plain(login="an", subject="ngoài")),
    Way(accounts.give_role, (P.EDIT_ACCOUNTS,), plain(login="an", grant=Grant(Role.ADMINISTRATOR))),
    Way(
        account_list.bring,
        (P.EDIT_ACCOUNTS,),
        plain(
            rows=[AccountRow("moi", "Người mới", None)],
            passwords={"moi": passwords.new(PASSWORD)},
        ),
    ),
    Way(
        carry_over.carry,
        (P.EDIT_ACCOUNTS,),
        plain(block="K1", old=2024, new=2025),
        call=with_a_role_of_last_year,
    ),
    Way(accounts.end_role, (P.EDIT_ACCOUNTS,), plain(login="an", grant=Grant(Role.AUDITOR))),
    Way(
        taking_office.give,
        (P.EDIT_ACCOUNTS,),
        plain(
            block="K1",
            year=2026,
            office=Office.HEAD,
            unit="A",
            login="cb-a",
            document="Biên bản 03",
        ),
        call=after_an_election,
    ),
    Way(
        taking_over.take,
        (P.EDIT_UNITS, P.EDIT_ACCOUNTS),
        plain(data=HANDED_OVER),
    ),
    Way(
        demo_people.settle,
        (P.EDIT_ACCOUNTS,),
        plain(block="K1", people=demo_people.OFFICERS, years=[2025]),
        call=among_demo_units,
    ),
    Way(demo.fill, (P.EDIT_UNITS, P.EDIT_ACCOUNTS), plain()),
    Way(demo_reviews.fill, (P.EDIT_UNITS, P.EDIT_ACCOUNTS), plain(year=2025)),
    Way(backups.make, (P.BACK_UP,), plain(why="thử"), call=on_whole_database),
    Way(
        backups.before_move,
        (P.ADVANCE_STAGE,),
        on_period(),
        "xong",
        EVERY - {Stage.LOCKED},
        call=on_whole_database,
    ),
    Way(
        backups.before_move,
        (P.PUBLISH,),
        on_period(),
        "xong",
        frozenset({Stage.LOCKED}),
        note="công bố",
        call=on_whole_database,
    ),
    Way(integrity.note_check, (P.CHECK_PERIOD,), on_period(broken=["I06"])),
    Way(
        holdings.state_ground,
        (P.ANSWER_PERSONAL,),
        plain(area=PersonalArea.WORK, ground="Luật", years=5, seen=0),
    ),
    Way(
        personal_requests.answer,
        (P.ANSWER_PERSONAL,),
        plain(key=1, outcome=RequestOutcome.DONE, words="Đã gửi", seen=1),
        call=on_a_request,
    ),
    Way(
        correction.correct_name,
        (P.ANSWER_PERSONAL,),
        plain(login="an", full_name="Người mới", document="giấy tờ", seen=1),
    ),
    Way(erasure.erase_account, (P.EDIT_ACCOUNTS,), of_the_locked),
    Way(erasure.erase_staff, (P.EDIT_ACCOUNTS,), of_person_erased, "hồ sơ"),
    Way(backups.note_elsewhere, (P.BACK_UP,), plain(place="ổ ngoài"), call=on_whole_database),
    Way(backups.restore, (P.BACK_UP,), restoring, call=on_whole_database),
)

ELSEWHERE = {
    *(upkeep_moving.move, upkeep_dumps.restore),
    *(upkeep_upgrading.bring_up, upkeep_upgrading.at_start),
}
"""Ghi vào cơ sở dữ liệu khác: who may is asked in its own test."""

OWN = {
    *(accounts.change_password, interests.state_home),
    *(sign_in.begin_own, sign_in.require_own_password),
    personal_requests.ask,
}
"""Việc của chính mình: asks for the old password or a role held, not for a right."""

ASKED_BEFORE = {
    council_agenda.require_current,  # a part of setting up and opening a vote of a council
    council_keeping.changed_fault,  # a part of writing and importing councils
    figures.require_fit,  # a part of stating a value of a target and of importing them
    figures.written,  # likewise
    road.begin,  # a part of sending a dossier on, which asks by its step
    award_history.give,  # a part of deciding on a proposal
    award_road.fill,  # likewise
    demo_dossiers.fill,  # a part of making the demo; whatever it writes is asked for there
    demo_movements.fill,  # likewise
    register_lines.keep,  # a part of writing and importing rows of a register
    source_numbers.hand_in,  # a part of handing in a sheet
    hand_ins.keep_paper,  # a part of taking a paper and of importing them
    council_keeping.begin,  # a part of whatever is written of councils, and asks for the right
    council_keeping.keep,  # a part of writing and of importing a council
    council_keeping.keep_member,  # likewise, of a member
    demo_quarters.fill,  # likewise
    demo_centres.fill,  # likewise
    demo_schools.fill,  # likewise
    demo_deadlines.renew,  # acts as the head of the demo's blocks, of nobody else's
    audit.record,  # a part of whatever is recorded
    audit.refusal,  # records that a right was missing
    offices.write,  # a part of noting an office and of closing a vote
    organisers.write,  # a part of saying who organises a block and of importing units
    law.write_new_copies,  # a part of adding an award, whose three copies stand or fall together
    rows.require_read,  # a part of whatever is written into the law: it asks what was read
    law.write_copy,  # a part of saving a copy of the law or one row of it
    accounts.write_home,  # a part of giving a role and of saying whose unit one is of
    joint_lines.ask,  # a part of whatever takes two people
    joint_lines.ask_line,  # likewise
    sheets.ask_joint,  # likewise
    considerations.settle,  # a part of confirming what two people decide
    submissions.reopen,  # likewise
    next_year.carry_deadlines,  # asks in the year after, where people have other roles
    next_year.note_office,  # likewise
    next_year.start_draft,  # likewise
    drafts.begin,  # a part of starting one, which chooses what it is begun from
    draft_edits.add,  # a part of adding a line and of taking a proposal
    draft_edits.change_line,  # a part of saving a line and of taking a proposal
    draft_edits.remove,  # a part of taking a line out and of taking a proposal
    draft_rows.clear,  # a part of taking a version back and of discarding the draft
    draft_rows.insert_lines,  # a part of whatever adds lines
    draft_rows.place_lines,  # a part of whatever moves lines
    draft_rows.splice,  # a part of whatever adds lines
    draft_rows.write_cells,  # a part of whatever changes a line
    sheets.mark_handed_in,  # a part of importing; it asks of the stage it is given
    sheets.write_lines,  # a part of saving and importing lines
    sheets.mark_verified,  # a part of verifying and importing; it asks of the stage it is given
    votes.open_vote,  # a part of opening it on the points there are, which asks through it
}
"""Phần của một việc: their callers have asked, with the stage as it is in the transaction."""

READS = {
    "copies.structured",
    "copies.workbook",
    "holdings.grounds",
    "holdings.view",
    "requests.listed",
    "subjects.find",
    "subjects.is_own",
    "subjects.may_answer",
    "subjects.require_reader",
    "account_list.new_logins",
    "account_list.preview",
    "carry_over.carried",
    "fingerprints.basis",
    "minutes.decided_points",
    "minutes.planned_minutes",
    "new_award.preview",
    "overview.blocks",
    "overview.groups_done",
    "clause_proposals.listed",
    "clause_proposals.own_units",
    "copying.text_of",
    "draft_rows.held",
    "draft_rows.lines_inside",
    "drafting.strays",
    "draft_rows.line_called",
    "draft_rows.line_row",
    "draft_rows.require_own_code",
    "draft_rows.sheet_lines",
    "draft_rows.started",
    "draft_trial.last_year",
    "draft_trial.year_of",
    "drafting.base",
    "drafting.brought",
    "drafting.origins",
    "drafting.source_outline",
    "next_year.changes",
    "next_year.view",
    "drafts.kept_versions",
    "drafts.view",
    "drafts.workbook",
    "contributions.of_movement",
    "duties.of_movement",
    "duty_reminders.texts",
    "participations.may_receive",
    "participations.of_movement",
    "participations.preview_participations",
    "participations.workbook",
    "places.listed",
    "places.preview_places",
    "places.workbook",
    "plan_json.every",
    "plan_json.plan",
    "plan_json.progress",
    "reached.book_of",
    "reached.of_movement",
    "standards.listed",
    "standards.may_confirm",
    "standards.may_withdraw",
    "standards.preview_standards",
    "standards.workbook",
    "tasks.of_movement",
    "dues.duty_of",
    "dues.is_waiting_for",
    "dues.of_period",
    "dues.to_decide",
    "dues.to_hand_in",
    "dues.to_receive",
    "dues.units",
    "keeping.accounts",
    "keeping.council_fault",
    "keeping.listed",
    "keeping.may_edit",
    "keeping.member_fault",
    "keeping.voted_fault",
    "keeping.voters",
    "agenda.offered",
    "council_lists.preview_councils",
    "council_lists.workbook",
    "meetings.held",
    "meetings.of_period",
    "outcomes.of_meeting",
    "voting.rules_for",
    "votes.is_of_council",
    "waiting.of_actor",
    "duties.listed",
    "hand_ins.content",
    "numbers.of_unit",
    "source_numbers.offered",
    "hand_ins.moment_fault",
    "report_lists.preview_reports",
    "report_lists.workbook",
    "waiting.to_receive",
    "lines.faults",
    "authors.require_disinterest",
    "authors.require_may_take",
    "authors.taking_fault",
    "fitting.require",
    "lists.template",
    "lists.workbook",
    "sights.awaited",
    "sights.closable",
    "sights.history",
    "sights.numbers",
    "sights.of_register",
    "sights.offered",
    "sights.people",
    "sights.places",
    "sights.programmes",
    "stored.may_on",
    "stored.may_settle",
    "stored.may_view",
    "stored.seen_lines",
    "stored.seen_units",
    "understanding.ground",
    "waiting.to_close",
    "waiting.to_confirm",
    "figure_lists.preview_figures",
    "figure_lists.workbook",
    "figures.history",
    "figures.of_movement",
    "life.of_movement",
    "plans.of_year",
    "plans.plan",
    "issuing.content",
    "deck.facts",
    "leading.desk",
    "links.listed",
    "links.opens",
    "issuing.next_number",
    "letterheads.of_owner",
    "letterheads.require_here",
    "making.document",
    "making.drafted",
    "making.word",
    "scans.content",
    "signatures.content",
    "signatures.view",
    "scans.may_add",
    "scans.may_open",
    "states.listed",
    "states.places",
    "states.state",
    "templates.content",
    "templates.marks_in_force",
    "templates.of_owner",
    "templates.start_file",
    "templates.token_list",
    "templates.trial",
    "texts.may_write",
    "accounts.listed",
    "accounts.one",
    "accounts.page",
    "achievements.usable",
    "agreement.settling",
    "interests.is_asked",
    "interests.substituted_units",
    "interests.deciding",
    "interests.is_substitute",
    "interests.leaders",
    "interests.may_decide",
    "interests.require_deciding",
    "interests.substitutes",
    "reopening.incomplete",
    "interests.block_fault",
    "interests.require_no_competitor",
    "interests.rival_fault",
    "interests.who_else",
    "interests.require_no_rival",
    "own_interest.may_second",
    "own_interest.opener_fault",
    "own_interest.require_apart",
    "own_interest.require_none",
    "own_interest.require_opener",
    "own_interest.require_second",
    "own_interest.why_not",
    "owners.is_own",
    "pack_evidence.parts",
    "owners.may_write",
    "owners.require_no_rival",
    "owners.require_not_own",
    "papers.may_remove",
    "papers.may_write",
    "steps.end_fault",
    "steps.require_may_end",
    "votes.may_discard",
    "considerations.of_unit",
    "joint_decisions.awaits",
    "joint_decisions.effect_of",
    "joint_decisions.effect_of_lines",
    "joint_decisions.effect_of_state",
    "joint_decisions.listed",
    "joint_decisions.may_withdraw",
    "joint_decisions.moves_own",
    "joint_decisions.require_second",
    "joint_decisions.waiting",
    "joint_decisions.words",
    "sheets.joint_codes",
    "submissions.returned",
    "amendments.effect",
    "analysis.comparison",
    "analysis.left_out",
    "as_it_stood.as_it_stood",
    "leaders.leading",
    "leniency.of_reviewers",
    "restoring.earlier",
    "tracking.explained_in_full",
    "tracking_sheets.tracking_sheet",
    "tracking_sheets.workbook",
    "analysis.sensitivity",
    "analysis.supposable",
    "analysis.suppose",
    "analysis.whole_effects",
    "assignments.effects",
    "assignments.lots",
    "assignments.plan",
    "assignments.view",
    "award_history.listed",
    "award_history.preview_awards",
    "ballots.check_receipt",
    "ballots.is_voter",
    "ballots.own",
    "confirmations.may_confirm",
    "confirmations.waiting",
    "copying.annex",
    "copying.before",
    "copying.copy_of",
    "copying.difference",
    "copying.sources",
    "covenants.draft",
    "covenants.following",
    "covenants.preview_covenant",
    "covenants.versions",
    "documents.of_line",
    "doctor.examined",
    "rehearsal.rehearse",
    "documents.repeated_in_file",
    "desk.desk",
    "desk.members",
    "dossiers.listed",
    "electors.electors",
    "eligibility.assess",
    "eligibility.assess_everywhere",
    "evidence.duplicates",
    "evidence.handed_in_at",
    "evidence.may_open",
    "evidence.of_unit",
    "evidence.open_content",
    "evidence.require_seen",
    "evidence.same_files",
    "evidence.versions",
    "exports.covenant",
    "exports.evidence_text",
    "exports.record",
    "exports.roster",
    "exports.score_template",
    "exports.standings_text",
    "exports.summary",
    "facts.preview_facts",
    "facts.versions",
    "handover.pack",
    "meeting_pack.contents",
    "meeting_pack.pack",
    "chained.require_whole",
    "teller_counts.preview",
    "teller_counts.uncounted",
    "teller_counts.workbook",
    "previews.any_unit",
    "previews.preview_as_open",
    "previews.preview_scores",
    "previews.stamp",
    "integrity.unrecorded",
    "final.final",
    "integrity.verdicts",
    "integrity.verdicts_of_period",
    "opening.moved_since",
    "law.check_copy",
    "law.copies",
    "law.sheets",
    "law.versions",
    "law_booklet.law_booklet",
    "desk.hands",
    "threads.sees_all",
    "deck.deck",
    "deck.slides",
    "snapshot.last_entry",
    "my_tasks.waiting",
    "offices.past",
    "organisers.of_period",
    "overview.average",
    "overview.first_steps",
    "overview.late",
    "overview.past_boards",
    "overview.progress",
    "overview.steps_left",
    "owed.deadlines",
    "owners.of_actor",
    "owners.of_actor_now",
    "papers.count",
    "past_points.past_points",
    "allocations.of_movement",
    "allocations.preview_allocations",
    "allocations.workbook",
    "leader_readings.of_programme",
    "opinions.of_proposal",
    "dossier_papers.may_confirm",
    "dossier_papers.may_put",
    "road.of_proposal",
    "sights.proposals",
    "open_dossiers.to_answer",
    "open_dossiers.to_confirm",
    "proposals.listed",
    "proposals.split",
    "prospects.prospects",
    "quotas.choices",
    "reconciling.reconcile",
    "records.entries",
    "records.hides_reviewers",
    "records.may_see_system",
    "chained.mismatches",
    "records.of_unit",
    "records.people",
    "records.unchecked_of_unit",
    "fingerprints.period_fingerprint",
    "chained.shown",
    "reminders.due_texts",
    "reminders.history",
    "results.result",
    "room_counts.possible_tellers",
    "room_counts.state",
    "reviews.average_handed_in",
    "reviews.desk",
    "reviews.desk_of",
    "reviews.duties",
    "reviews.hides_names",
    "reviews.reviewing_units",
    "reviews.shown_names",
    "reviews.unit_names",
    "rights.allowed_units",
    "rosters.members",
    "rosters.period",
    "rosters.periods",
    "rosters.preview_roster",
    "rows.preview",
    "rows.rows",
    "sheets.check_edit",
    "sheets.on_behalf",
    "sheets.require_reviewer",
    "staff.listed",
    "staff.preview_people",
    "stages.checked_before_move",
    "stages.view",
    "standings.all_standings",
    "standings.explained",
    "standings.standings",
    "submissions.gaps_of",
    "supposed.kept_at",
    "supposed.suppose",
    "switches.samples",
    "taking_office.waiting",
    "taking_over.preview",
    "taking_over.received",
    "threads.awaits",
    "threads.listed",
    "threads.opening_units",
    "threads.points_in_force",
    "threads.steps",
    "threads.thread_marks",
    "thresholds.rules",
    "totals.rebuild",  # keeps again what the lines make anyway, which is no datum
    "votes.listed",
    "votes.listed_of_block",
    "wide.preview_wide",
    "wide.remembered",
    "wide.remembers",
    "windows.extensions",
    "windows.windows",
    "years.compared",
    "years.earlier",
}
"""Việc chỉ đọc."""


def name_of(service: Callable[..., object]) -> str:
    return f"{service.__module__.rpartition('.')[2]}.{service.__name__}"


def asked_services() -> dict[str, Callable[..., object]]:
    """Mọi hàm công khai của các dịch vụ mà nhận người thực hiện."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(services.__path__, f"{services.__name__}.")
    ]
    return {
        name_of(function): function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if {"actor", "work"} & set(inspect.signature(function).parameters)
    }


def test_every_service_that_takes_an_actor_stands_in_exactly_one_list():
    written = {name_of(way.service) for way in WAYS}
    lists = [written, {name_of(one) for one in OWN | ELSEWHERE | ASKED_BEFORE}, READS]

    here = asked_services().keys()
    counted = {name: sum(name in one for one in lists) for name in here}
    unlisted = sorted(name for name, times in counted.items() if times != 1)
    assert unlisted == [], " ".join(unlisted)
    assert set().union(*lists) - here == set()


def test_what_is_listed_as_reading_records_nothing():
    words = re.compile(
        r"\b(work\.|audit\.)record\(|\brecord\(\s*session,|session\.add|\b(insert|update|delete)\("
    )
    asked = asked_services()
    sources = {name: inspect.getsource(asked[name]) for name in READS}

    assert [name for name, source in sources.items() if words.search(source)] == []


def person(role: Role) -> Actor:
    """Người giữ một vai trò, at home and nowhere else."""
    scope = SCOPES[role]
    if scope is Scope.SYSTEM:
        return acting(role)
    return acting(role, *HOME, UNIT if scope is Scope.UNIT else None)


def find(session, place):
    found = queries.period(session, *place)
    assert found is not None
    return found


def move(session, place, stage):
    """Đưa kỳ tới một giai đoạn, recorded, without what a real period is asked for."""
    period = find(session, place)
    session.get_one(BlockYear, period.id).stage = stage
    audit.record(session, actor=PROGRAM, now=NOW, acts=[audit.Act("stage.moved")], period=period)
    return find(session, place)


def save(session, actor, period, unit, hand, edits):
    sheets.save_lines(
        Work(session, actor, period, NOW), unit=unit, hand=hand, edits=edits, document="Phiếu có ký"
    )


def fill(session, place, state):
    """Chấm cả hai bảng của hai đơn vị trong giai đoạn tự chấm."""
    period = move(session, place, Stage.SELF_SCORE)
    secretary = acting(Role.SECRETARY, *place)
    waits = state == "chờ"
    for unit in "AB":
        officer = acting(Role.UNIT_OFFICER, *place, unit)
        typist, judge = replace(PROGRAM, name="Người gõ"), replace(secretary, name="Người chấm")
        save(session, typist if waits else officer, period, unit, Hand.SELF, scored(80))
        save(session, judge, period, unit, Hand.VERIFIED, scored(80, 5 if waits else 0))
        link = {"url": "https://vi-du.vn", "criterion": "I"}
        evidence_changes.add_link(Work(session, officer, period, NOW), unit=unit, **link)
        if state == "hồ sơ":
            ask(session, judge, period, unit)
        if state in ("xong", "xin lùi"):
            submissions.submit(Work(session, officer, period, NOW), unit=unit)
            verification.verify_sheet(Work(session, judge, period, NOW), unit=unit)
    if state in ("phiếu", "phiếu nộp", "vắng"):
        review(session, place, state)
    if state == "hai người":
        work = Work(session, replace(PROGRAM, name="Người đề nghị"), period, NOW)
        for unit in "AB":
            considerations.ask(work, unit=unit, **LEFT_OUT_OF_RANKS)
            interests.name_substitute(work, unit=unit, login="thay", document="BB 02")
    if state == "hồ sơ":
        put_forward(session, place, period)
    if state == "bỏ phiếu":
        hold_votes(session, place)


def hold_votes(session, place):
    """Mỗi kiểu một cuộc: not open, secret, with somebody away, on paper, partly on paper."""
    if session.exec(select(Account).where(Account.login == Role.UNIT_OFFICER)).first() is None:
        officers = [Grant(Role.UNIT_OFFICER, *_in(year, unit)) for year in YEARS for unit in "AB"]
        make_account(session, Role.UNIT_OFFICER, *officers)
        council = [Grant(Role.COUNCIL_MEMBER, *_in(year, None)) for year in YEARS]
        make_account(session, Role.COUNCIL_MEMBER, *council)
    period = find(session, place)
    work = Work(session, PROGRAM, period, NOW)
    votes.set_up(work, draft=question("soạn"))
    held = {}
    with pytest.MonkeyPatch.context() as set_up:
        folder = boxes_beside(session.get_bind().url.render_as_string(hide_password=False)).parent
        set_up.setenv("THIDUA_DATA", str(folder))
        for title, rules in (
            ("kín", {"allows_delegation": True}),
            ("hội đồng", {"electorate": Electorate.COUNCIL}),
            ("vắng", {}),
            ("giấy", {"conduct": Conduct.PAPER}),
            ("phòng", {"allows_paper": True}),
        ):
            held[title] = votes.set_up(work, draft=question(title, **rules))
            opening.open_vote(work, vote=held[title], seen=1)
            members = [Role.COUNCIL_MEMBER] if title == "hội đồng" else ["A", "B"]
            presence = Presence.ABSENT if title == "vắng" else Presence.PRESENT
            presences = dict.fromkeys(members, presence)
            vote_roll.mark(work, vote=held[title], presences=presences)
    with pytest.MonkeyPatch.context() as set_up:
        set_up.setattr(room, "FEWEST", 1)
        room_papers.hand_out(work, vote=held["phòng"], members=["A"])
    first = replace(work, actor=replace(PROGRAM, name="Người gõ"))
    letter = {"member": "B", "answers": BALLOT, "document": "CV 12"}
    vote_papers.write_answer(first, vote=held["vắng"], **letter)
    vote_papers.enter_count(first, vote=held["giấy"], count=COUNTED, seen=0)


def _in(place, unit):
    block, year = place
    return block, unit, year


def put_forward(session, place, period):
    """Mỗi đơn vị một người, một lần khen, một đề nghị; and one law of the user's own."""
    work = Work(session, PROGRAM, now=NOW)
    rows = [StaffRow(f"P{unit}", f"Người {unit}", unit) for unit in "AB"]
    staff.import_people(work, rows=rows)
    given = [AwardRow(unit, "giay-khen", 2022) for unit in "AB"]
    award_history.import_awards(work, rows=given)
    if place == HOME:
        law.save_copy(work, name="a.toml", text="", seen=0)
        switches.switch_on(work, code="BK.COKHOI", document="QC 1", signed=SIGNED, start=SIGNED)
    for unit in "AB":
        proposals.propose(
            work.at(period),
            recipient=Recipient.COLLECTIVE,
            subject=unit,
            award="giay-khen",
            despite="CV 9",
        )


def ask(session, actor, period, unit):
    """Một yêu cầu giải trình và một kiến nghị."""
    for kind, criterion, due in (
        (ThreadKind.EXPLAIN, "I", LATER.date()),
        (ThreadKind.PETITION, "V", None),
    ):
        threads.open_thread(
            Work(session, actor, period, NOW),
            unit=unit,
            criterion=criterion,
            kind=kind,
            question="Cần làm rõ",
            due=due,
        )


def review(session, place, state):
    """Hai đơn vị chấm chéo cho nhau; nothing is hidden, so that a sheet may be taken back."""
    period = move(session, place, Stage.CROSS_SCORE)
    said = {"set_by": PROGRAM.name, "set_at": NOW}
    session.add(ReviewPlan(block_year_id=period.id, hides_others=False, **said))
    for reviewer, unit in ACROSS.items():
        session.add(
            ReviewAssignment(
                block_year_id=period.id,
                reviewer=reviewer,
                unit_id=queries.unit_key(session, unit),
                group_code=REST,
                **said,
            )
        )
    session.flush()
    for reviewer, unit in ACROSS.items():
        officer = acting(Role.UNIT_OFFICER, *place, reviewer)
        work = Work(session, officer, period, NOW)
        named = {"reviewer": reviewer, "unit": unit}
        sheets.save_lines(work, hand=Hand.CROSS, edits=scored(80), **named)
        if state == "phiếu nộp":
            reviews.hand_in(work, **named)
        if state == "vắng":
            chief = Work(session, PROGRAM, period, NOW)
            absences.mark_absent(chief, reviewer=reviewer, reason="Đi họp")
            recusals.declare(chief, **named, reason="Đi họp")


class Templates:
    """Các tệp mẫu: one database for each state of the data and stage, made when first needed."""

    def __init__(self, blank, folder):
        self.blank, self.folder, self.numbers = blank, folder, count(1)
        self.made = {}
        self.handed_out = deque()

    def copy(self, file):
        """Một bản sao để thử; only the last few stay, all of them would fill the memory."""
        new = self._copied(file)
        self.handed_out.append(new)
        if len(self.handed_out) > 3:
            self.handed_out.popleft().unlink()
        return new

    def _copied(self, file):
        forget_engines()
        new = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(file, new)
        return new

    def _cached(self, key, source, change):
        if key not in self.made:
            file = self._copied(source)
            with writing(file_url(file)) as session:
                change(session)
            forget_engines()
            self.made[key] = file
        return self.made[key]

    def of(self, state, stage):
        base = self._cached("khối", self.blank, settle)
        filled = self._cached(
            state, base, lambda session: [fill(session, place, state) for place in YEARS]
        )
        return self._cached((state, stage), filled, lambda session: at(session, state, stage))


def settle(session):
    rows = [
        RosterRow(block, f"Khối {block}", unit, f"Phòng {unit}", unit, "phòng", year)
        for block, year in YEARS
        for unit in "AB"
    ]
    rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
    for place in YEARS:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft_of(*place))
    make_account(session, "quan-tri-that", Grant(Role.ADMINISTRATOR))
    make_account(session, "an", Grant(Role.AUDITOR), password=PASSWORD)
    make_account(session, "thay", Grant(Role.STANDING_OFFICE))


def at(session, state, stage):
    for place in YEARS:
        period = move(session, place, stage)
        if state == "xin lùi":
            to = earlier_stages(stage)[0]
            work = Work(session, PROGRAM, period, NOW)
            stages.ask_return(work, to=to, reason="Sót một dòng")
    audit.record(
        session, actor=PROGRAM, now=NOW, acts=[audit.Act("backup.made", detail={"file": "thử"})]
    )


@pytest.fixture(scope="module")
def templates(sqlite_template, tmp_path_factory):
    yield Templates(sqlite_template, tmp_path_factory.mktemp("quyen"))
    forget_engines()


def content(file):
    """Toàn bộ nội dung của cơ sở dữ liệu."""
    with closing(sqlite3.connect(file)) as database:
        return database.serialize()


def version(beside):
    """Dấu của SQLite: another one once any other connection has committed a change."""
    return beside.execute("PRAGMA data_version").fetchone()


def outcome(way, case, named, before):
    """Việc gì đã xảy ra, and whether the database tells the same."""
    file = sqlite_file(case.url)
    is_whole = way.call is on_whole_database  # puts another file there, so nobody may have it open

    def state():
        return None if is_whole else version(beside), file.stat().st_ino

    with closing(sqlite3.connect(file)) as beside:
        if is_whole:
            beside.close()
        stands = state()
        try:
            way.call(way.service, case, named)
            said = DONE
        except way.said:
            said = FORBIDDEN
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"
        changed = state() != stands
    if said == DONE:
        changed = content(file) != before
    if changed is (said == DONE):
        return said
    return f"{said}, nhưng dữ liệu {'đã' if changed else 'không'} đổi"


def test_everybody_changes_the_password_of_their_own_account_and_of_no_other(templates):
    file = templates.copy(templates.of("nháp", Stage.SELF_SCORE))
    owner = replace(acting(Role.KIOSK, *HOME), account="an")
    with reading(file_url(file)) as session:
        attempt = sign_in.begin_own(Work(session, owner, now=NOW))
    named = {"old": sign_in.compare(attempt, PASSWORD), "new": passwords.new("mùa thu con đường")}
    with writing(file_url(file)) as session:
        with pytest.raises(NotFound):
            accounts.change_password(Work(session, acting(Role.ADMINISTRATOR), now=NOW), **named)
        accounts.change_password(Work(session, owner, now=NOW), **named)

        people = accounts.listed(Work(session, PROGRAM))
    assert {one.login: one.version for one in people} == {"an": 2, "quan-tri-that": 1, "thay": 1}


@pytest.mark.parametrize("stamped", [False, True], ids=["không dấu", "có dấu"])
def test_a_file_with_lines_of_another_unit_tells_nothing_of_what_is_stored_there(
    templates, stamped
):
    url = file_url(templates.copy(templates.of("nháp", Stage.SELF_SCORE)))
    with reading(url) as session:
        period = find(session, HOME)
        seal = queries.covenant_versions(session, period)[0].fingerprint
        row = ScoreRow("B", "I", InputRow(points="70"))
        found = previews.preview_scores(
            Work(session, person(Role.UNIT_OFFICER), period),
            hand=Hand.SELF,
            file=ScoreFile(
                (row,),
                Stamp(
                    block=HOME[0],
                    year=HOME[1],
                    hand=Hand.SELF,
                    covenant_fingerprint=seal,
                    lines={},
                )
                if stamped
                else None,
            ),
        )

    refused = error("not_own_unit", "bạn không được chấm cho đơn vị «B»")
    assert found == previews.ScorePreview(Preview((refused,), ()), {})


def report(wrong):
    """Mọi chỗ sai, one on each line."""
    return "".join(f"\n  {key}: {said}, bảng quyền: {ought}" for key, (said, ought) in wrong)


def expected(way, role, period, unit):
    place = () if way.of_system else (period, unit)
    allowed = all(is_allowed(person(role), needed, *place) for needed in way.needs)
    return DONE if allowed and role in way.only else FORBIDDEN


def of_the_block_at(way, stage):
    """Vai trò của khối, năm làm được việc này ở nhà: who would do it far away, were it let."""
    able = way.only.intersection(*(roles_at(needed, stage) for needed in way.needs))
    return {role for role in able if SCOPES[role] is not Scope.SYSTEM}


def places_by_stage(way):
    """Giai đoạn và những nơi được hỏi trong giai đoạn ấy."""
    if way.of_system:
        return {Stage.SELF_SCORE: ["đơn vị mình"]}
    stages = sorted(way.stages)
    telling = [stage for stage in stages if of_the_block_at(way, stage)] or stages
    far = telling[WAYS.index(way) % len(telling)]
    return {stage: [word for word in PLACES if stage == far or word not in FAR] for stage in stages}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{name_of(way.service)} {way.note}".strip())
def test_a_service_lets_happen_what_the_table_of_rights_lists(
    way, templates, tmp_path, monkeypatch
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    found, listed = {}, {}
    for stage, words in places_by_stage(way).items():
        template = templates.of(way.state, stage)
        before = content(template)
        file = templates.copy(template)
        for word in words:
            block, year, unit = PLACES[word]
            with reading(file_url(file)) as session:
                period = find(session, (block, year))
            named = way.named(Case(file_url(file), PROGRAM, period, unit))
            for role in Role:
                asked_by = f"{role} · {word} · {stage}"
                case = Case(file_url(file), person(role), period, unit)
                listed[asked_by] = expected(way, role, period, unit)
                found[asked_by] = outcome(way, case, named, before)
                if found[asked_by] != FORBIDDEN:
                    file = templates.copy(template)

    assert DONE in listed.values() and FORBIDDEN in listed.values()
    wrong = {key: (found[key], one) for key, one in listed.items() if found[key] != one}
    assert wrong == {}, report(wrong.items())


JUDGING = [way for way in WAYS if way.needs == (P.SCORE_VERIFIED,) and way.only == frozenset(Role)]


@pytest.mark.parametrize(
    "way", JUDGING, ids=lambda way: f"{name_of(way.service)} {way.note}".strip()
)
def test_nobody_judges_the_unit_they_are_of(way, templates):
    """Thư ký cũng là cán bộ đơn vị A: the second role takes nothing from the first elsewhere."""
    both = (*person(Role.SECRETARY).grants, *person(Role.UNIT_OFFICER).grants)
    template = templates.of(way.state, Stage.VERIFY)
    found = {}
    for unit in "AB":
        url = file_url(templates.copy(template))
        with reading(url) as session:
            period = find(session, HOME)
        case = Case(url, Actor("Hai vai (hai)", both, "hai"), period, unit)
        found[unit] = outcome(way, case, way.named(case), content(template))

    assert found == {"A": FORBIDDEN, "B": DONE}
