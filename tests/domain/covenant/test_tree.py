"""Cây tiêu chí: which group a line stands under, told by codes as blocks really number them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.covenant.covenant import Sign
from thidua.domain.covenant.tree import is_prefix, parents


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ("I", "I.1"),
        ("I", "I-1"),
        ("I", "I/1"),
        ("27", "27a"),
        ("A", "A1"),
        ("I", "I1"),
        ("1", "1.1"),
    ],
)
def test_a_code_that_extends_another_is_its_part(group, code):
    assert is_prefix(group, code)


@pytest.mark.parametrize(
    ("group", "code"),
    [("I", "II"), ("I", "IV"), ("1", "10"), ("1", "11.2"), ("A", "AB"), ("I", "I"), ("I.1", "I")],
)
def test_a_code_that_only_begins_alike_is_not(group, code):
    assert not is_prefix(group, code)


SIGNS = {"+": Sign.BASE, "-": Sign.DEDUCTION, "!": Sign.BONUS}


def _tree(written):
    """Each line as «code<group»; a star marks a group, a bare code stands on the first level.

    Behind the star stands the sign of the group, where it has one of its own.
    """
    rows = [(word.partition("*")[0], "*" in word) for word in written.split()]
    found = parents(rows, [SIGNS.get(word[-1]) for word in written.split()])
    return " ".join(
        code if parent is None else f"{code}<{rows[parent][0]}"
        for (code, _), parent in zip(rows, found, strict=True)
    )


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("I* I.1 I.2* I.2.1 I.2.2 II* II.1", "I I.1<I I.2<I I.2.1<I.2 I.2.2<I.2 II II.1<II"),
        ("27* 27a 27b 28* 28a", "27 27a<27 27b<27 28 28a<28"),
        ("I* 27* 27a 28* 28a II* 29", "I 27<I 27a<27 28<I 28a<28 II 29<II"),
        ("A* A1 A2 B* B1", "A A1<A A2<A B B1<B"),
        ("A* A.I* A.I.1 A.II* A.II.1 B* B.I", "A A.I<A A.I.1<A.I A.II<A A.II.1<A.II B B.I<B"),
        ("VIII* VIII.2* VIII.2a VIII.2b", "VIII VIII.2<VIII VIII.2a<VIII.2 VIII.2b<VIII.2"),
        ("1* 1.1 10* 10.1 2* 2.1", "1 1.1<1 10 10.1<10 2 2.1<2"),
        ("I* I.1 VI* VI.1 I.2", "I I.1<I VI VI.1<VI I.2<I"),
        ("A* A.1* A.1.1 A.2 z", "A A.1<A A.1.1<A.1 A.2<A z<A"),
    ],
)
def test_codes_that_carry_their_groups_code(written, tree):
    assert _tree(written) == tree


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("I* 1 2 3 II* 4 5", "I 1<I 2<I 3<I II 4<II 5<II"),
        ("I* 1 2 II* 1x 2x", "I 1<I 2<I II 1x<II 2x<II"),
        ("A* I* 1 2 II* 3 4 B* III* 5", "A I<A 1<I 2<I II<A 3<II 4<II B III<B 5<III"),
        ("A* I* 1 II* 2 B* I* 3", "A I<A 1<I II<A 2<II B I<B 3<I"),
        ("I* A* 1 2 B* 3 II* A* 4", "I A<I 1<A 2<A B<I 3<B II A<II 4<A"),
        ("I* 1* a b 2* a b II* 3* a", "I 1<I a<1 b<1 2<I a<2 b<2 II 3<II a<3"),
        ("I* a* 1 2 b* 3 II* c* 4", "I a<I 1<a 2<a b<I 3<b II c<II 4<c"),
        ("I* 1) 2) II* 3)", "I 1)<I 2)<I II 3)<II"),
        ("I.* 1.* 1.1 2.* 2.1 II.* 3.*", "I. 1.<I. 1.1<1. 2.<I. 2.1<2. II. 3.<II."),
    ],
)
def test_romans_letters_and_numbers_without_dots(written, tree):
    assert _tree(written) == tree


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("I* I.1 II III* III.1", "I I.1<I II III III.1<III"),
        ("A* A.1 B C* C.1", "A A.1<A B C C.1<C"),
        ("IX* IX.1 X* X.1", "IX IX.1<IX X X.1<X"),
        ("H* H.1 I* I.1 J* J.1 K* K.1", "H H.1<H I I.1<I J J.1<J K K.1<K"),
        ("TC1 TC2 TC3", "TC1 TC2 TC3"),
        ("", ""),
    ],
)
def test_lines_of_the_first_level(written, tree):
    assert _tree(written) == tree


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("I* 1 2 II* 3 A*! 4 B*- 5", "I 1<I 2<I II 3<II A 4<A B 5<B"),
        ("I*+ 1 A*! 2 II* 3", "I 1<I A 2<A II 3<II"),
        ("I* A* 1 B*- 2 C* 3", "I A<I 1<A B 2<B C<I 3<C"),
        ("I* A*+ 1 B*+ 2", "I A<I 1<A B<I 2<B"),
        ("V*! A*! 1 B*+ 2", "V A<V 1<A B 2<B"),
        ("I* I.1*- I.1.1", "I I.1<I I.1.1<I.1"),
    ],
)
def test_a_group_of_another_sign_is_no_part_of_the_one_above_its_number(written, tree):
    assert _tree(written) == tree


codes = st.sampled_from(
    ["I", "II", "III", "A", "B", "C", "1", "2", "3", "a", "b", "I.1", "I.2", "A1", "1.1", "27a"]
)


@given(st.lists(st.tuples(codes, st.booleans()), max_size=12))
def test_every_parent_is_a_group_written_before(rows):
    for index, parent in enumerate(parents(rows)):
        assert parent is None or (parent < index and rows[parent][1])


def test_a_code_of_dots_alone_breaks_nothing():
    assert len(parents([(".", True), ("", True), ("I.1", False)])) == 3
    assert not is_prefix("", "I")
