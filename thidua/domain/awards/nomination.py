"""Người dự xét: what the program itself knows about a nominee, and what the chair ruled of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from thidua.domain.awards.eligibility import Conclusion, Eligibility, RequirementResult
from thidua.domain.covenant.signature import Signing
from thidua.domain.dossier.award_history import AwardHistory
from thidua.domain.dossier.facts import Fact
from thidua.domain.law.conditions.measured import RequirementState
from thidua.domain.law.law import Effect, Verification
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.organiser import BlockOrganiser, OrganiserLevel
from thidua.domain.ranking.standing import Standing
from thidua.domain.register.certainty import GivenFact
from thidua.domain.report.proof import ReportFact

RANK, LEADS, TOTAL, BAND = "hang_trong_khoi", "dan_dau_khoi", "tong_diem", "xep_loai_khoi"
SIGNED = "da_ky_giao_uoc"
VOTE_SHARE, LEADER = "ty_le_phieu", "chuc_vu_lanh_dao"
HISTORY, YEARS_EXCELLENT = "lich_su_khen", "so_nam_xuat_sac"
ORGANISED, LEADS_CENTRE = "khoi_do_bo_tinh_to_chuc", "dan_dau_khoi_trung_uong"
_RATING, _EXCELLENT, _REGISTERED = "xep_loai", "HTXS", "da_dang_ky_thi_dua"
_PLACES = Decimal("0.000001")

_OUTCOMES = {
    ConsiderationState.EXCLUDED: (Conclusion.EXCLUDED, Effect.EXCLUDED, "không xét"),
    ConsiderationState.DEFERRED: (Conclusion.DEFERRED, Effect.DEFERRED, "tạm hoãn"),
}

Stated = Mapping[tuple[str, int | None], Fact]


@dataclass(frozen=True, slots=True)
class ComputedFact:
    """Dữ kiện phần mềm tự có: where it comes from stands beside it."""

    code: str
    year: int | None
    fact: Fact
    source: str


def of_standing(row: Standing, year: int, source: str) -> list[ComputedFact]:
    """Dữ kiện từ bảng xếp hạng chính thức; who shares the first place does not lead yet."""
    found = []
    if row.rank is not None:
        found.append(ComputedFact(RANK, year, Fact(Decimal(row.rank)), source))
        if row.rank > 1 or not row.tied:
            found.append(ComputedFact(LEADS, year, Fact(row.rank == 1), source))
    if row.total is not None:
        found.append(ComputedFact(TOTAL, year, Fact(row.total), source))
    if row.band:
        found.append(ComputedFact(BAND, year, Fact(row.band), source))
    return found


def of_organiser(
    organiser: BlockOrganiser | None, year: int, known: Sequence[ComputedFact]
) -> list[ComputedFact]:
    """Dữ kiện từ nơi tổ chức khối; whoever leads a block of the centre leads there.

    `known` is what the ranking says. While the block has not said who organises it, nothing is
    known.
    """
    if organiser is None:
        return []
    source = f"nơi tổ chức khối: {organiser.body} ({organiser.document})"
    is_of_province = organiser.level is OrganiserLevel.PROVINCE
    found = [ComputedFact(ORGANISED, year, Fact(is_of_province), source)]
    leads = [one.fact for one in known if (one.code, one.year) == (LEADS, year)]
    if organiser.level is OrganiserLevel.CENTRE and leads:
        found.append(ComputedFact(LEADS_CENTRE, year, leads[0], source))
    return found


def of_signing(signing: Signing | None, unit: str, year: int) -> list[ComputedFact]:
    """Đã ký giao ước, where that is certain: the version in force, or never any more."""
    signed = None if signing is None else signing.has_signed(unit)
    if signing is None or signed is None:
        return []
    source = f"chữ ký giao ước bản {signing.version}"
    return [ComputedFact(SIGNED, year, Fact(signed), source)]


def of_vote(votes: int, base: int, year: int, source: str) -> ComputedFact:
    """Tỷ lệ phiếu, cut down to six decimals of a per cent so that it never passes by rounding."""
    exact = Fraction(100 * votes, base)
    share = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES, ROUND_DOWN)
    return ComputedFact(VOTE_SHARE, year, Fact(share), source)


def of_history(history: AwardHistory, names: Mapping[str, str]) -> list[ComputedFact]:
    """Các lần đã được khen, in words."""
    if not history.awards:
        return []
    ordered = sorted(history.awards, key=lambda award: (award.year, award.award))
    said = "; ".join(f"{award.year}: {names.get(award.award, award.award)}" for award in ordered)
    return [ComputedFact(HISTORY, None, Fact(said), "quá trình khen thưởng")]


def of_ratings(stated: Stated) -> list[ComputedFact]:
    """Số năm liên tục hoàn thành xuất sắc, only where the year before the run is known."""
    ratings = {
        year: fact.value for (code, year), fact in stated.items() if code == _RATING and year
    }
    found = []
    for year in ratings:
        count = 0
        while ratings.get(year - count) == _EXCELLENT:
            count += 1
        if year - count in ratings:
            fact = Fact(Decimal(count))
            found.append(ComputedFact(YEARS_EXCELLENT, year, fact, "mức xếp loại các năm"))
    return found


def of_registration(movement: str, years: Iterable[int]) -> list[ComputedFact]:
    """Đã đăng ký thi đua trong các năm này; where nothing was received nothing is said."""
    source = f"đăng ký tham gia phong trào «{movement}» đã được tiếp nhận"
    return [ComputedFact(_REGISTERED, year, Fact(True), source) for year in years]


def of_registers(given: Iterable[GivenFact]) -> list[ComputedFact]:
    """Dữ kiện từ sổ theo dõi: what is certain there stands over what was typed."""
    return [ComputedFact(one.code, one.year, one.fact, one.source) for one in given]


def of_reports(given: Iterable[ReportFact], year: int) -> list[ComputedFact]:
    """Dữ kiện từ báo cáo: in on time, all in, the one of the year received."""
    return [ComputedFact(one.code, year, Fact(one.value), one.source) for one in given]


def considered(found: Eligibility, given: UnitConsideration | None) -> Eligibility:
    """Kết quả sau khi kể tới tình trạng xét của đơn vị: whoever is left out is not eligible."""
    if given is None or given.state not in _OUTCOMES:
        return found
    conclusion, effect, words = _OUTCOMES[given.state]
    result = RequirementResult(
        code="",
        requirement="Được khối xét trong năm",
        state=RequirementState.NOT_MET,
        value=f"{words}: {given.reason}",
        threshold="được xét",
        reference=given.document or "Tình trạng xét do khối trưởng ghi",
        in_force_from=None,
        in_force_to=None,
        verification=Verification.TEXT if given.document else Verification.UNVERIFIED,
        remedy="khối trưởng ghi lại tình trạng xét khi lý do không còn",
        effect=effect,
    )
    if found.conclusion is Conclusion.EXCLUDED:
        conclusion = found.conclusion
    return replace(found, conclusion=conclusion, results=(result, *found.results))


def merged(stated: Stated, computed: Sequence[ComputedFact]) -> dict[tuple[str, int | None], Fact]:
    """Dữ kiện để xét: what the program knows for certain stands over what was typed."""
    return {**stated, **{(one.code, one.year): one.fact for one in computed}}
