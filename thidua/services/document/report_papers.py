"""Báo cáo thi đua, khen thưởng: what registers, movements and reports say; the rest is a gap."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from thidua.db import dossier_queries, movement_queries
from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Heading,
    Items,
    Para,
    Table,
    with_end,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.points import vi_number
from thidua.domain.law.programme import Programme
from thidua.domain.movement.contribution import (
    Contribution,
    GivenBy,
    contributions_of,
    sums,
    total,
)
from thidua.domain.movement.participation import ParticipationState, furthest
from thidua.domain.movement.progress import MET_STATES, state_of
from thidua.domain.period.part import YearKind
from thidua.domain.period.windows import day_of
from thidua.domain.register.kinds.dong_gop import FORM_WORDS
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.register import Register
from thidua.domain.register.registers import REGISTERS
from thidua.domain.report.hand_in import Due
from thidua.services.document.drafting import Draft
from thidua.services.ground import block_members
from thidua.services.law import law
from thidua.services.movement import reached
from thidua.services.register import plan_tasks, stored
from thidua.services.report import dues

_MOST_PAPERS = 15
_NOTHING = "Không phát sinh trong năm."


def unit_report(draft: Draft) -> Document:
    """Báo cáo của một đơn vị."""
    unit, period = draft.scope, draft.period
    name = draft.names[unit]
    body: list[Block] = [
        *opening(draft, [unit]),
        Heading(1, "III. Công tác khen thưởng"),
        *_awards(draft, unit),
        *middle(draft, [unit]),
        Heading(1, "VIII. Kiểm tra, giám sát; đơn thư, kiến nghị"),
        *of_registers(draft, ("kiem-tra", "kien-nghi"), "kiem_tra", [unit]),
        Heading(1, "IX. Chế độ báo cáo"),
        *reports_table(draft, [unit], only_late=False),
        Heading(1, "X. Hạn chế, nguyên nhân"),
        draft.text("han_che"),
        Heading(1, "XI. Phương hướng, nhiệm vụ"),
        draft.text("phuong_huong"),
        Heading(1, "XII. Đề xuất, kiến nghị"),
        draft.text("kien_nghi"),
        Para(words(f"Trên đây là báo cáo công tác thi đua, khen thưởng {period.when} của {name}")),
    ]
    told = ("han_che", "phuong_huong", "kien_nghi")
    return draft.made(
        "Báo cáo",
        f"Kết quả công tác thi đua, khen thưởng {period.when}",
        with_end(body),
        is_ready=all(draft.text(one).gap is None for one in told),
        addressees=draft.addressee(_receivers(draft, unit)),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như trên"),
    )


def is_whole(draft: Draft) -> bool:
    """Báo cáo của cả năm, not of a part of it."""
    return draft.period.part.kind in (YearKind.YEAR, YearKind.CAMPAIGN)


def opening(draft: Draft, units: Sequence[str]) -> list[Block]:
    """Phần I và II: what was issued, which movements the units take part in."""
    return [
        Heading(1, "I. Công tác chỉ đạo, triển khai"),
        *_issued(draft, units),
        Heading(1, "II. Kết quả các phong trào thi đua"),
        *_movements(draft, units),
    ]


def middle(draft: Draft, units: Sequence[str]) -> list[Block]:
    """Phần IV tới VII, each from its register."""
    return [
        Heading(1, "IV. Sáng kiến"),
        *of_registers(draft, ("sang-kien",), "sang_kien", units),
        Heading(1, "V. Điển hình tiên tiến"),
        *of_registers(draft, ("dien-hinh",), "dien_hinh", units),
        Heading(1, "VI. Đỡ đầu, an sinh xã hội"),
        *_supported(draft, units),
        Heading(1, "VII. Hoạt động khối, tập huấn, tuyên truyền"),
        *of_registers(draft, ("hoat-dong", "tap-huan"), "hoat_dong", units),
    ]


def of_registers(
    draft: Draft, codes: Sequence[str], field: str, units: Sequence[str], programme: str = ""
) -> list[Block]:
    """Một phần theo sổ: what the registers count, then what people wrote.

    Where a movement is named, its rows alone.
    """
    said: list[Block] = []
    for code in codes:
        register = REGISTERS[code]
        counted = _counted(draft, register, units, programme)
        if counted:
            said.append(Para(words(f"{register.name}: {counted}.")))
    return _with_words(draft, codes, field, units, said)


def _with_words(
    draft: Draft, codes: Sequence[str], field: str, units: Sequence[str], said: list[Block]
) -> list[Block]:
    """Số của các sổ với lời người viết.

    That nothing happened is said only where every register is closed; else it is a gap.
    """
    text = draft.text(field)
    if not said and all(_is_closed(draft, REGISTERS[code], units) for code in codes):
        said = [Para(words(_NOTHING))]
    return [*said, text] if not said or text.gap is None else said


def _supported(draft: Draft, units: Sequence[str]) -> list[Block]:
    """Đỡ đầu, an sinh: what was given to how many places, then what they still ask for."""
    given = contributions_of(_sure(draft, REGISTERS["dong-gop"], units))
    needed = _counted(draft, REGISTERS["do-dau"], units)
    said: list[Block] = [Para(words(support_sentence(given)))] if given else []
    said += [Para(words(f"{REGISTERS['do-dau'].name}: {needed}."))] if needed else []
    return _with_words(draft, ("dong-gop", "do-dau"), "an_sinh", units, said)


def support_sentence(given: Sequence[Contribution]) -> str:
    """«Hỗ trợ 5 xã với tổng giá trị 1.250 triệu đồng, trong đó tiền 900, ngày công 350.»"""
    places = len({one.place for one in given})
    parts = ", ".join(
        f"{FORM_WORDS.get(one.key, one.key)} {vi_number(one.value)}"
        for one in sums(given, GivenBy.FORM)
    )
    whole = vi_number(total(given))
    return f"Hỗ trợ {places} địa bàn với tổng giá trị {whole} triệu đồng, trong đó {parts}."


def _sure(draft: Draft, register: Register, units: Sequence[str]) -> list[RegisterLine]:
    """Các dòng đã xác nhận của những đơn vị mà người này được xem sổ ấy."""
    work = draft.work
    seen = [one for one in units if is_allowed(work.actor, register.view, draft.period, one)]
    found = stored.unchecked_lines(work.session, register, seen, draft.period.year)
    return [one for one in found if one.is_confirmed]


def _counted(draft: Draft, register: Register, units: Sequence[str], programme: str = "") -> str:
    lines = [
        one for one in _sure(draft, register, units) if not programme or one.programme == programme
    ]
    if not lines:
        return ""
    found = register.numbers(lines, day_of(draft.trace.moment))
    return "; ".join(
        f"{one.name} {vi_number(one.value)} {one.unit}"
        if one.unit
        else f"{vi_number(one.value)} {one.name}"
        for one in found
        if one.value
    )


def _is_closed(draft: Draft, register: Register, units: Sequence[str]) -> bool:
    found = stored.unchecked_closings(draft.work.session, register, units, draft.period.year)
    return all(one in found and found[one].is_closed for one in units)


def _issued(draft: Draft, units: Sequence[str]) -> list[Block]:
    """Văn bản đã ban hành, by the register of rules."""
    register = REGISTERS["quy-che"]
    lines = _sure(draft, register, units)
    text = draft.text("chi_dao")
    if not lines:
        return [text]
    named = Counter(register.title_of(one).partition(": ")[2] or one.code for one in lines)
    listed = [f"{one} ({count} văn bản)" if count > 1 else one for one, count in named.items()]
    said: list[Block] = [
        Para(words(f"Đã ban hành {len(lines)} văn bản:"), keep_next=True),
        Items(tuple(words(one) for one in listed[:_MOST_PAPERS])),
    ]
    return said if text.gap is not None else [*said, text]


def _movements(draft: Draft, units: Sequence[str]) -> list[Block]:
    """Các phong trào của năm, with how far the units have registered."""
    work, year = draft.work, draft.period.year
    states = movement_queries.movement_states(work.session)
    found = movement_queries.participations(work.session, units)
    said: list[str] = []
    day = day_of(draft.trace.moment)
    for code, plan in law.book(work.session).programmes.items():
        own = [one for one in found if one.movement == code and one.is_for(year)]
        if code not in states or year not in plan.years or not own:
            continue
        received = {one.unit for one in own if one.state is ParticipationState.RECEIVED}
        done = _done(draft, plan, units, day)
        if len(units) > 1:
            joined = f"{len(received)}/{len(units)} đơn vị có đăng ký đã được tiếp nhận"
            said.append("; ".join([f"«{plan.name}»: {joined}", *done]))
            continue
        held = furthest(own, year)
        pledged = 0 if held is None else len(held.content.pledges)
        state = "đã được tiếp nhận" if received else "chưa được tiếp nhận"
        told = f"«{plan.name}»: đăng ký {state}, nhận {pledged} nội dung"
        said.append("; ".join([told, *done]))
    text = draft.text("phong_trao")
    if not said:
        return [text]
    blocks: list[Block] = [Items(tuple(words(one) for one in said))]
    return blocks if text.gap is not None else [*blocks, text]


def _done(draft: Draft, plan: Programme, units: Sequence[str], day: date) -> list[str]:
    """Bao nhiêu việc xong, bao nhiêu mục tiêu đạt, as far as the record of that day goes."""
    work = draft.work
    if not is_allowed(work.actor, Permission.VIEW_MOVEMENTS, draft.period):
        return []
    of_units = [
        one
        for one in plan_tasks.unchecked(work.session, draft.period, plan, day)
        if one.unit in units and one.cells
    ]
    whole = sum(len(one.cells) for one in of_units)
    left = sum(len(one.open_cells) for one in of_units)
    said = [f"hoàn thành {whole - left}/{whole} việc"] if whole else []
    known = reached.of_movement(replace(work, now=draft.trace.moment), plan=plan).figures
    states = [
        state_of(one, known[one.code][-1] if known.get(one.code) else None) for one in plan.targets
    ]
    met = sum(one in MET_STATES for one in states)
    return [*said, f"{met}/{len(states)} mục tiêu đạt"] if states else said


def _awards(draft: Draft, unit: str) -> list[Block]:
    """Khen thưởng của năm: by form, of the unit itself and of its people."""
    session, year = draft.work.session, draft.period.year
    people = [one.code for one in dossier_queries.staff(session, [unit])]
    given = [
        one for one in dossier_queries.awards_given(session, [unit, *people]) if one.year == year
    ]
    text = draft.text("khen_trong_nam")
    if not given:
        return [text]
    named = {one.slug: one.name for one in law.book(session).awards.values()}
    rows: list[tuple[Cell, ...]] = []
    for award in dict.fromkeys(one.award for one in given):
        mine = [one for one in given if one.award == award]
        groups = sum(one.recipient is Recipient.COLLECTIVE for one in mine)
        whole = str(len(mine))
        rows.append((named.get(award, award), str(groups), str(len(mine) - groups), whole))
    table = Table(
        columns=(
            Column("Danh hiệu, hình thức", 14),
            Column("Tập thể", 5, CellKind.NUMBER),
            Column("Cá nhân", 5, CellKind.NUMBER),
            Column("Cộng", 5, CellKind.NUMBER),
        ),
        rows=tuple(rows),
        title="Khen thưởng đã có quyết định",
        summary=f"{len(given)} lượt khen",
    )
    return [table] if text.gap is not None else [table, text]


def reports_table(draft: Draft, units: Sequence[str], *, only_late: bool) -> list[Block]:
    """Báo cáo phải nộp của các đơn vị tới bút toán cuối; `only_late` keeps to those that are."""
    on = day_of(draft.trace.moment)
    found = dues.unchecked(draft.work.session, draft.period, on, units)
    if not found:
        return [Para(words("Không có chế độ báo cáo nào trong kỳ."))]
    on_time = sum(one.is_in and not one.days_late for one in found)
    said: list[Block] = [Para(words(f"Đã gửi {on_time}/{len(found)} báo cáo đúng hạn."))]
    rows = [one for one in found if one.days_late or not only_late]
    return [*said, _table(draft, rows)] if rows else said


def _table(draft: Draft, found: Sequence[Due]) -> Table:
    is_of_many = len({one.unit for one in found}) > 1 or not draft.scope
    rows = [
        (
            str(place),
            *((draft.names.get(one.unit, one.unit),) if is_of_many else ()),
            *(one.title, one.until, one.handed_words or "chưa nộp", one.dated_words),
        )
        for place, one in enumerate(found, start=1)
    ]
    return Table(
        columns=(
            Column("TT", 3, CellKind.CENTER),
            *((Column("Đơn vị", 8),) if is_of_many else ()),
            *(Column("Báo cáo", 12), Column("Hạn", 6, CellKind.CENTER)),
            *(Column("Lúc nộp", 8), Column("Tình trạng", 9)),
        ),
        rows=tuple(rows),
        title="Báo cáo phải nộp",
        summary=f"{len(rows)} báo cáo",
    )


def _receivers(draft: Draft, unit: str) -> str:
    """Nơi nhận của các báo cáo mà đơn vị phải nộp."""
    on = day_of(draft.trace.moment)
    found = dues.unchecked(draft.work.session, draft.period, on, {unit})
    return "; ".join(dict.fromkeys(one.duty.duty.to for one in found if one.duty.duty.to))


def members_of(draft: Draft) -> list[str]:
    """Mã các đơn vị thành viên."""
    return [one.code for one in block_members.members(draft.work.session, draft.period)]
