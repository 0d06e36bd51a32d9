"""Chữ ký giao ước: which of them hold, who has yet to sign, what an amendment does to them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from thidua.domain.covenant.signature import (
    CovenantSignature,
    SignatureWay,
    SignatureWithdrawal,
    Signing,
)
from thidua.domain.period.stage import Stage

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
ONE, TWO = "1" * 64, "2" * 64
UNITS = {"A": "Phòng A", "B": "Phòng B"}


def signed(key, unit, version=1, fingerprint=ONE, withdrawal=None):
    return CovenantSignature(
        key=key,
        unit=unit,
        version=version,
        fingerprint=fingerprint,
        way=SignatureWay.PRESS,
        signer="Lê An",
        office="Trưởng phòng",
        recorded_by="Cán bộ (cb)",
        recorded_at=NOW,
        withdrawal=withdrawal,
    )


def signing(*signatures, stage=Stage.SIGN, version=1, fingerprint=ONE, is_amended=False):
    return Signing(
        version=version,
        fingerprint=fingerprint,
        stage=stage,
        units=UNITS,
        signatures=signatures,
        is_amended=is_amended,
    )


GONE = SignatureWithdrawal(reason="Ký nhầm", by="An", at=NOW)


def test_who_has_signed_the_version_in_force_is_told_first():
    assert signing().words == "0/2 đơn vị đã ký bản 1; chưa ký: Phòng A, Phòng B."
    assert signing(signed(1, "B")).words == "1/2 đơn vị đã ký bản 1; chưa ký: Phòng A."
    assert signing(signed(1, "B"), signed(2, "A")).words == "2/2 đơn vị đã ký bản 1."


@pytest.mark.parametrize(
    "other",
    [
        signed(1, "A", withdrawal=GONE),
        signed(1, "A", version=2),
        signed(1, "A", fingerprint=TWO),
        signed(1, "Đơn vị đã rời khối"),
    ],
)
def test_a_signature_that_does_not_hold_leaves_the_unit_missing(other):
    assert signing(other).missing == ("A", "B")


def test_an_amendment_leaves_the_earlier_signature_told_and_asks_anew():
    first = signed(1, "A")
    now = signing(first, stage=Stage.SELF_SCORE, version=2, fingerprint=TWO, is_amended=True)

    assert now.missing == ("A", "B")
    assert now.earlier("A") == first
    assert now.owed_words("A") == "giao ước đã sửa đổi: chưa ký lại bản 2, mới ký bản 1"
    assert now.owed_words("B") == "chưa ký giao ước bản 2"
    assert now.state_of(first) == "bản 1, trước khi sửa đổi"
    again = signed(2, "A", version=2, fingerprint=TWO)
    assert replace(now, signatures=(first, again)).state_of(again) == "bản 2, đang dùng"


def test_a_withdrawn_signature_says_when_by_whom_and_why():
    gone = signed(1, "A", withdrawal=GONE)

    assert signing(gone).state_of(gone) == "bản 1, đã rút 09:00 ngày 20/03/2026, An: Ký nhầm"


@pytest.mark.parametrize(
    ("stage", "is_amended", "is_open"),
    [
        (Stage.PREPARE, False, False),
        (Stage.SIGN, False, True),
        (Stage.SELF_SCORE, False, False),
        (Stage.SELF_SCORE, True, True),
        (Stage.APPRAISE, True, True),
        (Stage.LOCKED, True, False),
        (Stage.PUBLISHED, True, False),
    ],
)
def test_it_is_signed_in_its_stage_and_later_under_an_amendment(stage, is_amended, is_open):
    assert signing(stage=stage, is_amended=is_amended).is_open is is_open


def test_after_its_stage_it_is_asked_for_only_where_it_was_signed_here_before():
    amended = signing(stage=Stage.VERIFY, version=2, fingerprint=TWO, is_amended=True)

    assert not amended.is_asked
    assert replace(amended, signatures=(signed(1, "A"),)).is_asked
    assert not replace(amended, signatures=(signed(1, "A", withdrawal=GONE),)).is_asked
    assert signing().is_asked


@pytest.mark.parametrize(
    ("stage", "is_amended", "has_signed"),
    [
        (Stage.PREPARE, False, (True, None)),
        (Stage.SIGN, False, (True, None)),
        (Stage.SELF_SCORE, False, (True, False)),
        (Stage.SELF_SCORE, True, (True, None)),
        (Stage.PUBLISHED, True, (True, False)),
    ],
)
def test_that_a_unit_did_not_sign_is_certain_only_when_it_no_longer_can(
    stage, is_amended, has_signed
):
    now = signing(signed(1, "A"), stage=stage, is_amended=is_amended)

    assert (now.has_signed("A"), now.has_signed("B")) == has_signed


def test_where_nobody_signed_here_nothing_is_known():
    over = signing(stage=Stage.PUBLISHED)

    assert over.words == "Kỳ này không ghi chữ ký giao ước nào ở đây."
    assert signing(stage=Stage.PUBLISHED).has_signed("A") is None
