"""Lời không phải dữ liệu: a later release may word everything anew, and no check minds."""

import importlib
import pkgutil
from enum import Enum
from types import FunctionType, MappingProxyType

from tests.people import PROGRAM
from tests.recorded import recorded
from thidua import domain
from thidua.db.engine import reading
from thidua.domain.record.backup import BackupCause
from thidua.services.ground.work import Work
from thidua.services.record import backups, chained, integrity, records, replay
from thidua.services.record import words as record_words

WORDS = "lời của bản phần mềm sau"


def modules(package):
    return [
        importlib.import_module(one.name)
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def reword(monkeypatch):
    """Đổi mọi lời: each fixed word of the domain, each teller, each name of a table and column."""
    changed = 0
    for module in [*modules(domain), *modules(record_words)]:
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            if isinstance(value, dict | MappingProxyType) and _is_words(value):
                new = {key: f"{WORDS} {number}" for number, key in enumerate(value)}
                monkeypatch.setattr(module, name, new)
                changed += 1
            elif (
                isinstance(value, FunctionType)
                and value.__module__ == module.__name__
                and (name.endswith("_words") or name.endswith("_text") or name.startswith("vi_"))
            ):
                monkeypatch.setattr(module, name, _reworded(value))
                changed += 1
    monkeypatch.setattr(records, "tell", lambda _: record_words.teller.Words(WORDS, WORDS, WORDS))
    monkeypatch.setattr(replay, "place_of", lambda *_: WORDS)
    return changed


def _reworded(function):
    def other(*given, **named):
        said = function(*given, **named)
        return (WORDS,) * len(said) if isinstance(said, tuple) else WORDS

    return other


def _is_words(value):
    """Bảng chữ: codes to Vietnamese; not the words people write, which are read and not shown."""
    return (
        bool(value)
        and all(type(one) is str for one in value.values())
        and all(isinstance(key, Enum | bool) for key in value)
        and not "".join(value.values()).isascii()
    )


def test_everything_verifies_and_restores_in_the_words_of_another_release(
    demo_sqlite_url, tmp_path, monkeypatch
):
    before = recorded()
    copy = backups.make(
        demo_sqlite_url,
        actor=PROGRAM,
        now=before[-1].at,
        why=BackupCause.REQUEST,
        to=tmp_path / "cu.db",
    )
    assert reword(monkeypatch) > 40

    with reading() as session:
        assert chained.chain_fault(session) is None
        assert replay.mismatches(session) == []
        broken = [one for one in integrity.verdicts(Work(session, PROGRAM)) if not one.holds]
        assert broken == []
    backups.restore(copy, url=demo_sqlite_url, actor=PROGRAM, now=before[-1].at)
    after = recorded()

    assert [one.position for one in after[: len(before)]] == [one.position for one in before]
    assert {one.new for one in after} == {WORDS}


def test_an_entry_of_a_kind_or_shape_this_release_does_not_know_is_shown_all_the_same(
    demo_sqlite_url, monkeypatch
):
    def unknown(_):
        raise KeyError("stage")

    monkeypatch.setattr(
        record_words.telling,
        "TELLERS",
        {**dict.fromkeys(record_words.telling.TELLERS, unknown), "stage.moved": None},
    )
    monkeypatch.delitem(record_words.telling.TELLERS, "stage.moved")

    told = recorded()

    assert {one.new for one in told if one.action == "stage.moved"} == {""}
    assert {one.new for one in told if one.action != "stage.moved"} == {
        "(bản phần mềm này không đọc được giá trị của mục)"
    }
