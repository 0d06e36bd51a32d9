"""Chọn việc xét: which award or programme, by the law of which day, for which kind of nominee."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.awards.eligibility import Eligibility
from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS, Recipient
from thidua.domain.law.book import LawBook, LawView
from thidua.domain.law.programme import Programme, ProgrammeGroup
from thidua.services.awards import eligibility
from thidua.services.awards.eligibility import Assessment
from thidua.services.law import law
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context

_AWARD, _DAY, _GROUP, _WHO = "danh-hieu-xet", "ngay-xet", "nhom-xet", "loai-xet"
_NOUNS = {Recipient.COLLECTIVE: "đơn vị", Recipient.INDIVIDUAL: "cá nhân"}
_PROGRAMME = "chương trình "
"""Đứng trước mã chương trình in the list, so that no award can bear the same key."""


_REVIEWED = "chuyên đề "
"""Đứng trước mã danh hiệu xét theo chuyên đề."""


def called(name: str, occasion: Occasion) -> str:
    """Tên danh hiệu theo dịp xét: «Cờ thi đua …, theo chuyên đề»."""
    return name if occasion is Occasion.ANNUAL else f"{name}, {OCCASION_WORDS[occasion]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardChoice:
    """Việc xét đã chọn: an award, or a programme with one of its groups, under one day's law."""

    view: LawView
    year: int
    award: str
    programme: Programme | None = None
    occasion: Occasion = Occasion.ANNUAL

    @property
    def book(self) -> LawBook:
        """Bộ luật."""
        return self.view.book

    @property
    def on(self) -> date:
        """Ngày xét."""
        return self.view.on

    @property
    def key(self) -> str:
        """Khóa của việc xét này, for widgets that must not be carried over to another."""
        if self.programme is not None:
            return self.programme.code
        return self.award if self.occasion is Occasion.ANNUAL else f"{self.award}-chuyen-de"

    @property
    def title(self) -> str:
        """Tên danh hiệu hoặc chương trình."""
        if self.programme:
            return self.programme.name
        return called(self.book.awards[self.award].name, self.occasion)

    def is_of(self, one: ProposedAward) -> bool:
        """Đề nghị này thuộc việc xét này."""
        if self.programme is not None:
            return one.programme == self.programme.code
        return one.award == self.award and not one.programme

    @property
    def warnings(self) -> tuple[str, ...]:
        """Cảnh báo về các văn bản của ngày xét, each once."""
        if self.programme is not None:
            rules = [rule for group in self.programme.groups for rule in group.requirements]
        else:
            rules = [
                rule
                for recipient in self.book.awards[self.award].recipients
                for rule in self.view.requirements(self.award, recipient, self.occasion)
            ]
        said = (text for rule in rules for text in rule.citation.warnings(self.on))
        return tuple(dict.fromkeys(said))

    @property
    def lacks_groups(self) -> bool:
        """Chương trình chưa có nhóm đối tượng: nobody can be judged by it."""
        return self.programme is not None and not self.programme.groups

    def assessment(self, ctx: Context) -> Assessment:
        """Kết quả xét của cả kỳ, as far as this person may see it."""
        return eligibility.assess(
            ctx.work,
            award="" if self.programme else self.award,
            programme=self.programme.code if self.programme else "",
            on=self.on,
            occasion=self.occasion,
        )


def judging_day(ctx: Context) -> date:
    """Ngày xét: the last day of the year judged, unless the person says another."""
    year = ctx.period.year
    return st.date_input(
        "Ngày xét",
        eligibility.last_day(year),
        format="DD/MM/YYYY",
        key=f"{_DAY}-{year}",
        persist_state="session",
        help="Quy định có hiệu lực vào ngày này được áp dụng.",
    )


def programmes(view: LawView, year: int) -> tuple[Programme, ...]:
    """Chương trình có hiệu lực vào ngày xét, of which this is one of the years.

    A part that another movement only names has nothing to choose it for.
    """
    return tuple(
        found
        for code in view.book.programmes
        if (found := view.programme(code)) is not None
        and found.first_judged <= year <= found.last_year
        and not found.is_only_named
    )


