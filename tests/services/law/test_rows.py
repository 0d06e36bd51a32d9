"""Từng dòng của bộ luật: confirmed, corrected, dated anew; a release beneath is only told."""

from copy import deepcopy
from datetime import date

import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.dossier_block import WORKER, assessed, settled, state
from tests.services.year import NOW
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.law.law import Verification
from thidua.domain.law.layers import LawSheet
from thidua.lawbook.loading import LawRefused
from thidua.services.ground.work import Work
from thidua.services.law import law, rows
from thidua.services.law.rows import ReadText

pytestmark = pytest.mark.usefixtures("as_recorded")
LAW, NEW_LAW = "luat-06-2022-qh15", "luat-06-2026-qh16"
CSTDCS = "chien-si-thi-dua-co-so"
START = date(2024, 1, 1)
READ = ReadText(document=LAW, article="khoản 1 Điều 24", on=date(2026, 1, 5), wording="Lời văn")


def confirm(code="LDTT.1", read=READ, seen=0, actor=PROGRAM, start=START):
    with writing() as session:
        work = Work(session, actor, now=NOW)
        rows.confirm(work, section="requirements", code=code, start=start, read=read, seen=seen)


def change(code, entries, read=READ, seen=0, start=START, section="requirements", **named):
    with writing() as session:
        rows.change(
            Work(session, PROGRAM, now=NOW),
            section=section,
            code=code,
            entries=entries,
            start=start,
            read=read,
            reason="theo văn bản",
            seen=seen,
            **named,
        )


def row(code):
    with reading() as session:
        return next(one for one in rows.rows(Work(session, PROGRAM)) if one.code == code)


def entries(code):
    return [deepcopy(dict(one)) for one in row(code).entries]


def rule(code, on=date(2026, 12, 31)):
    with reading() as session:
        found = law.book(session).requirements
    return next(one for one in found if one.code == code and one.citation.span.covers(on))


def test_a_row_is_confirmed_with_its_article_day_and_person():
    settled()
    before = rule("LDTT.1").citation
    assert (before.reading_words, before.verification_on(date(2026, 12, 31))) == (
        "",
        Verification.UNVERIFIED,
    )

    confirm()

    found = rule("LDTT.1").citation
    assert (
        found.reading_words
        == "đã đối chiếu với khoản 1 Điều 24, ngày 05/01/2026, Chương trình kiểm thử"
    )
    assert found.verification_on(date(2025, 12, 31)) is Verification.TEXT
    assert found.reading.wording == "Lời văn"
    assert [(one.action, one.reason) for one in recorded("law.row_read")] == [
        ("law.row_read", "đối chiếu với khoản 1 Điều 24 Luật 06/2022/QH15, ngày 05/01/2026")
    ]


def test_read_beside_the_amending_text_the_row_is_no_longer_warned_of_it():
    settled()
    day = date(2026, 12, 31)
    confirm()
    assert rule("LDTT.1").citation.warnings(day) == ("chưa đối chiếu Luật 06/2026/QH16",)

    confirm(read=ReadText(document=NEW_LAW, article="Điều 1", on=date(2026, 1, 6)), seen=1)

    assert rule("LDTT.1").citation.warnings(day) == ()
    assert rule("LDTT.1").citation.verification_on(day) is Verification.TEXT


def test_a_corrected_row_judges_from_then_on_and_says_who_read_it():
    settled()
    state("P1", WORKER)
    changed = entries("LDTT.1")
    changed[0]["condition"]["threshold"] = "HTXS"
    change("LDTT.1", changed)

    found = rule("LDTT.1")
    assert found.condition.threshold == "HTXS"
    assert found.citation.origin == "dong/requirements/LDTT.1.toml"
    assert found.citation.is_read_as_is
    assert {one.code: one.conclusion.value for one in assessed(award="lao-dong-tien-tien").rows}[
        "P1"
    ] == "not_eligible"


def test_a_release_does_not_overwrite_a_corrected_row_and_what_it_changes_is_told(monkeypatch):
    settled()
    changed = entries("LDTT.1")
    changed[0]["condition"]["threshold"] = "HTXS"
    change("LDTT.1", changed)
    confirm("LDTT.2")
    assert row("LDTT.1").released == ()

    as_shipped = law.files_in(law.SHIPPED)
    later = [
        LawSheet(
            one.name,
            one.text.replace('op = ">=", threshold = "HTT"', 'threshold = "HT"', 1).replace(
                "Tự lực, đoàn kết", "Đoàn kết"
            ),
            one.layer,
        )
        for one in as_shipped
    ]
    monkeypatch.setattr(law, "_files", law.Shelf(1))
    monkeypatch.setattr(law, "files_in", lambda folder, *_: later if folder == law.SHIPPED else [])

    assert rule("LDTT.1").condition.threshold == "HTXS"
    assert row("LDTT.1").released == (
        "phép so từ «>=» thành «không có»",
        "ngưỡng từ «HTT» thành «HT»",
    )
    with reading() as session:
        assert dict(rows.released(session)) == {"LDTT.1": row("LDTT.1").released}
    assert rule("LDTT.2").citation.reading_words.endswith(
        "dòng đã đổi sau lần đối chiếu này; cần đối chiếu lại"
    )


