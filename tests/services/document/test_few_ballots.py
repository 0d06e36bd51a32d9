"""Quá ít phiếu: no paper and no slide tells what two ballots said, also not beside a nominee."""

from dataclasses import replace

import pytest

from tests.services import nine_members as nine
from tests.services import ranking_block
from thidua.domain.document.blocks import Fields, plain
from thidua.domain.dossier.facts import Recipient
from thidua.domain.vote.vote import Base, Subject
from thidua.services.awards import councils, proposals
from thidua.services.document import deck, making

AWARD = "bang-khen-tinh"
UNITS = ("U1", "U2", "U3", "U4")


def voted_on(*voters):
    """Đề nghị cho U1 đã qua một cuộc bỏ phiếu, in which these cast a ballot for it."""
    ranking_block.settled({"U1": 90, "U2": 80, "U3": 70, "U4": 60}, extra=())
    rules = nine.AWARD.rules
    rules = replace(rules, threshold=replace(rules.threshold, base=Base.VALID))
    draft = replace(
        ranking_block.ballot("U1", "U2", rules=rules, subject=Subject.AWARD), award=AWARD
    )
    vote = nine.opened(draft, absent=[one for one in UNITS if one not in voters])
    for unit in voters:
        nine.cast(vote, unit, nine.YES, nine.NO)
    nine.close(vote)
    named = {"recipient": Recipient.COLLECTIVE, "subject": "U1", "award": AWARD}
    key = nine.do(proposals.propose, **named, despite="CV 9")
    nine.do(councils.mark_voted, key=key, seen=1, vote=vote)
    return key


@pytest.mark.parametrize(("voters", "wanted"), [(UNITS[:2], "—"), (UNITS, "100,00 %")])
def test_the_appraisal_has_the_share_only_of_a_vote_that_tells_nobodys_ballot(
    sqlite_url, voters, wanted
):
    key = voted_on(*voters)

    document = nine.see(making.document, code="phieu-tham-dinh", scope=str(key))
    (fields,) = (one for one in document.body if isinstance(one, Fields))
    assert plain(dict(fields.rows)["Số phiếu"]) == wanted


@pytest.mark.parametrize(("voters", "wanted"), [(UNITS[:2], "—"), (UNITS, "4/4")])
def test_the_slide_of_proposals_has_figures_only_of_such_a_vote(sqlite_url, voters, wanted):
    voted_on(*voters)

    made = nine.see(deck.deck)
    slide = next(one for one in made.slides if one.name.startswith("Đề nghị"))
    (row,) = slide.tables[0].rows
    assert [cell.text for cell in row][3] == wanted
