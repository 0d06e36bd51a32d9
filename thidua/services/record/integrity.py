"""Kiểm tra toàn vẹn: every invariant of the stored data, asked of the database as it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.rows import UNRECORDED, UNRECORDED_COLUMNS
from thidua.db.tables import (
    Account,
    AuditEntry,
    Block,
    BlockYear,
    Recusal,
    ReviewAssignment,
    RoleGrant,
    ScoreLine,
    ScoreSheet,
    StageChange,
    Unit,
)
from thidua.db.tables import Covenant as CovenantTable
from thidua.domain.access.permissions import SCOPES, Actor, Grant, Permission, require
from thidua.domain.covenant.checks import check_group_sums
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.errors import NotFound
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.record.invariant import Unrecorded, Verdict
from thidua.domain.review.assignment import group_words
from thidua.domain.rules import Line
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.files import evidence_store
from thidua.services.awards import quota_checks
from thidua.services.covenant import covenants, totals
from thidua.services.ground import audit, personal, record_days
from thidua.services.ground.audit import WITHIN, Act, read_content
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.record import (
    award_checks,
    chained,
    council_checks,
    dossier_checks,
    joint_checks,
    movement_checks,
    paper_checks,
    register_checks,
    replay,
    report_checks,
)
from thidua.services.record.replay import Replayed
from thidua.services.record.words.columns import TABLE_WORDS, column_words
from thidua.services.record.words.told import read_rows
from thidua.services.scoring import evidence
from thidua.services.vote import checks as vote_checks

Faults = Iterator[str]

_OfPeriod = Callable[[Session, BlockPeriod], Faults]

_PORTION = 2000


def verdicts(work: Work) -> list[Verdict]:
    """Kết quả của mọi bất biến, in a fixed order."""
    require(work.actor, Permission.CHECK_SYSTEM)
    return [
        Verdict(code, statement, _first(check, work.session))
        for code, statement, check in _INVARIANTS
    ]


def verdicts_of_period(work: Work) -> list[Verdict]:
    """Kết quả của các bất biến ở riêng kỳ này, for whoever leads its block.

    The chain of the record is one for all blocks and is followed whole.
    """
    require(work.actor, Permission.CHECK_PERIOD, work.period)

    def of_period(check: _OfPeriod) -> Callable[[Session], Faults]:
        return lambda session: check(session, work.period)

    return [
        Verdict(code, statement, _first(of_period(check), work.session))
        for code, statement, check in _OF_PERIOD
    ]


def note_check(work: Work, *, broken: Sequence[str]) -> None:
    """Ghi lần kiểm tra của kỳ này: which invariants did not hold, by their codes."""
    work = work.require(Permission.CHECK_PERIOD)
    known = {code for code, _, _ in _OF_PERIOD}
    if not set(broken) <= known:
        raise NotFound
    work.record(Act("stage.checked", detail={"broken": list(broken)}))


def last_of_period(
    session: Session, period: BlockPeriod
) -> tuple[datetime | None, tuple[str, ...]]:
    """Lần kiểm tra gần nhất của kỳ này: when, and what did not hold; whoever asks."""
    return kept(session, ("last check", period), lambda: _last_of_period(session, period))


def _last_of_period(
    session: Session, period: BlockPeriod
) -> tuple[datetime | None, tuple[str, ...]]:
    row = session.exec(
        select(AuditEntry)
        .where(
            AuditEntry.action == "stage.checked",
            *_entries_of(period),
        )
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    ).first()
    if row is None:
        return None, ()
    broken = read_content(row.content).get("detail", {}).get("broken", ())
    return row.at, tuple(statement_of(code) for code in broken)


def statement_of(code: str) -> str:
    """Điều phải đúng, by its code."""
    return next((said for known, said, _ in _INVARIANTS if known == code), code)


def unrecorded(*, actor: Actor) -> list[Unrecorded]:
    """Những gì nhật ký không giữ: what it is, and what looks after it instead."""
    require(actor, Permission.CHECK_SYSTEM)
    return [
        *(Unrecorded(TABLE_WORDS[table], why) for table, why in UNRECORDED.items()),
        *(
            Unrecorded(f"{TABLE_WORDS[table]}: {column_words(column)}", why)
            for (table, column), why in UNRECORDED_COLUMNS.items()
        ),
        Unrecorded(
            "tệp luật địa phương trong thư mục «luat»",
            "tệp của người quản trị máy chủ, có hiệu lực ngay; trang Bộ luật nêu tên từng tệp",
        ),
    ]


_UNREADABLE = (
    *(ValueError, ArithmeticError, LookupError, TypeError, AttributeError),
    *(NotFound, DBAPIError),
)


def first_fault(session: Session) -> str:
    """Chỗ sai đầu tiên mà không gì được chốt, khôi phục hay coi là toàn vẹn khi còn nó.

    Chain, every recorded value, the secret ballots that no entry may hold, and kept scores.
    """
    for check in (
        _chain,
        _data_as_recorded,
        vote_checks.ballots_and_marks,
        vote_checks.counts,
        _kept_scores,
    ):
        if fault := _first(check, session):
            return fault
    return ""


def ballots_fault(session: Session) -> str:
    """Chỗ sai đầu tiên của phiếu kín; the record and what it holds were found whole already."""
    return _first(vote_checks.ballots_and_marks, session) or _first(vote_checks.counts, session)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Lần kiểm tra toàn bộ: up to which entry all was read, and what the tables were by then.

    Good for one `fault_since`, which goes on from it.
    """

    position: int
    seal: str
    fault: str
    replayed: Replayed