def choose(ctx: Context) -> AwardChoice:
    """Chọn danh hiệu hoặc chương trình và ngày xét."""
    left, right = st.columns([3, 1])
    with right:
        day = judging_day(ctx)
    year = ctx.period.year
    view = law.book(ctx.session).at(day)
    awards = sorted(view.awards, key=lambda kind: Recipient.COLLECTIVE not in kind.recipients)
    reviewed = {
        f"{_REVIEWED}{kind.slug}": kind
        for kind in awards
        if Occasion.THEMATIC in view.occasions(kind.slug)
    }
    names = {kind.slug: kind.name for kind in awards}
    names |= {key: called(kind.name, Occasion.THEMATIC) for key, kind in reviewed.items()}
    plans = {f"{_PROGRAMME}{plan.code}": plan for plan in programmes(view, year)}
    names |= {key: f"Chương trình: {plan.name}" for key, plan in plans.items()}
    if not names:
        st.info("Bộ luật chưa có danh hiệu nào có hiệu lực vào ngày này; hãy chọn ngày khác.")
        st.stop()
    if st.session_state.get(_AWARD) not in names:
        st.session_state.pop(_AWARD, None)
    chosen = left.selectbox(
        "Danh hiệu, hình thức hoặc chương trình",
        list(names),
        format_func=names.__getitem__,
        key=_AWARD,
        persist_state="session",
    )
    plan = plans.get(chosen)
    if chosen in reviewed:
        slug, occasion = reviewed[chosen].slug, Occasion.THEMATIC
        return AwardChoice(view=view, year=year, award=slug, occasion=occasion)
    return AwardChoice(view=view, year=year, award="" if plan else chosen, programme=plan)


def explain_lack(choice: AwardChoice) -> None:
    """Vì sao không xét được theo chương trình này, and what to do instead."""
    st.markdown(f"Không xét riêng ai theo **{literal(choice.title)}**.")
    st.info(
        "Chương trình này chưa có nhóm đối tượng nên không có điều kiện khen riêng. Hãy chọn danh "
        "hiệu hoặc hình thức khen ở danh sách trên để xét theo tiêu chuẩn chung; "
        f"{links.who(Permission.EDIT_LAW)} thêm được nhóm ở phần «Bộ luật».",
        icon=":material/info:",
    )


def narrowed(choice: AwardChoice, found: Assessment) -> tuple[tuple[Eligibility, ...], str]:
    """Những đối tượng xét cùng nhau, and what they are called.

    A programme is judged by group; where an award is for both kinds, each answers to other
    requirements.
    """
    kinds = {code: recipient for recipient, code in found.candidacies}
    rows = found.rows
    if choice.lacks_groups:
        return (), "đối tượng"
    if choice.programme is not None:
        group = _group(choice.programme)
        rows = tuple(row for row in rows if row.group == group.code)
        recipients = group.recipients
    else:
        recipients = choice.book.awards[choice.award].recipients
    if choice.programme is None and len(recipients) > 1:
        who = _recipient()
        rows = tuple(row for row in rows if kinds[row.code] is who)
        recipients = frozenset({who})
    return rows, _NOUNS[next(iter(recipients))] if len(recipients) == 1 else "đối tượng"


def _recipient() -> Recipient:
    return st.segmented_control(
        "Xét",
        list(Recipient),
        default=Recipient.COLLECTIVE,
        required=True,
        format_func=lambda one: RECIPIENT_WORDS[one].capitalize(),
        key=_WHO,
        persist_state="session",
    )


def _group(plan: Programme) -> ProgrammeGroup:
    names = {group.code: f"{group.code} {group.name}" for group in plan.groups}
    if st.session_state.get(_GROUP) not in names:
        st.session_state.pop(_GROUP, None)
    code = st.selectbox(
        "Nhóm đối tượng",
        list(names),
        format_func=names.__getitem__,
        key=_GROUP,
        persist_state="session",
    )
    return next(group for group in plan.groups if group.code == code)
