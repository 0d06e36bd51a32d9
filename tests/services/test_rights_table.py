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
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlmodel import Session, select

from tests.people import PROGRAM, acting, make_account
from thidua import mail, passwords, services
from thidua.db import queries
from thidua.db.engine import file_url, forget_engines, reading, sqlite_file, writing
from thidua.db.tables import (
    Account,
    Block,
    BlockYear,
    ReviewAssignment,
    ReviewPlan,
    ScoreThread,
    WideAnswer,
)
from thidua.domain.access.permissions import (
    OF_SYSTEM,
    SCOPES,
    Actor,
    Grant,
    Permission,
    Role,
    Scope,
    is_allowed,
)
from thidua.domain.covenant.covenant import Combining
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.dossier.facts import Recipient
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.finding import error
from thidua.domain.ground.preview import Preview
from thidua.domain.law.law import Switch
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.organiser import OrganiserLevel
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import CLOSED, Stage, earlier_stages
from thidua.domain.period.windows import Window
from thidua.domain.review.plan import REST, Assignment, Blindness
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.rows import NOT_ASSIGNED_WORD, InputRow
from thidua.domain.scoring.file import ScoreFile, ScoreRow, Stamp
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.domain.thread.thread import ThreadKind
from thidua.domain.verify.what_if import CombinedBy
from thidua.domain.vote.counting import BallotCount, Tally
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
from thidua.services.access import accounts, sign_in
from thidua.services.awards import councils, decisions, dossiers, proposals, quotas
from thidua.services.covenant import covenants
from thidua.services.demo import dossiers as demo_dossiers
from thidua.services.demo import fill as demo
from thidua.services.demo import people as demo_people
from thidua.services.demo import quarters as demo_quarters
from thidua.services.demo import reviews as demo_reviews
from thidua.services.dossier import award_history, declarations, facts, staff
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.law import law, rows, switches
from thidua.services.law.rows import ReadText
from thidua.services.period import offices, organisers, rosters, windows
from thidua.services.progress import reminders, stages
from thidua.services.ranking import standings
from thidua.services.record import backups, erasure
from thidua.services.review import absences, assignments, recusals, reviews
from thidua.services.scoring import (
    confirmations,
    evidence,
    evidence_changes,
    sheets,
    submissions,
    wide,
)
from thidua.services.scoring import imports as score_imports
from thidua.services.scoring.sheets import LineEdit
from thidua.services.thread import threads
from thidua.services.verify import agreement, amendments, analysis, verification
from thidua.services.vote import ballots, votes
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll

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

YEARS = (HOME, ("K2", 2025), ("K1", 2024))
ACROSS = {"A": "B", "B": "A"}
EVERY = frozenset(Stage)
SPOTS = frozenset({Stage.PREPARE, Stage.SELF_SCORE, Stage.VERIFY, Stage.LOCKED})
"""Giai đoạn thử: between them what a role may do changes most."""

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


def at_the_box(service: Callable[..., object], case: Case, named: Mapping[str, object]) -> None:
    """Với khóa hòm phiếu của riêng lần gọi này, since counting destroys it."""
    kept = boxes_beside(case.url)
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as set_up:
        shutil.copytree(kept, Path(place) / kept.name)
        set_up.setenv("THIDUA_DATA", place)
        in_transaction(service, case, named)


def boxes_beside(url: str) -> Path:
    """Khóa hòm phiếu của các cơ sở dữ liệu thử, in the folder where these lie."""
    file = sqlite_file(url)
    assert file is not None
    return file.parent / votes.folder().name


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
    return on_unit(hand=hand, edits=list(edits))


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


def asked(case: Case) -> Mapping[str, object]:
    with reading(case.url) as session:
        view = stages.view(Work(session, PROGRAM, case.period))
    assert view.asked is not None
    return {"period": case.drawn, "key": view.asked.key}


def moving(case: Case) -> Mapping[str, object]:
    return {"period": case.drawn, "seen": case.period.stage, "typed": stages.PUBLISH_PHRASE}


def returning(case: Case) -> Mapping[str, object]:
    to = earlier_stages(case.period.stage)[0]
    return {"period": case.drawn, "to": to, "reason": "Thiếu minh chứng"}


