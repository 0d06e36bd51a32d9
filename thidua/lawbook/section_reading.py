"""Đọc từng bảng của tệp luật: documents, awards, rules; each entry carries its citation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from string import Formatter

from thidua.domain.council.council import COUNCIL_KIND_WORDS
from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion, PastAward
from thidua.domain.dossier.facts import (
    FACT_TYPE_WORDS,
    RECIPIENT_WORDS,
    Catalogue,
    Fact,
    FactKind,
    FactType,
    FactWord,
    Recipient,
)
from thidua.domain.dossier.reading import read_fact
from thidua.domain.law.conditions import either, read_condition
from thidua.domain.law.conditions.measured import STATE_WORDS
from thidua.domain.law.law import (
    FORM_WORDS,
    LEVEL_WORDS,
    AwardKind,
    Caution,
    Citation,
    Conferrer,
    Effect,
    LawDocument,
    LawLayer,
    LawQuota,
    OpenWay,
    Requirement,
    SingleUse,
    Span,
    Switch,
    Verification,
    VoteRule,
)
from thidua.domain.law.quota import (
    JOINED,
    JOINED_PEOPLE,
    JOINED_PEOPLE_WORDS,
    DecidedLimit,
    FixedLimit,
    Limit,
    ShareLimit,
    SizeLimit,
)
from thidua.domain.law.reading import LawReading
from thidua.domain.law.rule_nominee import RuleNominee
from thidua.domain.law.table import Table
from thidua.domain.law.transition import Transition
from thidua.domain.rules.bounds import read_bounds
from thidua.domain.rules.parameters import ParametersError
from thidua.domain.vote.vote import BASE_WORDS, Electorate, Subject, Threshold

VERIFIED = {
    "văn bản": Verification.TEXT,
    "nguồn khác": Verification.THIRD_PARTY,
    "chưa đối chiếu": Verification.UNREAD,
    "chưa": Verification.UNVERIFIED,
}
_EFFECTS = {"không xét": Effect.EXCLUDED, "tạm hoãn": Effect.DEFERRED}
_OCCASIONS = {word: occasion for occasion, word in OCCASION_WORDS.items()}
_ELECTORATES = {"khối": Electorate.UNITS, "hội đồng": Electorate.COUNCIL}
_SUBJECTS = {
    "khen thưởng": Subject.AWARD,
    "sáng kiến": Subject.INITIATIVE,
    "xếp hạng": Subject.RANKING,
    "giao ước": Subject.COVENANT,
    "chức vụ": Subject.OFFICE,
}
_COUNCILS = {word: kind for kind, word in COUNCIL_KIND_WORDS.items()}
_BASES = {word: base for base, word in BASE_WORDS.items()}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[\w.\-]+")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Nguồn của một bảng: the file, the layer it belongs to, and what may be referred to."""

    name: str
    layer: LawLayer
    documents: Mapping[str, LawDocument]
    catalogue: Catalogue
    ways: Mapping[str, OpenWay] = field(default_factory=dict)


def code_of(table: Table, key: str = "code") -> str:
    """Mã: letters, digits, dots, dashes; no spaces."""
    code = table.text(key)
    if not _CODE.fullmatch(code):
        raise table.fault(f"mã «{code}» chỉ gồm chữ, số, dấu chấm, gạch nối, gạch dưới")
    return code


def _span(table: Table, within: Span | None = None) -> Span:
    """Hiệu lực; that of the document where the entry does not say its own."""
    start = table.needed_day("from") if within is None else table.day("from") or within.start
    end = table.day("to") or (None if within is None else within.end)
    if end is not None and end < start:
        raise table.fault(f"«to» {end:%d/%m/%Y} trước «from» {start:%d/%m/%Y}")
    if within is not None and start < within.start:
        raise table.fault(
            f"«from» {start:%d/%m/%Y} trước ngày văn bản có hiệu lực {within.start:%d/%m/%Y}"
        )
    if within is not None and within.end is not None and end is not None and end > within.end:
        raise table.fault(
            f"«to» {end:%d/%m/%Y} sau ngày cuối văn bản còn hiệu lực {within.end:%d/%m/%Y}"
        )
    return Span(start, end)


def read_document(table: Table) -> LawDocument:
    """Đọc một văn bản."""
    found = LawDocument(
        code=code_of(table),
        name=table.text("name"),
        title=table.text("title"),
        span=_span(table),
        verification=table.word("verified", VERIFIED),
        signed=table.day("signed"),
        note=table.maybe_text("note"),
        cautions=tuple(_caution(part) for part in table.tables("cautions")),
    )
    table.finish()
    return found


