"""Luật đi kèm: complete on every day on which anything changes, every rule with its source."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.domain.nominees import NEW_LAW, OWN, SECTOR, book, book_with
from thidua.domain.council.council import CouncilKind
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.law.checks import check_book, check_complete
from thidua.domain.law.law import VERIFICATION_WORDS, Effect, Verification
from thidua.domain.vote.vote import Base, Electorate, Subject
from thidua.lawbook.loading import SHIPPED

SLUGS = [
    *("lao-dong-tien-tien", "chien-si-thi-dua-co-so", "chien-si-thi-dua-tinh"),
    *("chien-si-thi-dua-toan-quoc", "tap-the-lao-dong-tien-tien", "tap-the-lao-dong-xuat-sac"),
    *("co-thi-dua-tinh", "co-thi-dua-chinh-phu", "giay-khen", "bang-khen-tinh"),
    *("bang-khen-thu-tuong", "huan-chuong-lao-dong-hang-ba", "ky-niem-chuong"),
]
LAW_DAYS = sorted(
    {day for change in book().change_days() for day in (change - timedelta(days=1), change)}
)


@pytest.mark.parametrize("day", LAW_DAYS)
def test_on_every_day_of_change_every_award_has_its_requirements(day):
    view = book().at(day)

    assert check_complete(view) == []
    assert [kind.slug for kind in view.awards] == (SLUGS if day >= date(2024, 1, 1) else [])
    for kind in view.awards:
        for recipient in kind.recipients:
            rules = view.requirements(kind.slug, recipient)
            needed = [rule for rule in rules if rule.effect is Effect.NOT_ELIGIBLE]
            assert needed, f"{kind.slug} {RECIPIENT_WORDS[recipient]}"
            assert all(rule.citation.reference and rule.citation.article for rule in rules)
            assert len({rule.code for rule in rules}) == len(rules)


def test_the_whole_book_is_without_fault():
    assert check_book(book()) == []


@pytest.mark.parametrize(
    ("day", "warned"),
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2030, 1, 1), True)],
)
def test_every_requirement_of_the_amended_law_warns_from_its_day(day, warned):
    view = book().at(day)

    found = {
        (NEW_LAW in rule.citation.warnings(day), rule.citation.verification_on(day))
        for kind in view.awards
        for recipient in kind.recipients
        for occasion in Occasion
        for rule in view.requirements(kind.slug, recipient, occasion)
        if rule.effect is Effect.NOT_ELIGIBLE
    }

    read = {Verification.TEXT, Verification.THIRD_PARTY, Verification.UNREAD}
    assert found == {(warned, one) for one in ({Verification.UNVERIFIED} if warned else read)}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 2, 9), SECTOR[:1]),
        (date(2025, 12, 14), SECTOR[:1]),
        (date(2025, 12, 15), SECTOR),
    ],
)
def test_every_rule_of_a_sector_says_whose_it_is(day, said):
    """Khoản 4 Điều 24, khoản 3 Điều 26–28, khoản 6 Điều 74 leave these to each bộ, tỉnh."""
    rules = [
        citation
        for citation in book().citations()
        if citation.document.code == "tt-15-2023-bkhdt" and citation.span.covers(day)
    ]

    assert len(rules) == 10
    assert {citation.warnings(day) for citation in rules} == {said}


def test_each_way_of_knowing_has_its_words():
    assert VERIFICATION_WORDS == {
        Verification.TEXT: "đã kiểm chứng",
        Verification.THIRD_PARTY: "chưa kiểm chứng (đọc qua nguồn khác)",
        Verification.UNREAD: "chưa đối chiếu lời văn",
        Verification.UNVERIFIED: "chưa kiểm chứng",
    }


def test_what_rests_on_a_single_place_or_sector_is_switched_off():
    switched = {
        rule.code
        for rules in (book().requirements, book().quotas, book().vote_rules)
        for rule in rules
        if not rule.is_active
    }

    assert switched == {
        *("MAU.CUM02.VIPHAM", "MAU.CUM02.BAOCAO", "MAU.CUM02.DAUHIEU", "MAU.LAMHA.DANGKY"),
        *("MAU.LAMHA.NGHI", "MAU.LAMHA.10THANG", "MAU.LAMHA.XUPHAT", "MAU.DOANHNGHIEP"),
        *("MAU.CO.MOTKHOI", "MAU.BK.MOTPHANBA", "MAU.CCP.20", "MAU.CSTDCS.15", "MAU.CSTDT.10"),
        *("MAU.PHIEU.ANGIANG.CSTDTQ", "MAU.PHIEU.HUE.CSTDT", "MAU.PHIEU.BACNINH.SANGKIEN"),
        "MAU.PHIEU.HUANCHUONG",
        *("LOAI.12THANG", "LOAI.XEMXET", "LOAI.9THANG", "LOAI.KYLUAT", "BK.COKHOI", "CO.HANGNAM"),
        *VOTES,
    }


VOTES = (
    *("PHIEU.KHOI.CO", "PHIEU.HD.CSTD", "PHIEU.HD.CO", "PHIEU.HD.CSTDCS", "PHIEU.HD.BKTTG"),
    "PHIEU.SANGKIEN",
)


def test_no_threshold_of_votes_is_law_for_everybody():
    """Whoever sets up a vote writes the threshold and its source, or switches a sample on."""
    view = book().at(date(2025, 12, 31))

    assert [view.vote_rules(subject) for subject in Subject] == [()] * len(Subject)


@pytest.mark.parametrize(
    ("electorate", "subject", "award", "share"),
    [
        (Electorate.UNITS, Subject.AWARD, "co-thi-dua-tinh", Fraction(80, 100)),
        (Electorate.COUNCIL, Subject.AWARD, "chien-si-thi-dua-tinh", Fraction(90, 100)),
        (Electorate.COUNCIL, Subject.AWARD, "chien-si-thi-dua-toan-quoc", Fraction(90, 100)),
        (Electorate.COUNCIL, Subject.AWARD, "co-thi-dua-tinh", Fraction(80, 100)),
        (Electorate.COUNCIL, Subject.AWARD, "co-thi-dua-chinh-phu", Fraction(80, 100)),
        (Electorate.COUNCIL, Subject.AWARD, "chien-si-thi-dua-co-so", Fraction(80, 100)),
        (Electorate.COUNCIL, Subject.AWARD, "bang-khen-thu-tuong", Fraction(80, 100)),
        (Electorate.COUNCIL, Subject.INITIATIVE, "", Fraction(80, 100)),
    ],
)
def test_the_thresholds_of_votes(electorate, subject, award, share):
    (rule,) = vote_rules(electorate, subject, award)

    assert (rule.threshold.share, rule.threshold.base) == (share, Base.MEMBERS)
    assert rule.threshold.source == rule.citation.reference
    assert rule.threshold.source.endswith(OWN)


@pytest.mark.parametrize(
    ("electorate", "subject", "award"),
    [
        (Electorate.UNITS, Subject.AWARD, "bang-khen-tinh"),
        (Electorate.COUNCIL, Subject.AWARD, "huan-chuong-lao-dong-hang-ba"),
        (Electorate.UNITS, Subject.OFFICE, ""),
    ],
)
def test_where_the_law_says_nothing_nothing_is_made_up(electorate, subject, award):
    assert vote_rules(electorate, subject, award) == []


def vote_rules(electorate, subject, award):
    """Ngưỡng phiếu cuối năm 2025 for one award, or for none."""
    return [
        rule
        for rule in book_with(*VOTES).at(date(2025, 12, 31)).vote_rules(subject)
        if rule.electorate is electorate and (award in rule.awards or not (award or rule.awards))
    ]


def test_the_initiative_council_needs_two_thirds_present():
    law = book_with("PHIEU.SANGKIEN")

    (rule,) = law.at(date(2025, 12, 31)).vote_rules(Subject.INITIATIVE)

    assert rule.electorate is Electorate.COUNCIL
    assert rule.quorum == Fraction(2, 3)
    assert (rule.council, rule.substitutes) == (CouncilKind.INITIATIVE, None)


@pytest.mark.parametrize(
    ("day", "text", "known"),
    [
        (date(2025, 6, 30), "Chính phủ", Verification.UNREAD),
        (date(2025, 7, 1), "Thủ tướng Chính phủ, theo phân cấp", Verification.UNREAD),
        (date(2027, 2, 28), "Thủ tướng Chính phủ, theo phân cấp", Verification.UNREAD),
    ],
)
def test_who_decides_changes_with_the_decree(day, text, known):
    found = book().at(day).conferrer("co-thi-dua-chinh-phu")

    assert (found.text, found.citation.verification) == (text, known)


@pytest.mark.parametrize(
    ("award", "article", "named"),
    [
        ("lao-dong-tien-tien", "các khoản 1, 2, 3 và 4 Điều 80", "giám đốc hợp tác xã"),
        ("chien-si-thi-dua-co-so", "các khoản 1, 2 và 4 Điều 80", "giám đốc doanh nghiệp"),
        ("tap-the-lao-dong-tien-tien", "các khoản 1, 2 và 4 Điều 80", "tư cách pháp nhân"),
        ("giay-khen", "các khoản 1, 2, 3 và 4 Điều 80", "Chủ tịch hội đồng quản trị"),
    ],
)
def test_who_decides_at_the_base_is_whoever_article_80_names(award, article, named):
    """80.1 legal persons under bộ; 80.4 directors of enterprises and co-operatives, chairmen."""
    found = book().at(date(2025, 6, 30)).conferrer(award)

    assert (found.citation.article, found.citation.verification) == (article, Verification.TEXT)
    assert named in found.text


def test_after_the_decree_expires_nobody_is_named():
    assert book().at(date(2027, 3, 1)).conferrer("co-thi-dua-chinh-phu") is None


def test_an_award_is_found_by_its_slug_and_by_its_name():
    assert [
        book().award_named(name).slug
        for name in ("giay-khen", "Giấy khen", "  GIẤY  khen ", "LĐTT", "Bằng khen cấp tỉnh")
    ] == ["giay-khen"] * 3 + ["lao-dong-tien-tien", "bang-khen-tinh"]
    assert book().award_named("Cúp vàng") is None


def test_every_file_says_where_it_is_from():
    heads = {path.name: path.read_text(encoding="utf-8")[:2] for path in SHIPPED.glob("*.toml")}

    assert set(heads.values()) == {"# "}


def test_the_plans_are_shipped_as_programmes():
    assert {
        code: [group.code for group in programme.groups]
        for code, programme in book().programmes.items()
    } == {
        "binh-phuoc-nong-thon-moi": ["1.1", "1.2", "1.3", "1.4", "1.5.1", "1.5.2", "1.6"],
        "soc-trang-nong-thon-moi-2023": ["a", "b"],
        **{"tay-ninh-nong-thon-moi": [], "tay-ninh-thi-dua-2022": [], "tay-ninh-thi-dua-2025": []},
        **{f"tay-ninh-{code}-2022": [] for code in PARTS_OF_2022},
    }


PARTS_OF_2022 = (
    *("vi-nguoi-ngheo", "doanh-nghiep", "van-hoa-cong-so", "nang-suat", "chong-dich"),
    *("chinh-quyen-dien-tu", "cai-cach-hanh-chinh", "nguoi-tieu-dung", "dan-van-kheo"),
    *("quyet-thang", "vi-an-ninh", "bao-ve-an-ninh", "bien-gioi"),
)
