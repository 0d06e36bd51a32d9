"""Tờ trình, danh sách, phiếu thẩm định, báo cáo: only the eligible, and counts that agree."""

from datetime import UTC, datetime

import pytest

from tests.people import acting
from tests.services.on_the_road import forget_proposals
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role, administrator
from thidua.domain.document.blocks import Items, Para, Table, plain
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.services.awards import councils, proposals
from thidua.services.document import making, states, texts
from thidua.services.document.nominees_read import share_words
from thidua.services.ground.work import Work
from thidua.services.period import rosters

ACTOR = administrator("Thử nghiệm")
NOW = datetime(2026, 3, 25, 2, 0, tzinfo=UTC)
BLOCK = "KTD-STC"
PERSON, UNIT = Recipient.INDIVIDUAL, Recipient.COLLECTIVE
TITLE, TEAM = "chien-si-thi-dua-co-so", "tap-the-lao-dong-xuat-sac"


@pytest.fixture
def dossiers(demo_sqlite_url):
    """Khối mẫu có hồ sơ khen thưởng mà chưa có đề nghị nào."""
    forget_proposals()
    return demo_sqlite_url


def do(service, **named):
    with writing() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2025)
        return service(Work(session, ACTOR, period, NOW), **named)


def see(service, actor=ACTOR, **named):
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=2025)
        return service(Work(session, actor, period, NOW), **named)


def voted(recipient, subject, award, despite=""):
    key = do(proposals.propose, recipient=recipient, subject=subject, award=award, despite=despite)
    do(councils.mark_voted, key=key, seen=1, document="Biên bản số 01/BB")
    return key


def put_forward():
    """Hai tập thể, ba cá nhân đủ điều kiện, hai người là lãnh đạo."""
    units = [voted(UNIT, code, TEAM) for code in ("VP", "QLNS")]
    people = [voted(PERSON, code, TITLE) for code in ("VP-02", "QLNS-01", "VP-01")]
    return units, people


def submission():
    return see(making.document, code="to-trinh")


def all_text(document):
    lines = [plain(one.said) for one in document.body if isinstance(one, Para)]
    for one in document.body:
        if isinstance(one, Items):
            lines += [plain(item) for item in one.items]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(4, 10, "4/10 = 40 %"), (2, 3, "2/3 ≈ 66,67 %"), (0, 5, "0/5 = 0 %"), (0, 0, "0/0")],
)
def test_a_share_has_decimals_only_where_it_is_not_whole(part, whole, said):
    assert share_words(part, whole) == said


def test_the_counts_of_the_letter_are_those_of_its_list(dossiers):
    put_forward()
    document = submission()
    (annex,) = document.annexes
    units, people = (one for one in annex.body if isinstance(one, Table))

    assert "tặng thưởng cho 2 tập thể, 3 cá nhân (có danh sách kèm theo)" in all_text(document)
    assert "Tỷ lệ lãnh đạo trong số cá nhân: 2/3 ≈ 66,67 %." in all_text(document)
    assert [row[1] for row in units.rows] == ["Phòng Quản lý ngân sách", "Văn phòng"]
    assert [row[1] for row in people.rows] == ["Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Cúc"]
    assert [row[3] for row in people.rows] == ["lãnh đạo", "người trực tiếp", "lãnh đạo"]
    assert all(
        "lãnh đạo trong số cá nhân: 2/3 ≈ 66,67 %" in text
        for text in (
            all_text(document),
            all_text(annex),
        )
    )


def test_its_grounds_are_the_texts_the_nominees_were_judged_by(dossiers):
    put_forward()
    document = submission()

    assert document.bases
    assert all(one.startswith("Căn cứ ") for one in document.bases)
    assert len(set(document.bases)) == len(document.bases)
    assert "đủ tiêu chuẩn theo" in all_text(document)


