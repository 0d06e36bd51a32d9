"""Chuỗi nhật ký: any change of any entry is found, at the first entry it touches."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.record.chain import (
    START,
    NamedToken,
    RecordLine,
    SealedLine,
    digest,
    first_fault,
    name_fault,
    seal,
    token,
)

FIELDS = [name for name in RecordLine.__slots__ if name != "position"]


def chain(count):
    found, previous = [], START
    for position in range(1, count + 1):
        line = RecordLine(
            position=position,
            at=f"2026-03-20T02:00:{position:02}.000000Z",
            actor="ab" * 32,
            on_behalf_of="",
            action="score.verified",
            block_code="KTD-1",
            year=2025,
            unit_code="STC",
            criterion_code=f"I.{position}",
            content=f'{{"rows":[{{"after":{{"points":"{position}.5"}},"key":1,"table":"score_line"}}]}}',
            reason="",
        )
        own = seal(digest(line), previous)
        found.append(
            SealedLine(
                position=position, digest=digest(line), previous_hash=previous, hash=own, line=line
            )
        )
        previous = own
    return found


def head(lines):
    return (lines[-1].position, lines[-1].hash) if lines else (0, START)


@given(st.integers(0, 12))
def test_an_untouched_chain_is_whole(count):
    lines = chain(count)

    assert first_fault(lines) is None
    assert first_fault(lines, head(lines)) is None


@given(st.integers(1, 8), st.sampled_from(FIELDS), st.data())
def test_any_change_of_any_field_is_found_at_its_entry(count, field, data):
    lines = chain(count)
    place = data.draw(st.integers(0, count - 1))
    old = getattr(lines[place].line, field)
    changed = 2024 if field == "year" else f"{old} "
    lines[place] = replace(lines[place], line=replace(lines[place].line, **{field: changed}))

    fault = first_fault(lines, head(chain(count)))

    assert (fault.position, fault.message) == (place + 1, f"nội dung mục {place + 1} đã bị sửa")


@pytest.mark.parametrize("place", range(5))
def test_an_entry_taken_out_is_missed(place):
    lines = chain(5)
    whole = head(lines)
    del lines[place]

    fault = first_fault(lines, whole)

    assert fault.position == place + 1


def test_the_last_entries_are_missed_only_by_who_knows_the_head():
    lines = chain(5)

    assert first_fault(lines[:3]) is None
    fault = first_fault(lines[:3], head(lines))
    assert fault.message == "nhật ký dừng ở mục 3, đầu chuỗi ghi mục 5"


def test_two_entries_that_changed_places_are_found():
    lines = chain(5)
    lines[1], lines[2] = lines[2], lines[1]

    assert first_fault(lines).position == 2


def test_an_entry_sealed_anew_breaks_the_one_after_it():
    lines = chain(4)
    line = replace(lines[1].line, content="{}")
    own = seal(digest(line), lines[1].previous_hash)
    lines[1] = SealedLine(
        position=2, digest=digest(line), previous_hash=lines[1].previous_hash, hash=own, line=line
    )

    assert first_fault(lines).message == "mục 3 không nối với mục trước nó"


def test_the_chain_is_followed_through_entries_whose_content_is_not_shown():
    lines = chain(4)
    hidden = [replace(one, line=None) if one.position in (2, 3) else one for one in lines]

    assert first_fault(hidden, head(lines)) is None
    hidden[1] = replace(hidden[1], digest="0" * 64)
    assert first_fault(hidden).message == "mục 2 không khớp dấu niêm của nó"


def test_a_name_must_be_the_one_its_token_was_made_of():
    right = NamedToken(token("muối", "Trần Thị Thư"), "muối", "Trần Thị Thư")
    other = replace(right, name="Lê An")
    erased = NamedToken(right.token, "", "")

    assert name_fault([right, erased]) is None
    assert name_fault([right, other]) == f"tên «Lê An» không khớp dấu {right.token[:16]}"
