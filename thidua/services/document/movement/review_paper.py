"""Báo cáo sơ kết, tổng kết phong trào: targets, tasks, places, contributions and awards of it."""

from dataclasses import replace
from datetime import date

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.awards.proposal import STANDING, ProposalState
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Gap,
    Heading,
    Para,
    Table,
    with_end,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import listed
from thidua.domain.law.programme import Programme
from thidua.domain.movement.contribution import GivenBy, sums, total
from thidua.domain.movement.contribution_count import places_without
from thidua.domain.movement.life import MovementState
from thidua.domain.movement.participation import ParticipationState, furthest
from thidua.domain.movement.place_count import is_counted, level_years
from thidua.domain.movement.progress import (
    MET_STATES,
    TARGET_STATE_WORDS,
    TargetFigure,
    gap_words,
    state_of,
    value_words,
)
from thidua.domain.movement.standard import PLACE_LEVEL_WORDS, PlaceLevel
from thidua.domain.movement.target import Target
from thidua.domain.period.windows import day_of, vi_day
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.register.kinds.dong_gop import FORM_WORDS
from thidua.domain.register.registers import REGISTERS
from thidua.services.awards import aims, proposals
from thidua.services.document import award_papers, report_papers
from thidua.services.document.drafting import Draft
from thidua.services.document.movement.taking_part import of_draft
from thidua.services.movement import contributions, participations, reached, states
from thidua.services.movement.reached import KnownFigures
from thidua.services.register import counted_targets, plan_tasks, stored

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER
_S = MovementState
_REVIEWED = frozenset({_S.MIDWAY, _S.FINAL, _S.CLOSED})
_MOST_NAMED = 12
_MODELS = "dien-hinh"


def review(asked: Draft) -> Document:
    """Báo cáo của một phong trào, for the block; a draft until it is being reviewed."""
    draft, plan = of_draft(asked, asked.scope)
    standing = states.unchecked(draft.work.session, plan.code)
    told = standing.review
    draft = replace(
        draft,
        told={
            "ket_qua": told.result,
            "tac_dong": told.impact,
            "ton_tai": told.shortcomings,
            "bai_hoc": told.lessons,
        },
    )
    is_ready = standing.state in _REVIEWED
    kind = "sơ kết" if standing.state is _S.MIDWAY else "tổng kết"
    body: list[Block] = [
        Heading(1, "I. Bối cảnh, công tác chỉ đạo"),
        *_begun(draft, plan),
        draft.text("chi_dao"),
        Heading(1, "II. Kết quả thực hiện"),
        *_targets(draft, plan),
        *_levels(draft, plan),
        *_given(draft, plan),
        *_tasks(draft, plan),
        *_unless_told(draft, "thuc_hien", is_told=bool(plan.targets or plan.tasks)),
        Heading(1, "III. Khen thưởng"),
        *_awards(draft, plan),
        Heading(1, "IV. Điển hình, mô hình"),
        *_models(draft, plan),
        Heading(1, "V. Đánh giá"),
        Heading(2, "1. Kết quả"),
        draft.text("ket_qua"),
        Heading(2, "2. Tác động"),
        draft.text("tac_dong"),
        Heading(2, "3. Tồn tại, hạn chế, nguyên nhân"),
        draft.text("ton_tai"),
        Heading(1, "VI. Bài học kinh nghiệm"),
        draft.text("bai_hoc"),
        Heading(1, "VII. Phương hướng; đề xuất, kiến nghị"),
        draft.text("phuong_huong"),
        draft.text("kien_nghi"),
        Para(words(f"Trên đây là báo cáo {kind} phong trào «{plan.name}»")),
    ]
    return draft.made(
        "Báo cáo",
        f"{kind.capitalize()} phong trào «{plan.name}»",
        with_end(body),
        is_ready=is_ready,
        is_provisional=not is_ready,
        addressees=draft.addressee(),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như trên", "Các đơn vị thành viên khối"),
    )


def _models(draft: Draft, plan: Programme) -> list[Block]:
    """Điển hình trong sổ của các đơn vị."""
    if unseen := _unseen(draft, _MODELS):
        return [unseen]
    members = report_papers.members_of(draft)
    return report_papers.of_registers(draft, (_MODELS,), "dien_hinh", members, plan.code)


def _unseen(draft: Draft, register: str) -> Block | None:
    """Chỗ trống where this person sees the register of some units only: a sum of those would be
    read as the block's.
    """
    kind, members = REGISTERS[register], report_papers.members_of(draft)
    if len(stored.seen_units(draft.work, kind, members)) == len(members):
        return None
    return Para((Gap(f"{kind.name.lower()}: bạn không có quyền xem của cả khối"),))


def _unless_told(draft: Draft, field: str, *, is_told: bool) -> list[Block]:
    """Lời người viết; its gap only where nothing else is said there."""
    text = draft.text(field)
    return [] if is_told and text.gap is not None else [text]


