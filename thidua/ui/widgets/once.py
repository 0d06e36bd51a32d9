"""Một lần: tables and trees drawn from the same unchanging values are made once."""

from collections.abc import Callable
from types import MethodType
from typing import Any, ParamSpec, TypeVar, cast

from thidua.services.ground.shelf import Shelf

_Given = ParamSpec("_Given")
_Value = TypeVar("_Value")

_made: Shelf[tuple[Any, Any]] = Shelf(2048)


def once(make: Callable[_Given, _Value], *given: _Given.args, **named: _Given.kwargs) -> _Value:
    """Làm một lần for these very objects; they must not change, and the result must not be changed.

    The objects are kept beside what was made from them, so another cannot take the place of one.
    """
    key = (_mark(make), *(_mark(one) for one in given), *sorted(named.items()))
    made = _made.get(key, lambda: ((make, given), make(*given, **named)))
    return cast(_Value, made[1])


def _mark(one: object) -> object:
    """Dấu của một đối tượng: its value where it is a word or number, else which object it is.

    A tuple is what it holds; a list is not, because it can change.
    """
    if isinstance(one, tuple):
        return tuple(_mark(inner) for inner in one)
    if isinstance(one, MethodType):
        return (id(one.__self__), one.__func__)
    return one if one is None or isinstance(one, (str, int)) else id(one)
