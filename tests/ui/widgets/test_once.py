"""Một lần: made again for other objects, and only for those."""

from thidua.ui.widgets.once import once


class Table:
    """A thing compared by what it is, with a method."""

    def __init__(self):
        self.asked = []

    def rows(self, unit):
        self.asked.append(unit)
        return [unit]


def pair(table, word):
    return (id(table), word, object())


def test_the_same_objects_give_the_same_result():
    table = Table()

    assert once(pair, table, "A") is once(pair, table, "A")
    assert once(pair, table, "A") is not once(pair, table, "B")
    assert once(pair, table, "A") is not once(pair, Table(), "A")


def test_a_method_belongs_to_its_object():
    one, other = Table(), Table()

    assert once(one.rows, "A") is once(one.rows, "A")
    once(other.rows, "A")
    assert (one.asked, other.asked) == (["A"], ["A"])


def test_a_tuple_is_what_it_holds():
    inside = Table()

    assert once(pair, (inside, 1), "A") is once(pair, (inside, 1), "A")
    assert once(pair, (inside, 1), "A") is not once(pair, (Table(), 1), "A")


def test_an_object_made_in_the_place_of_a_gone_one_is_another():
    made = [once(pair, Table(), "A") for _ in range(50)]

    assert len(set(map(id, made))) == 50
