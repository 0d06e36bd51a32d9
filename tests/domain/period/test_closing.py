"""Điều kiện chuyển giai đoạn: each thing in the way is named once, with the page to cure it on."""

from datetime import UTC, datetime, timedelta

import pytest

from thidua.domain.period.closing import (
    PASSED_WORDS,
    SHOULD,
    Blocker,
    Matter,
    Situation,
    Turn,
    blockers,
    passed_matters,
    passed_words,
    stage_after,
    stages_on_the_way,
    stopping,
    to_pass_over,
)
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import CLOSED, Stage

BEGAN = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
NO_BACKUP = Blocker("chưa sao lưu từ khi giai đoạn này bắt đầu", Doing.KEEP_DATA)


def found(stage, **changes):
    """What stands in the way where all is well but for what is named."""
    well = {"members": 2, "has_covenant": True, "backed_up": BEGAN, "since": BEGAN}
    return blockers(Situation(stage=stage, **(well | changes)))


@pytest.mark.parametrize("stage", Stage)
def test_where_all_is_well_nothing_stands_in_the_way(stage):
    assert found(stage) == ()


@pytest.mark.parametrize("stage", [one for one in Stage if one not in CLOSED])
def test_a_period_without_units_or_covenant_goes_nowhere(stage):
    assert found(stage, members=0, has_covenant=False) == (
        Blocker("chưa có đơn vị thành viên", Doing.LIST_UNITS),
        Blocker("chưa có giao ước", Doing.ADOPT_COVENANT),
    )


@pytest.mark.parametrize("stage", Stage)
def test_who_has_not_signed_is_named_in_the_stage_of_signing_and_may_be_passed_over(stage):
    expected = (Blocker("chưa ký giao ước: A, B", Doing.SIGN, Matter.SIGNATURES),)

    assert found(stage, unsigned=("A", "B")) == (expected if stage is Stage.SIGN else ())


@pytest.mark.parametrize("stage", Stage)
def test_a_claim_not_handed_in_stops_self_scoring_only(stage):
    expected = (Blocker("chưa nộp bảng tự chấm: A, B", Doing.SCORE),)

    assert found(stage, claims_missing=("A", "B")) == (
        expected if stage is Stage.SELF_SCORE else ()
    )


@pytest.mark.parametrize("stage", Stage)
def test_what_is_not_verified_or_waits_stops_verifying_and_appraising_only(stage):
    expected = (
        Blocker("chưa thẩm định xong: B", Doing.SCORE),
        Blocker("còn 3 dòng thưởng, trừ hoặc nhập thay chờ người thứ hai", Doing.SCORE),
    )

    assert found(stage, checks_missing=("B",), waiting=3) == (
        expected if stage in (Stage.VERIFY, Stage.APPRAISE) else ()
    )


@pytest.mark.parametrize("stage", Stage)
def test_reviews_that_are_owed_stop_from_cross_scoring_until_the_lock(stage):
    expected = (Blocker("còn thiếu phiếu chấm chéo: A chấm B, B chấm A", Doing.OVERSEE),)
    stops = stage in (Stage.CROSS_SCORE, Stage.VERIFY, Stage.APPRAISE)

    assert found(stage, reviews_missing=("A chấm B", "B chấm A")) == (expected if stops else ())


@pytest.mark.parametrize("stage", Stage)
def test_open_threads_stop_verifying_and_appraising(stage):
    expected = (Blocker("giải trình, kiến nghị chưa kết thúc: A", Doing.ANSWER),)
    stops = stage in (Stage.VERIFY, Stage.APPRAISE)

    assert found(stage, threads_open=("A",)) == (expected if stops else ())


@pytest.mark.parametrize("stage", Stage)
def test_a_vote_that_is_not_closed_stops_while_the_period_is_open(stage):
    expected = (Blocker("cuộc bỏ phiếu chưa kết thúc: Suy tôn cờ", Doing.VOTE),)
    is_shut = stage in (Stage.LOCKED, Stage.PUBLISHED)

    assert found(stage, votes_open=("Suy tôn cờ",)) == (() if is_shut else expected)


@pytest.mark.parametrize("stage", Stage)
def test_a_lost_file_of_evidence_stops_while_the_period_is_open(stage):
    expected = (Blocker("tệp minh chứng thiếu trên máy chủ: Báo cáo quý 1", Doing.KEEP_DATA),)

    listed = found(stage, files_missing=("Báo cáo quý 1",))

    assert listed == (() if stage in (Stage.LOCKED, Stage.PUBLISHED) else expected)


def test_where_units_score_one_another_checking_is_done_on_its_own_page():
    assert found(Stage.VERIFY, checks_missing=("B",), has_cross=True) == (
        Blocker("chưa thẩm định xong: B", Doing.OVERSEE),
    )


def test_a_tie_at_an_award_line_reminds_and_does_not_stop():
    listed = found(Stage.APPRAISE, undecided=("Cờ thi đua", "Bằng khen"))

    assert listed == (
        Blocker(
            "còn bằng điểm ở suất cuối, cần biểu quyết: Cờ thi đua, Bằng khen",
            Doing.VOTE,
            Matter.TIED_AT_LINE,
        ),
    )
    assert stopping(listed) == []
    assert found(Stage.VERIFY, undecided=("Cờ thi đua",)) == ()


