"""Tờ trình khen thưởng và danh sách, phiếu thẩm định: from proposals, votes and the law book."""

import re
from collections.abc import Iterable, Sequence

from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.eligibility import CONCLUSION_WORDS
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
    with_end,
    words,
)
from thidua.domain.document.day_words import day_in_words
from thidua.domain.document.document import Document
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.markup import runs_of
from thidua.domain.dossier.award_history import PastAward
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import clean, collation_key, folded, listed
from thidua.domain.law.book import LawView
from thidua.domain.law.law import LawDocument
from thidua.domain.law.quota import QuotaState
from thidua.domain.period.windows import vi_day
from thidua.domain.ranking.standing_words import MISSING
from thidua.services.awards import achievements, aims, eligibility, proposals
from thidua.services.document import nominees_read, scopes
from thidua.services.document.drafting import Draft
from thidua.services.document.nominees_read import PutForward, share_words
from thidua.services.law import law

_NUMBER, _CENTER = CellKind.NUMBER, CellKind.CENTER
_NUMBERED = re.compile(r"^(Nghị định|Thông tư|Quyết định|Nghị quyết) (\d)")
_SUMMARY = "phần tóm tắt"
"""Chỗ của một văn bản mà bộ luật chưa có nguyên văn: no place that a letter may name."""
YEARS_BACK = 5
"""Quá trình khen thưởng của bao nhiêu năm đứng trong phiếu thẩm định."""


def submission(draft: Draft) -> Document:
    """Tờ trình đề nghị khen thưởng, with the list behind it."""
    voted = [one for one in proposals.listed(draft.work) if one.state in nominees_read.VOTED]
    if not voted:
        raise Refused(
            "Chưa có đề nghị khen thưởng nào đã bình xét, nên chưa có gì để trình; hãy ghi kết quả "
            "bình xét của đề nghị ở trang Khen thưởng."
        )
    found = _ordered(nominees_read.read(draft, voted))
    outside = [one for one in found if not one.is_eligible]
    if outside:
        named = "; ".join(
            f"{one.name} ({CONCLUSION_WORDS[one.judged.conclusion]} cho {one.aim.award_name})"
            for one in outside
        )
        raise Refused(f"Tờ trình chỉ nêu người đủ điều kiện; chưa đủ: {named}.")
    period = draft.period
    people = [one for one in found if one.is_person]
    groups = len(found) - len(people)
    to = draft.addressee()
    body: list[Block] = [
        Para(
            words(
                f"{period.block_name} kính đề nghị ",
                to[0],
                f" xem xét, tặng thưởng cho {_counted(groups, len(people))} (có danh sách kèm "
                "theo), cụ thể:",
            ),
            keep_next=True,
        ),
        Items(tuple(words(one) for one in _by_award(draft, found))),
    ]
    if people:
        leaders = sum(one.leads for one in people)
        body.append(
            Para(words(f"Tỷ lệ lãnh đạo trong số cá nhân: {share_words(leaders, len(people))}."))
        )
    articles = dict.fromkeys(
        row.reference for one in found for row in one.judged.results if row.reference
    )
    body += [
        Para(
            words(
                f"{_who(groups, len(people))} nêu trên đủ tiêu chuẩn theo "
                f"{_articles(articles)}; hồ sơ gồm: tờ trình; biên bản; báo cáo thành tích có xác "
                "nhận."
            )
        ),
        Para(words("Kính đề nghị ", to[0], " xem xét, quyết định")),
    ]
    return draft.made(
        "Tờ trình",
        f"Về việc đề nghị khen thưởng {period.when}",
        with_end(body),
        is_ready=True,
        addressees=to,
        bases=(*_bases(found), *_minutes_base(draft)),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như trên"),
        annexes=(_list(draft, found),),
        values={"so_tap_the": str(groups), "so_ca_nhan": str(len(people))},
    )


def _counted(groups: int, people: int) -> str:
    """Số tập thể, cá nhân; what there is none of is not named."""
    parts = ((groups, "tập thể"), (people, "cá nhân"))
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def _who(groups: int, people: int) -> str:
    """«Các tập thể, cá nhân», only those there are."""
    found = [word for count, word in ((groups, "tập thể"), (people, "cá nhân")) if count]
    many = "Các " if groups + people > 1 else ""
    said = ", ".join(found)
    return f"{many}{said}" if many else f"{said[:1].upper()}{said[1:]}"


def _articles(references: Iterable[str]) -> str:
    """Các điều khoản, each text named once with its places behind it."""
    places: dict[str, list[str]] = {}
    for one in references:
        document, _, place = one.partition(", ")
        found = places.setdefault(document, [])
        found += [place] if place and place != _SUMMARY else []
    said = [
        f"{document} ({listed(found, most=12, between='; ')})" if found else document
        for document, found in places.items()
    ]
    return "; ".join(said)


