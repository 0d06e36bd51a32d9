"""Bỏ phiếu: the last of many beside the first, all voters at once, and the page once counted."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from statistics import median_low
from time import perf_counter_ns, process_time_ns

from sqlmodel import Session, select

from thidua.bench.clock import medians
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, NOW, new_database, signed_in, use
from thidua.bench.row import Row
from thidua.bench.script_run import Visit, serving
from thidua.db.engine import reading, writing
from thidua.db.tables import Account, BlockYear, Membership, RoleGrant, SignIn
from thidua.domain.access.account import LIFETIME
from thidua.domain.access.permissions import Actor, Role
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.vote.vote import (
    Answer,
    Candidate,
    Presence,
    Threshold,
    VoteDraft,
    VoteRules,
    turn_out,
)
from thidua.services.access import sign_in
from thidua.services.council import opening
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.vote import ballots, queue, results, votes
from thidua.services.vote import roll as vote_roll
from thidua.services.vote.ballots import Casting
from thidua.services.vote.votes import VoteView
from thidua.ui.frame import menu
from thidua.web import identity

YEAR = 2025
_BLOCK = "K0001"
_EACH_END = 5
_FEW = 12
_WARM_RUNS = 2
_MINUTE = 60_000_000_000


@dataclass(frozen=True, slots=True)
class Meeting:
    """Hội nghị đo: an open vote with everybody there, in one database."""

    url: str
    period: BlockPeriod
    vote: VoteView

    @property
    def units(self) -> tuple[str, ...]:
        """Ai bỏ phiếu, by code."""
        return tuple(one.code for one in self.vote.roll)

    def cast(self, unit: str) -> None:
        """Bỏ một lá phiếu as the page does: who it is stands in the database."""
        answers = {one.code: Answer.AGREE for one in self.vote.draft.candidates}
        one = Casting(
            who=lambda session: _voter(session, unit),
            member=unit,
            answers=answers,
            code=ballots.new_receipt(),
        )
        queue.cast(self.url, self.period, vote=self.vote.key, casting=one)


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Ba dòng trên SQLite."""
    url, beside = (new_database(folder, name) for name in ("bo-phieu", "bo-phieu-nho"))
    found = rows(url, effort.voters)
    rows(beside, _FEW)
    return [*found, page_row([url, beside], effort)]


def rows(url: str, voters: int) -> list[Row]:
    """Hai dòng bỏ phiếu trên cơ sở dữ liệu trống này."""
    units = convene(url, voters)
    return [_last(opened(url, units)), _minute(opened(url, units))]


def page_row(urls: Sequence[str], effort: Effort) -> Row:
    """Trang Bình xét sau khi kiểm phiếu, of many voters and of few, nothing changed since."""
    entry = menu.entry("binh_xet")
    row = Row(
        id="vote.page",
        name="Lượt chạy lại trang Bình xét đã kiểm phiếu: "
        f"{effort.voters} người bỏ phiếu ÷ {_FEW} người",
        target=Decimal("1.25"),
        compared="lượt chạy lại của trang thật khi dữ liệu không đổi, các khung dài đang đóng",
    )
    cookies = [_counted(url) for url in urls]
    with serving(entry.file) as runtime:
        visits = [Visit(script=entry.file, runtime=runtime) for _ in urls]

        def run(place: int) -> int:
            use(urls[place])
            identity.cookie = lambda: cookies[place]
            return visits[place].run()

        for _ in range(_WARM_RUNS):
            run(0)
            run(1)
        pair = medians(lambda: run(0), lambda: run(1), effort.page_runs)
        said = next((one.complaint for one in visits if one.complaint), "")
        if said:
            return row.without(fault=f"trang báo lỗi: {said}")
        sent = [sum(one.ByteSize() for one in visit.messages) for visit in visits]
    sizes = {"bytes_many": sent[0], "bytes_few": sent[1], "runs": effort.page_runs}
    return replace(row, sizes=sizes).with_medians(*pair)


def _counted(url: str) -> str:
    """Kiểm phiếu every vote of this database; the cookie of one who may see everything."""
    with writing(url) as session:
        period = rosters.period(_work(session), block=_BLOCK, year=YEAR)
        for one in votes.fresh(session, period):
            results.close(Work(session, ACTOR, period, NOW), vote=one.key, seen=one.version)
    return signed_in(url)