def _caution(table: Table) -> Caution:
    found = Caution(table.needed_day("from"), table.text("text"), table.maybe_text("amended_by"))
    table.finish()
    return found


def read_fact_kind(table: Table) -> FactKind:
    """Đọc một dữ kiện thêm vào danh mục."""
    known = {word: kind for kind, word in FACT_TYPE_WORDS.items()}
    words = tuple(_word(part) for part in table.tables("words"))
    kind = FactKind(
        code=code_of(table),
        name=table.text("name"),
        type=table.word("type", known),
        recipients=table.needed_recipients(),
        unit=table.maybe_text("unit"),
        yearly=table.flag("yearly", default=True),
        words=words,
        ordered=table.flag("ordered", default=False),
        setting=table.flag("setting", default=False),
        cited=table.flag("cited", default=False),
    )
    if kind.setting and not table.has("assumed"):
        raise table.fault("«setting» cần có «assumed»: cách hiểu khi không ai ghi khác")
    if kind.cited and kind.type is not FactType.YES_NO:
        raise table.fault("«cited» chỉ dùng cho dữ kiện «có hoặc không»")
    if (kind.type is FactType.CHOICE) is not bool(words):
        raise table.fault("«words» cần có khi, và chỉ khi, «type» là «một trong danh sách»")
    if table.has("assumed"):
        assumed, findings = read_fact(kind, table.text("assumed"))
        if assumed is None:
            raise table.fault(f"«assumed» không hợp: {findings[0].message}")
        kind = replace(kind, assumed=assumed)
    table.finish()
    return kind


def _word(table: Table) -> FactWord:
    found = FactWord(code_of(table), table.text("label"), table.texts("spellings"))
    table.finish()
    return found


def read_citation(table: Table, origin: Origin) -> Citation:
    """Đọc căn cứ: without document and article nothing is taken in."""
    code = table.text("document")
    document = origin.documents.get(code)
    if document is None:
        raise table.fault(f"không có văn bản «{code}»; khai nó bằng bảng [[documents]]")
    return Citation(
        document=document,
        article=table.text("article"),
        span=_span(table, document.span),
        verification=table.word("verified", VERIFIED),
        compared_with=table.texts("compared_with"),
        note=table.maybe_text("note"),
        origin=origin.name,
        layer=origin.layer,
    )


def read_award(table: Table, origin: Origin) -> AwardKind:
    """Đọc một danh hiệu hoặc hình thức khen thưởng."""
    slug = table.text("slug")
    if not _SLUG.fullmatch(slug):
        raise table.fault(f"«slug» «{slug}» chỉ gồm chữ thường không dấu, số và gạch nối")
    found = AwardKind(
        slug=slug,
        name=table.text("name"),
        form=table.word("form", {word: form for form, word in FORM_WORDS.items()}),
        level=table.word("level", {word: level for level, word in LEVEL_WORDS.items()}),
        recipients=table.needed_recipients(),
        citation=read_citation(table, origin),
        includes=table.texts("includes"),
        other_names=table.texts("other_names"),
    )
    table.finish()
    return found


def read_conferrer(table: Table, origin: Origin) -> Conferrer:
    """Đọc một thẩm quyền."""
    found = Conferrer(table.text("award"), table.text("text"), read_citation(table, origin))
    table.finish()
    return found


def read_requirement(
    table: Table, origin: Origin, awards: Mapping[str, AwardKind], effects: bool = False
) -> Requirement:
    """Đọc một tiêu chuẩn, or with `effects` an exclusion, which says what follows."""
    slugs = table.needed_texts("awards")
    for slug in slugs:
        if slug not in awards:
            raise table.fault(f"không có danh hiệu «{slug}»; khai nó bằng bảng [[awards]]")
    everybody = frozenset[Recipient]().union(*(awards[slug].recipients for slug in slugs))
    return read_bare_requirement(
        table,
        origin,
        table.recipients() or everybody,
        frozenset(slugs),
        table.word("effect", _EFFECTS) if effects else Effect.NOT_ELIGIBLE,
    )