def _ordered(found: Sequence[PutForward]) -> list[PutForward]:
    """Thứ tự danh sách: by award, group, Vietnamese name."""

    def place(one: PutForward) -> tuple[bool, str, str, object]:
        return (
            one.is_person,
            one.aim.award_name,
            one.proposal.group,
            collation_key(_last_word_first(one.name) if one.is_person else one.name),
        )

    return sorted(found, key=place)


def _last_word_first(name: str) -> str:
    """Tên người xếp theo tên gọi, which stands last."""
    *before, last = name.split() or [""]
    return " ".join([last, *before])


def _by_award(draft: Draft, found: Sequence[PutForward]) -> list[str]:
    said = []
    for award in dict.fromkeys(one.proposal.award for one in found):
        mine = [one for one in found if one.proposal.award == award]
        people = sum(one.is_person for one in mine)
        limits = [_limit(one) for one in _states(draft, award)]
        used = f" (hạn mức: {'; '.join(limits)})" if limits else ""
        said.append(f"{mine[0].aim.award_name}: {_counted(len(mine) - people, people)}{used}")
    return said


def _states(draft: Draft, award: str) -> list[QuotaState]:
    found = eligibility.unchecked(draft.work.session, draft.period, award)
    return list(found.proposed.get(award, {}).values())


def _limit(one: QuotaState) -> str:
    if one.most is None:
        return f"{one.count}, chưa tính được số suất"
    return f"{one.count}/{one.most} suất"


def _bases(found: Sequence[PutForward]) -> tuple[str, ...]:
    """Căn cứ: the documents whose rules the nominees were judged by, in force on that day."""
    documents: dict[str, LawDocument] = {}
    for one in found:
        known = {rule.code: rule.citation.document for rule in one.aim.view.book.requirements}
        if one.aim.group is not None:
            rules = one.aim.group.requirements
            known |= {rule.code: rule.citation.document for rule in rules}
        for row in one.judged.results:
            if row.code in known:
                documents[known[row.code].code] = known[row.code]
    return tuple(base_words(one) for _, one in sorted(documents.items()))


def base_words(one: LawDocument) -> str:
    """Một căn cứ: a law by its title alone, any other text by its number too."""
    signed = "" if one.signed is None else f" {day_in_words(one.signed)}"
    if folded(one.name).startswith("luật ") and folded(one.title).startswith("luật "):
        return f"Căn cứ {one.title}{signed}"
    name = _NUMBERED.sub(r"\1 số \2", one.name)
    return f"Căn cứ {name}{signed} {one.title[:1].lower()}{one.title[1:]}"


def _minutes_base(draft: Draft) -> tuple[str, ...]:
    said = draft.text("bien_ban")
    return (f"Căn cứ Biên bản họp bình xét {said.text}",) if said.text else ()


def _list(draft: Draft, found: Sequence[PutForward]) -> Document:
    """Danh sách kèm tờ trình."""
    body: list[Block] = []
    for letter, title, is_person in (("A", "Tập thể", False), ("B", "Cá nhân", True)):
        mine = [one for one in found if one.is_person is is_person]
        if mine:
            body += [Heading(2, f"{letter}. {title}"), _list_table(draft, mine)]
    totals = "; ".join(_by_award(draft, found))
    body.append(Para(words(f"Cộng: {totals}."), indent=False))
    people = [one for one in found if one.is_person]
    if people:
        leaders = sum(one.leads for one in people)
        said = share_words(leaders, len(people))
        body.append(Para(words(f"Tỷ lệ lãnh đạo trong số cá nhân: {said}."), indent=False))
    return Document(
        kind=KINDS["bang-tong-hop"],
        title="Danh sách đề nghị khen thưởng",
        subtitle=draft.period.when,
        letterhead=draft.letterhead,
        body=tuple(body),
        trace=draft.trace,
    )


