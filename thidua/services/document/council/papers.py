"""Văn bản của hội đồng: minutes of a meeting, the draft decision on recognised initiatives."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from thidua.domain.council.council import (
    POSITION_WORDS,
    Council,
    CouncilKind,
    CouncilMember,
)
from thidua.domain.council.meeting import (
    AGENDA_WORDS,
    ATTENDANCE_WORDS,
    AgendaKind,
    Attendance,
    CouncilMeeting,
    CouncilMeetingState,
)
from thidua.domain.council.outcome import ItemOutcome
from thidua.domain.document import template
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Fields,
    Gap,
    Heading,
    Items,
    Para,
    Table,
    Words,
    or_gap,
    with_end,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.document.kinds import KINDS
from thidua.domain.dossier.catalogue import SCOPES
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_day, vi_moment
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.register.line import RegisterLine
from thidua.services.council import agenda, meetings, outcomes
from thidua.services.document import scopes, vote_papers
from thidua.services.document.drafting import Draft, hands, meeting_head
from thidua.services.dossier import owners
from thidua.services.vote import results, votes

_CENTER = CellKind.CENTER
_SCOPES = {word.code: word.label for word in SCOPES}


def council_minutes(draft: Draft) -> Document:
    """Biên bản họp hội đồng; a draft until the meeting is closed."""
    meeting, body = _meeting(draft)
    told = outcomes.of_meeting(draft.work, meeting=meeting)
    sitting = body.sitting(meeting.day)
    blocks: list[Block] = [
        _opening(draft, meeting, body, sitting),
        Heading(1, "I. Thành phần"),
        _attendance(meeting, sitting),
        *_quorum(meeting, body, sitting),
        Heading(1, "II. Nội dung"),
        *_matters(draft, body, meeting, told),
        draft.text("thao_luan"),
        Heading(1, "III. Bỏ phiếu", template.VOTES),
        *_votes(draft, meeting),
        Heading(1, "IV. Kết luận", template.CONCLUSION),
        *_conclusion(body, told),
        draft.text("ket_luan"),
        Para(
            words(
                "Phiên họp kết thúc vào ",
                Gap("thời gian kết thúc")
                if meeting.ended_at is None
                else vi_moment(meeting.ended_at),
            )
        ),
    ]
    names = {one.key: one.name for one in body.members}
    return draft.made(
        "Biên bản",
        f"Họp {body.name}",
        with_end(blocks),
        is_ready=meeting.state is CouncilMeetingState.CLOSED,
        signatures=hands(
            _name(names, meeting.scribe, "thư ký"), _name(names, meeting.chair, "chủ tọa")
        ),
        recipients=("Lưu: VT, Hồ sơ",),
    )


def recognition(draft: Draft) -> Document:
    """Dự thảo Quyết định công nhận sáng kiến: always a draft, the program issues no decision."""
    meeting, body = _meeting(draft)
    if body.kind is not CouncilKind.INITIATIVE:
        raise Refused(f"«{body.name}» không xét công nhận sáng kiến nên không có quyết định này.")
    told = outcomes.of_meeting(draft.work, meeting=meeting)
    passed = [one for one in told if one.item.kind is AgendaKind.INITIATIVE and one.verdict]
    counted = [one for one in told if one.result is not None]
    if not counted:
        raise Refused(
            "Phiên họp chưa kiểm phiếu sáng kiến nào nên chưa có gì để công nhận; hãy lập cuộc bỏ "
            "phiếu của phiên họp rồi kiểm phiếu."
        )
    if not passed:
        raise Refused("Không sáng kiến nào đạt số phiếu cần có nên không có quyết định công nhận.")
    number = or_gap(meeting.number, "số biên bản họp hội đồng")
    blocks: list[Block] = [
        Para(words("Căn cứ ", draft.line("can_cu"), ";")),
        Para(
            words(f"Căn cứ Biên bản họp {body.name} số ", number, f" ngày {vi_day(meeting.day)},")
        ),
        Para(
            words(
                f"Điều 1. Công nhận {len(passed)} sáng kiến năm {draft.period.year} của các tác "
                "giả có tên trong danh sách kèm theo."
            )
        ),
        Para(words("Điều 2. Quyền lợi của tác giả:"), keep_next=True),
        draft.text("quyen_loi"),
        Para(words("Điều 3. Trách nhiệm thi hành:"), keep_next=True),
        draft.text("thi_hanh"),
    ]
    lines = _lines(draft)
    annex = Document(
        kind=KINDS["quyet-dinh-sang-kien"],
        title="Danh sách sáng kiến được công nhận",
        subtitle=f"năm {draft.period.year}",
        letterhead=draft.letterhead,
        body=(_recognised(draft, passed, lines),),
        trace=draft.trace,
    )
    return draft.made(
        "Quyết định",
        f"Về việc công nhận sáng kiến năm {draft.period.year}",
        with_end(blocks),
        is_ready=False,
        bases=(f"Theo đề nghị của {body.office}",) if body.office else (),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như Điều 3"),
        annexes=(annex,),
    )


def _meeting(draft: Draft) -> tuple[CouncilMeeting, Council]:
    return meetings.unchecked_one(draft.work.session, draft.period, scopes.meeting_key(draft.scope))


def _name(names: Mapping[int, str], key: int | None, what: str) -> Words:
    return or_gap(names.get(key or 0, ""), f"họ tên {what}")


def _opening(
    draft: Draft, meeting: CouncilMeeting, body: Council, sitting: Sequence[CouncilMember]
) -> Fields:
    names = {one.key: one.title for one in body.members}
    there = meeting.there(tuple(sitting))
    is_held = not meeting.in_writing
    return meeting_head(
        words(vi_moment(meeting.held_at)),
        or_gap(meeting.place, "địa điểm") if is_held else words("lấy ý kiến bằng văn bản"),
        ("Hội đồng", words(f"{body.name} (", or_gap(body.decision, "quyết định thành lập"), ")")),
        ("Có mặt", words(f"{there}/{len(sitting)} thành viên")),
        guests=words(meeting.guests or "không"),
        chair=_name(names, meeting.chair, "chủ tọa"),
        scribe=_name(names, meeting.scribe, "thư ký"),
    )


def _attendance(meeting: CouncilMeeting, sitting: Sequence[CouncilMember]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(sitting, start=1):
        came = meeting.of(one.key)
        kept = ", ".join(str(item.position) for item in meeting.kept_from(one))
        is_known = came.attendance is not Attendance.UNMARKED
        said: Cell = came.words if is_known else words(Gap("điểm danh"))
        rows.append((str(place), one.name, POSITION_WORDS[one.position], said, kept or MISSING))
    return Table(
        columns=(
            Column("TT", 4, _CENTER),
            Column("Họ tên", 14),
            Column("Chức danh", 12),
            Column(ATTENDANCE_WORDS[Attendance.PRESENT].capitalize() + " họp", 16),
            Column("Không xét việc", 7, _CENTER),
        ),
        rows=tuple(rows),
        title="Thành viên hội đồng",
        summary=f"{len(rows)} thành viên đương nhiệm ngày họp",
    )


def _quorum(
    meeting: CouncilMeeting, body: Council, sitting: Sequence[CouncilMember]
) -> list[Block]:
    if body.rule is None:
        return [Para(words(Gap("quy định biểu quyết của hội đồng, kèm văn bản")))]
    said = f"Quy định biểu quyết: {body.rule.words()}."
    if body.rule.quorum is not None and not meeting.in_writing:
        there, needed = meeting.there(tuple(sitting)), body.rule.needed(len(sitting))
        verdict = "đủ" if there >= needed else "chưa đủ"
        said += f" Cần {needed}/{len(sitting)} thành viên để họp; có mặt {there}: {verdict}."
    return [Para(words(said))]


def _matters(
    draft: Draft, body: Council, meeting: CouncilMeeting, told: Sequence[ItemOutcome]
) -> list[Block]:
    if not told:
        return [Para(words(Gap("các việc của phiên họp")))]
    blocks: list[Block] = []
    initiatives = [one for one in told if one.item.kind is AgendaKind.INITIATIVE]
    if initiatives:
        lines = _lines(draft)
        is_reach = body.kind is CouncilKind.INFLUENCE
        blocks.append(
            _reach(initiatives, lines) if is_reach else _judged(draft, initiatives, lines)
        )
    proposed = [one for one in told if one.item.kind is AgendaKind.PROPOSAL]
    if proposed:
        blocks.append(_proposals(proposed))
    others = [one.item.text for one in told if one.item.kind is AgendaKind.OTHER]
    if others:
        lead = f"{AGENDA_WORDS[AgendaKind.OTHER].capitalize()}:"
        blocks += [Para(words(lead), keep_next=True), Items(tuple(words(one) for one in others))]
    for one in meeting.recusals:
        name = next(each.name for each in body.members if each.key == one.member)
        place = next(each.position for each in meeting.items if each.key == one.item)
        blocks.append(Para(words(f"{name} không tham gia việc {place}: {one.reason}.")))
    return blocks


def _lines(draft: Draft) -> dict[tuple[str, str], list[RegisterLine]]:
    found: dict[tuple[str, str], list[RegisterLine]] = {}
    for line in agenda.initiative_lines(draft.work.session, draft.period):
        found.setdefault(line.key[:2], []).append(line)
    return found


def _authors(draft: Draft, lines: Sequence[RegisterLine]) -> str:
    names = {one.code: one.name for one in owners.everybody(draft.work.session)}
    said = []
    for line in lines:
        share = line.values.get("ty_le")
        of = f" ({vi_number(share)} %)" if isinstance(share, Decimal) else ""
        said.append(f"{names.get(line.part, line.part)}{of}")
    return "; ".join(said)


def _judged(
    draft: Draft,
    told: Sequence[ItemOutcome],
    lines: Mapping[tuple[str, str], Sequence[RegisterLine]],
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in told:
        own = lines.get((one.item.unit, one.item.code), ())
        values = own[0].values if own else {}
        rows.append(
            (
                str(one.item.position),
                one.item.text,
                _authors(draft, own) or MISSING,
                *(_said(values.get(code), what) for code, what in _JUDGED),
                *_outcome(one),
            )
        )
    return Table(
        columns=(
            Column("TT", 3, _CENTER),
            Column("Tên sáng kiến", 11),
            Column("Tác giả (tỷ lệ)", 9),
            Column("Tính mới", 8),
            Column("Khả thi", 8),
            Column("Hiệu quả", 8),
            Column("Phiếu", 5, _CENTER),
            Column("Kết quả", 6),
        ),
        rows=tuple(rows),
        title="Sáng kiến đã xét",
        summary=f"{len(rows)} sáng kiến",
    )


_JUDGED = (("tinh_moi", "tính mới"), ("kha_thi", "tính khả thi"), ("hieu_qua", "hiệu quả"))


def _said(value: object, what: str) -> Cell:
    return or_gap("" if value is None else str(value), what)


def _outcome(one: ItemOutcome) -> tuple[Cell, Cell]:
    if one.result is None:
        return MISSING, words(Gap("kết quả kiểm phiếu"))
    votes_of = f"{one.result.votes}/{one.result.base}"
    return votes_of, "đạt" if one.verdict else "không đạt"


def _reach(
    told: Sequence[ItemOutcome], lines: Mapping[tuple[str, str], Sequence[RegisterLine]]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in told:
        own = lines.get((one.item.unit, one.item.code), ())
        values = own[0].values if own else {}
        rows.append(
            (
                str(one.item.position),
                one.item.text,
                _SCOPES.get(str(values.get("pham_vi", "")), MISSING),
                _SCOPES.get(one.item.scope, MISSING),
                own[0].evidence if own and own[0].evidence else words(Gap("căn cứ")),
                *_outcome(one),
            )
        )
    return Table(
        columns=(
            Column("TT", 3, _CENTER),
            Column("Tên", 12),
            Column("Phạm vi đã công nhận", 7),
            Column("Phạm vi đề nghị", 7),
            Column("Căn cứ", 10),
            Column("Phiếu", 5, _CENTER),
            Column("Kết luận", 7),
        ),
        rows=tuple(rows),
        title="Mức độ ảnh hưởng đã đánh giá",
        summary=f"{len(rows)} sáng kiến",
    )


def _proposals(told: Sequence[ItemOutcome]) -> Table:
    rows = [(str(one.item.position), one.item.text, *_outcome(one)) for one in told]
    return Table(
        columns=(
            Column("TT", 4, _CENTER),
            Column("Đối tượng, danh hiệu", 26),
            Column("Phiếu", 8, _CENTER),
            Column("Kết quả", 12),
        ),
        rows=tuple(rows),
        title="Đề nghị khen thưởng đã xét",
        summary=f"{len(rows)} đề nghị",
    )


def _votes(draft: Draft, meeting: CouncilMeeting) -> list[Block]:
    asked = {one.vote for one in meeting.items if one.vote is not None}
    found = [one for one in votes.unchecked(draft.work.session, draft.period) if one.key in asked]
    if not found:
        return [Para(words(Gap("kết quả bỏ phiếu: phiên họp chưa bỏ phiếu")))]
    blocks: list[Block] = []
    for view in found[::-1]:
        if not view.closed_at:
            blocks.append(Para(words(vote_papers.uncounted(view))))
            continue
        closed = results.unchecked_result(draft.work.session, draft.period, view.key)
        vote_papers.require_sound(closed)
        conduct = vote_papers.conduct_words(closed.result.rules)
        blocks.append(Para(words(f"Hội đồng bỏ phiếu: {conduct}.")))
        blocks.append(Para(words(vote_papers.count_sentence(closed))))
        blocks += vote_papers.result_blocks(closed)
        for name, texts in vote_papers.recused(closed):
            blocks.append(Para(words(f"{name} không bỏ phiếu về: {texts}.")))
    return blocks


def _conclusion(body: Council, told: Sequence[ItemOutcome]) -> list[Block]:
    passed = [one.item.text for one in told if one.verdict]
    if not passed:
        return []
    lead = {
        CouncilKind.INITIATIVE: "Hội đồng đề nghị công nhận:",
        CouncilKind.INFLUENCE: "Hội đồng thống nhất đề nghị phạm vi ảnh hưởng của:",
    }.get(body.kind, "Hội đồng thống nhất:")
    return [Para(words(lead), keep_next=True), Items(tuple(words(one) for one in passed))]


def _recognised(
    draft: Draft,
    passed: Sequence[ItemOutcome],
    lines: Mapping[tuple[str, str], Sequence[RegisterLine]],
) -> Table:
    names = draft.names
    rows = [
        (
            str(place),
            one.item.text,
            _authors(draft, lines.get((one.item.unit, one.item.code), ())) or MISSING,
            names.get(one.item.unit, one.item.unit),
            one.words.partition(" phiếu")[0],
        )
        for place, one in enumerate(passed, start=1)
    ]
    return Table(
        columns=(
            Column("TT", 4, _CENTER),
            Column("Tên sáng kiến", 18),
            Column("Tác giả (tỷ lệ)", 14),
            Column("Đơn vị", 12),
            Column("Phiếu", 6, _CENTER),
        ),
        rows=tuple(rows),
        title="Sáng kiến được công nhận",
        summary=f"{len(rows)} sáng kiến",
    )
