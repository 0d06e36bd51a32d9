"""Kiểm tra toàn vẹn: every invariant of the stored data, asked of the database as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from thidua.db.rows import UNRECORDED, UNRECORDED_COLUMNS
from thidua.db.tables import (
    AuditEntry,
)
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound
from thidua.domain.period.period import BlockPeriod
from thidua.domain.record.invariant import Unrecorded, Verdict
from thidua.files import evidence_store
from thidua.services.awards import quota_checks
from thidua.services.ground import record_days, record_ends
from thidua.services.ground.audit import Act, read_content
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.record import chained, replay
from thidua.services.record.checks import (
    award_checks,
    council_checks,
    dossier_checks,
    joint_checks,
    movement_checks,
    paper_checks,
    period_checks,
    register_checks,
    report_checks,
    score_checks,
)
from thidua.services.record.checks.check_scope import Faults, entries_of
from thidua.services.record.replay import Replayed
from thidua.services.record.words.columns import TABLE_WORDS, column_words
from thidua.services.scoring import evidence
from thidua.services.vote import checks as vote_checks

_OfPeriod = Callable[[Session, BlockPeriod], Faults]


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
    wanted = (
        select(AuditEntry)
        .where(
            AuditEntry.action == "stage.checked",
            *entries_of(period),
        )
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    )
    with record_ends.reading_of(session, period):
        row = session.exec(wanted).first()
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
        score_checks.kept_scores,
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


def _chain(session: Session, _: BlockPeriod | None = None) -> Faults:
    fault = chained.chain_fault(session)
    if fault is not None:
        yield fault.message


def _data_as_recorded(session: Session, only: BlockPeriod | None = None) -> Faults:
    yield from _as_recorded(session, replay.replayed(session), only)


def _as_recorded(session: Session, found: Replayed, only: BlockPeriod | None = None) -> Faults:
    for one in replay.mismatches(session, found, only):
        yield f"{one.place}: đang là «{one.stored}», nhật ký ghi «{one.recorded}»"


def _evidence_files(session: Session) -> Faults:
    for one in evidence.unchecked_files(session):
        if not evidence_store.is_whole(evidence.folder(session), one):
            yield f"tệp {one.name} ({one.size} byte): mất, hoặc khác SHA-256 {one.sha256}"


def _files_there(session: Session, only: BlockPeriod) -> Faults:
    for one in evidence.missing_files(session, only):
        yield f"{only.place} · {one.unit}: thiếu tệp «{one.told}»"


_INVARIANTS: tuple[tuple[str, str, Callable[[Session], Faults]], ...] = (
    (
        "I01",
        "Tổng điểm tối đa của các dòng bằng điểm tối đa của nhóm, hoặc nhóm có trần",
        score_checks.sums,
    ),
    (
        "I02",
        "Điểm và số liệu của mọi dòng nằm trong mức cách chấm cho phép",
        score_checks.scores_in_bounds,
    ),
    (
        "I03",
        "Không đơn vị nào chấm chéo cho mình hoặc cho nơi đã từ chối chấm",
        period_checks.no_own_reviews,
    ),
    (
        "I04",
        "Mỗi tiêu chí trên một bảng chấm có nhiều nhất một giá trị hiệu lực",
        score_checks.one_live_line,
    ),
    ("I05", "Mọi dòng điểm thuộc một bản giao ước có thật", score_checks.covenant_of_lines),
    ("I07", "Hạng liên tục theo kiểu 1, 2, 2, 4 ở mọi kỳ", score_checks.totals_and_ranks),
    (
        "I08",
        "Điểm giữ cùng mỗi bảng chấm đúng bằng điểm tính từ các dòng của nó",
        score_checks.kept_scores,
    ),
    ("I09", "Không có gì được ghi vào kỳ đã chốt", period_checks.nothing_after_the_lock),
    ("I10", "Mỗi lần lùi giai đoạn có lý do và hai người", period_checks.returns_by_two),
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
    ("I18", "Không ai tự xác nhận dòng mình nhập", score_checks.second_hands),
    (
        "I22",
        "Mỗi quyết định hai người có hiệu lực được người thứ hai, của đơn vị khác, xác nhận",
        joint_checks.faults,
    ),
    ("I20", "Mọi vai trò ghi đúng phạm vi khối, năm, đơn vị", period_checks.roles),
)


_BY_PERIOD: dict[str, _OfPeriod] = {
    "I01": score_checks.sums,
    "I02": score_checks.scores_in_bounds,
    "I03": period_checks.no_own_reviews,
    "I04": score_checks.one_live_line,
    "I05": score_checks.covenant_of_lines,
    "I07": score_checks.totals_and_ranks,
    "I08": score_checks.kept_scores,
    "I09": period_checks.nothing_after_the_lock,
    "I10": period_checks.returns_by_two,
    "I11": _chain,
    "I06": _data_as_recorded,
    "I12": vote_checks.ballots_and_marks,
    "I13": vote_checks.counts,
    "I15": quota_checks.faults,
    "I17": _files_there,
    "I18": score_checks.second_hands,
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