@pytest.mark.parametrize("stage", Stage)
def test_a_quota_with_too_many_proposals_stops_the_lock_and_nothing_else(stage):
    said = ("vượt hạn mức: «Bằng khen» có 3 đề nghị", "vượt hạn mức: «Cờ thi đua» có 2 đề nghị")
    expected = tuple(Blocker(one, Doing.AWARD) for one in said)

    listed = found(stage, over_quota=said)

    assert listed == (expected if stage is Stage.APPRAISE else ())
    assert stopping(listed) == list(listed)


@pytest.mark.parametrize("stage", Stage)
def test_a_return_that_was_asked_for_is_settled_first(stage):
    assert found(stage, return_asked=True) == (
        Blocker("đang có đề nghị lùi giai đoạn chờ người thứ hai", Doing.MOVE_STAGE),
    )


@pytest.mark.parametrize(
    ("backed_up", "since", "stops"),
    [
        (None, None, True),
        (None, BEGAN, True),
        (BEGAN - timedelta(seconds=1), BEGAN, True),
        (BEGAN, BEGAN, False),
        (BEGAN + timedelta(days=1), BEGAN, False),
        (BEGAN, None, False),
    ],
)
def test_only_a_backup_made_in_this_stage_counts(backed_up, since, stops):
    listed = found(Stage.VERIFY, backed_up=backed_up, since=since)

    assert listed == ((NO_BACKUP,) if stops else ())
    assert found(Stage.VERIFY, backed_up=backed_up, since=since, makes_backup=True) == ()


def test_a_long_list_of_units_says_how_many_more():
    units = tuple(f"P{number}" for number in range(1, 9))
    (claim,) = found(Stage.SELF_SCORE, claims_missing=units)
    (shorter,) = found(Stage.SELF_SCORE, claims_missing=units[:6])

    assert claim.message == "chưa nộp bảng tự chấm: P1, P2, P3, P4, P5, P6 và 2 đơn vị khác"
    assert shorter.message == "chưa nộp bảng tự chấm: P1, P2, P3, P4, P5, P6"


def test_everything_is_listed_at_once_in_the_order_of_its_cure():
    listed = found(
        Stage.APPRAISE,
        has_covenant=False,
        checks_missing=("A",),
        waiting=1,
        undecided=("Cờ thi đua",),
        return_asked=True,
        backed_up=None,
    )

    assert [one.cure for one in listed] == [
        Doing.ADOPT_COVENANT,
        Doing.SCORE,
        Doing.SCORE,
        Doing.VOTE,
        Doing.MOVE_STAGE,
        Doing.KEEP_DATA,
    ]
    assert len(stopping(listed)) == 5


@pytest.mark.parametrize("has_cross", [True, False])
def test_every_stage_leads_to_the_next_one_on_the_way(has_cross):
    way = stages_on_the_way(Stage.PREPARE, has_cross=has_cross)

    assert [stage_after(one, has_cross=has_cross) for one in way] == [*way[1:], None]
    assert (Stage.CROSS_SCORE in way) is has_cross


def test_a_period_already_cross_scoring_is_on_its_own_way():
    assert stages_on_the_way(Stage.CROSS_SCORE, has_cross=False) == tuple(Stage)
    assert stage_after(Stage.CROSS_SCORE, has_cross=False) is Stage.VERIFY


def test_what_should_be_done_first_is_passed_over_by_name():
    listed = found(
        Stage.CROSS_SCORE,
        has_cross=True,
        is_assigned=False,
        reviewers_gone=("A (I còn 0/1 người chấm)",),
        reviews_missing=("B chấm A",),
    )

    assert listed == (
        Blocker(
            "giao ước có chấm chéo mà chưa phân công cho ai", Doing.ASSIGN, Matter.NOT_ASSIGNED
        ),
        Blocker(
            "không còn đủ người chấm chéo: A (I còn 0/1 người chấm)",
            Doing.ASSIGN,
            Matter.REVIEWERS_GONE,
        ),
        Blocker("còn thiếu phiếu chấm chéo: B chấm A", Doing.OVERSEE),
    )
    assert stopping(listed) == [listed[2]]
    assert to_pass_over(listed) == list(listed[:2])
    assert passed_matters(listed) == (Matter.NOT_ASSIGNED, Matter.REVIEWERS_GONE)
    assert passed_words(passed_matters(listed)) == (
        "chưa phân công chấm chéo; có nhóm không còn đủ người chấm"
    )


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.CROSS_SCORE])
def test_assigning_is_asked_for_in_cross_scoring_only(stage):
    assert found(stage, has_cross=True, is_assigned=False, reviewers_gone=("A",)) == ()


@pytest.mark.parametrize("stage", Stage)
def test_a_vote_on_other_points_is_passed_over_with_a_reason_at_the_lock(stage):
    expected = (Blocker("điểm đã đổi", Doing.VOTE, Matter.OTHER_FIGURES),)

    assert found(stage, other_figures=("điểm đã đổi",)) == (
        expected if stage is Stage.APPRAISE else ()
    )


@pytest.mark.parametrize("stage", Stage)
def test_what_the_last_check_found_broken_must_be_mended(stage):
    listed = found(stage, faults=("Điểm giữ đúng",))

    assert listed == (Blocker("kiểm tra toàn vẹn thấy sai: Điểm giữ đúng", Doing.CHECK_DATA),)
    assert stopping(listed) == list(listed)


def test_each_thing_says_whose_turn_it_is_and_since_when():
    turn = Turn("khối trưởng", BEGAN, "7")

    (listed,) = found(Stage.VERIFY, threads_open=("A",), turns={Matter.THREADS: turn})

    assert listed.turn == turn


def test_all_that_may_be_passed_over_has_its_words():
    assert set(PASSED_WORDS) == SHOULD
