"""Ô của một dòng luật: what it is called, its shape, where in the row it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.dossier.facts import NO, YES
from thidua.lawbook.row_file import KEY_WORDS

Path = tuple[str | int, ...]
DAY_FORM = "%d/%m/%Y"


class Shape(StrEnum):
    """Dạng của một ô: words, several of them, a whole number, a day, one of a list, yes or no."""

    TEXT = "text"
    SEVERAL = "several"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowField:
    """Một ô: where it stands in the row, what it is called, what stands in it now as text.

    `names` are the words of a cell of several for what the row has by code.
    """

    path: Path
    label: str
    shape: Shape
    value: str
    choices: Mapping[str, str]
    optional: bool = False
    names: Mapping[str, str] | None = None

    @property
    def key(self) -> str:
        """Khóa của ô on the screen."""
        return "-".join(map(str, self.path))


def cell(
    path: Path,
    label: str,
    shape: Shape,
    value: object,
    choices: Mapping[str, str] | None = None,
    *,
    optional: bool = False,
) -> RowField:
    """Ô của một giá trị as the row holds it."""
    if shape is Shape.FLAG:
        choices = {YES: YES, NO: NO}
        value = YES if value else NO
    shown = f"{value:{DAY_FORM}}" if isinstance(value, date) else "" if value is None else value
    return RowField(
        path=path,
        label=label[:1].upper() + label[1:],
        shape=shape,
        value=str(shown),
        choices=choices or {},
        optional=optional,
    )


def several(path: Path, label: str, value: object, names: Mapping[str, str]) -> RowField:
    """Ô của nhiều giá trị, parted by «;»; each by its name where it has one."""
    listed = value if isinstance(value, list) else []
    return RowField(
        path=path,
        label=label[:1].upper() + label[1:],
        shape=Shape.SEVERAL,
        value="; ".join(names.get(str(one), str(one)) for one in listed),
        choices={},
        optional=True,
        names=names,
    )


def text_cell(raw: Mapping[str, object], key: str, *, optional: bool = False) -> RowField:
    """Ô chữ của một khóa."""
    return cell((key,), KEY_WORDS[key], Shape.TEXT, raw.get(key), optional=optional)


def source_cells(
    raw: Mapping[str, object], documents: Mapping[str, str]
) -> tuple[RowField, RowField]:
    """Ô của căn cứ: document and article."""
    label = KEY_WORDS["document"]
    return (
        cell(("document",), label, Shape.CHOICE, raw.get("document"), documents),
        text_cell(raw, "article"),
    )


def day_cell(raw: Mapping[str, object], key: str, *, optional: bool = True) -> RowField:
    """Ô ngày của một khóa."""
    return cell((key,), KEY_WORDS[key], Shape.DAY, raw.get(key), optional=optional)
