"""Minh chứng: who adds, replaces, takes away and opens what, and what survives a crash."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.files.evidence_samples import docx, pdf, png
from tests.noting import assert_as_recorded, move, noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded as told_by
from tests.services import year
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    RIVAL,
    SECRETARY,
    do,
    fresh,
    overtaken,
    save,
    settle,
    stored,
    to_self_score,
)
from tests.tampering import tampering
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.db.tables import (
    BlockYear,
    Evidence,
    Recusal,
    ReviewAssignment,
    ScoreThread,
)
from thidua.domain.access.permissions import (
    SCOPES,
    Actor,
    Grant,
    Permission,
    Role,
    Scope,
    is_allowed,
)
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.review.plan import REST
from thidua.domain.scoring.evidence import FileLost, SameFile
from thidua.domain.scoring.sheet import SheetStatus
from thidua.domain.thread.thread import ThreadKind, ThreadStatus
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.progress import stages
from thidua.services.record import replay
from thidua.services.record.words.names import Names, StoredRows
from thidua.services.record.words.places import values_words
from thidua.services.scoring import evidence, evidence_changes, submissions
from thidua.services.scoring.evidence import Content

LINK = "https://vi-du.vn/bao-cao"


@pytest.fixture(autouse=True)
def _year(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    settle()
    to_self_score()
    yield
    assert_as_recorded()


def add(name="a.pdf", content=None, actor=OFFICER, unit="A", criterion="I", **more):
    return do(
        evidence_changes.add_file,
        actor,
        unit=unit,
        content=pdf() if content is None else content,
        file_name=name,
        criterion=criterion,
        **more,
    )


def change(verb, token, actor=OFFICER, unit="A", **more):
    return do(getattr(evidence_changes, verb), actor, unit=unit, token=token, **more)


def shown(unit="A", actor=PROGRAM):
    with reading() as session:
        return evidence.of_unit(Work(session, actor, fresh()), unit=unit)


def uses(unit="A"):
    return {item.title: item.criteria for item in shown(unit)}


def opened(token, actor=PROGRAM):
    with reading() as session:
        return evidence.open_content(Work(session, actor), token=token)


def recorded():
    return [(one.action, one.unit, one.criterion, one.old, one.new) for one in told_by("evidence.")]


def files(tmp_path):
    folder = tmp_path / "var" / "minh-chung"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def hand_in():
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")


def at_stage(stage):
    move(fresh(), stage)


def test_an_added_file_is_kept_shown_and_recorded_with_its_digest(tmp_path):
    token = add("../Báo cáo.pdf", title=" Báo cáo  năm ")

    (item,) = shown()
    assert (item.token, item.title, item.file_name) == (token, "Báo cáo năm", "Báo cáo.pdf")
    assert (item.media_type, item.size, item.version) == ("application/pdf", len(pdf()), 1)
    assert (item.criteria, item.added_by, item.added_at) == (("I",), OFFICER.name, NOW)
    assert opened(token) == Content(pdf(), "Báo cáo.pdf", "application/pdf")
    assert len(files(tmp_path)) == 1
    words = f"«Báo cáo năm» · tệp Báo cáo.pdf · {len(pdf())} byte · SHA-256 {item.sha256}"
    assert recorded() == [
        ("evidence.added", "A", "", "", words),
        ("evidence.attached", "A", "I", "", words),
    ]


def test_several_files_are_added_together_or_not_at_all():
    with pytest.raises(Refused, match="xấu"):
        do(
            evidence_changes.add_files,
            OFFICER,
            unit="A",
            files=[("a.pdf", pdf()), ("xấu.pdf", b"<html>")],
            criterion="I",
        )
    assert shown() == ()

    given = [("a.pdf", pdf()), ("b.png", png())]
    named = {"files": given, "criterion": "I", "title": "bỏ qua khi có nhiều tệp"}
    tokens = do(evidence_changes.add_files, OFFICER, unit="A", **named)
    assert [item.token for item in shown()] == tokens
    assert uses() == {"a.pdf": ("I",), "b.png": ("I",)}


def test_one_file_serves_several_criteria_and_is_kept_once(tmp_path):
    token = add(criterion="I")
    assert add("ten-khac.pdf", criterion="V") == token
    change("attach", token, criterion="V")

    assert uses() == {"a.pdf": ("I", "V")}
    assert len(files(tmp_path)) == 1
    assert [action for action, *_ in recorded()].count("evidence.attached") == 2


def test_a_link_is_kept_in_its_plain_form_and_once():
    named = {"unit": "A", "title": "Báo cáo"}
    token = do(evidence_changes.add_link, OFFICER, url=f" {LINK} ", criterion="I", **named)
    again = do(evidence_changes.add_link, OFFICER, url=LINK, criterion="V", **named)

    (item,) = shown()
    assert (again, item.url, item.criteria) == (token, LINK, ("I", "V"))
    with pytest.raises(NotFound):
        opened(token)


def test_a_criterion_the_covenant_does_not_have_is_refused_and_nothing_is_written():
    with pytest.raises(Refused, match="không có tiêu chí IX"):
        add(criterion="IX")

    assert (shown(), recorded()) == ((), [])


def test_a_unit_outside_the_block_has_no_store():
    with pytest.raises(NotFound, match="không phải thành viên"):
        add(actor=PROGRAM, unit="C")


def test_what_belongs_to_another_unit_is_not_there_to_be_used():
    token = add()

    for verb, more in (
        ("attach", {"criterion": "I"}),
        ("detach", {"criterion": "I"}),
        ("replace", {"url": LINK}),
        ("remove", {}),
    ):
        with pytest.raises(NotFound):
            change(verb, token, OTHER, "B", **more)
    assert (uses(), uses("B")) == ({"a.pdf": ("I",)}, {})


@pytest.mark.both_databases
def test_while_the_sheet_is_a_draft_an_item_may_be_taken_away():
    token = add()
    change("attach", token, criterion="V")
    change("detach", token, criterion="I")
    assert uses() == {"a.pdf": ("V",)}
    with pytest.raises(NotFound, match="không dùng ở tiêu chí I"):
        change("detach", token, criterion="I")

    change("remove", token)
    assert uses() == {}
    assert opened(token).data == pdf()
    with pytest.raises(Refused, match="đã được thay hoặc bỏ"):
        change("attach", token, criterion="I")


def test_what_a_unit_shows_is_taken_away_or_replaced_by_no_rival():
    token, mine = add(), add("b.pdf", pdf("b"), RIVAL)

    for verb, more in (
        ("detach", {"criterion": "I"}),
        ("replace", {"content": pdf("c"), "file_name": "c.pdf"}),
        ("remove", {}),
    ):
        with pytest.raises(NotPermitted, match="cùng thi đua"):
            change(verb, token, RIVAL, **more)
    change("remove", mine, RIVAL)
    change("remove", token, SECRETARY)


def test_after_handing_in_an_item_is_added_or_replaced_and_never_taken_away():
    token = add()
    hand_in()

    for verb, more in (("detach", {"criterion": "I"}), ("remove", {})):
        with pytest.raises(Refused, match="không gỡ được"):
            change(verb, token, **more)
    newer = change("replace", token, content=png(), file_name="b.png")
    add("c.docx", docx(), criterion="V")

    assert list(uses().items()) == [("b.png", ("I",)), ("c.docx", ("V",))]
    do(submissions.take_back, OFFICER, unit="A")
    change("remove", newer)
    assert uses() == {"c.docx": ("V",)}


@pytest.mark.both_databases
def test_a_new_version_takes_over_every_use_and_the_old_one_stays_readable():
    first = add(title="Báo cáo năm")
    change("attach", first, criterion="V")
    second = change("replace", first, content=png(), file_name="anh.png")
    third = change("replace", second, url=LINK)

    (item,) = shown()
    assert (item.token, item.version, item.replaces) == (third, 3, second)
    assert (item.title, item.url, item.criteria) == ("Báo cáo năm", LINK, ("I", "V"))
    assert [opened(token).data for token in (first, second)] == [pdf(), png()]
    with reading() as session:
        work = Work(session, OFFICER, fresh())
        assert [one.token for one in evidence.versions(work, unit="A", token=third)] == [
            second,
            first,
        ]
    replaced = [entry for entry in recorded() if entry[0] == "evidence.replaced"]
    assert [(old[:13], new[:13]) for *_, old, new in replaced] == [("«Báo cáo năm»",) * 2] * 2
    with pytest.raises(Refused, match="đã được thay"):
        change("replace", first, url="https://vi-du.vn/khac")


def test_a_version_that_changes_nothing_is_refused():
    token = add()
    link = do(evidence_changes.add_link, OFFICER, unit="A", url=LINK)

    with pytest.raises(Refused, match="dùng lại"):
        change("replace", token, content=pdf(), file_name="b.pdf")
    with pytest.raises(Refused, match="dùng lại"):
        change("replace", link, url=LINK)
    assert sorted(item.version for item in shown()) == [1, 1]


def test_a_file_named_after_itself_takes_the_name_of_its_new_version():
    change("replace", add("cũ.pdf"), content=png(), file_name="mới.png")

    assert uses() == {"mới.png": ("I",)}


def test_after_the_deadline_nothing_is_added_unless_the_unit_was_given_time():
    late = NOW + timedelta(days=2)
    window = Window(hard_deadline=NOW + timedelta(days=1))
    do(windows.set_window, HEAD, stage=Stage.SELF_SCORE, window=window)
    given = {"unit": "A", "content": pdf(), "file_name": "a.pdf"}

    with pytest.raises(Refused, match="hết hạn"):
        do(evidence_changes.add_file, OFFICER, late, **given)
    more = {"until": late + timedelta(days=1), "reason": "Mất điện"}
    do(windows.extend, HEAD, late, unit="A", **more)
    assert do(evidence_changes.add_file, OFFICER, late, **given)


EVERY_VERB: tuple[tuple[str, Callable[[str], dict[str, object]]], ...] = (
    ("add_file", lambda token: {"content": png(), "file_name": "b.png", "criterion": "I"}),
    ("add_files", lambda token: {"files": [("b.png", png())], "criterion": "I"}),
    ("add_link", lambda token: {"url": LINK, "criterion": "I"}),
    ("attach", lambda token: {"token": token, "criterion": "V"}),
    ("detach", lambda token: {"token": token, "criterion": "I"}),
    ("replace", lambda token: {"token": token, "url": LINK}),
    ("remove", lambda token: {"token": token}),
)


@pytest.mark.parametrize("stage", [Stage.SELF_SCORE, Stage.VERIFY, Stage.LOCKED])
@pytest.mark.parametrize("unit", ["A", "B"])
@pytest.mark.parametrize("role", Role)
def test_whoever_may_add_evidence_may_do_every_verb_and_nobody_else_any(role, unit, stage):
    token = add(actor=PROGRAM)
    at_stage(stage)
    scope = SCOPES[role]
    place = () if scope is Scope.SYSTEM else ("K1", 2025, unit if scope is Scope.UNIT else None)
    actor = acting(role, *place)
    allowed = is_allowed(actor, Permission.ADD_EVIDENCE, fresh(), "A")

    done = {}
    for verb, named in EVERY_VERB:
        try:
            with writing() as session:
                service = getattr(evidence_changes, verb)
                service(Work(session, actor, fresh(), NOW), unit="A", **named(token))
                session.rollback()
            done[verb] = True
        except NotPermitted:
            done[verb] = False
    assert done == dict.fromkeys(done, allowed)
    expected = role in (Role.ADMINISTRATOR, Role.STANDING_OFFICE, Role.HEAD, Role.SECRETARY) or (
        role is Role.UNIT_OFFICER and unit == "A"
    )
    assert allowed is (expected and stage is not Stage.LOCKED)


READERS = {
    Role.ADMINISTRATOR,
    Role.STANDING_OFFICE,
    Role.HEAD,
    Role.SECRETARY,
    Role.LEADER,
    Role.AUDITOR,
}


@pytest.mark.parametrize("unit", ["A", "B"])
@pytest.mark.parametrize("role", Role)
def test_a_file_is_opened_by_who_may_see_the_sheet_of_its_unit(role, unit):
    token = add()
    scope = SCOPES[role]
    place = () if scope is Scope.SYSTEM else ("K1", 2025, unit if scope is Scope.UNIT else None)
    actor = acting(role, *place)

    if role in READERS or (scope is Scope.UNIT and unit == "A"):
        assert opened(token, actor).data == pdf()
        assert [item.token for item in shown("A", actor)] == [token]
    else:
        with pytest.raises(NotPermitted):
            opened(token, actor)
        with pytest.raises(NotPermitted):
            shown("A", actor)


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.HEAD, "K2", None, 2025),
        Grant(Role.HEAD, "K1", None, 2024),
        Grant(Role.UNIT_OFFICER, "K1", "A", 2024),
        Grant(Role.UNIT_OFFICER, "K2", "A", 2025),
    ],
)
def test_a_role_of_another_block_or_year_opens_nothing(grant):
    with pytest.raises(NotPermitted):
        opened(add(), Actor("Ai đó", (grant,)))


def assign(group=REST, reviewer="B", absent="", recused=False):
    """Phân công đơn vị này chấm A; criteria of the covenant stand in no group."""
    with noting() as session:
        period, unit = fresh(), queries.unit_key(session, "A")
        place = {"block_year_id": period.id, "unit_id": unit, "reviewer": reviewer}
        session.add(
            ReviewAssignment(
                **place, group_code=group, absent_reason=absent, set_by="x", set_at=NOW
            )
        )
        if recused:
            session.add(Recusal(**place, reason="thân", declared_by="x", declared_at=NOW))


REVIEWER = Actor("Người chấm (c)", (Grant(Role.REVIEWER, "K1", "B", 2025),), "c")


@pytest.mark.parametrize("actor", [OTHER, REVIEWER], ids=["cán bộ", "người chấm"])
def test_a_reviewer_opens_what_is_used_on_the_criteria_assigned(actor):
    token = add()
    unused = add("b.png", png(), criterion="")
    with pytest.raises(NotPermitted):
        opened(token, actor)
    assign()

    assert opened(token, actor).data == pdf()
    assert [item.token for item in shown("A", actor)] == [token]
    with pytest.raises(NotPermitted):
        opened(unused, actor)


@pytest.mark.parametrize(
    "how",
    [
        {"recused": True},
        {"absent": "ốm"},
        {"reviewer": "A"},
    ],
    ids=lambda how: next(iter(how)),
)
def test_who_recused_was_absent_or_was_not_assigned_opens_nothing(how):
    token = add()
    assign(**how)

    with pytest.raises(NotPermitted):
        opened(token, OTHER)
    with pytest.raises(NotPermitted):
        shown("A", OTHER)


def test_a_reviewer_of_another_group_opens_and_is_shown_nothing():
    token = add()
    assign("X")

    assert shown("A", OTHER) == ()
    with pytest.raises(NotPermitted):
        opened(token, OTHER)


@pytest.mark.both_databases
def test_a_reviewer_opens_an_earlier_version_while_its_successor_is_in_use():
    first = add()
    second = change("replace", first, content=png(), file_name="b.png")
    assign()
    assert opened(first, OTHER).data == pdf()

    change("detach", second, criterion="I")
    with pytest.raises(NotPermitted):
        opened(first, OTHER)


@pytest.mark.parametrize("token", ["", "x", "../thidua.db", "%", "' OR 1=1 --", "a" * 5000])
def test_an_address_that_was_never_given_out_is_nowhere(token):
    add()

    with pytest.raises(NotFound):
        opened(token)


@pytest.mark.both_databases
def test_the_same_content_at_two_units_or_in_two_years_is_told_to_who_may_know():
    with writing() as session:
        rows = [
            RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2024) for code in "AB"
        ]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        settings = tuple(
            replace(row, value=Decimal(2024) if row.name == "Năm" else row.value)
            for row in year.DRAFT.settings
        )
        draft = replace(year.DRAFT, settings=settings)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
        before = rosters.period(Work(session, PROGRAM), block="K1", year=2024)
        session.get_one(BlockYear, before.id).stage = Stage.SELF_SCORE
        session.flush()
        for unit, content in (("A", pdf()), ("B", png())):
            evidence_changes.add_file(
                Work(session, PROGRAM, before, NOW),
                unit=unit,
                content=content,
                file_name=f"cũ-{unit}.pdf",
            )
    own, again = add(), add("b.png", png())
    other = add("c.pdf", actor=OTHER, unit="B")
    alone = add("d.docx", docx())

    def told(actor):
        with reading() as session:
            return evidence.duplicates(Work(session, actor, fresh()))

    old_a, old_b = SameFile("A", 2024, "cũ-A.pdf"), SameFile("B", 2024, "cũ-B.png")
    assert told(HEAD) == {
        own: (SameFile("B", 2025, "c.pdf"), old_a),
        again: (old_b,),
        other: (SameFile("A", 2025, "a.pdf"), old_a),
    }
    assert alone not in told(HEAD)
    assert told(OFFICER) == {own: (old_a,)}
    assert told(OTHER) == {}
    with pytest.raises(NotPermitted):
        told(acting(Role.COUNCIL_MEMBER, "K1", 2025))


def with_needs(monkeypatch, main, bonus=""):
    rows = (
        CriterionRow("I", "Kết quả", Decimal(90), "Chấm mức", evidence=main),
        CriterionRow("V", "Thưởng", Decimal(10), "Chấm mức", sign="thưởng", evidence=bonus),
    )
    settings = (*year.DRAFT.settings, replace(year.DRAFT.settings[0], name="Lý do sửa đổi"))
    draft = replace(year.DRAFT, criteria=rows, settings=settings)
    with writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)


def refused_to_submit():
    with pytest.raises(Refused) as told:
        do(submissions.submit, OFFICER, unit="A")
    return str(told.value)


def test_a_sheet_is_handed_in_once_every_line_shows_what_the_covenant_asks(monkeypatch):
    with_needs(monkeypatch, "Cần xác nhận ngoài", "Khi trên 2 điểm")
    save("A", OFFICER, bonus=3)
    assert refused_to_submit() == (
        "Chưa nộp được: V cần minh chứng; I cần đính kèm tệp giấy xác nhận có ký."
    )

    do(evidence_changes.add_link, OFFICER, unit="A", url=LINK, criterion="V")
    token = do(evidence_changes.add_link, OFFICER, unit="A", url=f"{LINK}/2", criterion="I")
    assert refused_to_submit() == "Chưa nộp được: I cần đính kèm tệp giấy xác nhận có ký."

    change("replace", token, content=pdf(), file_name="giấy.pdf")
    do(submissions.submit, OFFICER, unit="A")
    assert stored("A").status is SheetStatus.SUBMITTED


def test_a_bonus_at_the_threshold_needs_nothing_and_zero_needs_nothing(monkeypatch):
    with_needs(monkeypatch, "Luôn", "Khi trên 2 điểm")
    save("A", OFFICER, main=0, bonus=2)

    do(submissions.submit, OFFICER, unit="A")
    assert stored("A").status is SheetStatus.SUBMITTED


@pytest.mark.both_databases
def test_evidence_taken_away_while_the_sheet_is_handed_in_is_missed(monkeypatch):
    """Handing in waits for who takes away, then sees that it is no longer there."""
    with_needs(monkeypatch, "Luôn")
    save("A", OFFICER)
    token = add()

    told = overtaken(
        lambda session: evidence_changes.remove(
            Work(session, OFFICER, fresh(), NOW), unit="A", token=token
        ),
        lambda: do(submissions.submit, OFFICER, unit="A"),
    )

    assert str(told) == "Chưa nộp được: I cần minh chứng."


@pytest.mark.both_databases
def test_evidence_is_not_taken_away_while_the_sheet_is_being_handed_in():
    save("A", OFFICER)
    token = add()

    told = overtaken(
        lambda session: submissions.submit(Work(session, OFFICER, fresh(), NOW), unit="A"),
        lambda: change("remove", token),
    )

    assert "không gỡ được" in str(told)
    assert uses() == {"a.pdf": ("I",)}


@pytest.mark.both_databases
def test_two_replacements_at_once_leave_one_line_of_versions():
    token = add()
    period, named = fresh(), {"unit": "A", "token": token, "url": LINK}

    told = overtaken(
        lambda session: evidence_changes.replace(Work(session, OFFICER, period, NOW), **named),
        lambda: change("replace", token, url=f"{LINK}/2"),
    )

    assert "đã được thay hoặc bỏ" in str(told)
    assert [item.url for item in shown()] == [LINK]


def test_a_crash_before_the_commit_leaves_a_file_nobody_knows_and_never_a_row_without_one(tmp_path):
    with pytest.raises(RuntimeError, match="mất điện"), writing() as session:
        evidence_changes.add_file(
            Work(session, OFFICER, fresh(), NOW), unit="A", content=pdf(), file_name="a.pdf"
        )
        raise RuntimeError("mất điện")

    assert (shown(), recorded(), len(files(tmp_path))) == ((), [], 1)
    assert opened(add()).data == pdf()


def test_a_full_disk_writes_no_row(monkeypatch):
    def full(*_):
        raise OSError("đĩa đầy")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="đĩa đầy"):
            add()

    with reading() as session:
        assert session.exec(select(Evidence)).all() == []


def lost(session):
    """Điều cản chuyển giai đoạn, as the chair is told now."""
    return [one.message for one in stages.view(Work(session, HEAD, fresh())).blockers]


@pytest.mark.both_databases
def test_a_missing_file_is_listed_and_is_not_handed_out(tmp_path):
    token = add()
    newer = change("replace", token, content=png(), file_name="b.png")
    with reading() as session:
        assert evidence.missing_files(session, fresh()) == ()
        name = session.exec(select(Evidence.stored_name).where(Evidence.token == token)).one()
        assert not [one for one in lost(session) if "thiếu" in one]
    file = tmp_path / "var" / "minh-chung" / name
    content = file.read_bytes()
    file.unlink()
    with reading() as session:
        assert [one for one in lost(session) if "a.pdf" in one]
    file.write_bytes(content)
    with reading() as session:
        assert not [one for one in lost(session) if "a.pdf" in one]
    file.unlink()

    with reading() as session:
        missing = evidence.missing_files(session, fresh())
    assert [(one.token, one.unit, one.title) for one in missing] == [(token, "A", "a.pdf")]
    with pytest.raises(FileLost):
        opened(token)
    assert opened(newer).data == png()


@dataclass(frozen=True)
class Bent:
    """Chỗ bị sửa: a column of the first item, and what it then says."""

    column: str
    value: object


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "bent",
    [
        Bent("sha256", "0" * 64),
        Bent("title", "khác"),
        Bent("file_name", "x.pdf"),
        Bent("stored_name", "x"),
        Bent("token", "khác"),
        Bent("size", 1),
        Bent("live", value=True),
    ],
    ids=lambda bent: bent.column,
)
def test_evidence_changed_behind_the_record_is_told(bent):
    token = add()
    change("replace", token, content=png(), file_name="b.png")
    assert_as_recorded()
    with tampering(checks=False) as session:
        row = session.exec(select(Evidence).where(Evidence.token == token)).one()
        was = getattr(row, bent.column)
        setattr(row, bent.column, bent.value)

    with reading() as session:
        (found,) = replay.mismatches(session)
        said = [
            values_words("evidence", {bent.column: value}, {}, Names(StoredRows(session)))
            for value in (bent.value, was)
        ]
    assert found.place == "K1 2025 · A · minh chứng · a.pdf"
    assert [found.stored, found.recorded] == said
    with tampering(checks=False) as session:
        setattr(session.get_one(Evidence, row.id), bent.column, was)


def thread(unit="A"):
    with noting() as session:
        row = ScoreThread(
            block_year_id=fresh().id,
            unit_id=queries.unit_key(session, unit),
            criterion_code="I",
            kind=ThreadKind.PETITION,
            status=ThreadStatus.OPEN,
            question="Vì sao?",
            opened_by="x",
            opened_at=NOW,
        )
        session.add(row)
        session.flush()
        return row.id


@pytest.mark.both_databases
def test_a_thread_has_attachments_of_its_own_unit_alone():
    token = add(criterion="", thread=thread())

    (item,) = shown()
    assert (item.criteria, item.threads != ()) == ((), True)
    assert recorded()[-1][2] == "I"
    (attached,) = told_by("evidence.attached")
    assert attached.reason == "trong hồ sơ giải trình"
    with pytest.raises(NotFound):
        change("attach", token, thread=thread("B"))
    with pytest.raises(Refused, match="hồ sơ giải trình"):
        change("remove", token)


def test_the_secretary_adds_for_a_unit_under_her_own_name():
    add(actor=SECRETARY)

    assert [item.added_by for item in shown("A", OFFICER)] == [SECRETARY.name]
