"""Báo cáo của khối, giấy mời, chương trình: what is known is filled, the rest is a gap."""

from collections.abc import Sequence

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.awards.proposal import STANDING, ProposalState, ProposedAward
from thidua.domain.council.meeting import CouncilMeetingState
from thidua.domain.document import template
from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Fields,
    Gap,
    Heading,
    Para,
    Table,
    with_end,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.dossier.facts import Recipient
from thidua.domain.period.windows import vi_day
from thidua.domain.thread.thread import ThreadKind
from thidua.domain.vote.vote import CONDUCT_WORDS
from thidua.services.awards import aims, proposals
from thidua.services.council import keeping, meetings
from thidua.services.document import (
    award_papers,
    minutes,
    ranking_papers,
    report_papers,
    texts,
)
from thidua.services.document.drafting import Draft
from thidua.services.document.nominees_read import share_words
from thidua.services.ground.work import Work
from thidua.services.thread import threads
from thidua.services.vote import votes
from thidua.services.vote.votes import VoteView

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER


def block_report(draft: Draft) -> Document:
    """Báo cáo sơ kết, tổng kết của khối."""
    board = ranking_papers.board_of(draft)
    period = draft.period
    kind = "tổng kết" if report_papers.is_whole(draft) else "sơ kết"
    units = report_papers.members_of(draft)
    body: list[Block] = [
        *report_papers.opening(draft, units),
        Heading(1, "III. Công tác khen thưởng"),
        *_awards(draft),
        *report_papers.middle(draft, units),
        *_council_meetings(draft),
        Heading(1, "VIII. Kiểm tra, giám sát; đơn thư, kiến nghị"),
        *_petitions(draft),
        *report_papers.of_registers(draft, ("kiem-tra", "kien-nghi"), "kiem_tra", units),
        Heading(1, "IX. Kết quả chấm điểm, bình xét", template.RANKING),
        minutes.scores_table(draft, board),
        *(Para(words(f"{said}.")) for said in ranking_papers.tie_sentences(board)),
        *report_papers.reports_table(draft, units, only_late=True),
        Heading(1, "X. Hạn chế, nguyên nhân"),
        draft.text("han_che"),
        Heading(1, "XI. Phương hướng, nhiệm vụ"),
        draft.text("phuong_huong"),
        Heading(1, "XII. Đề xuất, kiến nghị"),
        draft.text("kien_nghi"),
        Para(words(f"Trên đây là báo cáo {kind} công tác thi đua, khen thưởng {period.when}")),
    ]
    return draft.made(
        "Báo cáo",
        f"Kết quả công tác thi đua, khen thưởng {period.when} của {period.block_name}",
        with_end(body),
        is_ready=draft.is_locked,
        is_provisional=board.provisional,
        addressees=draft.addressee(),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như trên", "Các đơn vị thành viên khối"),
    )


def _awards(draft: Draft) -> list[Block]:
    if not draft.period.part.is_year:
        return [Para(words("Khen thưởng xét theo cả năm."))]
    if not is_allowed(draft.work.actor, Permission.VIEW_AWARDS, draft.period):
        return [Para((Gap("công tác khen thưởng: bạn không có quyền xem của cả khối"),))]
    found = [one for one in proposals.listed(draft.work) if one.state in STANDING]
    text = draft.text("khen_trong_nam")
    if not found:
        return [text]
    split = proposals.split(draft.work)
    people = split.leaders + split.workers + split.unknown
    said: list[Block] = [_awards_table(draft, found)]
    if people:
        unknown = f"; chưa khai chức vụ {split.unknown}" if split.unknown else ""
        said.append(
            Para(
                words(
                    f"Khen {people} cá nhân: lãnh đạo {share_words(split.leaders, people)}, người "
                    f"trực tiếp công tác {share_words(split.workers, people)}{unknown}"
                    f"{_last_year(draft)}."
                )
            )
        )
    return said if text.gap is not None else [*said, text]


def _last_year(draft: Draft) -> str:
    """Tỷ lệ người trực tiếp năm trước; empty where nobody was put forward then."""
    before = texts.year_before(draft.work.session, draft.period)
    if before is None or not is_allowed(draft.work.actor, Permission.VIEW_AWARDS, before):
        return ""
    split = proposals.split(Work(draft.work.session, draft.work.actor, before, draft.work.now))
    people = split.leaders + split.workers + split.unknown
    if not people:
        return ""
    return f"; năm {before.year} người trực tiếp {share_words(split.workers, people)}"


def _council_meetings(draft: Draft) -> list[Block]:
    """Các phiên họp hội đồng đã họp trong kỳ, for whoever may see their minutes."""
    work = draft.work
    if not is_allowed(work.actor, Permission.VIEW_VOTES, draft.period):
        return []
    bodies = {one.key: one.name for one in keeping.unchecked(work.session, draft.period)}
    held = [
        f"{bodies[one.council]} ngày {vi_day(one.day)}"
        for one in meetings.unchecked(work.session, draft.period)
        if one.state is CouncilMeetingState.CLOSED
    ]
    return [Para(words(f"Hội đồng đã họp {len(held)} phiên: {'; '.join(held)}."))] if held else []