def test_its_grounds_and_articles_are_named_as_an_office_names_them(dossiers):
    put_forward()
    document = submission()

    assert document.bases == (
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 hướng dẫn thi đua, khen thưởng "
        "của Bộ Nội vụ",
    )
    assert (
        "Các tập thể, cá nhân nêu trên đủ tiêu chuẩn theo Luật 06/2022/QH15 (điểm a khoản 1 Điều "
        "27; điểm b khoản 1 Điều 27; điểm c khoản 1 Điều 27; điểm d khoản 1 Điều 27; điểm đ khoản "
        "1 Điều 27; Điều 23); Thông tư 15/2025/TT-BNV; hồ sơ gồm: "
    ) in all_text(document)


@pytest.mark.parametrize(
    ("who", "counted", "named"),
    [
        ([(PERSON, "VP-02", TITLE)], "1 cá nhân (có", "Cá nhân nêu trên"),
        ([(UNIT, "VP", TEAM), (UNIT, "QLNS", TEAM)], "2 tập thể (có", "Các tập thể nêu trên"),
    ],
)
def test_what_there_is_none_of_is_not_named(dossiers, who, counted, named):
    for one in who:
        voted(*one)
    said = all_text(submission())

    assert f"tặng thưởng cho {counted}" in said and named in said and "0 tập thể" not in said


def test_whoever_is_not_eligible_stops_the_letter_by_name(dossiers):
    put_forward()
    voted(PERSON, "QLNS-02", TITLE, despite="Tập thể đề nghị")

    with pytest.raises(Refused, match=r"chưa đủ: Phạm Văn Dũng \(thiếu dữ liệu cho"):
        submission()


def test_a_summary_is_written_at_the_report_and_stands_in_the_list(dossiers):
    _, people = put_forward()
    before = len(submission().gaps)
    do(
        texts.write,
        document="bao-cao-thanh-tich",
        scope=str(people[0]),
        texts={"tom_tat": "Có 2 sáng kiến"},
        seen={},
    )

    document = submission()
    assert len(document.gaps) == before - 1
    (_, table) = (one for one in document.annexes[0].body if isinstance(one, Table))
    assert "Có 2 sáng kiến" in [plain(row[6]) for row in table.rows]
    with pytest.raises(Refused, match="nhiều nhất 600"):
        do(
            texts.write,
            document="bao-cao-thanh-tich",
            scope=str(people[1]),
            texts={"tom_tat": "x" * 601},
            seen={},
        )


def test_the_appraisal_has_a_row_for_each_condition_and_only_judges_see_it(dossiers):
    _, people = put_forward()
    document = see(making.document, code="phieu-tham-dinh", scope=str(people[0]))
    table = next(one for one in document.body if isinstance(one, Table))
    officer = acting(Role.UNIT_OFFICER, BLOCK, 2025, "VP")

    assert table.rows and {row[4] for row in table.rows} == {"đạt"}
    assert all(row[1] for row in table.rows)
    with pytest.raises(NotPermitted):
        see(making.document, officer, code="phieu-tham-dinh", scope=str(people[0]))


def test_a_unit_has_the_report_of_its_own_people_alone(dossiers):
    _, people = put_forward()
    own, other = str(people[0]), str(people[1])  # of VP, of QLNS
    officer = acting(Role.UNIT_OFFICER, BLOCK, 2025, "VP")

    document = see(making.document, officer, code="bao-cao-thanh-tich", scope=own)
    assert plain(document.signatures[1].name) == "Trần Văn Bình"
    assert {"nhiệm vụ được giao", "họ tên người xác nhận"} <= {one.label for one in document.gaps}
    with pytest.raises(NotPermitted):
        see(making.document, officer, code="bao-cao-thanh-tich", scope=other)
    listed = {one.scope for one in see(states.places, officer, codes=("bao-cao-thanh-tich",))}
    assert own in listed and other not in listed


def test_every_award_paper_becomes_a_file(dossiers):
    units, people = put_forward()

    for code, scope in (
        ("to-trinh", ""),
        ("phieu-tham-dinh", str(units[0])),
        ("bao-cao-thanh-tich", str(units[0])),
        ("bao-cao-thanh-tich", str(people[0])),
    ):
        assert see(making.word, code=code, scope=scope)[:2] == b"PK"
