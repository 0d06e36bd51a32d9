"""Kiểm tra giao ước: whether what was signed is coherent — sums, tiers, ceilings, thresholds."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from thidua.domain.covenant.bands import Band, reaches
from thidua.domain.covenant.covenant import (
    Covenant,
    Criterion,
    CriterionGroup,
    Node,
    Sign,
    TiebreakKind,
)
from thidua.domain.covenant.gate_checks import check_gates_together
from thidua.domain.covenant.gates import GateEffect, GateTest
from thidua.domain.ground.finding import Finding, error, notice, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded, listed
from thidua.domain.period.part import YEAR_KIND_WORDS, added_parts, may_add
from thidua.domain.rules import METHOD_WORDS, Field
from thidua.domain.rules.bonus import total_with
from thidua.domain.rules.checks import place, shared_levels
from thidua.domain.rules.parameters import plain


def check_group_sums(covenant: Covenant) -> Iterator[Finding]:
    """Tổng nhóm: children must sum to the maximum, unless the maximum is a ceiling."""
    for group in covenant.groups.values():
        mine = [child for child in group.children if child.sign is group.sign]
        own = [child.max_points for child in mine]
        total = sum(own, ZERO)
        if group.is_ceiling:
            rooms = [_bonus_room(child) for child in mine]
            reach = None if None in rooms else total + sum(filter(None, rooms), ZERO)
            if reach is not None and reach < group.max_points:
                message = (
                    f"{group.code} có trần {vi_number(group.max_points)} nhưng các dòng chỉ cộng "
                    f"{vi_number(total)}, nên không bao giờ chạm trần"
                )
                yield warning("ceiling_unreachable", message, place(group.code))
        elif own and total != group.max_points:
            places = max(1, _places(total), _places(group.max_points))
            message = (
                f"{group.code} ghi {vi_number(group.max_points, places)} nhưng các dòng cộng "
                f"{vi_number(total, places)}; sửa điểm tối đa, hoặc ghi «trần» ở Tham số của nhóm"
            )
            yield error("group_sum", message, place(group.code))


def _bonus_room(node: Node) -> Decimal | None:
    """Thưởng riêng ở trong một dòng; None without limit."""
    if isinstance(node, Criterion):
        return node.rule.own_bonus
    rooms = [_bonus_room(child) for child in node.children if child.sign is node.sign]
    known = [room for room in rooms if room is not None]
    if node.is_ceiling:
        return ZERO
    return sum(known, ZERO) if len(known) == len(rooms) else None


def _top(covenant: Covenant) -> Decimal | None:
    """Tổng cao nhất có thể có, with every bonus; None where one has no limit."""
    return total_with(covenant.base_max + covenant.max_of(Sign.BONUS), covenant.bonus_room)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def check_full_marks(covenant: Covenant) -> Iterator[Finding]:
    """Thang điểm: the stated scale is the base maximum, or base and bonus together."""
    stated = covenant.full_marks
    base, bonus = covenant.base_max, covenant.max_of(Sign.BONUS)
    if stated is not None and stated not in (base, base + bonus, _top(covenant)):
        message = (
            f"Thang điểm ghi {vi_number(stated)} nhưng điểm gốc cộng {vi_number(base)}"
            f"{f', kể cả thưởng {vi_number(base + bonus)}' if bonus else ''}"
        )
        yield warning("full_marks", message, "Thang điểm")


def check_negative(covenant: Covenant) -> Iterator[Finding]:
    """Điểm tối đa không âm; that of a deduction was read as what it takes."""
    for node in covenant.nodes:
        if node.max_points < 0:
            message = f"{node.code} ghi điểm tối đa {vi_number(node.max_points)} nhỏ hơn 0"
            yield error("negative_max", message, place(node.code))


def check_scale(covenant: Covenant) -> Iterator[Finding]:
    """Điểm tối đa lẻ hơn số chữ số thập phân: each line is rounded, so it is never reached."""
    for criterion in covenant.criteria.values():
        most = criterion.max_points
        if _places(most) > covenant.scale.places:
            rounded = vi_number(covenant.scale.rounded(most))
            message = (
                f"{criterion.code} tối đa {vi_number(most)} nhưng điểm chỉ giữ "
                f"{covenant.scale.places} chữ số thập phân nên thành {rounded}; sửa điểm tối đa "
                "hoặc mục «Số chữ số thập phân»"
            )
            yield warning("finer_than_scale", message, place(criterion.code))


def check_rules(covenant: Covenant) -> Iterator[Finding]:
    """Cách chấm của từng tiêu chí: what its parameters promise against its maximum."""
    for criterion in covenant.criteria.values():
        yield from criterion.rule.checks(criterion.code, criterion.max_points)
        if criterion.sign is Sign.DEDUCTION and criterion.rule.own_bonus != ZERO:
            message = (
                f"{criterion.code} là dòng điểm trừ nên không có phần thưởng riêng; bỏ phần thưởng "
                "ấy, hoặc ghi nó ở một dòng có Dấu «+» hay «thưởng»"
            )
            yield error("bonus_in_deduction", message, place(criterion.code))
        elif criterion.sign is Sign.DEDUCTION and criterion.rule.starts_full:
            message = (
                f"{criterion.code} là dòng điểm trừ nhưng cách chấm "
                f"«{METHOD_WORDS[criterion.rule.method]}» cho đủ điểm khi làm tốt, nên đơn vị làm "
                "tốt lại bị trừ nhiều nhất; chọn «Theo lượt», «Theo bậc» hoặc «Chọn mức» rồi ghi "
                "mỗi mức bị trừ bao nhiêu, như «Đạt: 0; Không đạt: "
                f"{vi_number(criterion.max_points)}»"
            )
            yield error("upside_down", message, place(criterion.code))


def check_added(covenant: Covenant) -> Iterator[Finding]:
    """Điểm từ các kỳ: only a longer period adds shorter ones, and knows which they are."""
    for code, rule in covenant.from_periods.items():
        kind = "" if rule.adds is None else YEAR_KIND_WORDS[rule.adds]
        wrong = next((one for one in covenant.parts if not may_add(one.kind, rule.adds)), None)
        if wrong is not None:
            message = (
                f"{code} lấy điểm từ các {kind} nhưng giao ước này dành cho "
                f"{wrong.words(covenant.year)}; chỉ kỳ dài hơn mới cộng các {kind}"
            )
            yield error("adds_nothing", message, place(code))
            continue
        for part in covenant.parts if rule.adds_stated is not None else ():
            there = len(added_parts(part, rule.adds, covenant.year, ()))
            if there != rule.adds_stated:
                message = (
                    f"{code} ghi lấy {rule.adds_stated} {kind} nhưng {part.words(covenant.year)} "
                    f"có {there} {kind}, và mọi {kind} đều được lấy; hãy ghi «các {kind}»"
                )
                yield error("adds_others", message, place(code))


def check_caps(covenant: Covenant) -> Iterator[Finding]:
    """Dòng lớn hơn trần của nhóm."""
    for group in covenant.groups.values():
        for child in group.children:
            fits = child.sign is not group.sign or child.max_points <= group.max_points
            if group.is_ceiling and not fits:
                message = (
                    f"{child.code} tối đa {vi_number(child.max_points)} nhưng nhóm {group.code} có "
                    f"trần {vi_number(group.max_points)}; phần vượt bị bỏ"
                )
                yield warning("cap_above_group", message, place(child.code))
            elif group.is_ceiling and child.sign is group.sign:
                yield from _bonus_above_ceiling(group, child)


def _bonus_above_ceiling(group: CriterionGroup, child: Node) -> Iterator[Finding]:
    """Phần thưởng của một dòng vượt trần của nhóm: a ceiling holds for bonuses too."""
    most = child.most_points if isinstance(child, Criterion) else child.max_points
    if most is None or most > group.max_points:
        message = (
            f"{child.code} có thưởng nhưng nhóm {group.code} có trần "
            f"{vi_number(group.max_points)}; phần thưởng vượt trần bị bỏ"
        )
        yield warning("cap_above_group", message, place(child.code))


def check_sign_nesting(covenant: Covenant) -> Iterator[Finding]:
    """Dấu khác nhóm: said, because such a line counts outside its group."""
    for group in covenant.groups.values():
        for child in group.children:
            if child.sign is not group.sign:
                message = f"{child.code} khác dấu với nhóm {group.code} nên tính riêng, ngoài nhóm"
                yield notice("mixed_sign", message, place(child.code))


def check_bands(covenant: Covenant) -> Iterator[Finding]:
    """Ngưỡng xếp loại: reachable, and without bonus or only with it."""
    base = covenant.base_max
    reach, cap = _top(covenant), covenant.band_cap
    top = cap if reach is None else reach if cap is None else min(reach, cap)
    for band in covenant.bands:
        place = f"Xếp loại {band.label}"
        least = band.least
        if least is not None and top is not None and least > top:
            message = (
                f"«{band.label}» cần {vi_number(least)} điểm nhưng cao nhất chỉ {vi_number(top)}"
            )
            yield warning("band_unreachable", message, place)
        elif least is not None and least > base:
            message = (
                f"«{band.label}» cần {vi_number(least)} điểm, cao hơn điểm gốc tối đa "
                f"{vi_number(base)}: phải có ít nhất {vi_number(least - base)} điểm thưởng ròng"
            )
            yield notice("band_needs_bonus", message, place)
        if band.deductions and not any(node.sign is Sign.DEDUCTION for node in covenant.nodes):
            message = (
                f"«{band.label}» giới hạn điểm trừ nhưng giao ước không có dòng nào có Dấu «-»; bỏ "
                "điều kiện ấy, hoặc ghi điểm trừ thành dòng riêng"
            )
            yield error("no_deductions", message, place)
        for code in band.met_codes:
            if code not in covenant.criteria:
                message = f"«{band.label}» nhắc đến mã {code} không có trong giao ước"
                yield error("unknown_code", message, place)


def check_shared_bounds(covenant: Covenant) -> Iterator[Finding]:
    """Một tổng điểm ở đầu hai khoảng: of two bands, or a size of block of two numbers of places."""
    bands = list(covenant.bands)
    for at, band in enumerate(bands):
        for other in bands[at + 1 :]:
            pair = [(one.label, one.bounds, one.label) for one in (band, other)]
            yield from shared_levels(pair, f"Xếp loại {other.label}")
    for line in covenant.award_lines:
        sizes = [(" ".join(map(str, bounds)), bounds, count) for bounds, count in line.places]
        yield from shared_levels(sizes, f"Khen thưởng {line.award}")


def check_repeats(covenant: Covenant) -> Iterator[Finding]:
    """Ghi hai lần: a band, an award or a tie-breaker of one name."""
    for kind, names in (
        ("Xếp loại", [band.label for band in covenant.bands]),
        ("Khen thưởng", [line.award for line in covenant.award_lines]),
        ("Tiêu chí phụ", [tie.text for tie in covenant.tiebreakers]),
    ):
        seen = [folded(name) for name in names]
        for name in dict.fromkeys(name for name in names if seen.count(folded(name)) > 1):
            message = f"«{name}» ghi nhiều lần ở loại «{kind}»; chỉ giữ một dòng"
            yield warning("repeated", message, kind if kind == "Tiêu chí phụ" else f"{kind} {name}")


def check_band_order(covenant: Covenant) -> Iterator[Finding]:
    """Thứ tự xếp loại: the first band that holds counts, so a lower one must not stand first."""
    leasts = [(band.label, band.least) for band in covenant.bands if band.least is not None]
    for (upper, high), (lower, low) in pairwise(leasts):
        if high is not None and low is not None and low >= high:
            message = f"«{lower}» không bao giờ tới vì «{upper}» viết trước với ngưỡng thấp hơn"
            yield warning("band_order", message, f"Xếp loại {lower}")


def check_band_reach(covenant: Covenant) -> Iterator[Finding]:
    """Xếp loại bị che và khoảng điểm hở, at each threshold and between each two of them."""
    values = sorted({bound.value for band in covenant.bands for bound in band.bounds})
    if not values:
        return
    unit = Decimal(1).scaleb(-covenant.scale.places)
    inside = [low + unit for low, high in pairwise(values) if high - low > unit]
    top = _top(covenant)
    ends = [values[0] - unit, values[-1] + unit]
    probes = sorted({*values, *inside, *(one for one in ends if top is None or one <= top)})
    yield from _hidden_bands(covenant, probes)
    holds = [any(reaches(band.bounds, one) for band in covenant.bands) for one in probes]
    first = holds.index(True) if True in holds else len(probes)
    hole = next((one for one, held in zip(probes[first:], holds[first:], strict=True) if not held),
                None)  # fmt: skip
    if hole is not None:
        label = next(band.label for band in covenant.bands if not reaches(band.bounds, hole))
        message = (
            f"tổng {vi_number(hole)} điểm không thuộc xếp loại nào, dù điểm thấp hơn thì có; ghi "
            "ngưỡng nối liền nhau, như «>=18» rồi «>=14»"
        )
        yield warning("band_gap", message, f"Xếp loại {label}")


def _hidden_bands(covenant: Covenant, probes: Sequence[Decimal]) -> Iterator[Finding]:
    """Xếp loại không có ngưỡng dưới viết trước thì phủ hết các xếp loại sau nó."""
    before: list[Band] = []
    for band in covenant.bands:
        mine = [one for one in probes if reaches(band.bounds, one)]
        cover = next(
            (
                other
                for other in before
                if mine and other.least is None and all(reaches(other.bounds, p) for p in mine)
            ),
            None,
        )
        if cover is not None:
            message = (
                f"«{band.label}» không bao giờ tới vì «{cover.label}» viết trước với ngưỡng "
                f"«{cover.threshold_text()}» đã phủ; xếp loại cao ghi ngưỡng dưới, như «>=18»"
            )
            yield error("band_hidden", message, f"Xếp loại {band.label}")
        if not (band.met_codes or band.no_zero or band.deductions or band.without):
            before.append(band)


def _quoted(names: Sequence[str]) -> str:
    return listed([f"«{name}»" for name in names])


_SIGN_OF = {
    TiebreakKind.MORE_BONUS: (Sign.BONUS, "điểm thưởng"),
    TiebreakKind.FEWER_DEDUCTIONS: (Sign.DEDUCTION, "điểm trừ"),
}


def check_codes_named(covenant: Covenant) -> Iterator[Finding]:
    """Mã được nhắc đến ở tiêu chí phụ và điều kiện chặn phải có thật."""
    for tiebreaker in covenant.tiebreakers:
        for code in tiebreaker.codes:
            if code not in covenant.criteria and code not in covenant.groups:
                message = f"tiêu chí phụ «{tiebreaker.text}» nhắc đến mã {code} không có"
                yield error("unknown_code", message, "Tiêu chí phụ")
                continue
            node = covenant.criteria.get(code) or covenant.groups[code]
            wanted = _SIGN_OF.get(tiebreaker.kind)
            if wanted is not None and node.sign is not wanted[0]:
                message = f"tiêu chí phụ «{tiebreaker.text}»: {code} không phải {wanted[1]}"
                yield error("wrong_sign", message, "Tiêu chí phụ")
    labels = {folded(band.label) for band in covenant.bands}
    awards = {folded(line.award) for line in covenant.award_lines}
    for criterion in covenant.criteria.values():
        has_kind = criterion.rule.has_kind
        for gate in criterion.gates:
            barred = folded(gate.barred)
            is_band = gate.effect is GateEffect.BAR_BAND
            if is_band and barred and not gate.bars_only(labels):
                known = _quoted([band.label for band in covenant.bands])
                message = (
                    f"điều kiện chặn «{gate.text}» nhắc đến xếp loại không có, nên không chặn gì; "
                    f"{f'ghi đúng tên {known}' if known else 'ghi thêm xếp loại ấy'}"
                )
                yield error("unknown_band", message, place(criterion.code))
            if gate.effect is GateEffect.BAR_AWARD and barred not in awards:
                known = _quoted([line.award for line in covenant.award_lines])
                message = (
                    f"điều kiện chặn «{gate.text}» nhắc đến suất khen không có, nên không chặn gì; "
                    f"{f'ghi đúng tên {known}' if known else 'ghi thêm suất ấy'}"
                )
                yield error("unknown_award", message, place(criterion.code))
            counts_kind = gate.counts and Field.COUNT in criterion.rule.fields
            names_kind = gate.test is GateTest.EVENT_KIND or (counts_kind and gate.subject)
            if names_kind and not has_kind(gate.subject):
                message = f"điều kiện chặn «{gate.text}» nhắc đến loại lượt không có"
                yield error("unknown_kind", message, place(criterion.code))


def check_gate_reach(covenant: Covenant) -> Iterator[Finding]:
    """Ngưỡng chặn cao hơn điểm tối đa: it would bar every unit, so something else is meant."""
    for criterion in covenant.criteria.values():
        most = criterion.most_points
        for gate in criterion.gates:
            limits = {
                GateTest.BELOW_POINTS: most,
                GateTest.BELOW_PERCENT: None if most is None or not criterion.max_points
                else most * 100 / criterion.max_points,
            }  # fmt: skip
            limit = limits.get(gate.test)
            if limit is not None and gate.threshold > limit:
                cure = (
                    f"là phần trăm thì ghi «dưới {plain(gate.threshold)}%»"
                    if gate.test is GateTest.BELOW_POINTS and gate.threshold <= 100
                    else "sửa ngưỡng"
                )
                message = (
                    f"điều kiện chặn «{gate.text}»: {criterion.code} nhiều nhất chỉ "
                    f"{vi_number(most or ZERO)} điểm nên mọi đơn vị đều bị chặn; {cure}"
                )
                yield error("gate_above_max", message, place(criterion.code))


def check_ties(covenant: Covenant) -> Iterator[Finding]:
    """Chưa có tiêu chí phụ: ties will stand until the meeting breaks them."""
    if not covenant.tiebreakers:
        message = "giao ước chưa có tiêu chí phụ; khi bằng điểm, các đơn vị đồng hạng"
        yield notice("no_tiebreakers", message, "Xếp hạng")
    if any(tie.kind is TiebreakKind.VOTE_SHARE for tie in covenant.tiebreakers):
        message = (
            "tiêu chí phụ «Tỷ lệ phiếu» lấy từ cuộc bỏ phiếu «Xếp hạng đơn vị»; trước khi kiểm "
            "phiếu, các đơn vị bằng điểm còn đồng hạng"
        )
        yield notice("needs_vote", message, "Tiêu chí phụ")
    for tie in covenant.tiebreakers:
        if tie.kind is TiebreakKind.VOTE_SHARE and tie.codes:
            message = f"«{tie.text}»: «Tỷ lệ phiếu» không có mã nào, hãy để trống cột Giá trị"
            yield error("vote_codes", message, "Tiêu chí phụ")
        if tie.kind is TiebreakKind.FEWER_LATE_DAYS and not tie.codes:
            message = f"«{tie.text}» cần mã các tiêu chí ghi số ngày chậm ở cột Giá trị"
            yield error("no_late_codes", message, "Tiêu chí phụ")


def check_vote(covenant: Covenant) -> Iterator[Finding]:
    """Phiếu xếp hạng và sàn của nó: one without the other is said."""
    floor = covenant.vote_floor
    if not covenant.vote_ranks:
        if floor is not None:
            message = (
                "sàn phiếu xếp hạng chỉ dùng khi mục «Điểm và phiếu» ghi «Phiếu xếp hạng»; hãy sửa "
                "mục ấy hoặc bỏ dòng này"
            )
            yield error("floor_unused", message, "Sàn phiếu xếp hạng")
        return
    message = (
        "phiếu xếp hạng: hạng theo điểm là tạm tính cho tới khi kiểm xong cuộc bỏ phiếu «Xếp hạng "
        "đơn vị»"
    )
    yield notice("vote_ranks", message, "Điểm và phiếu")
    top = _top(covenant)
    if floor is None:
        message = (
            "chưa ghi «Sàn phiếu xếp hạng» ở trang Xếp hạng, nên mọi đơn vị được xét đều dự phiếu"
        )
        yield notice("no_floor", message, "Xếp hạng")
    elif top is not None and (floor.value > top or (floor.sign == ">" and floor.value == top)):
        message = (
            f"không đơn vị nào tới được sàn phiếu xếp hạng «{floor}», cao nhất chỉ {vi_number(top)}"
        )
        yield warning("floor_unreachable", message, "Sàn phiếu xếp hạng")


def check_band_cap(covenant: Covenant) -> Iterator[Finding]:
    """Trần xếp loại mà không có xếp loại nào."""
    if covenant.band_cap is not None and not covenant.bands:
        message = "có «Trần xếp loại» nhưng không có «Xếp loại» nào, nên trần không dùng đến"
        yield warning("cap_unused", message, "Trần xếp loại")


def check_award_lines(covenant: Covenant) -> Iterator[Finding]:
    """Số suất theo cỡ khối phải trả lời được cho mọi số đơn vị."""
    for line in covenant.award_lines:
        missing = [size for size in range(1, 41) if line.places_for(size) is None]
        if missing:
            message = f"«{line.award}» không nói số suất khi khối có {missing[0]} đơn vị"
            yield warning("award_places", message, f"Khen thưởng {line.award}")


CHECKS = (
    check_group_sums,
    check_full_marks,
    check_negative,
    check_scale,
    check_rules,
    check_added,
    check_caps,
    check_sign_nesting,
    check_bands,
    check_shared_bounds,
    check_band_order,
    check_band_reach,
    check_repeats,
    check_codes_named,
    check_gate_reach,
    check_gates_together,
    check_ties,
    check_vote,
    check_band_cap,
    check_award_lines,
)


def check_covenant(covenant: Covenant) -> list[Finding]:
    """Kiểm tra giao ước: every finding of every check, errors first is the caller's choice."""
    return [finding for check in CHECKS for finding in check(covenant)]