def _awards_table(draft: Draft, found: list[ProposedAward]) -> Table:
    view = award_papers.eligibility_view(draft)
    rows: list[tuple[Cell, ...]] = []
    for award in dict.fromkeys(one.award for one in found):
        mine = [one for one in found if one.award == award]
        groups = sum(one.recipient is Recipient.COLLECTIVE for one in mine)
        decided = sum(one.state is ProposalState.DECIDED for one in mine)
        name = aims.name_of(view, award)
        rows.append((name, str(groups), str(len(mine) - groups), str(len(mine)), str(decided)))
    return Table(
        columns=(
            Column("Danh hiệu, hình thức", 12),
            Column("Tập thể", 4, _NUMBER),
            Column("Cá nhân", 4, _NUMBER),
            Column("Cộng", 4, _NUMBER),
            Column("Đã có quyết định", 6, _NUMBER),
        ),
        rows=tuple(rows),
        title="Đề nghị khen thưởng theo hình thức",
        summary=f"{len(found)} đề nghị",
    )


def _petitions(draft: Draft) -> list[Block]:
    if not threads.sees_all(draft.work):
        return [Para((Gap("giải trình, kiến nghị: bạn không có quyền xem của cả khối"),))]
    found = threads.listed(draft.work)
    asked = sum(one.kind is ThreadKind.EXPLAIN for one in found)
    petitions = len(found) - asked
    closed = sum(one.is_closed for one in found)
    if not found:
        return [Para(words("Không phát sinh yêu cầu giải trình, kiến nghị về điểm."))]
    return [
        Para(
            words(
                f"Có {asked} yêu cầu giải trình, {petitions} kiến nghị về điểm; đã kết luận "
                f"{closed}/{len(found)}."
            )
        )
    ]


def invitation(draft: Draft) -> Document:
    """Giấy mời họp: meetings are kept by nobody yet, so a person says who, when and where."""
    found = votes.listed_of_block(draft.work)
    agenda: list[Block] = [draft.text("chuong_trinh")]
    if found:
        named = "; ".join(one.draft.title for one in found[::-1])
        agenda.append(Para(words(f"Các cuộc bỏ phiếu của kỳ: {named}.")))
    body: list[Block] = [
        Para(words(f"{draft.period.block_name} trân trọng kính mời: ", draft.line("kinh_moi"))),
        Fields(
            (
                ("Tới dự", draft.line("noi_dung")),
                ("Chủ trì", draft.line("chu_tri")),
                ("Thời gian", draft.line("thoi_gian")),
                ("Địa điểm", draft.line("dia_diem")),
            )
        ),
        *agenda,
        Para(words("Trân trọng kính mời")),
    ]
    told = ("kinh_moi", "noi_dung", "chu_tri", "thoi_gian", "dia_diem", "chuong_trinh")
    return draft.made(
        "Giấy mời",
        f"Họp {draft.period.block_name}",
        with_end(body),
        is_ready=all(draft.text(one).gap is None for one in told),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như trên"),
    )


def agenda(draft: Draft) -> Document:
    """Chương trình họp: in the words of the invitation, with what will be voted on marked."""
    found = votes.listed_of_block(draft.work)[::-1]
    body: list[Block] = [
        Fields(
            (
                ("Nội dung", draft.line("noi_dung")),
                ("Chủ trì", draft.line("chu_tri")),
                ("Thời gian", draft.line("thoi_gian")),
                ("Địa điểm", draft.line("dia_diem")),
            )
        ),
        Heading(1, "I. Chương trình"),
        draft.text("chuong_trinh"),
        Heading(1, "II. Các cuộc bỏ phiếu"),
    ]
    if found:
        body.append(_votes_table(found))
    else:
        body.append(Para(words("Kỳ này chưa lập cuộc bỏ phiếu nào.")))
    told = ("noi_dung", "chu_tri", "thoi_gian", "dia_diem", "chuong_trinh")
    return draft.made(
        "Chương trình",
        f"Họp {draft.period.block_name}",
        body,
        is_ready=all(draft.text(one).gap is None for one in told),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Các đơn vị thành viên khối"),
    )


def _votes_table(found: Sequence[VoteView]) -> Table:
    rows = tuple(
        (
            str(place),
            one.draft.title,
            str(len(one.draft.candidates)),
            CONDUCT_WORDS[one.draft.rules.conduct],
            one.draft.rules.threshold.words(),
        )
        for place, one in enumerate(found, start=1)
    )
    return Table(
        columns=(
            Column("TT", 3, CellKind.CENTER),
            Column("Cuộc bỏ phiếu", 14),
            Column("Số phương án", 5, CellKind.NUMBER),
            Column("Cách bỏ phiếu", 9),
            Column("Cần đạt", 10),
        ),
        rows=rows,
        summary=f"{len(rows)} cuộc bỏ phiếu của kỳ",
    )
