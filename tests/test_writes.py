"""Ghi qua một cửa: past the session's objects, only `db/changes.py` writes recorded tables."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1] / "thidua"
VERBS = {"insert", "update", "delete"}
ALLOWED = {
    "db/changes.py": "the three statements themselves",
    "db/unrenewed.py": "kept scores that nobody renewed are thrown away",
    "services/ground/audit.py": "the entries of the record",
    "services/ground/record_days.py": "how many entries each day has",
    "services/access/accounts.py": "sign-ins end",
    "services/access/sign_in.py": "sign-ins begin, are used and end",
    "services/record/personal/correction.py": "one entry turns one token into the other everywhere",
    "services/record/erasure.py": "a name and the mark in its place are one token in the record",
    "services/upkeep/moving.py": "a whole database into an empty one, seals and all",
    "services/vote/ballots.py": "sealed ballots and the marks of who voted",
    "services/vote/results.py": "sealed ballots give way to counted slips",
    "services/vote/room_counts.py": "who held a paper ballot, once all are counted",
    "services/vote/room_papers.py": "a paper ballot that two people made void",
    "services/vote/seals.py": "the blank chest of a box, whenever its fingerprint is made anew",
    "services/vote/votes.py": "sealed ballots of a vote that begins anew; the roll as it is",
}


def writers():
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("db/migrations/", "bench/")):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            one.asname or one.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
            for one in node.names
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            verb = node.func
            plain = isinstance(verb, ast.Name) and verb.id in VERBS & imported
            dotted = (
                isinstance(verb, ast.Attribute)
                and verb.attr in VERBS
                and isinstance(verb.value, ast.Name)
                and verb.value.id in {"sa", "sqlalchemy"}
            )
            bulk = isinstance(verb, ast.Attribute) and verb.attr.startswith("bulk_")
            if plain or dotted or bulk:
                yield name


def test_only_these_files_write_past_the_session():
    assert set(writers()) == set(ALLOWED)
