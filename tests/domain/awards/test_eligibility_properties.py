"""Tính chất của việc xét: what must hold for any nominee, whatever is known about it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.nominees import book
from thidua.domain.awards.eligibility import Conclusion, judge
from thidua.domain.awards.judging import Nominee
from thidua.domain.dossier.award_history import AwardHistory, PastAward
from thidua.domain.dossier.facts import Fact, FactType, NomineeFacts
from thidua.domain.law.conditions.measured import RequirementState
from thidua.domain.law.law import Effect

YEAR = 2025
VIEW = book().at(date(YEAR, 12, 31))
AWARDS = [(kind.slug, who) for kind in VIEW.awards for who in sorted(kind.recipients)]
MET, NOT_MET, MISSING = RequirementState


def _value(kind):
    if kind.type is FactType.YES_NO:
        return st.booleans()
    if kind.words:
        return st.sampled_from([word.code for word in kind.words])
    return st.integers(0, 13).map(Decimal)


@st.composite
def cases(draw):
    """Một đối tượng với dữ kiện và quá trình khen ngẫu nhiên, for one award."""
    award, who = draw(st.sampled_from(AWARDS))
    rules = VIEW.requirements(award, who)
    kinds = list(dict.fromkeys(kind for rule in rules for kind in rule.condition.facts_asked()))
    stated = {
        (kind.code, year): Fact(draw(_value(kind)))
        for kind in kinds
        for year in range(YEAR - 5, YEAR + 1)
        if draw(st.integers(0, 4))
    }
    slugs = [slug for slug, other in AWARDS if other is who]
    given_before = st.builds(
        PastAward, award=st.sampled_from(slugs), year=st.integers(YEAR - 6, YEAR)
    )
    history = AwardHistory(tuple(draw(st.lists(given_before, max_size=4))), draw(st.booleans()))
    return award, Nominee(
        code="X", name="X", recipient=who, facts=NomineeFacts(stated), history=history
    )


def _states(award, nominee):
    return {row.code: row.state for row in judge(VIEW, award, nominee, YEAR).results}


@given(cases(), st.data())
def test_taking_a_fact_away_never_makes_a_failure_nor_a_success(case, data):
    award, nominee = case
    removable = [
        key for key in nominee.facts.stated if book().catalogue.kinds[key[0]].assumed is None
    ]
    if not removable:
        return
    gone = data.draw(st.sampled_from(removable))
    kept = {key: fact for key, fact in nominee.facts.stated.items() if key != gone}

    before = _states(award, nominee)
    after = _states(award, replace(nominee, facts=NomineeFacts(kept)))

    turned = {code: (before[code], after[code]) for code in before if before[code] != after[code]}
    assert set(turned.values()) <= {(MET, MISSING), (NOT_MET, MISSING)}


@given(cases())
def test_the_conclusion_follows_from_the_findings(case):
    found = judge(VIEW, case[0], case[1], YEAR)

    failed = {row.effect for row in found.results if row.state is NOT_MET}
    expected = Conclusion.ELIGIBLE
    if any(row.state is MISSING for row in found.results):
        expected = Conclusion.MISSING_DATA
    for effect in (Effect.NOT_ELIGIBLE, Effect.DEFERRED, Effect.EXCLUDED):
        if effect in failed:
            expected = Conclusion(effect.value)
    assert found.conclusion is expected


@given(cases())
def test_whatever_is_not_met_says_what_would_change_it(case):
    for row in judge(VIEW, case[0], case[1], YEAR).results:
        assert bool(row.remedy) == (row.state is not MET)
        assert row.reference
        assert row.threshold
        assert "None" not in f"{row.value or ''} {row.remedy} {row.threshold}"