def _begun(draft: Draft, plan: Programme) -> list[Block]:
    launch = states.unchecked(draft.work.session, plan.code).launch
    where = f" tại {launch.place}" if launch.place else ""
    signed = "" if launch.document_day is None else f" ngày {vi_day(launch.document_day)}"
    by = f" theo {launch.document}{signed}" if launch.document else ""
    day = "" if launch.day is None else f" ngày {vi_day(launch.day)}"
    members = report_papers.members_of(draft)
    found = participations.unchecked(draft.work.session, draft.period, plan.code)
    held = [
        furthest([one for one in found if one.unit == unit], draft.period.year) for unit in members
    ]
    sent = (ParticipationState.SENT, ParticipationState.RECEIVED)
    joined = sum(one is not None and one.state in sent for one in held)
    received = sum(one is not None and one.state is ParticipationState.RECEIVED for one in held)
    return [
        Para(words(f"Phong trào «{plan.name}» phát động{day}{where}{by}.")),
        Para(
            words(
                f"Năm {draft.period.year}, {joined}/{len(members)} đơn vị của khối đã đăng ký, "
                f"{received} đăng ký đã được tiếp nhận."
            )
        ),
    ]


def _targets(draft: Draft, plan: Programme) -> list[Block]:
    if not plan.targets:
        return []
    at = replace(draft.work, now=draft.trace.moment)
    known = reached.of_movement(at, plan=plan)
    last = {code: rows[-1] for code, rows in known.figures.items() if rows}
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(plan.targets, start=1):
        figure = last.get(one.code)
        day = "" if figure is None else f" (đến {vi_day(figure.as_of)}{_source(known, one.code)})"
        rows.append(
            (
                str(place),
                one.text,
                MISSING if one.year is None else str(one.year),
                one.amount,
                f"{value_words(one, figure)}{day}",
                _verdict(draft, plan, one, figure),
            )
        )
    met = sum(state_of(one, last.get(one.code)) in MET_STATES for one in plan.targets)
    said: list[Block] = [
        Para(words(f"{met}/{len(plan.targets)} mục tiêu đạt."), keep_next=True),
        Table(
            columns=(
                Column("TT", 3, _CENTER),
                Column("Mục tiêu", 13),
                Column("Đến năm", 5, _CENTER),
                Column("Kế hoạch", 7),
                Column("Thực hiện", 9),
                Column("Kết luận", 10),
            ),
            rows=tuple(rows),
            title="Kết quả thực hiện mục tiêu",
            summary=f"{met}/{len(plan.targets)} mục tiêu đạt",
        ),
    ]
    return [*said, *(Para(words(f"Số nhập khác sổ: {one}.")) for one in known.differing)]


def _source(known: KnownFigures, code: str) -> str:
    """Nguồn của một số nhập tay; what a register counts is said by the register."""
    return "" if code in known.counted else f"; {known.figures[code][-1].source}"


def _verdict(draft: Draft, plan: Programme, one: Target, figure: TargetFigure | None) -> str:
    """Kết luận về một mục tiêu, with what is wanting and, where the register knows, at whom."""
    said = [TARGET_STATE_WORDS[state_of(one, figure)]]
    said += [missing] if (missing := gap_words(one, figure)) else []
    return "; ".join([*said, *_named(draft, plan, one)])


def _named(draft: Draft, plan: Programme, one: Target) -> list[str]:
    book = reached.book_of(draft.work, plan=plan)
    if book is None:
        return []
    there = {each.code: each.name for each in book.of(one.of)}
    given = counted_targets.given(draft.work.session, plan)
    without = places_without(one, given, _until(draft, plan), list(there))
    return [listed([there[code] for code in without], most=_MOST_NAMED)] if without else []


def _until(draft: Draft, plan: Programme) -> date:
    return counted_targets.last_day(plan, day_of(draft.trace.moment))


def _levels(draft: Draft, plan: Programme) -> list[Block]:
    """Số địa bàn theo mức từng năm, a table for each kind of place that is counted."""
    book = reached.book_of(draft.work, plan=plan)
    kinds = dict.fromkeys(one.of for one in plan.targets if is_counted(one))
    said: list[Block] = []
    for kind in kinds:
        if book is None or not book.of(kind):
            continue
        counts = level_years(book, kind, plan.years, _until(draft, plan))
        levels = [
            one for one in (None, *PlaceLevel) if any(x.count for x in counts if x.level is one)
        ]
        years = sorted({one.year for one in counts})
        held = {(one.year, one.level): one.count for one in counts}
        said.append(
            Table(
                columns=(
                    Column("Năm", 4, _CENTER),
                    *(
                        Column(
                            "chưa đạt chuẩn" if one is None else PLACE_LEVEL_WORDS[one], 8, _NUMBER
                        )
                        for one in levels
                    ),
                ),
                rows=tuple(
                    (str(year), *(str(held[year, one]) for one in levels)) for year in years
                ),
                title=f"Số {kind} theo mức cao nhất đang giữ cuối mỗi năm",
                summary=f"{len(book.of(kind))} {kind}, {len(years)} năm",
                note=f"Tính đến {vi_day(_until(draft, plan))}; chỉ đếm quyết định đã xác nhận.",
            )
        )
    return said


