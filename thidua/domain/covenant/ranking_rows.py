"""Trang Xếp hạng: tiebreakers, bands, floors, exclusions and award lines, read row by row."""

import re
from decimal import Decimal

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.bands import Band, read_band
from thidua.domain.covenant.covenant import AwardLine, Tiebreaker, TiebreakKind
from thidua.domain.covenant.draft import RankingRow
from thidua.domain.covenant.written_points import points_of
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import ZERO, parse_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.bounds import Bound, read_bounds, read_point_bounds
from thidua.domain.rules.parameters import ParametersError, parts_of

TIEBREAK_WORDS = {
    "Điểm nhóm": TiebreakKind.GROUP_POINTS,
    "Điểm trừ ít hơn": TiebreakKind.FEWER_DEDUCTIONS,
    "Điểm thưởng": TiebreakKind.MORE_BONUS,
    "Tỷ lệ phiếu": TiebreakKind.VOTE_SHARE,
    "Ngày chậm ít hơn": TiebreakKind.FEWER_LATE_DAYS,
}
TIEBREAK, BAND, BAND_CAP = "Tiêu chí phụ", "Xếp loại", "Trần xếp loại"
VOTE_FLOOR, EXCLUSION, AWARD = "Sàn phiếu xếp hạng", "Không xét", "Khen thưởng"
RANKING_KINDS = (TIEBREAK, BAND, BAND_CAP, VOTE_FLOOR, EXCLUSION, AWARD)

_PLACES = re.compile(r"[\d.,]+")
"""Số suất đứng một mình: «20%» is a share of the units and «2 điểm» no number of places."""


class Ranking:
    """Trang Xếp hạng, understood: what the rows say, in the order in which they apply."""

    def __init__(self) -> None:
        self.tiebreakers: list[Tiebreaker] = []
        self.bands: list[Band] = []
        self.band_cap: Decimal | None = None
        self.vote_floor: Bound | None = None
        self.exclusions: list[str] = []
        self.award_lines: list[AwardLine] = []


def read_ranking(rows: tuple[RankingRow, ...], findings: Findings) -> Ranking:
    """Đọc trang Xếp hạng; a row that cannot be read is an error at its cell, the rest is kept."""
    ranking = Ranking()
    known = {folded(kind): kind for kind in RANKING_KINDS}
    for row in sorted(rows, key=_order):
        kind = known.get(folded(row.kind))
        try:
            if kind == TIEBREAK:
                ranking.tiebreakers.append(_read_tiebreaker(row))
            elif kind == BAND:
                ranking.bands.append(read_band(row.content, row.value))
            elif kind == BAND_CAP:
                if ranking.band_cap is not None:
                    message = "«Trần xếp loại» ghi nhiều lần; chỉ dòng sau cùng được dùng"
                    findings.warning("repeated", message, row.place(words.KIND))
                ranking.band_cap = points_of(row.value or row.content)
            elif kind == VOTE_FLOOR:
                if ranking.vote_floor is not None:
                    raise ParametersError("«Sàn phiếu xếp hạng» chỉ ghi một lần")
                ranking.vote_floor = _read_vote_floor(row)
            elif kind == EXCLUSION:
                ranking.exclusions.append(row.content or row.value)
            elif kind == AWARD:
                ranking.award_lines.append(_read_award_line(row))
            else:
                listed = ", ".join(RANKING_KINDS)
                raise ParametersError(f"không có loại «{row.kind}»; chọn một trong: {listed}")
        except ParametersError as fault:
            column = words.VALUE if kind else words.KIND
            findings.error("ranking", str(fault), row.place(column))
    return ranking


def _order(row: RankingRow) -> tuple[int, Decimal]:
    order = parse_number(row.order) if row.order else None
    return (1, ZERO) if order is None else (0, order)


def _read_tiebreaker(row: RankingRow) -> Tiebreaker:
    known = {folded(word): kind for word, kind in TIEBREAK_WORDS.items()}
    kind = known.get(folded(row.content))
    if kind is None:
        listed = ", ".join(f"«{word}»" for word in TIEBREAK_WORDS)
        raise ParametersError(f"không có tiêu chí phụ «{row.content}»; chọn một trong {listed}")
    codes = tuple(clean(code) for code in re.split(r"[,;+]", row.value) if clean(code))
    if kind is TiebreakKind.GROUP_POINTS and not codes:
        raise ParametersError("«Điểm nhóm» cần mã nhóm ở cột Giá trị, ví dụ «I»")
    text = row.content if not codes else f"{row.content} {', '.join(codes)}"
    return Tiebreaker(kind, codes, text)


def _read_vote_floor(row: RankingRow) -> Bound:
    """Đọc sàn phiếu xếp hạng: one lower bound; a bare number is «from», as floors are."""
    text = row.value or row.content
    bounds = read_point_bounds(text) if text else ()
    if len(bounds) != 1 or bounds[0].sign not in (">=", ">", "="):
        raise ParametersError(f"sàn phiếu xếp hạng «{text}» không đọc được; ví dụ đúng: «>=700»")
    return Bound(">" if bounds[0].sign == ">" else ">=", bounds[0].value)


def _read_award_line(row: RankingRow) -> AwardLine:
    places: list[tuple[tuple[Bound, ...], int]] = []
    for part in parts_of(row.value):
        size, colon, count_text = part.rpartition(":")
        bounds = read_bounds(size.replace("đơn vị", "")) if colon else ()
        count = None if _PLACES.fullmatch(folded(count_text)) is None else parse_number(count_text)
        if "%" in size:
            raise ParametersError(f"cỡ khối «{size}» phải là số đơn vị, không phải phần trăm")
        if count is None or count != int(count) or count < 0:
            form = "«1» hoặc «<10 đơn vị: 2; >=10 đơn vị: 3»"
            raise ParametersError(f"số suất «{part}» không đọc được; ví dụ đúng: {form}")
        places.append((bounds, int(count)))
    if not places:
        raise ParametersError(f"«{row.content}» cần số suất ở cột Giá trị, ví dụ «1»")
    return AwardLine(row.content, tuple(places))