def checked(session: Session) -> Checked:
    """Kiểm tra toàn bộ, as `first_fault` does, before whoever needs it holds up the others."""
    fault = _first(_chain, session)
    position, seal = chained.head(session)
    found = Replayed({})
    if not fault:
        try:
            found = replay.replayed(session)
        except _UNREADABLE as problem:
            fault = _unreadable(problem)
    fault = fault or _first(lambda it: _as_recorded(it, found), session) or ballots_fault(session)
    return Checked(position=position, seal=seal, fault=fault, replayed=found)


def fault_since(session: Session, since: Checked, period: BlockPeriod) -> str:
    """Chỗ sai đầu tiên từ lần kiểm tra ấy: the entries after it, and every row of this period.

    What other periods hold was read by the check; an entry that changed it since then is followed
    here as well.
    """
    if since.fault:
        return since.fault

    def chain(session: Session) -> Faults:
        if since.position and chained.seal_at(session, since.position) != since.seal:
            yield f"mục {since.position} không còn dấu niêm vừa kiểm tra"
        if fault := chained.chain_fault(session, (since.position, since.seal)):
            yield fault.message

    def data(session: Session) -> Faults:
        now = replay.replayed(session, since=(since.position, since.replayed))
        return _as_recorded(session, now, period)

    def ballots(session: Session) -> Faults:
        return vote_checks.ballots_and_marks(session, period)

    def counts(session: Session) -> Faults:
        return vote_checks.counts(session, period)

    for check in (chain, data, ballots, counts):
        if fault := _first(check, session):
            return fault
    return ""


def _first(check: Callable[[Session], Faults], session: Session) -> str:
    """Chỗ sai đầu tiên; a value nobody can read any more is one."""
    try:
        return next(check(session), "")
    except _UNREADABLE as fault:
        return _unreadable(fault)


def _unreadable(fault: Exception) -> str:
    return f"có dữ liệu không đọc được ({type(fault).__name__})"


def _covenants(
    session: Session, only: BlockPeriod | None = None
) -> Iterator[tuple[BlockPeriod, Covenant]]:
    for period in queries.periods(session) if only is None else (only,):
        if period.covenant_version is not None:
            yield period, covenants.load(session, period)


def _name(period: BlockPeriod) -> str:
    return period.place


