"""Điều kiện chuyển giai đoạn: what still stands in the way, each with where to cure it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.ground.text import listed
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import CLOSED, Stage, next_stage

_AFTER_CLAIMS = frozenset({Stage.CROSS_SCORE, Stage.VERIFY, Stage.APPRAISE})


PHRASES: Mapping[Stage, str] = MappingProxyType({Stage.LOCKED: "CHỐT", Stage.PUBLISHED: "CÔNG BỐ"})
"""Câu phải gõ để chốt, để công bố, so that nobody does so by a slip of the hand."""


class Matter(StrEnum):
    """Loại việc còn vướng, in the order in which it is best cured."""

    MEMBERS = "members"
    COVENANT = "covenant"
    SIGNATURES = "signatures"
    CLAIMS = "claims"
    NOT_ASSIGNED = "not_assigned"
    REVIEWERS_GONE = "reviewers_gone"
    REVIEWS = "reviews"
    CHECKS = "checks"
    THREADS = "threads"
    WAITING = "waiting"
    FILES = "files"
    VOTES = "votes"
    RANKING_VOTE = "ranking_vote"
    PARTS = "parts"
    TIES = "ties"
    TIED_AT_LINE = "tied_at_line"
    OTHER_FIGURES = "other_figures"
    QUOTAS = "quotas"
    INTEGRITY = "integrity"
    RETURN = "return"
    BACKUP = "backup"


SHOULD = frozenset(
    {
        Matter.SIGNATURES,
        Matter.NOT_ASSIGNED,
        Matter.REVIEWERS_GONE,
        Matter.TIED_AT_LINE,
        Matter.OTHER_FIGURES,
    }
)
"""Việc nên xong: whoever goes on without it says why, and that stays in the record."""

PASSED_WORDS: Mapping[Matter, str] = MappingProxyType(
    {
        Matter.SIGNATURES: "có đơn vị chưa ký giao ước",
        Matter.NOT_ASSIGNED: "chưa phân công chấm chéo",
        Matter.REVIEWERS_GONE: "có nhóm không còn đủ người chấm",
        Matter.TIED_AT_LINE: "còn bằng điểm ở suất cuối",
        Matter.OTHER_FIGURES: "có cuộc bỏ phiếu trên số điểm đã đổi",
    }
)
"""Việc nên xong đã bỏ qua, in words."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Lượt của ai: who has to act, since when, and about which thing in the list it leads to."""

    whose: str = ""
    since: datetime | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Việc còn vướng: one sentence, the work that cures it and whose turn that is.

    `passing` names what should be done first and may be passed over with a reason; without it the
    work must be done.
    """

    message: str
    cure: Doing
    passing: Matter | None = None
    turn: Turn = Turn()

    @property
    def is_reminder(self) -> bool:
        """Việc nên xong, which stops nobody who says why."""
        return self.passing is not None


NO_BACKUP = Blocker("chưa sao lưu từ khi giai đoạn này bắt đầu", Doing.KEEP_DATA)
"""Chưa sao lưu, where the program cannot make the copy by itself while moving on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Tình hình của một kỳ: what moving on depends on; units by their short names.

    `unsigned` have not signed the version of the covenant in force, while it is being signed.
    `claims_missing` have not handed in their own sheet, `checks_missing` are not verified; excluded
    and deferred units are in neither. `reviews_missing` are the cross sheets still owed, in words;
    `threads_open` the units with an open thread, `votes_open` the titles of votes that are not
    closed; `parts_open` the periods this one adds that are not locked; `files_missing` the pieces
    of evidence whose file is gone. `undecided` are the awards
    with a tie across their last place, `over_quota` says which quotas have too many proposals,
    `vote_awaited` why the vote that ranks by the covenant does not rank yet,
    `ties_awaited` which ties a vote has not broken yet, and why; `other_figures` which votes were
    held on points that have moved since. `is_assigned` is False where the covenant promises
    cross-scoring and nobody is to do it, `reviewers_gone` names what nobody reviews any more since
    a recusal or an absence. `faults` are what the last check of this period found broken.
    `backed_up` and `since` are the last backup and the beginning of the stage; `makes_backup` says
    that a copy will be made on the way, so that nobody has to. `turns` say whose each matter is.
    """

    stage: Stage
    members: int = 0
    has_covenant: bool = False
    has_cross: bool = False
    unsigned: tuple[str, ...] = ()
    claims_missing: tuple[str, ...] = ()
    checks_missing: tuple[str, ...] = ()
    reviews_missing: tuple[str, ...] = ()
    threads_open: tuple[str, ...] = ()
    votes_open: tuple[str, ...] = ()
    files_missing: tuple[str, ...] = ()
    waiting: int = 0
    parts_open: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    over_quota: tuple[str, ...] = ()
    vote_awaited: str = ""
    ties_awaited: tuple[str, ...] = ()
    other_figures: tuple[str, ...] = ()
    is_assigned: bool = True
    reviewers_gone: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    return_asked: bool = False
    backed_up: datetime | None = None
    makes_backup: bool = False
    since: datetime | None = None
    turns: Mapping[Matter, Turn] = field(default_factory=dict)


def stage_after(stage: Stage, *, has_cross: bool) -> Stage | None:
    """Giai đoạn kế tiếp của kỳ này; cross-scoring is passed over where the covenant has none."""
    following = next_stage(stage)
    if following is Stage.CROSS_SCORE and not has_cross:
        return next_stage(following)
    return following


def stages_on_the_way(present: Stage, *, has_cross: bool) -> tuple[Stage, ...]:
    """Các giai đoạn của kỳ này in their order; cross-scoring only where it is held or under way."""
    return tuple(
        stage for stage in Stage if has_cross or stage is present or stage is not Stage.CROSS_SCORE
    )


def blockers(situation: Situation) -> tuple[Blocker, ...]:
    """Vì sao chưa chuyển được: in the order in which they are best cured."""
    listed = _Listed(situation)
    stage = situation.stage
    if stage not in CLOSED:
        listed.of_setup()
    listed.of_signing()
    listed.of_claims()
    if stage in (Stage.VERIFY, Stage.APPRAISE):
        listed.of_checks()
    if stage not in CLOSED:
        listed.of_the_open()
    if stage is Stage.APPRAISE:
        listed.of_the_meeting()
    for said in situation.faults:
        listed.add(Matter.INTEGRITY, f"kiểm tra toàn vẹn thấy sai: {said}", Doing.CHECK_DATA)
    if situation.return_asked:
        said = "đang có đề nghị lùi giai đoạn chờ người thứ hai"
        listed.add(Matter.RETURN, said, Doing.MOVE_STAGE)
    if not situation.makes_backup and not is_backed_up(situation):
        listed.add(Matter.BACKUP, NO_BACKUP.message, NO_BACKUP.cure)
    return tuple(listed.found)


class _Listed:
    """Danh sách đang lập, each thing with whose turn it is."""

    def __init__(self, situation: Situation) -> None:
        self.now = situation
        self.found: list[Blocker] = []

    def add(self, matter: Matter, message: str, cure: Doing) -> None:
        passing = matter if matter in SHOULD else None
        self.found.append(Blocker(message, cure, passing, self.now.turns.get(matter, Turn())))

    def each(self, matter: Matter, before: str, names: Sequence[str], cure: Doing) -> None:
        """Một dòng cho mỗi việc."""
        for name in names:
            self.add(matter, f"{before}{name}", cure)

    def of_setup(self) -> None:
        if not self.now.members:
            self.add(Matter.MEMBERS, "chưa có đơn vị thành viên", Doing.LIST_UNITS)
        if not self.now.has_covenant:
            self.add(Matter.COVENANT, "chưa có giao ước", Doing.ADOPT_COVENANT)

    def of_signing(self) -> None:
        if self.now.stage is Stage.SIGN and self.now.unsigned:
            message = f"chưa ký giao ước: {listed(self.now.unsigned, 'đơn vị')}"
            self.add(Matter.SIGNATURES, message, Doing.SIGN)

    def of_claims(self) -> None:
        now = self.now
        if now.stage is Stage.SELF_SCORE and now.claims_missing:
            message = f"chưa nộp bảng tự chấm: {listed(now.claims_missing, 'đơn vị')}"
            self.add(Matter.CLAIMS, message, Doing.SCORE)
        if now.stage is Stage.CROSS_SCORE and not now.is_assigned:
            message = "giao ước có chấm chéo mà chưa phân công cho ai"
            self.add(Matter.NOT_ASSIGNED, message, Doing.ASSIGN)
        if now.stage is Stage.CROSS_SCORE and now.reviewers_gone:
            message = f"không còn đủ người chấm chéo: {listed(now.reviewers_gone, 'đơn vị')}"
            self.add(Matter.REVIEWERS_GONE, message, Doing.ASSIGN)
        if now.reviews_missing and now.stage in _AFTER_CLAIMS:
            message = f"còn thiếu phiếu chấm chéo: {listed(now.reviews_missing, 'phiếu')}"
            self.add(Matter.REVIEWS, message, Doing.OVERSEE)

    def of_checks(self) -> None:
        now = self.now
        if now.checks_missing:
            message = f"chưa thẩm định xong: {listed(now.checks_missing, 'đơn vị')}"
            self.add(Matter.CHECKS, message, Doing.OVERSEE if now.has_cross else Doing.SCORE)
        if now.threads_open:
            message = f"giải trình, kiến nghị chưa kết thúc: {listed(now.threads_open, 'đơn vị')}"
            self.add(Matter.THREADS, message, Doing.ANSWER)
        if now.waiting:
            message = f"còn {now.waiting} dòng thưởng, trừ hoặc nhập thay chờ người thứ hai"
            self.add(Matter.WAITING, message, Doing.SCORE)

    def of_the_open(self) -> None:
        now = self.now
        if now.files_missing:
            message = f"tệp minh chứng thiếu trên máy chủ: {listed(now.files_missing, 'tệp')}"
            self.add(Matter.FILES, message, Doing.KEEP_DATA)
        if now.votes_open:
            message = f"cuộc bỏ phiếu chưa kết thúc: {listed(now.votes_open, 'cuộc')}"
            self.add(Matter.VOTES, message, Doing.VOTE)

    def of_the_meeting(self) -> None:
        now = self.now
        if now.vote_awaited:
            message = f"giao ước ghi «Phiếu xếp hạng» nhưng {now.vote_awaited}"
            self.add(Matter.RANKING_VOTE, message, Doing.VOTE)
        if now.parts_open:
            message = f"kỳ được cộng điểm chưa chốt: {listed(now.parts_open, 'kỳ', most=12)}"
            self.add(Matter.PARTS, message, Doing.MOVE_STAGE)
        before = "giao ước ghi tiêu chí phụ «Tỷ lệ phiếu» nhưng "
        self.each(Matter.TIES, before, now.ties_awaited, Doing.VOTE)
        if now.undecided:
            message = (
                f"còn bằng điểm ở suất cuối, cần biểu quyết: {listed(now.undecided, 'đơn vị')}"
            )
            self.add(Matter.TIED_AT_LINE, message, Doing.VOTE)
        self.each(Matter.OTHER_FIGURES, "", now.other_figures, Doing.VOTE)
        self.each(Matter.QUOTAS, "", now.over_quota, Doing.AWARD)


def is_backed_up(situation: Situation) -> bool:
    """Đã sao lưu từ khi giai đoạn này bắt đầu."""
    if situation.backed_up is None:
        return False
    return situation.since is None or situation.backed_up >= situation.since


def stopping(found: Sequence[Blocker]) -> list[Blocker]:
    """Việc phải xong: what nobody can pass over."""
    return [one for one in found if not one.is_reminder]


def to_pass_over(found: Sequence[Blocker]) -> list[Blocker]:
    """Việc nên xong: what is passed over only with a reason."""
    return [one for one in found if one.is_reminder]


def passed_matters(found: Sequence[Blocker]) -> tuple[Matter, ...]:
    """Các loại việc bị bỏ qua, each once, as they are kept."""
    return tuple(dict.fromkeys(one.passing for one in found if one.passing is not None))


def passed_words(matters: Sequence[Matter]) -> str:
    """Các việc đã bỏ qua, in words."""
    return "; ".join(PASSED_WORDS[one] for one in matters)