def read_bare_requirement(
    table: Table,
    origin: Origin,
    recipients: frozenset[Recipient],
    awards: frozenset[str] = frozenset(),
    effect: Effect = Effect.NOT_ELIGIBLE,
    citation: Citation | None = None,
) -> Requirement:
    """Đọc phần chung của mọi điều kiện; inside a programme the citation may be the group's."""
    when = table.maybe_table("when")
    both = dict.fromkeys(Occasion)
    said = table.maybe_text("occasion")
    condition = read_condition(table.table("condition"), origin.catalogue)
    way = _way(table, "unless", origin)
    if way is not None:
        condition = either(condition, way.condition, way.citation.article)
    found = Requirement(
        code=code_of(table),
        text=table.text("text"),
        condition=condition,
        citation=citation or read_citation(table, origin),
        awards=awards,
        recipients=recipients,
        effect=effect,
        occasions=frozenset({table.word("occasion", _OCCASIONS)} if said else both),
        when=None if when is None else read_condition(when, origin.catalogue),
        years=table.wholes("years"),
        remedy=_remedy(table),
        nominees=tuple(_nominee(part, origin) for part in table.tables("nominees")),
        is_active=table.flag("active", default=True),
        pool=table.flag("pool", default=False),
        way=way,
    )
    asked = [*found.condition.facts_asked(), *(found.when.facts_asked() if found.when else ())]
    for kind in asked:
        for recipient in recipients - kind.recipients:
            who = RECIPIENT_WORDS[recipient]
            raise table.fault(f"dữ kiện «{kind.code}» không có cho {who}")
    table.finish()
    return found


def _way(table: Table, key: str, origin: Origin) -> OpenWay | None:
    code = table.maybe_text(key)
    way = origin.ways.get(code)
    if code and way is None:
        raise table.fault(f"không có cách «{code}» ở «{key}»; khai nó bằng bảng [[ways]]")
    return way


def read_way(table: Table, origin: Origin) -> OpenWay:
    """Đọc một cách khác mà điều luật mở ra."""
    found = OpenWay(
        code=code_of(table),
        text=table.text("text"),
        condition=read_condition(table.table("condition"), origin.catalogue),
        citation=read_citation(table, origin),
    )
    table.finish()
    return found


def _nominee(table: Table, origin: Origin) -> RuleNominee:
    """Đọc một người thử: facts of the year judged, of other years, awards with their years."""
    year = table.whole("year", 1)
    own = table.maybe_table("facts")
    facts = {} if own is None else dict(_facts(own, origin, year))
    for part in table.tables("years"):
        facts |= dict(_facts(part.table("facts"), origin, part.whole("year", 1)))
        part.finish()
    given: list[PastAward] = []
    for part in table.tables("awards"):
        slug = part.text("award")
        given += [PastAward(award=slug, year=at) for at in part.wholes("years")]
        part.finish()
    found = RuleNominee(
        name=table.text("name"),
        year=year,
        expected=table.word("expect", {word: state for state, word in STATE_WORDS.items()}),
        facts=facts,
        awards=tuple(given),
    )
    table.finish()
    return found


def read_switch(table: Table, origin: Origin) -> Switch:
    """Đọc một lần bật mẫu: which sample, by which document of one's own, from when."""
    signed = table.needed_day("signed")
    found = Switch(
        code=code_of(table),
        document=table.text("document"),
        signed=signed,
        start=table.day("from") or signed,
        origin=origin.name,
    )
    table.finish()
    return found


def _facts(
    table: Table, origin: Origin, year: int
) -> Iterator[tuple[tuple[str, int | None], Fact]]:
    for code in table.codes():
        kind = origin.catalogue.get(code)
        if kind is None:
            raise table.fault(f"không có dữ kiện «{code}»")
        value, findings = read_fact(kind, table.text(code))
        if value is None:
            raise table.fault(findings[0].message)
        yield (code, year if kind.yearly else None), Fact(value)


def _remedy(table: Table) -> str:
    words = table.maybe_text("remedy")
    try:
        names = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError as fault:
        raise table.fault("«remedy» thiếu hoặc thừa một dấu { }") from fault
    if names - {"n"}:
        raise table.fault("«remedy» chỉ được dùng chỗ trống {n}")
    return words


def read_single_use(table: Table, origin: Origin) -> SingleUse:
    """Đọc quy tắc dùng một lần."""
    found = SingleUse(
        code=code_of(table),
        text=table.text("text"),
        citation=read_citation(table, origin),
        facts=_known_facts(table, origin),
        occasions_apart=table.flag("occasions_apart", default=False),
        is_active=table.flag("active", default=True),
    )
    table.finish()
    return found


