"""Bộ luật trong phần mềm: local files and copies lie over the shipped law, no wrong one does."""

import hashlib
from datetime import date

import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.dossier_block import WHOLE, settled, state, verdicts
from tests.services.year import HEAD, NOW
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LawSheet
from thidua.lawbook.loading import LawRefused
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work
from thidua.services.law import law

pytestmark = pytest.mark.usefixtures("as_recorded")
FOLDER, COPY = LawLayer.FOLDER, LawLayer.COPY
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
        law.save_copy(Work(session, actor, now=NOW), name=name, text=text, seen=seen, reason="thử")


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def remove(seen, reason="hết hiệu lực", actor=PROGRAM):
    with writing() as session:
        law.remove_copy(Work(session, actor, now=NOW), name="tinh.toml", seen=seen, reason=reason)


def copies():
    with reading() as session:
        return [(one.name, one.version) for one in law.copies(Work(session, PROGRAM))]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Thư mục dữ liệu có chỗ cho tệp địa phương."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    found = tmp_path / "var" / "luat"
    found.mkdir(parents=True)
    return found


def put(folder, text, name="tinh.toml"):
    (folder / name).write_text(text, encoding="utf-8")


def own_share():
    """Ngưỡng 70 % hoặc của tệp riêng, and where it is said to come from."""
    with reading() as session:
        view = law.book(session).at(date(2025, 12, 31))
    return [
        (rule.text, rule.citation.reference, rule.citation.layer)
        for rule in view.book.requirements
        if rule.citation.layer is not LawLayer.SHIPPED
    ]


def faults():
    with reading() as session:
        return [str(one) for one in law.faults(session)]


def test_a_copy_lies_over_the_shipped_law_until_it_is_removed():
    settled()
    state("A", WHOLE)
    assert verdicts(award=EXCELLENT)["A"] == "eligible"

    save(STRICTER)
    assert own_share() == [
        (
            "Ít nhất 90% cá nhân đạt Lao động tiên tiến",
            "Quyết định 9/2026/QĐ-UBND, Điều 4",
            COPY,
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


@pytest.mark.both_databases
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
        found = law.versions(Work(session, PROGRAM), name="tinh.toml")
    assert [(one.version, one.live, '"80%"' in one.text) for one in found] == [
        (3, True, False),
        (2, False, True),
        (1, False, False),
    ]
    strict, mild = map(digest, (STRICTER, STRICTER.replace('"90%"', '"80%"')))
    assert [(one.action, one.old, one.new, one.reason) for one in recorded("law.")] == [
        ("law.changed", "", f"tinh.toml phiên bản 1 · SHA-256 {strict}", "thử"),
        (
            "law.changed",
            f"tinh.toml phiên bản 1 · SHA-256 {strict}",
            f"tinh.toml phiên bản 2 · SHA-256 {mild}",
            "thử",
        ),
        (
            "law.removed",
            f"tinh.toml phiên bản 2 · SHA-256 {mild}",
            "thôi dùng",
            "hết hiệu lực",
        ),
        ("law.changed", "", f"tinh.toml phiên bản 3 · SHA-256 {strict}", "thử"),
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
        told = law.check_copy(Work(session, PROGRAM), name="tinh.toml", text=text)
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
        law.copies(Work(session, actor))


def test_every_file_is_listed_with_its_layer_and_its_text(folder):
    put(folder, STRICTER)
    put(folder, "# khác", "khac.toml")
    save(STRICTER)
    with reading() as session:
        found = law.sheets(Work(session, acting(Role.STANDING_OFFICE)))

    shipped = [one for one in found if one.layer is LawLayer.SHIPPED]
    assert len(shipped) > 3 and all(one.name.endswith(".toml") and one.text for one in shipped)
    assert found == (
        *shipped,
        LawSheet("khac.toml", "# khác", FOLDER),
        LawSheet("tinh.toml", STRICTER, FOLDER),
        LawSheet("tinh.toml", STRICTER, COPY, by=PROGRAM.name),
    )


def test_a_local_file_judges_as_soon_as_it_lies_there_is_changed_or_taken_away(folder):
    settled()
    state("A", WHOLE)
    seen = [(verdicts(award=EXCELLENT)["A"], own_share())]
    for text in (STRICTER, STRICTER.replace("90%", "75%"), STRICTER):
        put(folder, text)
        seen.append((verdicts(award=EXCELLENT)["A"], own_share()))
    (folder / "tinh.toml").unlink()
    seen.append((verdicts(award=EXCELLENT)["A"], own_share()))

    reference = "Quyết định 9/2026/QĐ-UBND, Điều 4"
    strict = ("not_eligible", [("Ít nhất 90% cá nhân đạt Lao động tiên tiến", reference, FOLDER)])
    mild = ("eligible", [("Ít nhất 75% cá nhân đạt Lao động tiên tiến", reference, FOLDER)])
    assert seen == [("eligible", []), strict, mild, strict, ("eligible", [])]


def test_one_session_sees_one_state_of_the_folder(folder):
    with reading() as session:
        before = law.book(session)
        put(folder, STRICTER)
        assert law.book(session) is before
    assert len(own_share()) == 1


def test_the_copy_of_the_same_name_stands_in_place_of_the_local_file(folder):
    put(folder, STRICTER + RULE)
    save(STRICTER.replace('"90%"', '"80%"'))

    assert [layer for *_, layer in own_share()] == [COPY]
    remove(1)
    assert [layer for *_, layer in own_share()] == [FOLDER, FOLDER]


RULE = """
[[requirements]]
code = "TINH.1"
awards = ["tap-the-lao-dong-xuat-sac"]
text = "Có phong trào riêng"
condition = { kind = "fact", fact = "tham_gia_phong_trao", threshold = "có" }
document = "qd-tinh"
article = "Điều 5"
verified = "chưa"
"""
BARE = STRICTER.replace('"90%"', "90")
SAID = (
    "tệp luat/tinh.toml, bảng [[requirements]] thứ 1 (TTLDXS.4) › condition: «threshold» phải là "
    'chữ trong ngoặc kép, ví dụ "..."'
)


def test_by_a_wrong_local_file_nobody_is_judged_until_it_is_right(folder):
    settled()
    state("A", WHOLE)
    put(folder, BARE)

    assert faults() == [SAID]
    with pytest.raises(LawRefused) as refused:
        verdicts(award=EXCELLENT)
    assert str(refused.value) == SAID
    put(folder, STRICTER)
    assert (faults(), verdicts(award=EXCELLENT)["A"]) == ([], "not_eligible")


def test_a_wrong_local_file_is_cured_by_a_copy_of_its_name_and_by_no_other(folder):
    put(folder, BARE)
    with pytest.raises(LawRefused) as refused:
        save(RULE.replace("qd-tinh", "luat-tdkt-2022"), name="khac.toml")
    assert SAID in str(refused.value)
    save(STRICTER)

    assert (faults(), copies()) == ([], [("tinh.toml", 1)])
    with pytest.raises(LawRefused):
        remove(1)
    assert copies() == [("tinh.toml", 1)]


def test_local_files_do_not_change_the_demo_that_is_made(folder):
    put(folder, BARE)
    with writing() as session:
        demo.fill(Work(session, PROGRAM, now=NOW))

    assert faults() == [SAID]
