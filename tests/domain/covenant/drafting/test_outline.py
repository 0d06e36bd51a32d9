"""Cây của dự thảo: what stands inside goes along, and no other line changes its group."""

import pytest

from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.covenant.drafting.outline import Outline, following
from thidua.domain.ground.errors import Refused


def outline(*codes):
    """Cây này; a code in brackets is a group."""
    rows = [
        CriterionRow(one.strip("[]"), "x", method="" if "[" in one else "Chấm mức") for one in codes
    ]
    return Outline(tuple(rows))


TREE = outline("[I]", "I.1", "[I.2]", "I.2.1", "[II]", "II.1")


def ordered(tree, order, codes=None):
    return [(codes or {}).get(one, tree.rows[one].code) for one in order]


@pytest.mark.parametrize(
    ("code", "first", "expected"),
    [
        ("I.2", "I.1", "I.3"), ("II", "I", "III"), ("VIII", "I", "IX"), ("B", "A", "C"),
        ("H", "A", "I"), ("27a", "27a", "27b"), ("1.9", "1.1", "1.10"), ("A1", "A1", "A2"),
        ("Phụ lục", "Phụ lục", "Phụ lục.1"), ("z", "a", "z.1"),
    ],
)  # fmt: skip
def test_the_next_code_goes_on_as_the_lines_are_numbered(code, first, expected):
    assert following(code, first) == expected


def test_the_tree_is_read_from_the_codes():
    assert [TREE.depth(at) for at in range(6)] == [0, 1, 1, 2, 0, 1]
    assert TREE.branch(0) == [0, 1, 2, 3]
    assert TREE.groups(besides=0) == [4]
    assert (TREE.next_code(0), TREE.next_code(None), TREE.next_code(4)) == ("I.3", "III", "II.2")
    assert (outline().next_code(None), outline("[I]").next_code(0)) == ("I", "I.1")


def test_a_group_steps_with_all_inside_it():
    assert ordered(TREE, TREE.stepped(4, up=True)) == ["II", "II.1", "I", "I.1", "I.2", "I.2.1"]
    assert ordered(TREE, TREE.stepped(1, up=False))[:4] == ["I", "I.2", "I.2.1", "I.1"]
    with pytest.raises(Refused, match="đã đứng đầu"):
        TREE.stepped(0, up=True)


def test_a_group_goes_into_another_under_its_next_code():
    order, codes = TREE.moved_into(2, 4)

    assert ordered(TREE, order, codes) == ["I", "I.1", "II", "II.1", "II.2", "II.2.1"]
    with pytest.raises(Refused, match="chính nó"):
        TREE.moved_into(0, 2)


def test_a_copy_has_codes_of_its_own():
    to, made = TREE.copied(0)

    assert to == 4
    assert [row.code for row in made] == ["III", "III.1", "III.2", "III.2.1"]
    with pytest.raises(Refused, match="trùng mã"):
        outline("[I]", "1", "2").copied(0)


def test_a_move_that_would_put_another_line_elsewhere_is_refused():
    by_place = outline("x", "[I]", "I.1")

    with pytest.raises(Refused, match="dòng x đứng vào nhóm khác"):
        by_place.stepped(0, up=False)