def _given(draft: Draft, plan: Programme) -> list[Block]:
    """Đóng góp đã xác nhận của các đơn vị trong khối, by form and by source."""
    if unseen := _unseen(draft, counted_targets.GIVEN):
        return [unseen]
    day = _until(draft, plan)
    found = contributions.of_movement(draft.work, plan=plan).counted
    given = [one for one in found if one.day <= day]
    if not given:
        return []
    rows: list[tuple[Cell, ...]] = []
    for title, by in (("hình thức", GivenBy.FORM), ("nguồn", GivenBy.SOURCE)):
        rows += [
            (
                title,
                FORM_WORDS.get(one.key, one.key) or MISSING,
                str(one.count),
                vi_number(one.value),
            )
            for one in sums(given, by)
        ]
    return [
        Para(words(report_papers.support_sentence(given)), keep_next=True),
        Table(
            columns=(
                Column("Theo", 6),
                Column("Hình thức, nguồn", 14),
                Column("Số lần", 5, _NUMBER),
                Column("Triệu đồng", 8, _NUMBER),
            ),
            rows=tuple(rows),
            title="Đóng góp đã xác nhận",
            summary=f"{len(given)} đóng góp, {vi_number(total(given))} triệu đồng",
        ),
    ]


def _tasks(draft: Draft, plan: Programme) -> list[Block]:
    day = _until(draft, plan)
    every = [
        one
        for one in plan_tasks.unchecked(draft.work.session, draft.period, plan, day)
        if one.cells
    ]
    if not every:
        return []
    rows: list[tuple[Cell, ...]] = []
    for place, unit in enumerate(every, start=1):
        left = [one.task.text for one in unit.open_cells]
        done = len(unit.cells) - len(left)
        rows.append(
            (
                str(place),
                draft.names[unit.unit],
                f"{done}/{len(unit.cells)}",
                listed(left, most=4, between="; ") or MISSING,
            )
        )
    return [
        Table(
            columns=(
                Column("TT", 3, _CENTER),
                Column("Đơn vị", 9),
                Column("Đã xong", 5, _CENTER),
                Column("Nhiệm vụ chưa ghi", 22),
            ),
            rows=tuple(rows),
            title=f"Nhiệm vụ của các đơn vị năm {draft.period.year}",
            summary=f"Nhiệm vụ của {len(rows)} đơn vị",
        )
    ]


def _awards(draft: Draft, plan: Programme) -> list[Block]:
    """Khen thưởng trong phong trào, by form; with the rounds that the plan names."""
    text = draft.text("khen_trong_phong_trao")
    said: list[Block] = []
    if plan.rounds:
        named = "; ".join(
            f"{one.name} ({one.years}, hạn mức: {one.limit_words})" for one in plan.rounds
        )
        said.append(Para(words(f"Các đợt khen của kế hoạch: {named}.")))
    if not is_allowed(draft.work.actor, Permission.VIEW_AWARDS, draft.period):
        return [*said, Para((Gap("khen thưởng: bạn không có quyền xem của cả khối"),))]
    found = [
        one
        for one in proposals.listed(draft.work)
        if one.programme == plan.code and one.state in STANDING
    ]
    if not found:
        return [*said, text]
    view = award_papers.eligibility_view(draft)
    rows: list[tuple[Cell, ...]] = []
    for key in dict.fromkeys((one.group, one.award) for one in found):
        mine = [one for one in found if (one.group, one.award) == key]
        groups = sum(one.recipient is Recipient.COLLECTIVE for one in mine)
        decided = sum(one.state is ProposalState.DECIDED for one in mine)
        name = aims.name_of(view, key[1])
        rows.append(
            (
                key[0] or MISSING,
                name,
                str(groups),
                str(len(mine) - groups),
                str(len(mine)),
                str(decided),
            )
        )
    table = Table(
        columns=(
            Column("Nhóm", 4, _CENTER),
            Column("Danh hiệu, hình thức", 12),
            Column("Tập thể", 4, _NUMBER),
            Column("Cá nhân", 4, _NUMBER),
            Column("Cộng", 4, _NUMBER),
            Column("Đã có quyết định", 6, _NUMBER),
        ),
        rows=tuple(rows),
        title=f"Khen thưởng trong phong trào năm {draft.period.year}",
        summary=f"{len(found)} đề nghị",
    )
    return [*said, table] if text.gap is not None else [*said, table, text]
