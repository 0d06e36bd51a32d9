"""Đường khen thưởng của khối mẫu: places shared out, papers put in, dossiers on their way."""

from datetime import datetime

from thidua.domain.awards.allocation import YEARLY
from thidua.domain.awards.road import TransferResult
from thidua.domain.dossier.fact_file import PROGRAMME_GROUP, FactRow
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.programme import Programme
from thidua.domain.period.windows import VIETNAM
from thidua.domain.register.kinds import y_kien
from thidua.services.awards import councils, dossier_papers, proposals, road
from thidua.services.demo import people as demo_people
from thidua.services.demo.people import DemoPerson
from thidua.services.dossier import facts
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import allocations
from thidua.services.register import lines

_GROUP = "1.5.1"
_SHARES = (("QLNS", 2), ("VP", 1), ("TTR", 1))
_GOOD = {"bam_co_so": "có", "sang_kien_giai_phap": "có"}
_ON_TIME, _LATE, _NOT_YET = "QLNS-02", "VP-02", "QLNS-01"
_PAPERS = {"to-trinh": "TTr 21/TTr-STC", "bien-ban": "BB 08/BB-HĐTĐ", "bao-cao-thanh-tich": "BC 05"}
_DAYS = {_ON_TIME: (3, 18), _LATE: (3, 22)}
"""Ngày nộp hồ sơ giấy: one before the 20th of March, one two days after."""


def fill(work: Work, plan_code: str) -> None:
    """Đưa ba cá nhân qua các chặng; nothing where the movement has no such year."""
    plan = law.book(work.session).programmes[plan_code]
    if work.period.year not in plan.years:
        return
    office, secretary = _by(work, demo_people.STANDING_OFFICE), _by(work, demo_people.SECRETARY)
    for unit, places in _SHARES:
        allocations.set_share(
            office,
            programme=plan_code,
            round_code=YEARLY,
            group=_GROUP,
            unit=unit,
            places=places,
            seen=0,
        )
    _state(work)
    keys = {
        code: proposals.propose(
            office,
            recipient=Recipient.INDIVIDUAL,
            subject=code,
            programme=plan_code,
            group=_GROUP,
            reason="Bám sát cơ sở",
        )
        for code in (_ON_TIME, _LATE, _NOT_YET)
    }
    for code in (_ON_TIME, _LATE):
        _hand_in(office, secretary, plan, keys[code], code)
    councils.mark_voted(office, key=keys[_ON_TIME], seen=1, document="BB 08/BB-HĐTĐ")
    dossier_papers.put(
        office, key=keys[_NOT_YET], code="to-trinh", seen=0, document="TTr 21/TTr-STC", copies=1
    )
    _opine(office, keys[_NOT_YET])


def _by(work: Work, person: DemoPerson) -> Work:
    period = work.period
    actor = person.actor(period.block_code, [period.year])
    return Work(work.session, actor, period, work.now)


def _state(work: Work) -> None:
    year = work.period.year
    rows = [
        FactRow(code, fact, year, said)
        for code in (_ON_TIME, _LATE, _NOT_YET)
        for fact, said in _GOOD.items()
    ]
    rows += [
        FactRow(code, PROGRAMME_GROUP.code, None, _GROUP) for code in (_ON_TIME, _LATE, _NOT_YET)
    ]
    facts.import_facts(work, rows=rows)


def _hand_in(office: Work, secretary: Work, plan: Programme, key: int, code: str) -> None:
    """Hồ sơ đủ giấy tờ, nộp bản giấy cho cơ quan thường trực; one is taken, one still waits."""
    for paper, document in _PAPERS.items():
        dossier_papers.put(
            office, key=key, code=paper, seen=0, document=document, copies=1, signed=True
        )
        if code == _ON_TIME:
            dossier_papers.confirm(secretary, key=key, code=paper, seen=1)
    month, day = _DAYS[code]
    at = datetime(office.period.year, month, day, 16, 30, tzinfo=VIETNAM)
    step = plan.steps[1].code
    road.send(office, key=key, step=step, declared=True, document="CV 30/CV-STC", at=at)
    if code == _ON_TIME:
        (sent,) = road.of_proposal(office, key=key).steps[0].transfers
        road.answer(office, key=key, transfer=sent.key, seen=1, result=TransferResult.RECEIVED)


def _opine(office: Work, key: int) -> None:
    """Một ý kiến của cơ quan thuế, waiting for a second person."""
    lines.write(
        office,
        register=y_kien.REGISTER.code,
        unit="QLNS",
        code="",
        cells={
            y_kien.PROPOSAL: str(key),
            y_kien.AGENCY: "thuế",
            y_kien.SAID: y_kien.CLEAR,
            y_kien.ASKED: f"05/03/{office.period.year}",
            y_kien.ANSWERED: f"12/03/{office.period.year}",
        },
        evidence="CV 112/CV-CT",
    )
