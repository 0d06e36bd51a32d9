"""Giấy tờ của một cuộc bỏ phiếu: the ballot, the written opinion, the minutes of the count."""

from fractions import Fraction

from thidua.domain.document.blocks import (
    Align,
    Block,
    Cell,
    CellKind,
    Column,
    Fields,
    Gap,
    Para,
    Run,
    Table,
    Tick,
    Words,
    with_end,
    words,
)
from thidua.domain.document.day_words import day_in_words
from thidua.domain.document.document import Document, Signature
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import equals
from thidua.domain.period.windows import VIETNAM, day_of
from thidua.domain.vote.counting import (
    OUTCOME_WORDS,
    CandidateResult,
    Outcome,
    VoteResult,
    count_faults,
    share_of,
    tells_ballots,
    verdict_words,
)
from thidua.domain.vote.vote import (
    BASE_WORDS,
    CONDUCT_WORDS,
    Answer,
    Base,
    OwnUnit,
    RollMember,
    Subject,
    VoteKind,
    VoteRules,
    barred_from,
    share_words,
    turn_out,
)
from thidua.services.document import scans
from thidua.services.document.drafting import Draft
from thidua.services.vote import results, votes
from thidua.services.vote.results import ClosedVote
from thidua.services.vote.votes import VoteView

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER
_BALLOTS = {
    Subject.OFFICE: "Phiếu bầu",
    Subject.AWARD: "Phiếu suy tôn",
    Subject.RANKING: "Phiếu suy tôn",
}


def vote_of(draft: Draft) -> VoteView:
    """Cuộc bỏ phiếu của văn bản, with the right to see votes."""
    for one in votes.listed(draft.work):
        if str(one.key) == draft.scope:
            return one
    raise NotFound


def ballot(draft: Draft) -> Document:
    """Phiếu bầu, phiếu suy tôn: every copy alike, with nothing on it that tells whose it is."""
    view = vote_of(draft)
    rules = view.draft.rules
    body: list[Block] = [
        _centred(view.draft.title, bold=True),
        _centred(_day(draft, view)),
        *_tick(view),
        *(Para(words(line), indent=False) for line in _how_to(rules)),
        Para(words(Run(f"Mã cuộc bỏ phiếu: {view.key}", italic=True)), Align.RIGHT, indent=False),
    ]
    return draft.made(
        _BALLOTS.get(view.draft.subject, "Phiếu biểu quyết"), "", [_stamp(), *body], is_ready=True
    )


def opinion(draft: Draft) -> Document:
    """Phiếu lấy ý kiến bằng văn bản: signed by the member that is away, and so not secret."""
    view = vote_of(draft)
    body: list[Block] = [
        _centred(view.draft.title, bold=True),
        _centred(_day(draft, view)),
        _centred("(thành viên vắng mặt; phiếu này có tên người gửi nên không kín)"),
        Para(words(f"Đơn vị, thành viên: {'…' * 14}"), Align.LEFT, indent=False),
        *_tick(view),
        *(Para(words(line), indent=False) for line in _how_to(view.draft.rules)),
        Para(words("Gửi lại phiếu trước ngày: ", draft.line("han_gui")), indent=False),
    ]
    signed = Signature((words("NGƯỜI GỬI Ý KIẾN"), words(Run("(ký, ghi rõ họ tên)", italic=True))))
    return draft.made(
        "Phiếu lấy ý kiến bằng văn bản", "", body, is_ready=True, signatures=(signed,)
    )


def _day(draft: Draft, view: VoteView) -> str:
    """Ngày trên phiếu: as asked for, that of the opening, or one to be written by hand."""
    day = draft.day or (None if view.opened_at is None else day_of(view.opened_at))
    if day is None:
        return "Ngày …… tháng …… năm ………"
    said = day_in_words(day)
    return f"{said[:1].upper()}{said[1:]}"


def _stamp() -> Para:
    return Para(words(Run("(Đóng dấu treo)", italic=True)), Align.LEFT, indent=False)


def _centred(text: str, *, bold: bool = False) -> Para:
    return Para(words(Run(text, bold=bold)), Align.CENTER, indent=False)


def _tick(view: VoteView) -> list[Block]:
    rules = view.draft.rules
    is_choice = rules.kind is not VoteKind.APPROVAL
    shown = (Answer.AGREE,) if is_choice else rules.answers
    return [
        Tick(
            "Đơn vị, cá nhân, nội dung",
            tuple(one.text for one in view.draft.candidates),
            tuple(rules.answer_words(one).capitalize() for one in shown),
        )
    ]