def _list_table(draft: Draft, found: Sequence[PutForward]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(found, start=1):
        unit = draft.names.get(one.aim.candidacy.unit, one.aim.candidacy.unit)
        where = ", ".join(filter(None, [one.aim.candidacy.position, unit]))
        said = one.summary
        summary: Words = (
            runs_of(clean(said.text))
            if said is not None and said.text
            else (Gap(f"tóm tắt thành tích của {one.name}"),)
        )
        who = "lãnh đạo" if one.leads else "người trực tiếp" if one.is_person else "tập thể"
        rows.append(
            (
                str(place),
                one.name,
                where if one.is_person else unit,
                one.proposal.group or who,
                one.aim.award_name,
                one.share or MISSING,
                summary,
                one.proposal.reason,
            )
        )
    return Table(
        columns=(
            Column("TT", 3, _CENTER),
            Column("Tên", 9),
            Column("Chức vụ, đơn vị", 10),
            Column("Nhóm đối tượng", 6),
            Column("Danh hiệu, hình thức", 9),
            Column("Tỷ lệ phiếu (%)", 5, _NUMBER),
            Column("Tóm tắt thành tích", 15),
            Column("Ghi chú", 7),
        ),
        rows=tuple(rows),
        summary=f"{len(rows)} đối tượng được đề nghị",
        note=f"Dấu «{MISSING}» là chưa có số phiếu trong phần mềm.",
    )


def appraisal(draft: Draft) -> Document:
    """Phiếu thẩm định hồ sơ của một đề nghị: for who judges all of the block, not one unit."""
    require(draft.work.actor, Permission.VIEW_AWARDS, draft.period)
    proposal = scopes.proposal_of(draft.work.session, draft.period, draft.scope)
    (one,) = nominees_read.read(draft, [proposal])
    candidacy = one.aim.candidacy
    rows = tuple(
        (
            row.requirement,
            row.reference,
            row.threshold,
            row.value or MISSING,
            row.word,
            "; ".join(filter(None, [row.remedy, *row.warnings])),
        )
        for row in one.judged.results
    )
    past = [
        award
        for award in candidacy.nominee.history.awards
        if award.year >= draft.period.year - YEARS_BACK
    ]
    unit = draft.names.get(candidacy.unit, candidacy.unit)
    body: list[Block] = [
        Fields(
            (
                ("Đối tượng", words(one.name)),
                ("Chức vụ, đơn vị", words(", ".join(filter(None, [candidacy.position, unit])))),
                ("Đề nghị", words(one.aim.award_name)),
                ("Ngày xét theo luật", words(vi_day(one.judged.on))),
                ("Kết luận của bộ luật", words(one.judged.word)),
                ("Số phiếu", words(f"{one.share} %" if one.share else MISSING)),
            )
        ),
        Table(
            columns=(
                Column("Điều kiện", 11),
                Column("Căn cứ", 8),
                Column("Yêu cầu", 7),
                Column("Giá trị", 6),
                Column("Kết luận", 5),
                Column("Ghi chú", 9),
            ),
            rows=rows,
            title="Điều kiện, tiêu chuẩn",
            summary=f"{len(rows)} điều kiện",
        ),
        *_quota(draft, one),
        Heading(2, f"Khen thưởng {YEARS_BACK} năm gần đây"),
        history_table(draft, past),
        *_used(draft, one),
        Heading(2, "Kết luận thẩm định"),
        draft.text("ket_luan"),
    ]
    return draft.made(
        "Phiếu thẩm định hồ sơ",
        f"{one.name}: {one.aim.award_name}",
        body,
        is_ready=True,
        signatures=(draft.signature(),),
    )


def _quota(draft: Draft, one: PutForward) -> list[Block]:
    said = [_limit(state) for state in _states(draft, one.proposal.award)]
    return [Para(words(f"Hạn mức của {one.aim.award_name}: {'; '.join(said)}."))] if said else []


def _used(draft: Draft, one: PutForward) -> list[Block]:
    found = achievements.usable(
        draft.work,
        recipient=one.proposal.recipient,
        subject=one.proposal.subject,
        award=one.proposal.award,
        programme=one.proposal.programme,
        group=one.proposal.group,
    )
    taken = [f"{each.words}: đã dùng cho {each.used_for}" for each in found if each.used_for]
    if not taken:
        return []
    return [
        Para(words("Thành tích đã dùng ở đề nghị khác:"), keep_next=True),
        Items(tuple(words(each) for each in taken)),
    ]


def history_table(draft: Draft, awards: Sequence[PastAward], title: str = "") -> Block:
    """Bảng quá trình khen thưởng, the earliest first; said so where there is none."""
    if not awards:
        return Para(words("Chưa ghi lần khen thưởng nào."))
    view = eligibility_view(draft)
    rows = tuple(
        (
            str(one.year),
            aims.name_of(view, one.award),
            ", ".join(filter(None, [one.decision, "" if one.day is None else vi_day(one.day)]))
            or MISSING,
            one.authority or MISSING,
        )
        for one in sorted(awards, key=lambda one: (one.year, one.award))
    )
    return Table(
        columns=(
            Column("Năm", 3, _CENTER),
            Column("Danh hiệu, hình thức", 10),
            Column("Số, ngày quyết định", 8),
            Column("Cơ quan ban hành", 8),
        ),
        rows=rows,
        title=title,
        summary=f"{len(rows)} lần khen thưởng",
    )


def eligibility_view(draft: Draft) -> LawView:
    """Bộ luật vào ngày cuối của năm xét."""
    return law.book(draft.work.session).at(eligibility.last_day(draft.period.year))