def _known_facts(table: Table, origin: Origin) -> frozenset[str]:
    codes = table.texts("facts")
    for code in codes:
        if origin.catalogue.get(code) is None:
            raise table.fault(f"không có dữ kiện «{code}» ở «facts»")
    return frozenset(codes)


def read_transition(table: Table, origin: Origin) -> Transition:
    """Đọc một điều khoản chuyển tiếp."""
    amends = table.text("amends")
    if amends not in origin.documents:
        raise table.fault(f"không có văn bản «{amends}»; khai nó bằng bảng [[documents]]")
    kind = origin.catalogue.get(table.text("fact"))
    if kind is None or kind.type is not FactType.DATE:
        raise table.fault("«fact» phải là một dữ kiện kiểu ngày")
    found = Transition(
        code=code_of(table),
        text=table.text("text"),
        amends=amends,
        fact=kind,
        citation=read_citation(table, origin),
        better=table.flag("better", default=True),
    )
    table.finish()
    return found


def read_reading(table: Table, by: str) -> LawReading:
    """Đọc một lần đối chiếu; `by` is who kept the file it stands in."""
    found = LawReading(
        of=table.text("of"),
        start=table.needed_day("start"),
        compared_with=table.text("document"),
        article=table.text("article"),
        on=table.needed_day("on"),
        row=table.lines("row"),
        wording=table.lines("wording"),
        by=by,
    )
    table.finish()
    return found


def read_quota(table: Table, origin: Origin) -> LawQuota:
    """Đọc một hạn mức."""
    found = LawQuota(
        code=code_of(table),
        award=table.text("award"),
        text=table.text("text"),
        limit=read_limit(table.table("limit")),
        citation=read_citation(table, origin),
        is_active=table.flag("active", default=True),
        beside=_way(table, "beside", origin),
    )
    table.finish()
    return found


_JOINED = {
    "tập thể tham gia": (JOINED, ""),
    "cá nhân tham gia": (JOINED_PEOPLE, JOINED_PEOPLE_WORDS),
}
"""Tỷ lệ của những ai tham gia phong trào: the base, and its words where nobody here counts it."""


def read_limit(table: Table, *, is_of_plan: bool = False) -> Limit:
    """Đọc số suất: fixed, a share of a base, by the size of the block, or decided every year.

    In the plan of a movement a share may be of those who joined it.
    """
    kinds = {kind: kind for kind in ("fixed", "share", "by_size", "decided")}
    kind = table.word("kind", kinds)
    limit: Limit
    if kind == "fixed":
        limit = FixedLimit(table.whole("most"))
    elif kind == "share" and table.has("share_of"):
        if not is_of_plan:
            raise table.fault("«share_of» chỉ có ở hạn mức của một phong trào")
        limit = ShareLimit(table.share("share"), *table.word("share_of", _JOINED))
    elif kind == "share":
        limit = ShareLimit(table.share("share"), table.text("base"), table.maybe_text("stated"))
    elif kind == "by_size":
        rows = []
        for row in table.tables("rows"):
            try:
                rows.append((read_bounds(row.text("members")), row.whole("most")))
            except ParametersError as fault:
                raise row.fault(str(fault)) from fault
            row.finish()
        limit = SizeLimit(tuple(rows))
    else:
        limit = DecidedLimit()
    table.finish()
    return limit


def read_vote_rule(table: Table, origin: Origin) -> VoteRule:
    """Đọc một ngưỡng phiếu."""
    citation = read_citation(table, origin)
    share = table.share("threshold")
    electorate, sent = table.word("electorate", _ELECTORATES), "substitute_votes"
    is_of_council = electorate is Electorate.COUNCIL
    if not is_of_council and (table.has("council") or table.has(sent)):
        raise table.fault("«council», «substitute_votes» chỉ dùng khi «electorate» là «hội đồng»")
    found = VoteRule(
        code=code_of(table),
        text=table.text("text"),
        electorate=electorate,
        subject=table.word("subject", _SUBJECTS),
        threshold=Threshold(share, table.word("base", _BASES), citation.reference),
        citation=citation,
        awards=frozenset(table.texts("awards")),
        quorum=table.share("quorum") if table.has("quorum") else None,
        council=table.word("council", _COUNCILS) if table.has("council") else None,
        substitutes=table.flag(sent, default=False) if table.has(sent) else None,
        is_active=table.flag("active", default=True),
    )
    table.finish()
    return found