def _how_to(rules: VoteRules) -> list[str]:
    said = []
    is_own_barred = rules.own_unit is not OwnUnit.CAST
    if rules.kind is VoteKind.APPROVAL:
        but = f", trừ dòng gạch bỏ của {rules.own}," if is_own_barred else ""
        said.append("Đánh dấu X vào một ô ở mỗi dòng.")
        said.append(f"Phiếu hợp lệ: mỗi dòng{but} có đúng một ô được đánh dấu, không tẩy xóa.")
    else:
        most = rules.most or 1
        said.append(f"Chọn không quá {most}.")
        said.append(f"Phiếu hợp lệ: đánh dấu không quá {most} ô, không tẩy xóa, không ghi thêm.")
    if is_own_barred:
        said.append(f"Không đánh dấu ở dòng của {rules.own}: gạch bỏ dòng ấy.")
    return said


def count_minutes(draft: Draft) -> Document:
    """Biên bản kiểm phiếu; Refused where the votes are not counted or the sums do not agree."""
    view = vote_of(draft)
    if not view.closed_at:
        raise Refused(f"«{view.draft.title}» chưa kiểm phiếu nên chưa có biên bản kiểm phiếu.")
    closed = results.unchecked_result(draft.work.session, draft.period, view.key)
    require_sound(closed)
    result, count = closed.result, closed.result.count
    rules = result.rules
    copies = draft.line("so_ban")
    fields: list[tuple[str, Words]] = [
        ("Thời gian bắt đầu", draft.line("bat_dau")),
        ("Địa điểm", draft.line("dia_diem")),
        ("Cuộc bỏ phiếu", words(view.draft.title)),
        ("Hình thức", words(conduct_words(rules))),
        ("Kiểm phiếu lúc", words(f"{view.closed_at.astimezone(VIETNAM):%H giờ %M, ngày %d/%m/%Y}")),
        (
            "Tổ kiểm phiếu",
            words(draft.line("to_truong"), " (Tổ trưởng), ", draft.line("thanh_vien")),
        ),
        ("Tổng số thành viên", words(_members(result))),
        ("Số phiếu phát ra", words(str(count.issued))),
        ("Số phiếu thu về", words(str(count.returned))),
        ("Số phiếu không thu về", words(str(count.not_returned))),
        ("Số phiếu hợp lệ", words(str(count.valid))),
        ("Số phiếu không hợp lệ", words(str(count.invalid))),
        ("Ngưỡng thông qua", words(f"{rules.threshold.words()} ({rules.threshold.source})")),
    ]
    if closed.hands:
        fields.append(("Kiểm phiếu giấy", words(closed.hands)))
    scanned = [
        one for one in scans.of_vote(draft.work.session, draft.period, view.key) if one.is_live
    ]
    fields += [("Bản quét kèm theo", words(one.words)) for one in scanned]
    body: list[Block] = [Fields(tuple(fields)), *result_blocks(closed), *_quorum(result)]
    body.append(Para(words(verdict(closed))))
    body.append(
        Para(words("Biên bản lập thành ", copies, " bản, đã đọc lại cho mọi người cùng nghe."))
    )
    tellers = [
        Signature((words("TỔ TRƯỞNG"),), draft.line("to_truong")),
        Signature((words("THÀNH VIÊN"),), draft.line("thanh_vien")),
        Signature((words("CHỦ TỌA"),), draft.line("chu_toa")),
    ]
    return draft.made(
        "Biên bản",
        f"Kiểm phiếu: {view.draft.title}",
        with_end(body),
        is_ready=True,
        signatures=tuple(tellers),
        recipients=("Lưu: VT, Hồ sơ",),
    )


def conduct_words(rules: VoteRules) -> str:
    """Hình thức bỏ phiếu, with paper where some may have cast on it."""
    paper = " và phiếu giấy trong phòng, kiểm chung" if rules.allows_paper else ""
    return f"{CONDUCT_WORDS[rules.conduct]}{paper}"


def require_sound(closed: ClosedVote) -> None:
    """Yêu cầu kết quả còn nguyên và các số khớp nhau; a count that does not makes no minutes."""
    view, result = closed.vote, closed.result
    if not closed.is_whole:
        raise Refused(
            f"«{view.draft.title}»: phiếu đang lưu không còn như lúc kiểm, không lập biên bản được."
        )
    _, there = turn_out(view.roll)
    faults = count_faults(result.rules, view.draft.candidates, there, result.count)
    if faults:
        raise Refused(f"«{view.draft.title}»: {' '.join(faults)}")


def _members(result: VoteResult) -> str:
    absent = result.members - result.present
    letters = f", trong đó {result.written} gửi ý kiến bằng văn bản" if result.written else ""
    return f"{result.members}; có mặt {result.present}, vắng {absent}{letters}"


