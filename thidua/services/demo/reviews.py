"""Khối mẫu chấm chéo: five made-up communes that are scoring one another, half way through."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.covenant.setting_rows import BLOCK, TITLE, YEAR
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import Written
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import day_of
from thidua.domain.review.assignment import Lots, Manner, draw_lots
from thidua.domain.review.plan import groups_to_review
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import ThreadKind
from thidua.files.covenant.out import SAMPLE
from thidua.services.covenant import covenants
from thidua.services.demo import commune_reports
from thidua.services.demo import people as demo_people
from thidua.services.demo import quarters as demo_quarters
from thidua.services.demo.scribe import Scribe
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, rosters
from thidua.services.review import assignments, reviews
from thidua.services.thread import threads

BLOCK_CODE = "KTD-XA"
BLOCK_NAME = "Khối thi đua các xã (mẫu chấm chéo)"
SEED = "238"
_PER_UNIT = 3
_HALF = Decimal("0.5")
_PARTS = ("có kế hoạch", "có mô hình", "có bài tuyên truyền")

COMMUNES = {
    "AL": "Ủy ban nhân dân xã An Lạc",
    "BM": "Ủy ban nhân dân xã Bình Minh",
    "CG": "Ủy ban nhân dân xã Cẩm Giang",
    "DH": "Ủy ban nhân dân xã Đông Hải",
    "EM": "Ủy ban nhân dân xã Ea Mơ",
}
_HARSH, _STILL_OPEN = "EM", ("AL", "BM")


def fill(work: Work, *, year: int) -> None:
    """Tạo khối mẫu chấm chéo: claims handed in, reviewers drawn, most sheets in, one query open.

    The caller owns the commit.
    """
    rows = [
        RosterRow(BLOCK_CODE, BLOCK_NAME, code, name, name.rpartition("xã ")[2], "Xã", year)
        for code, name in COMMUNES.items()
    ]
    rosters.import_roster(work, rows=rows)
    people = (*demo_people.OVERSEERS, *demo_people.REVIEWERS)
    demo_people.settle(work, people=people, block=BLOCK_CODE, years=[year])
    wanted: dict[str, Written] = {
        BLOCK: BLOCK_CODE,
        YEAR: Decimal(year),
        TITLE: "Giao ước thi đua mẫu các xã",
    }
    settings = tuple(replace(row, value=wanted.get(row.name, row.value)) for row in SAMPLE.settings)
    draft = commune_reports.with_source(replace(SAMPLE, settings=settings))
    covenants.adopt_covenant(work, draft=draft)
    period = rosters.period(work, block=BLOCK_CODE, year=year)
    play = _Play(
        session=work.session,
        now=work.now,
        period=period,
        covenant=covenants.load(work.session, period),
        dice=Random(int(SEED)),
    )
    play.move(Stage.SELF_SCORE)
    claims = play.claims()
    commune_reports.fill(play, claims)
    play.claim_all(claims)
    commune_reports.move(play)
    play.move(Stage.CROSS_SCORE)
    play.assign()
    play.review(claims)
    play.ask()
    demo_quarters.fill(work, block=BLOCK_CODE, year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Play(Scribe):
    """Diễn lại the half of a year."""

    covenant: Covenant
    dice: Random

    def claims(self) -> dict[str, dict[str, Entry]]:
        """Bảng tự chấm của từng xã."""
        claims = {}
        for person in demo_people.REVIEWERS:
            unit = person.unit or ""
            strength = self.dice.randint(86, 99)
            claims[unit] = {
                code: _claimed(self.dice, criterion, strength)
                for code, criterion in self.covenant.criteria.items()
            }
        return claims

    def claim_all(self, claims: Mapping[str, Mapping[str, Entry]]) -> None:
        """Mọi xã đã nộp bảng tự chấm."""
        for person in demo_people.REVIEWERS:
            self.claim(person, claims[person.unit or ""], is_whole=True)

    def assign(self) -> None:
        units = tuple(COMMUNES)
        lots = Lots(
            units=units,
            reviewers=units,
            groups=groups_to_review(self.covenant),
            per_cell=_PER_UNIT,
            seed=SEED,
            manner=Manner.UNIT,
        )
        assignments.assign(
            self.by(demo_people.HEAD),
            assignments=draw_lots(lots).assignments,
            seed=SEED,
            seen=0,
            drawn=lots,
        )

    def review(self, claims: Mapping[str, Mapping[str, Entry]]) -> None:
        """Mọi người chấm đã nộp, but for one who has not begun and one who is half way."""
        plan = review_plan.review_plan(self.session, self.period)
        for person in demo_people.REVIEWERS:
            reviewer = person.unit or ""
            units = [unit for by, unit in plan.pairs() if by == reviewer]
            for place, unit in enumerate(units):
                is_open = reviewer in _STILL_OPEN and (place > 0 or reviewer == _STILL_OPEN[0])
                given = {
                    code: self._reviewed(self.covenant.criteria[code], entry, reviewer)
                    for code, entry in claims[unit].items()
                }
                if is_open and reviewer == _STILL_OPEN[0]:
                    continue
                if is_open:
                    given = dict(list(given.items())[: len(given) // 2])
                self.save(person, unit, Hand.CROSS, given, reviewer)
                if not is_open:
                    reviews.hand_in(
                        self.by(person),
                        reviewer=reviewer,
                        unit=unit,
                    )

    def _reviewed(self, criterion: Criterion, claimed: Entry, reviewer: str) -> Entry:
        """Điểm chấm chéo: what was claimed, here and there lowered with a reason."""
        kept = replace(claimed, explanation="", evidence="")
        chance = 60 if reviewer == _HARSH else 25
        if Field.POINTS not in criterion.rule.fields or self.dice.randint(1, 100) > chance:
            return kept
        by = _HALF * self.dice.randint(1, 8 if reviewer == _HARSH else 3)
        points = max(Decimal(0), (claimed.points or Decimal(0)) - by)
        why = f"Minh chứng chưa đủ thuyết phục, giảm {vi_number(by)} điểm."
        return replace(kept, points=points, explanation=why)

    def ask(self) -> None:
        """Một yêu cầu giải trình đang chờ đơn vị trả lời."""
        threads.open_thread(
            self.by(demo_people.HEAD),
            unit="CG",
            criterion="I.3",
            kind=ThreadKind.EXPLAIN,
            question="Đề nghị nêu nguồn số liệu của kết quả chuyển đổi số.",
            due=day_of(self.now + timedelta(days=7)),
        )


def _claimed(dice: Random, criterion: Criterion, strength: int) -> Entry:
    """Điểm tự chấm của một xã: what happened there this year, told line by line."""
    evidence = f"Báo cáo số {dice.randint(11, 398)}/BC-UBND"
    near = strength + dice.randint(-3, 3)
    if criterion.code == "II.3":
        late = Decimal(dice.randint(0, 2))
        return Entry(events=(Event("báo cáo chậm", late),) if late else ())
    done = Decimal(min(100, near))
    told = {
        "I.1": Entry(target=Decimal(100), actual=done),
        "I.2": Entry(actual=done),
        "I.3": Entry(target=Decimal(80), actual=Decimal(near)),
        "II.1": Entry(choice="Đạt"),
        "II.2": Entry(choice="Tốt" if near > 90 else "Khá"),
        "II.4": Entry(events=tuple(Event(name, Decimal(1)) for name in _PARTS)),
        "III.1": Entry(events=(Event("cấp cơ sở", Decimal(1)),) if near > 92 else ()),
        "IV.1": Entry(),
    }.get(criterion.code)
    if told is not None:
        return told if told == Entry() else replace(told, evidence=evidence)
    points = _HALF * int(criterion.max_points * min(100, near) / 50)
    return Entry(points=points, explanation="Theo báo cáo tổng kết năm.", evidence=evidence)
