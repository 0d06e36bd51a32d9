"""Bộ luật trong phần mềm: the user's own copies lie over the shipped law, and a wrong one never."""

from datetime import date

import pytest

from tests.people import PROGRAM, acting
from tests.services.dossier import WHOLE, settled, state, verdicts
from tests.services.year import HEAD, NOW
from thidua.db.engine import reading, writing
from thidua.domain.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.permissions import Role
from thidua.lawbook.loading import LawRefused
from thidua.services import law

pytestmark = pytest.mark.usefixtures("database_url")

EXCELLENT = "tap-the-lao-dong-xuat-sac"
STRICTER = """
[[documents]]
code = "qd-tinh"
name = "Quyết định 9/2026/QĐ-UBND"
title = "Quy định khen thưởng của tỉnh"
from = 2024-01-01
verified = "văn bản"

[[requirements]]
code = "TTLDXS.4"
awards = ["tap-the-lao-dong-xuat-sac"]
text = "Ít nhất 90% cá nhân đạt Lao động tiên tiến"
condition = { kind = "share", fact = "so_ldtt", of = "so_nguoi", threshold = "90%" }
document = "qd-tinh"
article = "Điều 4"
verified = "văn bản"
"""


def save(text, seen=0, name="tinh.toml", actor=PROGRAM):
    with writing() as session:
        law.save_copy(session, actor=actor, name=name, text=text, seen=seen, now=NOW, reason="thử")


def remove(seen, reason="hết hiệu lực", actor=PROGRAM):
    with writing() as session:
        law.remove_copy(session, actor=actor, name="tinh.toml", seen=seen, now=NOW, reason=reason)


def copies():
    with reading() as session:
        return [(one.name, one.version) for one in law.copies(session, actor=PROGRAM)]


def own_share():
    """Ngưỡng 70 % hoặc của bản riêng, and where it is said to come from."""
    with reading() as session:
        view = law.book(session).at(date(2025, 12, 31))
    return [
        (rule.text, rule.citation.reference, rule.citation.is_local)
        for rule in view.book.requirements
        if rule.citation.is_local
    ]


def test_a_copy_lies_over_the_shipped_law_until_it_is_removed():
    settled()
    state("A", WHOLE)
    assert verdicts(award=EXCELLENT)["A"] == "eligible"

    save(STRICTER)
    assert own_share() == [
        (
            "Ít nhất 90% cá nhân đạt Lao động tiên tiến",
            "Quyết định 9/2026/QĐ-UBND, Điều 4",
            True,
        )
    ]
    assert verdicts(award=EXCELLENT)["A"] == "not_eligible"
    with pytest.raises(Refused, match="lý do"):
        remove(1, "")
    remove(1)

    assert (own_share(), copies()) == ([], [])
    assert verdicts(award=EXCELLENT)["A"] == "eligible"
    with pytest.raises(NotFound):
        remove(0)


def test_each_saving_makes_a_version_that_stays_readable():
    save(STRICTER)
    save(STRICTER.replace('"90%"', '"80%"'), 1)
    with pytest.raises(StaleEdit):
        save(STRICTER, 1)
    with pytest.raises(Refused, match="không đổi"):
        save(STRICTER.replace('"90%"', '"80%"'), 2)
    remove(2)
    save(STRICTER)

    assert copies() == [("tinh.toml", 3)]
    with reading() as session:
        found = law.versions(session, actor=PROGRAM, name="tinh.toml")
    assert [(one.version, one.live, '"80%"' in one.text) for one in found] == [
        (3, True, False),
        (2, False, True),
        (1, False, False),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STRICTER.replace('"90%"', "90"), "tệp tinh.toml"),
        (STRICTER.replace('article = "Điều 4"\n', ""), "thiếu khóa «article»"),
        (STRICTER.replace('document = "qd-tinh"', 'document = "khong-co"'), "không có văn bản"),
        ("[[requirements]\n", "sai cách viết TOML"),
        ("a = " + "[" * 20_000, "quá sâu"),
        ("# " + "x" * law.LONGEST_TEXT, "dài quá"),
    ],
)
def test_a_wrong_copy_is_refused_with_the_file_the_table_and_the_fault(text, said):
    with reading() as session:
        told = law.check_copy(session, actor=PROGRAM, name="tinh.toml", text=text)
    with pytest.raises(LawRefused) as refused:
        save(text)

    assert refused.value.findings == told
    assert said in " ".join(map(str, told)), told
    assert copies() == []


@pytest.mark.parametrize("name", ["tinh", ".toml", "x" * 70 + ".toml", "tinh.TOML"])
def test_a_copy_needs_the_name_of_a_law_file(name):
    with pytest.raises(LawRefused, match="tên tệp"):
        save(STRICTER, name=name)


@pytest.mark.parametrize("actor", [HEAD, acting(Role.AUDITOR)])
def test_only_who_keeps_the_law_changes_or_reads_the_copies(actor):
    with pytest.raises(NotPermitted):
        save(STRICTER, actor=actor)
    with pytest.raises(NotPermitted):
        remove(1, actor=actor)
    with reading() as session, pytest.raises(NotPermitted):
        law.copies(session, actor=actor)


def test_the_shipped_files_can_be_read_to_be_copied():
    with reading() as session:
        found = law.shipped(session, actor=acting(Role.STANDING_OFFICE))

    assert len(found) > 3 and all(one.name.endswith(".toml") and one.text for one in found)