def count_sentence(closed: ClosedVote) -> str:
    """Số phiếu của một cuộc trong một câu."""
    result, count = closed.result, closed.result.count
    said = (
        f"Tổng số thành viên {result.members}; có mặt {result.present}; lấy ý kiến bằng văn bản "
        f"{result.written}; phát ra {count.issued}, thu về {count.returned}, hợp lệ {count.valid}, "
        f"không hợp lệ {count.invalid}."
    )
    threshold = result.rules.threshold
    asked = {(one.needed, one.base) for one in result.candidates}
    needed = " hoặc ".join(f"{need}/{base}" for need, base in sorted(asked))
    return f"{said} Cần {needed} phiếu ({threshold.words()}; {threshold.source})."


def result_blocks(closed: ClosedVote) -> list[Block]:
    """Bảng kết quả, or the sentence in its place where so few ballots would tell who cast what."""
    result = closed.result
    if tells_ballots(result):
        return [
            Para(
                words(
                    f"Chỉ có {result.count.valid} phiếu hợp lệ; ghi số phiếu từng phương án thì "
                    "biết ai đã bỏ thế nào, nên biên bản chỉ ghi kết luận."
                )
            )
        ]
    return [_result_table(closed), *_ties(closed)]


def _result_table(closed: ClosedVote) -> Table:
    result, rules = closed.result, closed.result.rules
    is_approval = rules.kind is VoteKind.APPROVAL
    has_barred = any(one.tally.barred for one in result.candidates)
    base = BASE_WORDS[rules.threshold.base]
    columns = [Column("TT", 3, _CENTER), Column("Phương án", 13)]
    columns += [Column(rules.answer_words(one).capitalize(), 5, _NUMBER) for one in rules.answers]
    if has_barred:
        columns.append(Column(rules.barred_words, 6, _NUMBER))
    if result.written:
        word = rules.answer_words(Answer.AGREE)
        columns.append(Column(f"Văn bản {word}", 5, _NUMBER))
    columns += [Column(f"Tỷ lệ (%) trên {base}", 9, _CENTER), Column("Kết quả", 8)]
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(result.candidates, start=1):
        tally = one.tally
        cells: list[Cell] = [str(place), one.candidate.text, str(tally.agree), str(tally.disagree)]
        if is_approval:
            cells.append(str(tally.abstain))
        if has_barred:
            cells.append(str(tally.barred))
        if result.written:
            cells.append(str(one.written.agree))
        rows.append((*cells, ratio(one), outcome(one)))
    counts = rules.threshold.base is Base.MEMBERS
    written = "" if counts else "Ý kiến bằng văn bản không tính vào kết quả. "
    return Table(
        columns=tuple(columns),
        rows=tuple(rows),
        title=f"Kết quả: {closed.vote.draft.title}",
        summary=f"Số phiếu của {len(rows)} phương án",
        note=f"{written}Tỷ lệ làm tròn hai chữ số; đạt hay không xét theo số phiếu.",
    )


def ratio(one: CandidateResult) -> str:
    """Tỷ lệ phiếu: «7/9 ≈ 77,78 %»."""
    if not one.base:
        return share_of(one)
    return f"{one.votes}/{one.base} {equals(Fraction(100 * one.votes, one.base), 2)} %"


def outcome(one: CandidateResult) -> str:
    """Kết quả của một phương án: «cần 8; không đạt»."""
    return f"cần {one.needed}; {OUTCOME_WORDS[one.outcome]}"


def _ties(closed: ClosedVote) -> list[Block]:
    tied = [one.candidate.text for one in closed.result.candidates if one.outcome is Outcome.TIED]
    if not tied:
        return []
    return [Para(words(f"Bằng phiếu ở suất cuối: {', '.join(tied)}; phải bỏ phiếu lại để chọn."))]


def _quorum(result: VoteResult) -> list[Block]:
    if result.has_quorum or result.rules.quorum is None:
        return []
    return [
        Para(
            words(
                f"Cần ít nhất {share_words(result.rules.quorum)} thành viên dự, tức "
                f"{result.quorum} người; mới có {result.present} nên cuộc bỏ phiếu chưa có giá trị."
            )
        )
    ]


def verdict(closed: ClosedVote) -> str:
    """Kết luận của cuộc bỏ phiếu."""
    of_some, of_none = verdict_words(closed.vote.draft.subject)
    passed = ", ".join(one.text for one in closed.result.passed)
    return f"{of_some}: {passed}." if passed else f"{of_none}."


def recused(closed: ClosedVote) -> list[tuple[str, str]]:
    """Ai không bỏ phiếu cho phương án nào, by the rule on the own unit."""
    rules: VoteRules = closed.result.rules

    def of(member: RollMember) -> str:
        return ", ".join(
            one.text for one in closed.vote.draft.candidates if barred_from(rules, member, one)
        )

    found = [(member.name, of(member)) for member in closed.vote.roll if member.is_there]
    return [(name, texts) for name, texts in found if texts]


def uncounted(view: VoteView) -> Gap:
    """Chỗ trống của một cuộc chưa kiểm phiếu."""
    return Gap(f"kết quả kiểm phiếu «{view.draft.title}»")