def test_the_figures_of_the_new_law_change_verdicts_from_its_day_on():
    settled()
    state("P1", WORKER)
    state("P1", WORKER | {"xep_loai": "HTXS", "sang_kien_cap": "khong"}, 2026)
    old = entries("CSTDCS.2")
    new = deepcopy(old[0]) | {
        "from": date(2026, 10, 1),
        "document": NEW_LAW,
        "article": "khoản 5 Điều 1",
        "text": "Hoàn thành xuất sắc nhiệm vụ và có sáng kiến",
        "condition": {
            "kind": "all",
            "of": [
                {"kind": "fact", "fact": "xep_loai", "threshold": "HTXS"},
                {"kind": "fact", "fact": "sang_kien_cap", "op": ">=", "threshold": "co_so"},
            ],
        },
    }
    old[0]["to"] = date(2026, 9, 30)
    read = ReadText(document=NEW_LAW, article="khoản 5 Điều 1", on=date(2026, 1, 5))
    change("CSTDCS.2", [*old, new], read=read, start=date(2026, 10, 1))

    assert rule("CSTDCS.2", date(2026, 9, 30)).condition != rule("CSTDCS.2").condition
    assert rule("CSTDCS.2").citation.reference == "Luật 06/2026/QH16, khoản 5 Điều 1"
    assert rule("CSTDCS.2").citation.warnings(date(2026, 12, 31)) == ()


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (ReadText(document="x", article="Điều 1", on=date(2026, 1, 5)), "Hãy chọn văn bản"),
        (ReadText(document=LAW, article=" ", on=date(2026, 1, 5)), "Hãy ghi điều, khoản"),
        (ReadText(document=LAW, article="Điều 1", on=date(2030, 1, 5)), "ở sau hôm nay"),
    ],
)
def test_a_row_is_not_confirmed_without_saying_what_was_read(read, message):
    settled()
    with pytest.raises(Refused, match=message):
        confirm(read=read)


def test_neither_who_may_not_nor_a_stale_page_changes_a_row():
    settled()
    with pytest.raises(NotPermitted):
        confirm(actor=acting(Role.HEAD))
    confirm()
    with pytest.raises(StaleEdit):
        confirm(read=ReadText(document=LAW, article="Điều 24", on=date(2026, 1, 6)))
    with pytest.raises(NotFound):
        confirm(start=date(2020, 1, 1), seen=1)


def test_a_wrong_row_is_refused_whole():
    settled()
    changed = entries("LDTT.1")
    changed[0]["condition"]["threshold"] = "xuất chúng"
    with pytest.raises(LawRefused, match=r"Dòng LDTT\.1, điều kiện: «ngưỡng» không hợp"):
        change("LDTT.1", changed)
    assert recorded("law.row_changed") == []


def test_a_change_that_breaks_a_trial_nominee_is_shown_and_saved_only_knowingly():
    settled()
    trial = {
        "name": "hoàn thành tốt",
        "year": 2025,
        "expect": "đạt",
        "facts": {"xep_loai": "HTT"},
    }
    change("LDTT.1", [entries("LDTT.1")[0] | {"nominees": [trial]}])
    changed = entries("LDTT.1")
    changed[0]["condition"]["threshold"] = "HTXS"

    told = "LDTT.1, người thử «hoàn thành tốt»: mong đợi đạt, nay không đạt"
    with reading() as session:
        seen = rows.preview(
            Work(session, PROGRAM), section="requirements", code="LDTT.1", entries=changed
        )
    assert [one.words() for one in seen.broken] == [told]
    with pytest.raises(Refused, match=told):
        change("LDTT.1", changed, seen=1)

    change("LDTT.1", changed, seen=1, accepts_broken=True)

    assert rule("LDTT.1").condition.threshold == "HTXS"


WAYS = "ways"


def test_what_else_an_article_opens_is_confirmed_and_corrected_like_any_row():
    settled()
    with writing() as session:
        rows.confirm(
            Work(session, PROGRAM, now=NOW),
            section=WAYS,
            code="CCP.KHAC",
            start=START,
            read=READ,
            seen=0,
        )

    with reading() as session:
        way = law.book(session).ways["CCP.KHAC"]
    assert way.citation.verification_on(START) is Verification.TEXT
    assert way.citation.reading.wording == "Lời văn"

    changed = entries("CCP.KHAC")
    changed[0]["condition"]["of"][1]["of"][2]["threshold"] = "6"
    change("CCP.KHAC", changed, seen=1, section=WAYS)

    with reading() as session:
        book = law.book(session)
    assert rule("CCP.1").way is book.ways["CCP.KHAC"]
    assert rule("CCP.1").condition.way.conditions[1].conditions[2].threshold == 6


def test_a_transition_is_confirmed_like_any_row():
    settled()
    begins = date(2026, 10, 1)
    with writing() as session:
        rows.confirm(
            Work(session, PROGRAM, now=NOW),
            section="transitions",
            code="CHUYENTIEP.06-2026",
            start=begins,
            read=READ,
            seen=0,
        )

    with reading() as session:
        (one,) = law.book(session).transitions
    assert one.citation.verification_on(begins) is Verification.TEXT
    assert one.citation.is_read_as_is


def test_a_new_document_can_be_cited():
    settled()
    with writing() as session:
        rows.add_document(
            Work(session, PROGRAM, now=NOW),
            code="qd-9",
            name="Quyết định 9",
            title="Quy chế",
            start=START,
        )

    confirm(read=ReadText(document="qd-9", article="Điều 2", on=date(2026, 1, 5)))

    assert rule("LDTT.1").citation.reading.compared_with == "qd-9"
