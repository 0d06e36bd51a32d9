"""Dữ kiện: what is known of one nominee in one year, typed in a plain form or imported."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.dossier.fact_file import RecordedFact
from thidua.domain.dossier.facts import (
    FACT_TYPE_WORDS,
    NO,
    RECIPIENT_WORDS,
    YES,
    FactKind,
    FactType,
    Recipient,
)
from thidua.frames.awards import facts as frames
from thidua.services.awards import dossiers
from thidua.services.awards.dossiers import TypedFact
from thidua.services.awards.eligibility import last_day
from thidua.services.awards.nominees import Candidacy
from thidua.services.dossier import award_history, facts, owners
from thidua.services.law import law
from thidua.ui.awards import choice as award_choice
from thidua.ui.awards import declarations, reconciling, single_person
from thidua.ui.awards import imports as dossier_imports
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_WHO, _SUBJECT, _YEAR, _FOR = "loai-dk", "doi-tuong-dk", "nam-dk", "can-cho-dk"
_EVERYTHING = "Mọi dữ kiện trong danh mục"
_YEARS_BACK, _NAMED = 10, 3


def draw(ctx: Context) -> None:
    """Vẽ phần «Dữ kiện»."""
    found = dossiers.listed(ctx.work)
    first = st.container()
    one = _choose(found)
    if one is None:
        first.markdown("Chưa có đối tượng nào.")
        st.info("Hãy nhập danh sách cá nhân ở dưới; đơn vị thì nhập ở trang Đơn vị.")
    else:
        left, right = st.columns([2, 1])
        year = right.selectbox(
            "Năm của dữ kiện",
            range(ctx.period.year, ctx.period.year - _YEARS_BACK, -1),
            key=_YEAR,
        )
        with left:
            purpose, needed = _purpose(ctx, one.nominee.recipient)
        every = facts.catalogue(ctx.session).for_recipient(one.nominee.recipient)
        kinds = [kind for kind in every if needed is None or kind.code in needed]
        first.markdown(sentence(one, kinds, purpose, year))
        _table(one, kinds, year)
        if owners.is_own(ctx.work, one.unit):
            st.caption(owners.OWN_DOSSIER)
        if owners.may_write(ctx.work, one.unit):
            declarations.draw(ctx, one)
            typed = [kind for kind in kinds if not kind.computed]
            _form(ctx, one, [*typed, *_acceptance(ctx, typed)], year)
        _history(ctx, one)
    if units_of(ctx.actor, Permission.EDIT_FACTS, ctx.period) != frozenset():
        single_person.draw(ctx)
        dossier_imports.draw(ctx)
        reconciling.draw(ctx)


def _purpose(ctx: Context, recipient: Recipient) -> tuple[str, frozenset[str] | None]:
    """Dữ kiện cần cho việc gì: an award, a programme, or all there are (None)."""
    year = ctx.period.year
    view = law.book(ctx.session).at(last_day(year))
    awards = {
        award_choice.called(kind.name, occasion): (kind.slug, occasion)
        for kind in view.awards
        if recipient in kind.recipients
        for occasion in view.occasions(kind.slug)
    }
    plans = {plan.name: plan for plan in award_choice.programmes(view, year) if plan.groups}
    names = [*awards, *plans, _EVERYTHING]
    if st.session_state.get(f"{_FOR}-{recipient}") not in names:
        st.session_state[f"{_FOR}-{recipient}"] = names[0]
    name = st.selectbox("Dữ kiện cần cho", names, key=f"{_FOR}-{recipient}")
    if name in awards:
        slug, occasion = awards[name]
        return f"cần cho {name}", dossiers.facts_needed(view, slug, recipient, occasion)
    if name in plans:
        return f"cần cho {name}", dossiers.facts_needed_in(plans[name], recipient)
    return "", None


def _choose(found: Sequence[Candidacy]) -> Candidacy | None:
    """Chọn đối tượng: a collective or an individual, by name."""
    left, right = st.columns([1, 2])
    who = left.segmented_control(
        "Loại",
        list(Recipient),
        default=Recipient.COLLECTIVE,
        required=True,
        format_func=lambda one: RECIPIENT_WORDS[one].capitalize(),
        key=_WHO,
    )
    same = {one.nominee.code: one for one in found if one.nominee.recipient is who}
    if not same:
        return None
    if st.session_state.get(_SUBJECT) not in same:
        st.session_state[_SUBJECT] = next(iter(same))
    code = right.selectbox(
        "Đối tượng",
        list(same),
        format_func=lambda one: f"{same[one].nominee.name} ({one})",
        key=_SUBJECT,
    )
    return same[code]


def sentence(one: Candidacy, kinds: Sequence[FactKind], purpose: str, year: int) -> str:
    """Câu đầu: how many of the facts are there, and which are missing."""
    asked = [kind for kind in kinds if kind.assumed is None or not one.settles(kind, year)]
    missing = [kind for kind in asked if one.nominee.facts.of(kind, year) is None]
    name = literal(one.nominee.name)
    said = f"**{name}** năm {year}: có **{len(asked) - len(missing)}/{len(asked)}** dữ kiện"
    said += f" {literal(purpose)}" if purpose else ""
    if not missing:
        return f"{said}."
    first = "; ".join(f"«{kind.name}»" for kind in missing[:_NAMED])
    more = f" và {len(missing) - _NAMED} dữ kiện nữa" if len(missing) > _NAMED else ""
    return f"{said}; còn thiếu {literal(first)}{more}."


def _acceptance(ctx: Context, asked: Sequence[FactKind]) -> list[FactKind]:
    """Ngày tiếp nhận hồ sơ, by which it is told which of two texts applies to it."""
    known = {kind.code for kind in asked}
    every = {one.fact.code: one.fact for one in law.book(ctx.session).transitions}
    return [kind for code, kind in every.items() if code not in known]


def _table(one: Candidacy, kinds: Sequence[FactKind], year: int) -> None:
    sources = {(made.code, made.year): made.source for made in one.computed}
    inside = panel("Dữ kiện đang có", key="mo-du-kien", icon=":material/table:")
    if inside is not None:
        tables.draw(
            frames.facts_frame(
                *(kinds, one.nominee.facts, one.stated, sources, year),
                is_declared=year in one.nominee.declared,
            ),
            alt="Dữ kiện của đối tượng trong năm này, người ghi và minh chứng",
            inside=inside,
        )


def _form(ctx: Context, one: Candidacy, asked: Sequence[FactKind], year: int) -> None:
    """Phiếu dữ kiện: a field for each, by its type; what is cleared is missing again."""
    st.subheader("Phiếu dữ kiện", anchor=False)
    if not asked:
        st.caption("Danh hiệu này không hỏi dữ kiện nào phải gõ; nó xét quá trình khen thưởng.")
        return
    st.caption("Để trống là chưa có dữ liệu, không phải «không».")
    with st.form(f"phieu-{one.nominee.recipient}-{one.nominee.code}-{year}"):
        typed = [
            _field(one, kind, frames.stated_for(kind, one.stated, year), year) for kind in asked
        ]
        sent = st.form_submit_button("Lưu dữ kiện", type="primary", icon=":material/save:")
    changed = [new for new in typed if new is not None]
    if sent and not changed:
        st.info("Không có gì thay đổi.")
    elif sent:
        ctx.act(
            dossiers.state_all,
            f"Đã lưu {len(changed)} dữ kiện của {one.nominee.name}.",
            recipient=one.nominee.recipient,
            subject=one.nominee.code,
            typed=changed,
        )


def _field(
    one: Candidacy, kind: FactKind, held: RecordedFact | None, year: int
) -> TypedFact | None:
    """Ô của một dữ kiện with its evidence; None where nothing was changed."""
    version = 0 if held is None else held.version
    key = f"dk-{one.nominee.code}-{year}-{kind.code}-{version}"
    before = frames.typed_text(kind, held)
    left, right = st.columns(2)
    with left:
        typed = _value(kind, before, key)
    proof = "" if held is None else held.evidence
    evidence = right.text_input("Minh chứng", proof, key=f"{key}-mc", max_chars=2000)
    if (typed, evidence) == (before, proof):
        return None
    at = held.year if held is not None else (year if kind.yearly else None)
    return TypedFact(code=kind.code, year=at, typed=typed, evidence=evidence, seen=version)


def _value(kind: FactKind, before: str, key: str) -> str:
    label, help_text = literal(kind.name), _help(kind)
    words = {word.code: word.label for word in kind.words}
    if kind.type is FactType.YES_NO:
        words = {YES: YES, NO: NO}
    if not words:
        return st.text_input(label, before, key=key, help=help_text, max_chars=2000)
    options = ["", *words]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(before) if before in words else 0,
        format_func=lambda code: words.get(code, "chưa khai"),
        key=key,
        help=help_text,
    )
    return str(chosen)


def _help(kind: FactKind) -> str:
    said = [FACT_TYPE_WORDS[kind.type] + (f", {kind.unit}" if kind.unit else "")]
    if not kind.yearly:
        said.append("giữ nguyên tới khi ghi lại")
    if kind.assumed is not None:
        usual = kind.text(kind.assumed)
        when = "không khai" if kind.setting else "danh sách năm đã khai đủ mà không ghi"
        said.append(f"{when} thì tính là «{usual}»")
    if kind.cited:
        said.append("«có» chỉ được tính khi minh chứng ghi số, ngày văn bản")
    return literal("; ".join(said))


def _history(ctx: Context, one: Candidacy) -> None:
    """Các lần đã được khen; a wrong one is put aside with a reason."""
    st.subheader("Quá trình khen thưởng", anchor=False)
    every = award_history.listed(ctx.work)
    own = [
        award
        for award in every
        if (award.recipient, award.subject) == (one.nominee.recipient, one.nominee.code)
    ]
    if not own:
        st.caption("Chưa ghi lần khen nào; nhập tệp «Quá trình khen thưởng» ở dưới.")
        return
    names = {kind.slug: kind.name for kind in law.book(ctx.session).awards.values()}
    tables.draw(frames.history_frame(own, names), alt="Các lần đã được khen thưởng")
    if not owners.may_write(ctx.work, one.unit):
        return
    calls = {
        award.key: f"{award.year}: {names.get(award.award, award.award)}"
        for award in own
        if not award.is_decided_here
    }
    if calls:
        with st.expander("Bỏ một lần ghi sai", icon=":material/undo:"):
            key = st.selectbox("Lần khen", list(calls), format_func=calls.__getitem__)
            reason = st.text_input("Lý do bỏ", key=f"bo-khen-{key}")
            version = next(award.version for award in own if award.key == key)
            ctx.button(
                "Bỏ lần khen này",
                lambda: ctx.act(
                    award_history.withdraw,
                    "Đã bỏ lần khen ghi sai.",
                    key=key,
                    seen=version,
                    reason=st.session_state[f"bo-khen-{key}"],
                ),
                key="bo-lan-khen",
                disabled=not reason.strip(),
            )