def _last(meeting: Meeting) -> Row:
    row = Row(
        id="vote.last",
        name=f"Bỏ phiếu: lá cuối của {len(meeting.units)} ÷ lá đầu",
        target=Decimal(2),
        compared="thời gian bộ xử lý để bỏ một lá phiếu, trọn giao dịch; trung vị của "
        f"{_EACH_END} lá cuối ÷ {_EACH_END} lá đầu cùng một hòm",
        sizes={"voters": len(meeting.units)},
    )
    spent = []
    for unit in meeting.units:
        start = process_time_ns()
        meeting.cast(unit)
        spent.append(process_time_ns() - start)
    return row.with_medians(median_low(spent[-_EACH_END:]), median_low(spent[:_EACH_END]))


def _minute(meeting: Meeting) -> Row:
    row = Row(
        id="vote.minute",
        name=f"Bỏ phiếu: {len(meeting.units)} người cùng một lúc ÷ một phút",
        target=Decimal(1),
        compared="thời gian từ lúc mọi người cùng bấm bỏ phiếu, mỗi người một luồng, tới lúc phiếu "
        "cuối cùng đã ghi xong ÷ 60 giây",
        sizes={"voters": len(meeting.units)},
    )
    with ThreadPoolExecutor(len(meeting.units)) as pool:
        start = perf_counter_ns()
        for cast in [pool.submit(meeting.cast, unit) for unit in meeting.units]:
            cast.result()
        passed = perf_counter_ns() - start
    with reading(meeting.url) as session:
        done, there = turn_out(votes.fresh(session, meeting.period)[0].roll)
    if (done, there) != (len(meeting.units), len(meeting.units)):
        return row.without(fault=f"hòm có {done}/{there} phiếu")
    return row.with_medians(passed, _MINUTE)


def convene(url: str, voters: int) -> Sequence[str]:
    """Mời họp: so many units, each with its officer signed in; their codes."""
    codes = [f"{_BLOCK}-{number:04}" for number in range(1, voters + 1)]
    with writing(url) as session:
        rosters.import_roster(
            Work(session, ACTOR, now=NOW),
            rows=[
                RosterRow(_BLOCK, f"Khối {_BLOCK}", one, f"Đơn vị {one}", one, "Phòng", YEAR)
                for one in codes
            ],
        )
        work = Work(session, ACTOR, rosters.period(_work(session), block=_BLOCK, year=YEAR), NOW)
        session.get_one(BlockYear, work.period.id).stage = Stage.APPRAISE
        _officers(session, codes)
        work.record(Act("stage.moved"))
    return codes


def _officers(session: Session, codes: Sequence[str]) -> None:
    """Cán bộ của các đơn vị, without passwords, which would take a second each."""
    now = datetime.now(UTC)
    places = session.exec(select(Membership.block_id, Membership.unit_id)).all()
    for code, (block, unit) in zip(codes, places, strict=True):
        account = Account(
            login=code.lower(),
            full_name=f"Cán bộ {code}",
            must_change=False,
            created_at=now,
            created_by=ACTOR.name,
        )
        session.add(account)
        session.flush()
        grant = RoleGrant(
            account_id=account.id or 0,
            role=Role.UNIT_OFFICER,
            block_id=block,
            unit_id=unit,
            year=YEAR,
            granted_at=now,
            granted_by=ACTOR.name,
        )
        signed = SignIn(
            token_hash=sha256(code.encode()).hexdigest(),
            account_id=account.id or 0,
            created_at=now,
            used_at=now,
            expires_at=now + LIFETIME,
        )
        session.add_all([grant, signed])


def _voter(session: Session, unit: str) -> Actor:
    return sign_in.known(session, token=unit, now=datetime.now(UTC)).actor


def _work(session: Session) -> Work:
    return Work(session, ACTOR, now=NOW)


def opened(url: str, units: Sequence[str]) -> Meeting:
    """Mở bỏ phiếu about the first three of these units; all are there."""
    draft = VoteDraft(
        title="Đề nghị tặng Cờ thi đua",
        rules=VoteRules(threshold=Threshold(Fraction(4, 5), source="Quy chế của khối")),
        candidates=tuple(Candidate(one, f"Đơn vị {one}", one) for one in units[:3]),
    )
    with writing(url) as session:
        period = rosters.period(_work(session), block=_BLOCK, year=YEAR)
        work = Work(session, ACTOR, period, NOW)
        key = votes.set_up(work, draft=draft)
        opening.open_vote(work, vote=key, seen=1)
        vote_roll.mark(work, vote=key, presences=dict.fromkeys(units, Presence.PRESENT))
    with reading(url) as session:
        return Meeting(url, period, votes.fresh(session, period)[0])
