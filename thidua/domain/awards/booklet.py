"""Sách luật: the law book article by article, with nominees on both sides of every threshold.

It is made from the data and from what the judging answers; nothing in it is written by hand but
the wording that an office put in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from thidua.domain.awards.edges import (
    EdgeCase,
    edge_cases,
    edge_cases_in,
    nominee_lines,
    rules_opened,
    told_lines,
    way_as_rule,
    way_edge_cases,
)
from thidua.domain.awards.rule_trials import RuleTrial, answer
from thidua.domain.council.council import COUNCIL_KIND_WORDS
from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS, FactKind, Recipient
from thidua.domain.ground.points import share_ceiling
from thidua.domain.ground.text import listed
from thidua.domain.law.book import LawBook, LawView
from thidua.domain.law.law import (
    COMPARED,
    FORM_WORDS,
    LAYER_WORDS,
    LEVEL_WORDS,
    VERIFICATION_WORDS,
    Citation,
    Effect,
    LawDocument,
    LawLayer,
    LawQuota,
    Requirement,
    Span,
    VoteRule,
)
from thidua.domain.law.programme import Programme, ProgrammeGroup
from thidua.domain.law.quota import (
    MEMBERS,
    QUOTA_STATUS_WORDS,
    Contender,
    DecidedLimit,
    FixedLimit,
    Limit,
    ShareLimit,
    SizeLimit,
    places,
    quota_state,
)
from thidua.domain.law.reading import UNREAD_WORDS
from thidua.domain.vote.vote import ELECTORATE_WORDS, SUBJECT_WORDS, share_words

_MOST_MEMBERS = 100
"""Cỡ khối lớn nhất được thử khi tìm chỗ số suất đổi."""

_ARTICLE = re.compile(r"Điều (\d+)")
_NUMBER = re.compile(r"\d+")
_EFFECTS = {
    Effect.NOT_ELIGIBLE: "tiêu chuẩn",
    Effect.EXCLUDED: "không đạt thì không xét",
    Effect.DEFERRED: "không đạt thì tạm hoãn",
}
_OFF = "đang tắt: mẫu, chỉ có hiệu lực khi bật lên"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletEdge:
    """Một ngưỡng trong sách: what is just above and just below it, and what is said of each.

    `shared` is what both have; `why` stands instead of all this where there is no such pair.
    """

    asked: str
    award: str = ""
    shared: tuple[str, ...] = ()
    above: str = ""
    below: str = ""
    above_verdict: str = ""
    below_verdict: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletRow:
    """Một dòng trong sách: what it asks, how the program holds it, since when, how verified."""

    code: str
    kind: str
    text: str
    scope: str
    held: tuple[tuple[int, str], ...]
    force: str
    verified: str
    source: str
    wording: str = ""
    edges: tuple[BookletEdge, ...] = ()
    trials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookletArticle:
    """Một điều trong sách, with all rows that rest on it."""

    article: str
    rows: tuple[BookletRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletDocument:
    """Một văn bản trong sách; `note` is what the law file says of it where no row cites it."""

    name: str
    title: str
    force: str
    note: str
    cautions: tuple[str, ...]
    articles: tuple[BookletArticle, ...]


@dataclass(frozen=True, slots=True)
class Booklet:
    """Sách luật, as the law book stood on `on`."""

    on: date
    documents: tuple[BookletDocument, ...]
    local: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Placed:
    citation: Citation
    row: BookletRow


def booklet(book: LawBook, on: date) -> Booklet:
    """Làm sách từ bộ luật; a row is tried on the day asked for, or the nearest it is in force."""
    placed = [
        *_awards(book, on),
        *_rules(book, on),
        *_ways(book, on),
        *_settings(book, on),
        *_programmes(book, on),
        *_others(book, on),
    ]
    documents: dict[str, list[_Placed]] = {}
    for one in placed:
        documents.setdefault(one.citation.document.code, []).append(one)
    order = sorted(book.documents, key=lambda code: (book.documents[code].span.start, code))
    rows = [one.row for one in placed]
    lonely = sum(bool(edge.why) for row in rows for edge in row.edges)
    pairs = sum(len(row.edges) for row in rows) - lonely
    uncompared = sum(one.citation.verification not in COMPARED for one in placed)
    unread = sum(row.verified.startswith(UNREAD_WORDS) for row in rows)
    return Booklet(
        on,
        tuple(_document(book.documents[code], documents.get(code, ())) for code in order),
        book.local,
        (
            ("dòng", len(rows)),
            ("ngưỡng có hai người thử", pairs),
            ("ngưỡng chưa dựng được người thử", lonely),
            (f"dòng {UNREAD_WORDS} tại nơi này", unread),
            ("dòng mà chính tệp luật ghi là chưa đối chiếu hoặc chưa kiểm chứng", uncompared),
        ),
    )


def _document(document: LawDocument, placed: Sequence[_Placed]) -> BookletDocument:
    articles: dict[str, list[BookletRow]] = {}
    for one in placed:
        articles.setdefault(one.citation.article, []).append(one.row)
    return BookletDocument(
        name=document.name,
        title=document.title,
        force=force_words(document.span),
        note="" if placed else _uncited(document),
        cautions=tuple(f"từ {one.start:%d/%m/%Y}: {one.text}" for one in document.cautions),
        articles=tuple(
            BookletArticle(article, tuple(articles[article]))
            for article in sorted(articles, key=_article_order)
        ),
    )


def _uncited(document: LawDocument) -> str:
    """Văn bản chưa có dòng nào: what a reader may miss is said, not left out."""
    said = f"chưa có dòng nào dẫn văn bản này; {VERIFICATION_WORDS[document.verification]}"
    return f"{said}; {document.note}" if document.note else said


def _article_order(article: str) -> tuple[int, list[int], str]:
    found = _ARTICLE.search(article)
    number = int(found[1]) if found else 0
    return number, [int(one) for one in _NUMBER.findall(article)], article


def force_words(span: Span) -> str:
    """Hiệu lực bằng lời."""
    if span.end is None:
        return f"từ {span.start:%d/%m/%Y}, chưa có ngày hết hiệu lực"
    return f"từ {span.start:%d/%m/%Y} đến hết {span.end:%d/%m/%Y}"


def _day(span: Span, on: date) -> date:
    return max(span.start, on if span.end is None else min(on, span.end))


def verified_words(citation: Citation, on: date) -> str:
    """Đã kiểm chứng tới đâu: who read the wording here, else the mark, then the warnings."""
    marks = VERIFICATION_WORDS[citation.verification_on(on)]
    read = citation.reading_words or f"{UNREAD_WORDS} tại nơi này; theo tệp luật: {marks}"
    return "; ".join([read, *citation.warnings(on), *filter(None, [citation.note])])


def _source(citation: Citation) -> str:
    if citation.layer is LawLayer.SHIPPED:
        return f"{citation.origin}, {LAYER_WORDS[citation.layer]}"
    return f"{citation.origin} ({LAYER_WORDS[citation.layer]})"


def _row(
    citation: Citation,
    on: date,
    *,
    code: str,
    kind: str,
    text: str,
    scope: str,
    held: Sequence[tuple[int, str]],
    edges: tuple[BookletEdge, ...] = (),
    trials: tuple[str, ...] = (),
) -> _Placed:
    reading = citation.reading
    return _Placed(
        citation,
        BookletRow(
            code=code,
            kind=kind,
            text=text,
            scope=scope,
            held=tuple(held),
            force=force_words(citation.span),
            verified=verified_words(citation, on),
            source=_source(citation),
            wording="" if reading is None else reading.wording,
            edges=edges,
            trials=trials,
        ),
    )


def _rules(book: LawBook, on: date) -> Iterator[_Placed]:
    for rule in book.requirements:
        day = _day(rule.citation.span, on)
        view = book.at(day)
        who = min(rule.recipients, default=Recipient.INDIVIDUAL)
        yield _row(
            rule.citation,
            day,
            code=rule.code,
            kind=_EFFECTS[rule.effect],
            text=rule.text,
            scope=_scope(rule, _names(book, rule)),
            held=(*told_lines(view, rule, who), *_limits(view, rule, who)),
            edges=tuple(_edge(view, rule, one) for one in edge_cases(view, rule)),
            trials=tuple(_trial(book, rule)),
        )


def _awards(book: LawBook, on: date) -> Iterator[_Placed]:
    """Danh hiệu, hình thức: what there is, of which level, and what it includes."""
    for kind in book.awards.values():
        who = " và ".join(RECIPIENT_WORDS[one] for one in sorted(kind.recipients))
        included = [book.awards[slug].name for slug in kind.includes if slug in book.awards]
        held = [f"cấp {LEVEL_WORDS[kind.level]}"]
        held += [f"người được tặng cũng được coi là có {name}" for name in included]
        yield _row(
            kind.citation,
            _day(kind.citation.span, on),
            code=kind.slug,
            kind=FORM_WORDS[kind.form],
            text=kind.name,
            scope=who,
            held=[(0, one) for one in held],
        )


def _ways(book: LawBook, on: date) -> Iterator[_Placed]:
    """Cách khác mà điều luật mở ra: an article like any other."""
    for way in book.ways.values():
        day = _day(way.citation.span, on)
        view, rules = book.at(day), rules_opened(book, way)
        rule = way_as_rule(book, way)
        who = min(rule.recipients)
        opened = listed([one.code for one in rules], "dòng")
        cases = way_edge_cases(view, way)
        by = next((one for one in rules if one.citation.span.covers(day)), rule)
        yield _row(
            way.citation,
            day,
            code=way.code,
            kind=f"cách khác, thay được cho {opened}" if opened else "cách khác",
            text=way.text,
            scope=_scope(rule, _names(book, rule)),
            held=told_lines(view, rule, who),
            edges=tuple(_edge(view, by, one) for one in cases),
        )


def _settings(book: LawBook, on: date) -> Iterator[_Placed]:
    """Cách hiểu luật: which reading stands unless somebody chooses otherwise, where it is asked."""
    for kind in book.catalogue:
        rules = [one for one in book.requirements if kind in one.condition.facts_asked()]
        if kind.setting and rules:
            yield _setting(rules, kind, on)


def _setting(rules: Sequence[Requirement], kind: FactKind, on: date) -> _Placed:
    asked = listed([one.code for one in rules], "dòng")
    return _row(
        rules[0].citation,
        _day(rules[0].citation.span, on),
        code=kind.code,
        kind="cách hiểu",
        text=kind.name,
        scope=asked,
        held=[(0, f"không ai ghi khác thì hiểu là «{kind.text(kind.assumed)}», không cần khai đủ")],
    )


def _names(book: LawBook, rule: Requirement) -> str:
    return listed([book.awards[slug].name for slug in sorted(rule.awards)], "danh hiệu")


def _scope(rule: Requirement, names: str) -> str:
    said = [names, " và ".join(RECIPIENT_WORDS[one] for one in sorted(rule.recipients))]
    if len(rule.occasions) < len(Occasion):
        said += [f"dịp khen {OCCASION_WORDS[one]}" for one in sorted(rule.occasions)]
    if not rule.is_active:
        said.append(_OFF)
    return "; ".join(said)


def _limits(view: LawView, rule: Requirement, who: Recipient) -> Iterator[tuple[int, str]]:
    """Chỉ áp dụng cho ai, cho năm nào."""
    if rule.when is not None:
        yield 0, "chỉ áp dụng khi:"
        for depth, text in told_lines(view, replace(rule, condition=rule.when), who):
            yield depth + 1, text
    if rule.years:
        yield 0, f"chỉ áp dụng cho năm {', '.join(map(str, rule.years))}"


def _edge(view: LawView, rule: Requirement, case: EdgeCase) -> BookletEdge:
    award = f"{case.award} ({RECIPIENT_WORDS[case.recipient]})"
    if case.above is None or case.below is None:
        return BookletEdge(asked=case.asked, award=award, why=case.why)
    over, under = nominee_lines(view, case.above), nominee_lines(view, case.below)
    first, second = case.differs[0]
    states, ends = case.states(rule.code), case.conclusions
    return BookletEdge(
        asked=case.asked,
        award=award,
        shared=tuple(line for line in over if line in under),
        above=first,
        below=second,
        above_verdict=f"{states[0]}; {ends[0]}",
        below_verdict=f"{states[1]}; {ends[1]}",
    )


def _trial(book: LawBook, rule: Requirement) -> Iterator[str]:
    for one in rule.nominees:
        yield RuleTrial(rule=rule, nominee=one, answered=answer(book, rule, one)).words()


def _programmes(book: LawBook, on: date) -> Iterator[_Placed]:
    for programme in book.programmes.values():
        for group in programme.groups:
            for rule in group.requirements:
                day = _day(rule.citation.span, on)
                yield _in_group(book.at(day), programme, group, rule)


def _in_group(
    view: LawView, programme: Programme, group: ProgrammeGroup, rule: Requirement
) -> _Placed:
    who = min(rule.recipients & group.recipients, default=min(group.recipients))
    cases = edge_cases_in(view, programme, group, rule)
    return _row(
        rule.citation,
        view.on,
        code=rule.code,
        kind=f"điều kiện của nhóm {group.code}",
        text=rule.text,
        scope=_scope(rule, f"{programme.name}: {group.name}"),
        held=(*told_lines(view, rule, who), *_limits(view, rule, who)),
        edges=tuple(_edge(view, rule, one) for one in cases),
    )


def _others(book: LawBook, on: date) -> Iterator[_Placed]:
    """Hạn mức, ngưỡng phiếu, thẩm quyền, dùng một lần, chuyển tiếp."""
    names = {slug: kind.name for slug, kind in book.awards.items()}
    for quota in book.quotas:
        yield _quota(quota, names, on)
    for vote in book.vote_rules:
        yield _vote(vote, names, on)
    for conferrer in book.conferrers:
        yield _row(
            conferrer.citation,
            _day(conferrer.citation.span, on),
            code=conferrer.award,
            kind="thẩm quyền",
            text=f"{names[conferrer.award]}: do {conferrer.text} quyết định",
            scope=names[conferrer.award],
            held=[(0, f"cấp quyết định: {conferrer.text}")],
        )
    for use in book.single_uses:
        apart = [(0, "lần khen chuyên đề không tính cho khen hằng năm")] * use.occasions_apart
        facts = [book.catalogue.kinds[code].name for code in sorted(use.facts)]
        yield _row(
            use.citation,
            _day(use.citation.span, on),
            code=use.code,
            kind="dùng một lần",
            text=use.text,
            scope=listed(facts, "dữ kiện") or "mọi thành tích",
            held=[(0, "đã dùng cho một lần xét khác thì không tính nữa"), *apart],
        )
    for one in book.transitions:
        better = "; văn bản mới có lợi hơn thì theo văn bản mới" if one.better else ""
        yield _row(
            one.citation,
            _day(one.citation.span, on),
            code=one.code,
            kind="chuyển tiếp",
            text=one.text,
            scope=f"các danh hiệu theo {book.documents[one.amends].name}",
            held=[
                (0, f"{one.fact.name} trước {one.boundary:%d/%m/%Y}: theo văn bản cũ{better}"),
                (0, f"{one.fact.name} từ {one.boundary:%d/%m/%Y}: theo văn bản mới"),
            ],
        )


def _quota(quota: LawQuota, names: dict[str, str], on: date) -> _Placed:
    scope, held = names[quota.award], [(0, _limit_words(quota.limit, names))]
    if quota.beside is not None:
        held.append((0, f"đứng ngoài hạn mức: {quota.beside.text}"))
    return _row(
        quota.citation,
        _day(quota.citation.span, on),
        code=quota.code,
        kind="hạn mức",
        text=quota.text,
        scope=scope if quota.is_active else f"{scope}; {_OFF}",
        held=held,
        edges=tuple(_limit_edges(quota.limit, names)),
    )


def _base_words(base: str, names: dict[str, str]) -> str:
    return "đơn vị của khối" if base == MEMBERS else f"đối tượng của {names[base]}"


def _limit_words(limit: Limit, names: dict[str, str]) -> str:
    if isinstance(limit, ShareLimit):
        if limit.stated:
            return (
                f"nhiều nhất {share_words(limit.share)} số {limit.stated}, bỏ phần lẻ; số ấy cơ "
                "quan thường trực nhập vì khối không đếm được"
            )
        base = _base_words(limit.base, names)
        return f"nhiều nhất {share_words(limit.share)} số {base}, bỏ phần lẻ"
    if isinstance(limit, SizeLimit):
        return "theo số đơn vị của khối, xem các cỡ khối ở dưới"
    if isinstance(limit, DecidedLimit):
        return "cấp trên quyết định hằng năm; phần mềm chờ người nhập số"
    return f"nhiều nhất {places(limit, {})} suất"


def _limit_edges(limit: Limit, names: dict[str, str]) -> Iterator[BookletEdge]:
    """Chỗ số suất đổi khi thêm một vào số nền, the first of them for a share."""
    if isinstance(limit, FixedLimit):
        yield _fixed_edge(limit)
    if not isinstance(limit, ShareLimit | SizeLimit):
        return
    base = limit.base if isinstance(limit, ShareLimit) else MEMBERS
    outside = limit.stated if isinstance(limit, ShareLimit) else ""
    words = outside or _base_words(base, names)
    for count in range(2, _MOST_MEMBERS + 1):
        under, over = (places(limit, {base: one}) for one in (count - 1, count))
        if under == over:
            continue
        yield BookletEdge(
            asked=f"số suất đổi ở {count} {words}",
            above=f"{count} {words}",
            below=f"{count - 1} {words}",
            above_verdict=f"{over} suất",
            below_verdict=f"{under} suất",
        )
        if isinstance(limit, ShareLimit):
            return


def _fixed_edge(limit: FixedLimit) -> BookletEdge:
    """Vừa hết suất và vừa vượt."""
    said = []
    for count in (limit.most, limit.most + 1):
        ranked = [Contender(str(rank), rank) for rank in range(1, count + 1)]
        said.append(QUOTA_STATUS_WORDS[quota_state(limit, ranked, {}).status])
    return BookletEdge(
        asked=f"nhiều nhất {limit.most} suất",
        above=f"đề nghị {limit.most}",
        below=f"đề nghị {limit.most + 1}",
        above_verdict=said[0],
        below_verdict=said[1],
    )


def _vote(rule: VoteRule, names: dict[str, str], on: date) -> _Placed:
    said = [f"{ELECTORATE_WORDS[rule.electorate]} bỏ phiếu: {rule.threshold.words()}"]
    edges = [_threshold_edge(rule)]
    if rule.quorum is not None:
        said.append(f"có mặt ít nhất {share_words(rule.quorum)}")
        edges.append(_quorum_edge(rule.quorum))
    if rule.council is not None:
        said.append(f"loại hội đồng: {COUNCIL_KIND_WORDS[rule.council]}")
    if rule.substitutes is not None:
        may = "được" if rule.substitutes else "không được"
        said.append(f"người đi thay có giấy {may} biểu quyết")
    scope = listed([names[slug] for slug in sorted(rule.awards)], "danh hiệu")
    scope = scope or SUBJECT_WORDS[rule.subject]
    return _row(
        rule.citation,
        _day(rule.citation.span, on),
        code=rule.code,
        kind="ngưỡng phiếu",
        text=rule.text,
        scope=scope if rule.is_active else f"{scope}; {_OFF}",
        held=[(0, one) for one in said],
        edges=tuple(edges),
    )


def _threshold_edge(rule: VoteRule) -> BookletEdge:
    base = 2 * rule.threshold.share.denominator
    needed = rule.threshold.needed(base)
    return BookletEdge(
        asked=rule.threshold.words(),
        above=f"{needed}/{base} phiếu",
        below=f"{needed - 1}/{base} phiếu",
        above_verdict="đủ phiếu",
        below_verdict="chưa đủ phiếu",
    )


def _quorum_edge(quorum: Fraction) -> BookletEdge:
    """Vừa đủ và vừa thiếu người có mặt."""
    roll = 2 * quorum.denominator
    needed = share_ceiling(quorum, roll)
    return BookletEdge(
        asked=f"có mặt ít nhất {share_words(quorum)}",
        above=f"có mặt {needed}/{roll} người",
        below=f"có mặt {needed - 1}/{roll} người",
        above_verdict="đủ người họp",
        below_verdict="chưa đủ người họp",
    )
