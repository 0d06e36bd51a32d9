"""Cấp số được: what people write fills every gap, and who sees part of a block is told so."""

from datetime import UTC, date, datetime

import pytest

from tests.people import acting
from tests.services.document import test_award_papers as awards
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role, administrator
from thidua.domain.document.blocks import Para, plain
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import Letterhead, Owner
from thidua.services.document import issuing, letterheads, making, texts
from thidua.services.ground.work import Work
from thidua.services.period import rosters

ACTOR = administrator("Thử nghiệm")
NOW = datetime(2027, 3, 25, 2, 0, tzinfo=UTC)
BLOCK = "KTD-STC"
SAID = Letterhead(
    body="Sở Tài chính",
    symbol="STC",
    place="Tây Ninh",
    position="Giám đốc",
    signer="Lê Minh Khôi",
    addressee="Chủ tịch Ủy ban nhân dân tỉnh",
)


def do(service, year, **named):
    with writing() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=year)
        return service(Work(session, ACTOR, period, NOW), **named)


def see(service, year, actor=ACTOR, **named):
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK, year=year)
        return service(Work(session, actor, period, NOW), **named)


def fill(year, code, scope=""):
    """Ghi tên cơ quan và mọi mục người viết."""
    for owner, of in ((Owner.BLOCK, BLOCK), (Owner.UNIT, "VP")):
        if not see(letterheads.of_owner, year, owner=owner, code=of):
            do(letterheads.state, year, owner=owner, code=of, content=SAID, starts=date(2020, 1, 1))
    written = {one.code: f"Lời ở mục {one.label}" for one in KINDS[code].fields}
    do(texts.write, year, document=code, scope=scope, texts=written, seen={})


@pytest.mark.parametrize("code", ["bao-cao-khoi", "bien-ban-binh-xet", "thong-bao", "giay-moi"])
def test_a_paper_of_the_block_gets_its_number_once_people_wrote_their_part(demo_sqlite_url, code):
    fill(2024, code)

    assert see(making.document, 2024, code=code).gaps == ()
    assert do(issuing.issue, 2024, document=code, day=date(2026, 3, 9)) > 0


def test_a_report_on_achievements_gets_its_number_once_its_parts_are_written(demo_sqlite_url):
    key = str(awards.voted(awards.PERSON, "VP-02", awards.TITLE))
    fill(2025, "bao-cao-thanh-tich", key)

    document = see(making.document, 2025, code="bao-cao-thanh-tich", scope=key)
    assert plain(document.signatures[0].name) == "Lời ở mục họ tên người xác nhận"
    named = {"document": "bao-cao-thanh-tich", "scope": key}
    assert do(issuing.issue, 2025, **named, day=date(2026, 3, 9)) > 0


@pytest.mark.parametrize("code", ["bao-cao-khoi", "bien-ban-binh-xet"])
def test_who_sees_a_part_of_the_block_is_told_so_and_not_that_there_was_nothing(
    demo_sqlite_url, code
):
    officer = acting(Role.UNIT_OFFICER, BLOCK, 2024, "VP")
    document = see(making.document, 2024, officer, code=code)
    labels = [one.label for one in document.gaps]

    assert "giải trình, kiến nghị: bạn không có quyền xem của cả khối" in labels
    assert sum(one.endswith("bạn không có quyền xem của cả khối") for one in labels) == 2
    lines = [plain(one.said) for one in document.body if isinstance(one, Para)]
    assert not [one for one in lines if one.startswith(("Không có giải", "Không phát sinh"))]