def draft_of(block: str, year: int, *more: SettingRow) -> CovenantDraft:
    return CovenantDraft(
        (
            SettingRow("Khối", block),
            SettingRow("Năm", str(year)),
            SettingRow("Tên giao ước", "Giao ước"),
            SettingRow("Cách tổng hợp điểm chấm chéo", "Trưởng khối quyết định"),
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


def of_person_erased(case: Case) -> Mapping[str, object]:
    return {"code": of_person()(case)["code"], "order": "đơn", "together": True}


def restoring(case: Case) -> Mapping[str, object]:
    return {"file": sqlite_file(case.url)}


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


SIGNED = date(2024, 1, 2)
SWITCHED = Switch(
    code="BK.COKHOI", document="QC 1", signed=SIGNED, start=SIGNED, origin=switches.SWITCH_FILE
)
ANOTHER = StaffRow("MOI", "Người mới", "A")
STATED = {"recipient": Recipient.COLLECTIVE, "year": 2025, "typed": "5"}
PLAN = "binh-phuoc-nong-thon-moi"
ARTICLE = ReadText(document="luat-06-2022-qh15", article="khoản 1 Điều 24", on=date(2026, 1, 5))
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
        rows.add_document,
        (P.EDIT_LAW,),
        plain(code="qd-9", name="QĐ 9", title="Quy chế", start=date(2024, 1, 1)),
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

WAYS = (
    Way(covenants.adopt_covenant, (P.EDIT_COVENANT,), amending),
    Way(amendments.adopt, (P.EDIT_COVENANT,), amending_told),
    Way(
        covenants.reuse,
        (P.EDIT_COVENANT,),
        on_period(part="thang-1"),
        stages=frozenset({Stage.PREPARE}),
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
        agreement.agree,
        (P.SCORE_VERIFIED,),
        on_unit(criterion="I", typed="75", reason="Họp thống nhất", base=1),
    ),
    Way(agreement.withdraw, (P.SCORE_VERIFIED,), on_unit(criterion="I", base=1)),
    Way(verification.verify_sheet, (P.SCORE_VERIFIED,), on_unit()),
    Way(submissions.submit, (P.SUBMIT_SELF,), on_unit()),
    Way(submissions.take_back, (P.SUBMIT_SELF,), on_unit(), "xong"),
    Way(submissions.send_back, (P.SEND_BACK,), on_unit(reason="Thiếu số liệu"), "xong"),
    Way(submissions.reopen_verified, (P.SCORE_VERIFIED,), on_unit(reason="Sai số"), "xong"),
    Way(confirmations.confirm, (P.CONFIRM_LINE,), signing(Hand.SELF), "chờ"),
    Way(
        confirmations.confirm,
        (P.SCORE_VERIFIED,),
        signing(Hand.VERIFIED),
        "chờ",
        note="thẩm định",
    ),
    Way(
        standings.set_consideration,
        (P.SET_CONSIDERATION,),
        on_unit(state=ConsiderationState.EXCLUDED, reason="Chưa đủ 12 tháng"),
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
    Way(threads.answer, (P.ANSWER_THREAD,), talking(ThreadKind.EXPLAIN, text="Vì lũ"), "luồng"),
    Way(
        threads.ask_again,
        (P.SETTLE_THREAD,),
        talking(ThreadKind.PETITION, text="Bổ sung số liệu", due=LATER.date()),
        "luồng",
    ),
    Way(threads.close, (P.SETTLE_THREAD,), talking(ThreadKind.PETITION, outcome="Giữ"), "luồng"),
    Way(
        threads.withdraw,
        (P.SETTLE_THREAD,),
        talking(ThreadKind.EXPLAIN),
        "luồng",
        call=of_own_thread,
    ),
    Way(
        threads.withdraw,
        (P.OPEN_THREAD,),
        talking(ThreadKind.PETITION),
        "luồng",
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
    Way(votes.open_vote, (P.SET_UP_VOTE,), as_seen("soạn"), "bỏ phiếu", call=at_the_box),
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
    Way(vote_papers.confirm_count, (P.CONFIRM_COUNT,), voting("giấy", seen=1), "bỏ phiếu"),
    Way(
        vote_papers.send_back_count,
        (P.CONFIRM_COUNT,),
        voting("giấy", seen=1, reason="Đếm lại"),
        "bỏ phiếu",
    ),
    Way(offices.note, (P.SET_UP_VOTE,), on_unit(year=2020, office=Office.HEAD)),
    *_DOSSIER_WAYS,
    Way(rosters.import_roster, (P.EDIT_UNITS,), joining),
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
    Way(accounts.end_role, (P.EDIT_ACCOUNTS,), plain(login="an", grant=Grant(Role.AUDITOR))),
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
    Way(erasure.erase_account, (P.EDIT_ACCOUNTS,), of_the_locked),
    Way(erasure.erase_staff, (P.EDIT_ACCOUNTS,), of_person_erased, "hồ sơ"),
    Way(backups.note_elsewhere, (P.BACK_UP,), plain(place="ổ ngoài"), call=on_whole_database),
    Way(backups.restore, (P.BACK_UP,), restoring, call=on_whole_database),
)

OWN = {accounts.change_password, sign_in.require_own_password}
"""Việc của chính mình: asks for the old password, not for a right."""

ASKED_BEFORE = {
    award_history.give,  # a part of deciding on a proposal
    demo_dossiers.fill,  # a part of making the demo; whatever it writes is asked for there
    demo_quarters.fill,  # likewise
    audit.record,  # a part of whatever is recorded
    audit.refusal,  # records that a right was missing
    offices.write,  # a part of noting an office and of closing a vote
    organisers.write,  # a part of saying who organises a block and of importing units
    law.write_copy,  # a part of saving a copy of the law or one row of it
    sheets.mark_handed_in,  # a part of importing; it asks of the stage it is given
    sheets.write_lines,  # a part of saving and importing lines
    sheets.mark_verified,  # a part of verifying and importing; it asks of the stage it is given
}
"""Phần của một việc: their callers have asked, with the stage as it is in the transaction."""

READS = {
    "accounts.listed",
    "accounts.one",
    "accounts.page",
    "achievements.usable",
    "agreement.settling",
    "analysis.comparison",
    "analysis.left_out",
    "analysis.sensitivity",
    "analysis.suppose",
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
    "covenants.draft",
    "covenants.following",
    "covenants.preview_covenant",
    "covenants.versions",
    "dossiers.listed",
    "electors.electors",
    "eligibility.assess",
    "eligibility.assess_everywhere",
    "evidence.duplicates",
    "evidence.of_unit",
    "evidence.open_content",
    "evidence.same_files",
    "evidence.versions",
    "exports.covenant",
    "exports.record",
    "exports.roster",
    "exports.score_template",
    "exports.summary",
    "facts.preview_facts",
    "facts.versions",
    "integrity.unrecorded",
    "integrity.verdicts",
    "law.check_copy",
    "law.copies",
    "law.sheets",
    "law.versions",
    "switches.samples",
    "organisers.of_period",
    "law_booklet.law_booklet",
    "rows.preview",
    "rows.rows",
    "my_tasks.waiting",
    "offices.past",
    "overview.first_steps",
    "overview.steps_left",
    "overview.average",
    "overview.late",
    "overview.past_boards",
    "overview.progress",
    "owed.deadlines",
    "past_points.past_points",
    "staff.listed",
    "staff.preview_people",
    "proposals.listed",
    "proposals.split",
    "prospects.prospects",
    "quotas.choices",
    "amendments.effect",
    "records.entries",
    "records.may_see_system",
    "records.mismatches",
    "records.of_unit",
    "records.people",
    "records.period_fingerprint",
    "records.shown",
    "reminders.due_texts",
    "reminders.history",
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
    "desk.desk",
    "desk.members",
    "imports.preview_scores",
    "imports.stamp",
    "sheets.check_edit",
    "sheets.on_behalf",
    "sheets.require_reviewer",
    "stages.checked_before_move",
    "stages.view",
    "standings.all_standings",
    "standings.explained",
    "standings.standings",
    "owners.of_actor",
    "owners.of_actor_now",
    "submissions.gaps_of",
    "submissions.return_notes",
    "threads.awaits",
    "totals.rebuild",  # keeps again what the lines make anyway, which is no datum
    "threads.listed",
    "threads.opening_units",
    "threads.points_in_force",
    "threads.steps",
    "threads.thread_marks",
    "thresholds.rules",
    "papers.count",
    "papers.may_write",
    "results.result",
    "votes.listed",
    "wide.preview_wide",
    "wide.remembered",
    "wide.remembers",
    "windows.extensions",
    "windows.windows",
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
    lists = [written, {name_of(one) for one in OWN | ASKED_BEFORE}, READS]

    here = asked_services().keys()
    counted = {name: sum(name in one for one in lists) for name in here}
    unlisted = sorted(name for name, times in counted.items() if times != 1)
    assert unlisted == [], " ".join(unlisted)
    assert set().union(*lists) - here == set()


def test_what_is_listed_as_reading_records_nothing():
    words = re.compile(
        r"\b(work\.|audit\.)record\(|\brecord\(\s*session,|session\.add|\b(insert|update|delete)\("
    )
    sources = {name: inspect.getsource(asked_services()[name]) for name in READS}

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
    sheets.save_lines(Work(session, actor, period, NOW), unit=unit, hand=hand, edits=edits)


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
        if state == "luồng":
            ask(session, judge, period, unit)
        if state in ("xong", "xin lùi"):
            submissions.submit(Work(session, officer, period, NOW), unit=unit)
            verification.verify_sheet(Work(session, judge, period, NOW), unit=unit)
    if state in ("phiếu", "phiếu nộp", "vắng"):
        review(session, place, state)
    if state == "hồ sơ":
        put_forward(session, place, period)
    if state == "bỏ phiếu":
        hold_votes(session, place)


def hold_votes(session, place):
    """Một cuộc chưa mở, hai cuộc kín, một cuộc có người vắng và một cuộc bỏ phiếu giấy."""
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
        ):
            held[title] = votes.set_up(work, draft=question(title, **rules))
            votes.open_vote(work, vote=held[title], seen=1)
            members = [Role.COUNCIL_MEMBER] if title == "hội đồng" else ["A", "B"]
            presence = Presence.ABSENT if title == "vắng" else Presence.PRESENT
            presences = dict.fromkeys(members, presence)
            vote_roll.mark(work, vote=held[title], presences=presences)
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

    def copy(self, file):
        forget_engines()
        new = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(file, new)
        return new

    def _cached(self, key, source, change):
        if key not in self.made:
            file = self.copy(source)
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
    with closing(sqlite3.connect(file)) as beside:
        stands = version(beside), file.stat().st_ino
        try:
            way.call(way.service, case, named)
            said = DONE
        except way.said:
            said = FORBIDDEN
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"
        changed = (version(beside), file.stat().st_ino) != stands
    if said == DONE:
        changed = content(file) != before
    if changed is (said == DONE):
        return said
    return f"{said}, nhưng dữ liệu {'đã' if changed else 'không'} đổi"


def test_everybody_changes_the_password_of_their_own_account_and_of_no_other(templates):
    file = templates.copy(templates.of("nháp", Stage.SELF_SCORE))
    with reading(file_url(file)) as session:
        attempt = sign_in.begin(session, login="an", now=NOW)
    named = {"old": sign_in.compare(attempt, PASSWORD), "new": passwords.new("mùa thu con đường")}
    with writing(file_url(file)) as session:
        with pytest.raises(NotFound):
            accounts.change_password(Work(session, acting(Role.ADMINISTRATOR), now=NOW), **named)
        owner = replace(acting(Role.KIOSK, *HOME), account="an")
        accounts.change_password(Work(session, owner, now=NOW), **named)

        people = accounts.listed(Work(session, PROGRAM))
    assert {one.login: one.version for one in people} == {"an": 2, "quan-tri-that": 1}


@pytest.mark.parametrize("stamped", [False, True], ids=["không dấu", "có dấu"])
def test_a_file_with_lines_of_another_unit_tells_nothing_of_what_is_stored_there(
    templates, stamped
):
    url = file_url(templates.copy(templates.of("nháp", Stage.SELF_SCORE)))
    with reading(url) as session:
        period = find(session, HOME)
        seal = queries.covenant_versions(session, period)[0].fingerprint
        row = ScoreRow("B", "I", InputRow(points="70"))
        found = score_imports.preview_scores(
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
    assert found == score_imports.ScorePreview(Preview((refused,), ()), {})


def report(wrong):
    """Mọi chỗ sai, one on each line."""
    return "".join(f"\n  {key}: {said}, bảng quyền: {ought}" for key, (said, ought) in wrong)


def expected(way, role, period, unit):
    place = () if way.of_system else (period, unit)
    allowed = all(is_allowed(person(role), needed, *place) for needed in way.needs)
    return DONE if allowed and role in way.only else FORBIDDEN


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{name_of(way.service)} {way.note}".strip())
def test_a_service_lets_happen_what_the_table_of_rights_lists(
    way, templates, tmp_path, monkeypatch
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    found, listed = {}, {}
    for stage in [Stage.SELF_SCORE] if way.of_system else sorted(way.stages):
        template = templates.of(way.state, stage)
        before = content(template)
        file = templates.copy(template)
        for word, (block, year, unit) in PLACES.items():
            if way.of_system and word != "đơn vị mình":
                continue
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