def _sums(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, covenant in _covenants(session, only):
        for finding in check_group_sums(covenant):
            if finding.code == "group_sum":
                yield f"{_name(period)}: {finding.message}"


def _scores_in_bounds(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, covenant in _covenants(session, only):
        for hand in (Hand.SELF, Hand.VERIFIED):
            for unit, sheet in queries.sheets(session, period, hand).items():
                for code, entry in sheet.entries.items():
                    criterion = covenant.criteria.get(code)
                    if criterion is None:
                        yield f"{_name(period)} · {unit} · {code}: giao ước không có tiêu chí này"
                    elif entry.state is LineState.SCORED:
                        for problem in criterion.rule.problems(Line(entry, criterion.max_points)):
                            if problem.is_error:
                                yield f"{_name(period)} · {unit} · {code}: {problem.message}"


def _no_own_reviews(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Chấm chéo: nothing is assigned to the unit itself or, once it has said so, to who keeps away.

    Nor was anything scored by them. A sheet filled before its recusal stays, and is not counted.
    """
    for reviewer, unit, what in session.exec(
        select(ReviewAssignment.reviewer, Unit.code, ReviewAssignment.group_code)
        .join(Unit, col(Unit.id) == col(ReviewAssignment.unit_id))
        .where(*_within(ReviewAssignment, only))
    ):
        if reviewer == unit:
            yield f"{unit}: được phân công chấm {group_words(what)} của chính mình"
    own = (
        select(Unit.code)
        .join(ScoreSheet, col(ScoreSheet.unit_id) == col(Unit.id))
        .where(ScoreSheet.hand == Hand.CROSS, col(ScoreSheet.reviewer) == col(Unit.code))
        .where(*_within(ScoreSheet, only))
    )
    for unit in session.exec(own):
        yield f"{unit}: có phiếu chấm chéo cho chính mình"
    kept_away = (Recusal.block_year_id, Recusal.reviewer, Recusal.unit_id)
    assigned = (
        ReviewAssignment.block_year_id,
        ReviewAssignment.reviewer,
        ReviewAssignment.unit_id,
    )
    for reviewer, unit in session.exec(
        select(Recusal.reviewer, Unit.code)
        .join(ReviewAssignment, _same(kept_away, assigned))
        .join(Unit, col(Unit.id) == col(Recusal.unit_id))
        .where(
            col(Recusal.ended_at).is_(None),
            col(ReviewAssignment.set_at) > col(Recusal.declared_at),
            *_within(Recusal, only),
        )
    ):
        yield f"{reviewer}: được phân công chấm {unit} sau khi đã từ chối"
    sheet = (ScoreSheet.block_year_id, ScoreSheet.reviewer, ScoreSheet.unit_id)
    for reviewer, unit, criterion in session.exec(
        select(Recusal.reviewer, Unit.code, ScoreLine.criterion_code)
        .join(ScoreSheet, _same(kept_away, sheet))
        .join(ScoreLine, col(ScoreLine.sheet_id) == col(ScoreSheet.id))
        .join(Unit, col(Unit.id) == col(Recusal.unit_id))
        .where(
            ScoreSheet.hand == Hand.CROSS,
            col(ScoreLine.entered_at) > col(Recusal.declared_at),
            col(Recusal.ended_at).is_(None) | (col(ScoreLine.entered_at) < col(Recusal.ended_at)),
            *_within(Recusal, only),
        )
    ):
        yield f"{reviewer}: chấm {criterion} của {unit} sau khi đã từ chối"


def _within(
    table: type[ReviewAssignment | Recusal | ScoreSheet | StageChange], only: BlockPeriod | None
) -> tuple[ColumnElement[bool], ...]:
    """Điều kiện of one period, none for all of them."""
    return () if only is None else (col(table.block_year_id) == only.id,)


def _entries_of(only: BlockPeriod | None) -> tuple[ColumnElement[bool], ...]:
    """Điều kiện cho các mục nhật ký of one period, none for all of them."""
    if only is None:
        return ()
    block, year = col(AuditEntry.block_code), col(AuditEntry.year)
    return (block == only.block_code, year == only.year, audit.of_part(only))


def _same(some: Sequence[Any], others: Sequence[Any]) -> ColumnElement[bool]:
    return and_(*(one == other for one, other in zip(some, others, strict=True)))


def _one_live_line(session: Session, only: BlockPeriod | None = None) -> Faults:
    rows = session.exec(
        select(ScoreLine.sheet_id, ScoreLine.criterion_code)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .where(col(ScoreLine.live), *_within(ScoreSheet, only))
        .order_by(col(ScoreLine.sheet_id), ScoreLine.criterion_code)
    )
    before = None
    for row in rows:
        if row == before:
            yield f"bảng {row[0]} · {row[1]}: hai phiên bản cùng có hiệu lực"
        before = row


def _covenant_of_lines(session: Session, only: BlockPeriod | None = None) -> Faults:
    rows = queries.picked(
        session,
        queries.pick(
            Block.code, BlockYear.year, BlockYear.part, Unit.code, ScoreLine.criterion_code
        )
        .select_from(ScoreLine)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .join(BlockYear, col(BlockYear.id) == col(ScoreSheet.block_year_id))
        .join(Block, col(Block.id) == col(BlockYear.block_id))
        .where(
            *_within(ScoreSheet, only),
            col(ScoreLine.live),
            col(ScoreLine.covenant_version).not_in(
                select(CovenantTable.version).where(
                    CovenantTable.block_year_id == col(BlockYear.id)
                )
            ),
        ),
    )
    for block, year, part, unit, code in rows:
        said = " ".join(filter(None, [block, str(year), part]))
        yield f"{said} · {unit} · {code}: chấm theo bản giao ước không có"


def _totals_and_ranks(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, _ in _covenants(session, only):
        board = standings.unchecked_board(session, period)
        seen: dict[int, int] = {}
        for row in board.standings.rows:
            if row.rank is not None:
                seen[row.rank] = seen.get(row.rank, 0) + 1
        expected = 1
        for rank in sorted(seen):
            if rank != expected:
                yield f"{_name(period)}: có hạng {rank}, đáng lẽ là {expected}"
            expected = rank + seen[rank]


def _kept_scores(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, covenant in _covenants(session, only):
        for unit, hand in totals.faults(session, period, covenant):
            yield (
                f"{_name(period)} · {unit}: điểm {HAND_WORDS[hand].lower()} đang giữ khác điểm "
                "tính từ các dòng; chạy «python -m thidua rebuild-scores»"
            )


def _nothing_after_the_lock(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Trong thứ tự của nhật ký: between a lock and the way back nothing was scored."""
    closed: set[tuple[str, int | None, str]] = set()
    moves = col(AuditEntry.action) == "stage.moved"
    is_within = col(AuditEntry.content).like(f'%"{WITHIN}":"%')
    rows = session.connection().execute(
        queries.pick(
            AuditEntry.position,
            AuditEntry.block_code,
            AuditEntry.year,
            moves,
            case((moves | is_within, AuditEntry.content), else_=""),
        )
        .where(
            col(AuditEntry.action).startswith("score.")
            | col(AuditEntry.action).startswith("sheet.")
            | moves,
            *_entries_of(only),
        )
        .order_by(col(AuditEntry.position))
        .execution_options(yield_per=_PORTION)
    )
    with rows:  # whoever takes the first fault leaves the rest unread
        for position, block, year, is_move, content in rows:
            place = (block, year, read_content(content).get(WITHIN, ""))
            if is_move:
                (closed.add if _stage_in(content) in CLOSED else closed.discard)(place)
            elif place in closed:
                said = " ".join(str(one) for one in place if one)
                yield f"mục {position}: ghi vào {said} sau khi đã chốt"


def _stage_in(content: str) -> Stage | None:
    """Giai đoạn mà một mục chuyển tới."""
    for one in read_rows(read_content(content), {}):
        if one.table == "block_year":
            return one.now.get("stage")
    return None


def _returns_by_two(session: Session, only: BlockPeriod | None = None) -> Faults:
    rows = session.exec(
        select(StageChange).where(
            col(StageChange.done_at).is_not(None), *_within(StageChange, only)
        )
    )
    order = list(Stage)
    for row in rows:
        went_back = order.index(row.new_stage) < order.index(row.old_stage)
        if went_back and (row.done_by == row.asked_by or not row.reason):
            yield f"lần lùi giai đoạn {row.id}: thiếu lý do hoặc thiếu người thứ hai"


def _chain(session: Session, _: BlockPeriod | None = None) -> Faults:
    fault = chained.chain_fault(session)
    if fault is not None:
        yield fault.message


def _data_as_recorded(session: Session, only: BlockPeriod | None = None) -> Faults:
    yield from _as_recorded(session, replay.replayed(session), only)


def _as_recorded(session: Session, found: Replayed, only: BlockPeriod | None = None) -> Faults:
    for one in replay.mismatches(session, found, only):
        yield f"{one.place}: đang là «{one.stored}», nhật ký ghi «{one.recorded}»"


def _second_hands(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Mỗi lần xác nhận: the signer recorded is not the person who typed the line."""
    rows = session.connection().execute(
        queries.pick(AuditEntry.position, AuditEntry.actor, AuditEntry.content)
        .where(col(AuditEntry.action) == "score.confirmed", *_entries_of(only))
        .order_by(col(AuditEntry.position))
        .execution_options(yield_per=_PORTION)
    )
    with rows:
        for position, actor, content in rows:
            for line in read_content(content).get("rows", ()):
                if line["naming"]["entered_by"] == line["after"]["confirmed_by"]:
                    who = personal.names(session, [actor]).get(actor, "")
                    yield f"mục {position}: {who} tự xác nhận dòng mình nhập"


def _evidence_files(session: Session) -> Faults:
    for one in evidence.unchecked_files(session):
        if not evidence_store.is_whole(evidence.folder(session), one):
            yield f"tệp {one.name} ({one.size} byte): mất, hoặc khác SHA-256 {one.sha256}"


def _files_there(session: Session, only: BlockPeriod) -> Faults:
    for one in evidence.missing_files(session, only):
        yield f"{_name(only)} · {one.unit}: thiếu tệp «{one.told}»"


def _roles(session: Session) -> Faults:
    rows = session.exec(
        select(RoleGrant, Account.login)
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .where(col(RoleGrant.ended_at).is_(None))
    )
    for row, login in rows:
        block = None if row.block_id is None else str(row.block_id)
        unit = None if row.unit_id is None else str(row.unit_id)
        if not Grant(row.role, block, unit, row.year).is_whole:
            yield f"{login}: vai trò {row.role} không ghi đúng phạm vi {SCOPES[row.role]}"


_INVARIANTS: tuple[tuple[str, str, Callable[[Session], Faults]], ...] = (
    ("I01", "Tổng điểm tối đa của các dòng bằng điểm tối đa của nhóm, hoặc nhóm có trần", _sums),
    ("I02", "Điểm và số liệu của mọi dòng nằm trong mức cách chấm cho phép", _scores_in_bounds),
    ("I03", "Không đơn vị nào chấm chéo cho mình hoặc cho nơi đã từ chối chấm", _no_own_reviews),
    ("I04", "Mỗi tiêu chí trên một bảng chấm có nhiều nhất một giá trị hiệu lực", _one_live_line),
    ("I05", "Mọi dòng điểm thuộc một bản giao ước có thật", _covenant_of_lines),
    ("I07", "Hạng liên tục theo kiểu 1, 2, 2, 4 ở mọi kỳ", _totals_and_ranks),
    ("I08", "Điểm giữ cùng mỗi bảng chấm đúng bằng điểm tính từ các dòng của nó", _kept_scores),
    ("I09", "Không có gì được ghi vào kỳ đã chốt", _nothing_after_the_lock),
    ("I10", "Mỗi lần lùi giai đoạn có lý do và hai người", _returns_by_two),
    ("I11", "Chuỗi nhật ký nối liền từ mục đầu tới đầu chuỗi", _chain),
    (
        "I21",
        "Số mục nhật ký từng ngày đúng bằng các mục của ngày ấy",
        record_days.faults,
    ),
    ("I06", "Mọi giá trị đang lưu đúng như lần ghi cuối trong nhật ký", _data_as_recorded),
    (
        "I12",
        "Số phiếu bằng số người đã bỏ, lúc còn trong hòm và sau khi kiểm",
        vote_checks.ballots_and_marks,
    ),
    (
        "I13",
        "Mọi kết quả bỏ phiếu cộng khớp và đúng mã đối chiếu lúc kiểm phiếu",
        vote_checks.counts,
    ),
    (
        "I15",
        "Trình và quyết định không vượt hạn mức, trừ khi có lý do ghi lại",
        quota_checks.faults,
    ),
    (
        "I16",
        "Mọi quyết định khen thưởng có kết quả xét đầy đủ của ngày quyết định",
        dossier_checks.decisions,
    ),
    ("I17", "Mọi tệp minh chứng còn nguyên trên máy chủ, đúng SHA-256 đã ghi", _evidence_files),
    (
        "I23",
        "Mọi văn bản đã cấp số, mẫu riêng và bản quét đúng SHA-256 đã ghi",
        paper_checks.faults,
    ),
    (
        "I24",
        "Mọi dòng sổ theo dõi đúng phiên bản cuối đã ghi, do người khác người nhập xác nhận",
        register_checks.faults,
    ),
    (
        "I31",
        "Phân bổ chỉ tiêu không vượt hạn mức; giấy tờ hồ sơ khen do người khác người ghi xác nhận",
        award_checks.faults,
    ),
    (
        "I29",
        "Mọi báo cáo đã nhận có lúc nộp, do người khác người nộp nhận hoặc ghi là bản giấy",
        report_checks.faults,
    ),
    (
        "I33",
        "Mọi đóng góp, nhu cầu và việc đã làm của phong trào về đúng địa bàn, nhiệm vụ, đơn vị; "
        "tổng bằng các dòng",
        movement_checks.faults,
    ),
    (
        "I37",
        "Mọi người có tên trong danh sách bỏ phiếu của hội đồng đương nhiệm vào ngày họp",
        council_checks.faults,
    ),
    ("I18", "Không ai tự xác nhận dòng mình nhập", _second_hands),
    (
        "I22",
        "Mỗi quyết định hai người có hiệu lực được người thứ hai, của đơn vị khác, xác nhận",
        joint_checks.faults,
    ),
    ("I20", "Mọi vai trò ghi đúng phạm vi khối, năm, đơn vị", _roles),
)


_BY_PERIOD: dict[str, _OfPeriod] = {
    "I01": _sums,
    "I02": _scores_in_bounds,
    "I03": _no_own_reviews,
    "I04": _one_live_line,
    "I05": _covenant_of_lines,
    "I07": _totals_and_ranks,
    "I08": _kept_scores,
    "I09": _nothing_after_the_lock,
    "I10": _returns_by_two,
    "I11": _chain,
    "I06": _data_as_recorded,
    "I12": vote_checks.ballots_and_marks,
    "I13": vote_checks.counts,
    "I15": quota_checks.faults,
    "I17": _files_there,
    "I18": _second_hands,
    "I22": joint_checks.faults,
    "I23": paper_checks.faults,
    "I24": register_checks.faults,
    "I29": report_checks.faults,
    "I33": movement_checks.faults,
    "I31": award_checks.faults,
    "I37": council_checks.faults,
}

_OF_PERIOD = tuple(
    (code, statement, _BY_PERIOD[code]) for code, statement, _ in _INVARIANTS if code in _BY_PERIOD
)
"""Bất biến hỏi được ở riêng một kỳ; the others are of the whole system."""
