"""Chữ hiểm trên mọi trang: whatever people call things is shown as text and does nothing else."""

import re
import unicodedata
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.pages.conftest import PAGES
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.meeting.led import Led
from thidua.db.engine import reading, writing
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.dossier.facts import Recipient
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import Refused
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.access import accounts
from thidua.services.awards import proposals
from thidua.services.covenant import covenants
from thidua.services.dossier import staff
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import chained
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
NAMES = {
    "D1": "Sở :red[đỏ] $x^2$ **đậm**",
    "D2": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "D3": '=HYPERLINK("http://x.test","bấm")',
    "D4": "[bấm](javascript:alert(3)) :material/home: `mã`",
    "D5": unicodedata.normalize("NFD", "Sở Kế hoạch và Đầu tư"),
}
TEXT = " ".join(NAMES.values())
BARE = re.compile(r"(?<!\\):red\[(?!\\)|(?<!\\)<script|(?<!\\)\*\*đậm|(?<!\\)\$x|\]\(javascript")
DRAFT = CovenantDraft(
    (
        SettingRow("Khối", "K1"),
        SettingRow("Năm", "2025"),
        SettingRow("Tên giao ước", f"Giao ước {NAMES['D1']}"),
    ),
    (
        CriterionRow("I", f"Nhóm {NAMES['D2']}", Decimal(90)),
        CriterionRow("I.1", f"Ý {NAMES['D1']}", Decimal(40), "Chấm mức"),
        CriterionRow("I.2", f"Ý {NAMES['D4']}", Decimal(50), "Chấm mức"),
    ),
)


@pytest.fixture
def hostile(sqlite_url):
    rows = [
        RosterRow("K1", f"Khối {NAMES['D1']}", code, name, name, "sở", 2025)
        for code, name in NAMES.items()
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=DRAFT)
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        for place, unit in enumerate(NAMES):
            edits = [
                LineEdit(code, 0, Entry(points=Decimal(10 + place // 2), explanation=TEXT))
                for code in ("I.1", "I.2")
            ]
            work = Work(session, PROGRAM, period, NOW)
            sheets.save_lines(work, unit=unit, hand=Hand.VERIFIED, edits=edits)
            verification.verify_sheet(Work(session, PROGRAM, period, NOW), unit=unit)
        accounts.create(
            Work(session, PROGRAM, now=NOW), login="ke-la", full_name=NAMES["D1"], password=None
        )


def markdown_of(at):
    """Every text of a page that Streamlit reads as Markdown."""
    kinds = ("markdown", "title", "header", "caption", "info", "warning", "error", "success")
    texts = [one.value for kind in kinds for one in getattr(at, kind)]
    labels = [one.label for kind in ("button", "expander", "metric") for one in getattr(at, kind)]
    return [text for text in [*texts, *labels] if text]


@pytest.mark.parametrize("name", sorted(file.stem for file in PAGES.glob("*.py")))
def test_no_name_acts_as_markdown_on_any_page(hostile, page, name):
    at = page(name).run()

    assert not at.exception
    assert [text for text in markdown_of(at) if BARE.search(text)] == []


@pytest.mark.parametrize(
    "part",
    ["Đủ điều kiện", "Hạn mức", "Đề nghị và quyết định", "Dữ kiện", "Bộ luật", "Theo giao ước"],
)
def test_no_name_acts_as_markdown_in_any_part_of_the_page_of_awards(hostile, page, part):
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        work = Work(session, PROGRAM, period, NOW)
        staff.import_people(
            work,
            rows=[StaffRow("N1", NAMES["D4"], "D1", TEXT, is_leader=True)],
        )
        proposals.propose(
            work,
            recipient=Recipient.COLLECTIVE,
            subject="D1",
            award="giay-khen",
            reason=TEXT,
            despite=TEXT,
        )
    at = page("khen_thuong")
    at.query_params["phan"] = part
    at.run()

    assert not at.exception
    assert [text for text in markdown_of(at) if BARE.search(text)] == []


def test_the_projector_shows_names_as_text_at_every_step(hostile, page):
    led = Led("K1", 2025)
    led.go("cong-bo")
    for step in range(6):
        at = page("trinh_chieu").run()
        led.step()
        assert not at.exception
        tables = [str(table.value) for table in at.table]
        assert not any(BARE.search(text) for text in [*markdown_of(at), *tables]), step


def test_the_record_keeps_the_text_and_stays_whole(hostile):
    with reading() as session:
        assert chained.chain_fault(session) is None
        assert chained.mismatches(Work(session, PROGRAM)) == []
    assert "<script>alert(1)</script>" in recorded("score.verified")[0].new


@pytest.mark.parametrize("text", ["a\x00b", "\ud800x", "\u202egnod", "x" * 10_000, "\ufeff\u200b"])
def test_signs_no_database_likes_are_saved_or_refused_and_never_crash(hostile, database_url, text):
    rows = [RosterRow("K9", "Khối chín", "E1", "Sở E", "E", "sở", 2025)]
    draft = CovenantDraft(
        (SettingRow("Khối", "K9"), SettingRow("Năm", "2025"), SettingRow("Tên giao ước", "G")),
        (CriterionRow("I", "Ý", Decimal(40), "Chấm mức"),),
    )
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
        period = rosters.period(Work(session, PROGRAM), block="K9", year=2025)
        edit = LineEdit("I", 0, Entry(points=Decimal(1), explanation=text))
        work = Work(session, PROGRAM, period, NOW)
        sheets.save_lines(work, unit="E1", hand=Hand.VERIFIED, edits=[edit])
    with reading() as session:
        stored = sheets.read_sheet(session, period, "E1", Hand.VERIFIED)
        assert chained.chain_fault(session) is None
        assert chained.mismatches(Work(session, PROGRAM)) == []
    kept = stored.lines["I"].entry.explanation
    assert not set(kept) & {"\x00", "\ud800", "\u202e", "\u200b"}
    assert len(kept) <= 10_000


@pytest.mark.parametrize("where", ["explanation", "evidence"])
def test_a_text_is_kept_up_to_its_bound_and_refused_beyond(hostile, where):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        before = chained.head(session)

    def save(text, base):
        edit = LineEdit("I.1", base, Entry(points=Decimal(10), **{where: text}))
        with writing() as session:
            sheets.save_lines(
                Work(session, PROGRAM, period, NOW),
                unit="D5",
                hand=Hand.SELF,
                edits=[edit],
                document="Phiếu",
            )

    with pytest.raises(Refused, match=r"I\.1: .* dài 10001 ký tự, nhiều nhất 10000"):
        save("x" * 10_001, 0)
    with reading() as session:
        assert chained.head(session) == before
    save("x" * 10_000, 0)


def test_no_door_lets_a_text_without_end_into_the_record(hostile):
    with reading() as session:
        before = chained.head(session)
    for act in (
        audit.Act("unit.consideration", reason="x" * 10_001),
        audit.Act("unit.consideration", detail={"text": "x" * 100_001}),
    ):
        with pytest.raises(Refused, match="Nội dung cần ghi nhật ký dài"), writing() as session:
            audit.record(session, actor=PROGRAM, now=NOW, acts=[act])

    with writing() as session:
        acts = [audit.Act("refused", detail={"tried": "x" * 100_000}, reason="x" * 10_000)]
        audit.record(session, actor=PROGRAM, now=NOW, acts=acts)
    with reading() as session:
        assert chained.head(session)[0] == before[0] + 1
