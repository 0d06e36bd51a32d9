"""Loại đơn vị: one kind however it is written, and a strange word as it is."""

import pytest

from tests.domain.nominees import book
from thidua.domain.period.unit_kind import _SPELLINGS, UNIT_KINDS, is_known_kind, unit_kind
from thidua.files.roster.out import _EXAMPLE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((one, "sở ban ngành") for one in ("Sở, ngành", "sở, ban, ngành", "Sở", "Sở - ngành")),
        *((one, "sở ban ngành") for one in ("Sở, ban, ngành cấp tỉnh", "Sở, ban và ngành tỉnh")),
        *((one, "mặt trận đoàn thể") for one in ("Mặt trận, đoàn thể", "Mặt trận và các đoàn thể")),
        *((one, "huyện") for one in ("UBND huyện", "Ủy ban nhân dân huyện", " HUYỆN ")),
        *(("UBND xã", "xã"), ("HTX", "hợp tác xã"), ("Công ty", "doanh nghiệp")),
        *(("Hộ", "hộ gia đình"), ("TX", "thị xã"), ("TP.", "thành phố")),
        *(("Hội", "hội"), ("cấp huyện", "cấp huyện"), ("UBND", "ubnd"), ("Tỉnh", "tỉnh")),
        *(("", ""), ("trường", "trường")),
    ],
)
def test_a_kind_is_one_however_it_is_written(text, kind):
    assert (unit_kind(text), is_known_kind(text)) == (kind, kind in UNIT_KINDS)


def test_every_spelling_is_of_one_known_kind_and_found_again():
    every = [one for others in _SPELLINGS.values() for one in others]

    assert len(set(every) | set(UNIT_KINDS)) == len(every) + len(UNIT_KINDS)
    assert set(_SPELLINGS) <= set(UNIT_KINDS)
    assert {unit_kind(one) for others in _SPELLINGS.values() for one in others} == set(_SPELLINGS)
    assert [unit_kind(one) for one in UNIT_KINDS] == [*UNIT_KINDS]


def test_every_kind_of_the_shipped_plans_and_of_the_template_is_known():
    groups = [group for plan in book().programmes.values() for group in plan.groups]
    named = {kind for group in groups for kind in group.kinds}
    named |= {
        kind
        for group in groups
        for rule in group.requirements
        for one in rule.branches
        for kind in one.kinds
    }

    assert {kind for kind in named | {row[5] for row in _EXAMPLE} if not is_known_kind(kind)} == (
        set()
    )
