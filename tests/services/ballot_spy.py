"""Kẻ dò phiếu: reads everything a vote leaves behind and guesses who cast what.

It is given the whole database as it stood after every single ballot (what a kept log of the
database shows), its raw bytes, and what the program logged, and tries every order it finds in them.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

CHOSEN = "agree"


@dataclass(frozen=True)
class Moment:
    """Một thời điểm: the tables row by row as they lie in the file, and all its bytes."""

    tables: Mapping[str, Sequence[Mapping[str, object]]]
    content: bytes


def moment(file: Path, folder: Path) -> Moment:
    """Chụp cơ sở dữ liệu: the file with its log, as somebody else may copy it at any time."""
    copy = folder / "chup.db"
    content = b""
    for suffix in ("", "-wal"):
        source, target = Path(f"{file}{suffix}"), Path(f"{copy}{suffix}")
        target.unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, target)
            content += source.read_bytes()
    with closing(sqlite3.connect(copy)) as database:
        database.row_factory = sqlite3.Row
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return Moment({name: _rows(database, name) for name in names}, content)


def _rows(database: sqlite3.Connection, name: str) -> list[dict[str, object]]:
    return [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]


def voter_orders(voters: Sequence[str], moments: Sequence[Moment], log: str) -> Iterator[list[str]]:
    """Các thứ tự người bỏ phiếu found in what was left behind."""
    yield list(voters)
    marked: list[str] = []
    for one in moments:
        for row in one.tables["vote_roll"]:
            if row["has_cast"] and row["code"] not in marked:
                marked.append(str(row["code"]))
    yield marked
    entries = " ".join(str(row) for row in moments[-1].tables["audit_entry"])
    yield _by_mention(voters, entries)
    tokens = {row["token"]: row["value"] for row in moments[-1].tables.get("personal_value", ())}
    named = re.sub(r"\b[0-9a-f]{64}\b", lambda one: str(tokens.get(one[0], one[0])), entries)
    yield _by_mention(voters, named)
    yield _by_mention(voters, log)


def choice_orders(
    candidates: Sequence[str], moments: Sequence[Moment], log: str
) -> Iterator[list[str]]:
    """Các thứ tự lá phiếu: by when they were first seen, where they lie, or any column."""
    shown = {code: f"{code}{CHOSEN}".encode() for code in candidates}
    seen = {
        code: next(
            (
                (when, one.content.find(text))
                for when, one in enumerate(moments)
                if text in one.content
            ),
            (len(moments), 0),
        )
        for code, text in shown.items()
    }
    yield sorted(candidates, key=lambda code: seen[code])
    last = moments[-1].content
    yield sorted(candidates, key=lambda code: last.find(shown[code]))
    yield sorted(candidates, key=lambda code: last.rfind(shown[code]))
    for rows in moments[-1].tables.values():
        chosen = [row for row in rows if CHOSEN in row.values()]
        codes = [next((str(v) for v in row.values() if v in candidates), None) for row in chosen]
        found = [(code, row) for code, row in zip(codes, chosen, strict=True) if code]
        if not found:
            continue
        yield [code for code, _ in found]
        for column in found[0][1]:
            with suppress(TypeError):
                yield [code for code, _ in sorted(found, key=lambda pair: pair[1][column])]
    yield _by_mention(candidates, "".join(re.findall(rf"'\w+', '{CHOSEN}'", log)))


def _by_mention(codes: Sequence[str], text: str) -> list[str]:
    places = {code: re.search(rf"\b{code}\b", text) for code in codes}
    return sorted(codes, key=lambda code: found.start() if (found := places[code]) else -1)


def hits(
    truth: Mapping[str, str], moments: Sequence[Moment], log: str
) -> dict[tuple[int, int], int]:
    """Số người đoán trúng, for every order of voters laid beside every order of ballots."""
    voters, candidates = sorted(truth), sorted(truth.values())
    who = list(voter_orders(voters, moments, log))
    what = list(choice_orders(candidates, moments, log))
    return {
        (left, right): sum(truth[voter] == code for voter, code in zip(one, other, strict=False))
        for (left, one), (right, other) in product(enumerate(who), enumerate(what))
    }
