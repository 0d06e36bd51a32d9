"""Các phòng: on each floor a subject has one room, and a room imports only rooms before it."""

from pathlib import Path

import pytest

from tests.test_floors import imports

ROOT = Path(__file__).parents[1] / "thidua"
ORDER = {
    "domain": "ground period access rules covenant vote council thread dossier register "
    "scoring review ranking verify movement report law awards document record meeting upkeep",
    "services": "ground access period covenant law register report scoring vote dossier review "
    "ranking verify thread awards council movement record upkeep progress demo document meeting",
    "ui": "frame widgets record upkeep period access scoring ranking vote awards council register "
    "movement report review thread verify document meeting progress",
}


def strays(floor: str, root: Path = ROOT) -> set[str]:
    """Các mũi tên đi ngược: which file asks for which room it must not know."""
    rooms, found = ORDER[floor].split(), set()
    for path in sorted((root / floor).rglob("*/*.py")):
        own = path.relative_to(root / floor).parts[0]
        for name in imports(path, root.parent):
            parts = name.split(".")
            known = parts[:2] == ["thidua", floor] and set(parts[2:3]) & set(rooms)
            if known and rooms.index(parts[2]) > rooms.index(own):
                found.add(f"{path.relative_to(root).as_posix()} → {parts[2]}")
    return found


@pytest.mark.parametrize("floor", ORDER)
def test_a_room_imports_only_rooms_before_it(floor):
    assert strays(floor) == set()


@pytest.mark.parametrize("floor", ORDER)
def test_nothing_lies_loose_beside_the_rooms(floor):
    there = {one.name for one in (ROOT / floor).iterdir() if one.name != "__pycache__"}

    assert there == {"__init__.py", *ORDER[floor].split()}


@pytest.mark.parametrize(
    "line",
    [
        "from thidua.domain.record.chain import seal",
        "from thidua.domain import awards",
        "import thidua.domain.awards.proposal",
        "from ..awards import proposal",
        "def later():\n    from ..awards.proposal import ProposalState",
    ],
)
def test_a_planted_stray_is_found(tmp_path, line):
    planted = tmp_path / "thidua" / "domain" / "rules" / "tiers.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(f"{line}\n", encoding="utf-8")

    (found,) = strays("domain", tmp_path / "thidua")

    assert found.startswith("domain/rules/tiers.py → ")
