"""Điều kiện chuyển giai đoạn: what still stands in the way, each with where to cure it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thidua.domain.ground.text import listed
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import CLOSED, Stage, next_stage

_AFTER_CLAIMS = frozenset({Stage.CROSS_SCORE, Stage.VERIFY, Stage.APPRAISE})


@dataclass(frozen=True, slots=True)
class Blocker:
    """Việc còn vướng: one sentence and the work that cures it; a reminder stops nothing."""

    message: str
    cure: Doing
    is_reminder: bool = False


NO_BACKUP = Blocker("chưa sao lưu từ khi giai đoạn này bắt đầu", Doing.KEEP_DATA)
"""Chưa sao lưu, where the program cannot make the copy by itself while moving on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Tình hình của một kỳ: what moving on depends on; units by their short names.

    `claims_missing` have not handed in their own sheet, `checks_missing` are not verified; excluded
    and deferred units are in neither. `reviews_missing` are the cross sheets still owed, in words;
    `threads_open` the units with an open thread, `votes_open` the titles of votes that are not
    closed; `parts_open` the periods this one adds that are not locked; `files_missing` the pieces
    of evidence whose file is gone. `undecided` are the awards
    with a tie across their last place, `over_quota` says which quotas have too many proposals,
    `vote_awaited` why the vote that ranks by the covenant does not rank yet,
    `ties_awaited` which ties a vote has not broken yet, and why.
    `backed_up` and `since` are the last backup and the beginning of the stage; `makes_backup` says
    that a copy will be made on the way, so that nobody has to.
    """

    stage: Stage
    members: int = 0
    has_covenant: bool = False
    has_cross: bool = False
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
    return_asked: bool = False
    backed_up: datetime | None = None
    makes_backup: bool = False
    since: datetime | None = None


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
    stage = situation.stage
    found: list[Blocker] = []
    if stage not in CLOSED:
        found += _of_setup(situation)
    if stage is Stage.SELF_SCORE and situation.claims_missing:
        message = f"chưa nộp bảng tự chấm: {listed(situation.claims_missing, 'đơn vị')}"
        found.append(Blocker(message, Doing.SCORE))
    if situation.reviews_missing and stage in _AFTER_CLAIMS:
        message = f"còn thiếu phiếu chấm chéo: {listed(situation.reviews_missing, 'phiếu')}"
        found.append(Blocker(message, Doing.OVERSEE))
    if stage in (Stage.VERIFY, Stage.APPRAISE):
        found += _of_checks(situation)
    if situation.files_missing and stage not in CLOSED:
        message = f"tệp minh chứng thiếu trên máy chủ: {listed(situation.files_missing, 'tệp')}"
        found.append(Blocker(message, Doing.KEEP_DATA))
    if situation.votes_open and stage not in CLOSED:
        message = f"cuộc bỏ phiếu chưa kết thúc: {listed(situation.votes_open, 'cuộc')}"
        found.append(Blocker(message, Doing.VOTE))
    if situation.vote_awaited and stage is Stage.APPRAISE:
        message = f"giao ước ghi «Phiếu xếp hạng» nhưng {situation.vote_awaited}"
        found.append(Blocker(message, Doing.VOTE))
    if situation.parts_open and stage is Stage.APPRAISE:
        message = f"kỳ được cộng điểm chưa chốt: {listed(situation.parts_open, 'kỳ', most=12)}"
        found.append(Blocker(message, Doing.MOVE_STAGE))
    if stage is Stage.APPRAISE:
        found += [
            Blocker(f"giao ước ghi tiêu chí phụ «Tỷ lệ phiếu» nhưng {said}", Doing.VOTE)
            for said in situation.ties_awaited
        ]
    if situation.undecided and stage is Stage.APPRAISE:
        message = (
            f"còn bằng điểm ở suất cuối, cần biểu quyết: {listed(situation.undecided, 'đơn vị')}"
        )
        found.append(Blocker(message, Doing.VOTE, is_reminder=True))
    if stage is Stage.APPRAISE:
        found += [Blocker(said, Doing.AWARD) for said in situation.over_quota]
    if situation.return_asked:
        found.append(Blocker("đang có đề nghị lùi giai đoạn chờ người thứ hai", Doing.MOVE_STAGE))
    if not situation.makes_backup and not is_backed_up(situation):
        found.append(NO_BACKUP)
    return tuple(found)


def _of_setup(situation: Situation) -> list[Blocker]:
    found = []
    if not situation.members:
        found.append(Blocker("chưa có đơn vị thành viên", Doing.LIST_UNITS))
    if not situation.has_covenant:
        found.append(Blocker("chưa có giao ước", Doing.ADOPT_COVENANT))
    return found


def _of_checks(situation: Situation) -> list[Blocker]:
    found = []
    if situation.checks_missing:
        message = f"chưa thẩm định xong: {listed(situation.checks_missing, 'đơn vị')}"
        found.append(Blocker(message, Doing.OVERSEE if situation.has_cross else Doing.SCORE))
    if situation.threads_open:
        message = f"giải trình, kiến nghị chưa kết thúc: {listed(situation.threads_open, 'đơn vị')}"
        found.append(Blocker(message, Doing.ANSWER))
    if situation.waiting:
        message = f"còn {situation.waiting} dòng thưởng, trừ hoặc nhập thay chờ người thứ hai"
        found.append(Blocker(message, Doing.SCORE))
    return found


def is_backed_up(situation: Situation) -> bool:
    """Đã sao lưu từ khi giai đoạn này bắt đầu."""
    if situation.backed_up is None:
        return False
    return situation.since is None or situation.backed_up >= situation.since


def stopping(found: Sequence[Blocker]) -> list[Blocker]:
    """Những việc chặn lại, without the reminders."""
    return [one for one in found if not one.is_reminder]
