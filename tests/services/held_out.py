"""Khối mười hai đơn vị: drawn from a seed, told to the oracle and played through the services."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

from tests import second_hand
from tests.people import PROGRAM
from tests.services import oracle
from tests.services.five_year import HEAD, NOW, SECRETARY, do, move, of, see
from tests.services.oracle import Given, Group, Line, Settled
from thidua.db.engine import writing
from thidua.domain.access.permissions import Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.review.plan import Assignment
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import ThreadKind
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.review import absences, assignments, recusals, reviews
from thidua.services.scoring import confirmations, sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.thread import threads
from thidua.services.verify import agreement, verification

UNITS = tuple(f"U{number:02}" for number in range(1, 13))
PARTS = ("I", "II", "III", "IV", "V")
OWNERS = ("U03", "U07", "U11")
"""Phụ trách nhóm II của mọi đơn vị."""

EARLY = frozenset({("U06", "II.3.2"), ("U12", "IV.1")})
"""Không giao từ trước khi chấm chéo."""

REASON = "Theo tài liệu kèm"
OFFICERS = {unit: of(Role.UNIT_OFFICER, unit, unit.lower()) for unit in UNITS}
HOW = {
    oracle.MEAN: "Trung bình",
    oracle.MEDIAN: "Trung vị",
    oracle.TRIMMED: "Trung bình bỏ cao nhất và thấp nhất",
}
NOT_ASSIGNED = {
    oracle.RATIO: "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    oracle.FULL: "Tính đủ điểm",
    oracle.NOTHING: "Tính 0 điểm",
}
ROWS = (
    CriterionRow("I", "Nhiệm vụ chuyên môn", Decimal(60)),
    CriterionRow("I.1", "Chất lượng tham mưu", Decimal(20), "Chấm mức", "bước 0,25"),
    CriterionRow("I.2", "Thu ngân sách", Decimal(20), "Tỷ lệ hoàn thành", "sàn 50; trừ 0,5 mỗi 1%"),
    CriterionRow(
        "I.3",
        "Hồ sơ đúng hạn",
        Decimal(20),
        "Theo bậc",
        ">=100: 20; >=90: 15; >=80: 10,5; >=0: 0",
        gate="0 điểm không xét",
    ),
    CriterionRow("II", "Xây dựng đơn vị", Decimal(30), parameters="trần"),
    CriterionRow("II.1", "Không có vi phạm", Decimal(10), "Đạt/không"),
    CriterionRow(
        "II.2", "Hội nghị, tập huấn", Decimal(12), "Theo lượt", "mỗi lượt 2,5; tối đa 11,5"
    ),
    CriterionRow("II.3", "Phong trào", Decimal(15)),
    CriterionRow(
        "II.3.1", "Xếp loại", Decimal(10), "Chọn mức", "Xuất sắc: 10; Tốt: 7,5; Khá: 5; Yếu: 0"
    ),
    CriterionRow(
        "II.3.2", "Hoạt động", Decimal(5), "Tổng các ý", "văn nghệ: 2; thể thao: 1,5; từ thiện: 1,5"
    ),
    CriterionRow("III", "Nội vụ", Decimal(30)),
    CriterionRow("III.1", "Chế độ báo cáo", Decimal(8), "Trừ dần", "đi trễ: 0,5; thiếu báo cáo: 2"),
    CriterionRow(
        "III.2",
        "Tiết kiệm chi",
        Decimal(12),
        "Tỷ lệ hoàn thành",
        "thưởng 0,2 mỗi 1% tối đa 3; càng thấp càng tốt",
    ),
    CriterionRow("III.3", "Giải ngân", Decimal(10), "So với dẫn đầu"),
    CriterionRow("IV", "Điểm thưởng", Decimal(10), parameters="trần", sign="thưởng"),
    CriterionRow(
        "IV.1",
        "Khen cao",
        Decimal(3),
        "Theo lượt",
        "cấp tỉnh: 3; cấp cơ sở: 1; chỉ tính mức cao nhất",
    ),
    CriterionRow("IV.2", "Sáng kiến", Decimal(8), "Chấm mức", "bước 0,5"),
    CriterionRow("V", "Điểm trừ", Decimal(8), parameters="trần", sign="-"),
    CriterionRow("V.1", "Vắng họp", Decimal(6), "Theo lượt", "mỗi lượt 1"),
    CriterionRow("V.2", "Chậm hạn", Decimal(5), "Theo bậc", "<=0: 0; <=3: 1,25; <=10: 2,5; >10: 5"),
)
RANKING = (
    RankingRow("Xếp loại", "1", "Xuất sắc", ">=96"),
    RankingRow("Xếp loại", "2", "Tốt", ">=84"),
    RankingRow("Xếp loại", "3", "Khá", ">=60"),
    RankingRow("Khen thưởng", "1", "Cờ thi đua", "1"),
    RankingRow("Khen thưởng", "2", "Bằng khen", "3"),
)
GROUPS = (
    Group("I", Fraction(60)),
    Group("II", Fraction(30), is_ceiling=True),
    Group("II.3", Fraction(15), above="II"),
    Group("III", Fraction(30)),
    Group("IV", Fraction(10), oracle.BONUS, is_ceiling=True),
    Group("V", Fraction(8), oracle.DEDUCTION, is_ceiling=True),
)


def steps(most, step="1/4"):
    """Mọi điểm từ 0 tới mức này."""
    return tuple(Fraction(step) * count for count in range(int(most / Fraction(step)) + 1))


def fractions(*numbers):
    return tuple(sorted(map(Fraction, numbers)))


def priced(**prices):
    return tuple((word.replace("_", " "), Fraction(price)) for word, price in prices.items())


LINES = (
    Line("I.1", "I", "I", Fraction(20), oracle.JUDGED, values=steps(20)),
    Line(
        "I.2", "I", "I", Fraction(20), oracle.SHARED,
        options={"floor": Fraction(50), "minus": Fraction("0.5")}, values=steps(20),
    ),
    Line(
        "I.3", "I", "I", Fraction(20), oracle.TIERED,
        ((">=100", Fraction(20)), (">=90", Fraction(15)), (">=80", Fraction("10.5")),
         (">=0", Fraction(0))),
        values=fractions(0, "10.5", 15, 20), bars_at_zero=True,
    ),
    Line("II.1", "II", "II", Fraction(10), oracle.PASSED, values=fractions(0, 10)),
    Line(
        "II.2", "II", "II", Fraction(12), oracle.COUNTED, (("", Fraction("2.5")),),
        {"cap": Fraction("11.5")}, steps(12),
    ),
    Line(
        "II.3.1", "II.3", "II", Fraction(10), oracle.CHOSEN,
        (("Xuất sắc", Fraction(10)), ("Tốt", Fraction("7.5")), ("Khá", Fraction(5)),
         ("Yếu", Fraction(0))),
        values=fractions(0, 5, "7.5", 10),
    ),
    Line(
        "II.3.2", "II.3", "II", Fraction(5), oracle.TICKED,
        (("văn nghệ", Fraction(2)), ("thể thao", Fraction("1.5")), ("từ thiện", Fraction("1.5"))),
        values=steps(5),
    ),
    Line(
        "III.1", "III", "III", Fraction(8), oracle.STARTED,
        (("đi trễ", Fraction("0.5")), ("thiếu báo cáo", Fraction(2))), values=steps(8),
    ),
    Line(
        "III.2", "III", "III", Fraction(12), oracle.SHARED,
        options={"bonus": Fraction("0.2"), "cap": Fraction(3), "lower": Fraction(1)},
        values=steps(15),
    ),
    Line("III.3", "III", "III", Fraction(10), oracle.LED, values=steps(10)),
    Line(
        "IV.1", "IV", "IV", Fraction(3), oracle.COUNTED,
        (("cấp tỉnh", Fraction(3)), ("cấp cơ sở", Fraction(1))), {"highest": Fraction(1)}, steps(3),
    ),
    Line("IV.2", "IV", "IV", Fraction(8), oracle.JUDGED, values=steps(8, "1/2")),
    Line("V.1", "V", "V", Fraction(6), oracle.COUNTED, (("", Fraction(1)),), values=steps(6)),
    Line(
        "V.2", "V", "V", Fraction(5), oracle.TIERED,
        (("<=0", Fraction(0)), ("<=3", Fraction("1.25")), ("<=10", Fraction("2.5")),
         (">10", Fraction(5))),
        values=fractions(0, "1.25", "2.5", 5),
    ),
)  # fmt: skip
LINE = {line.code: line for line in LINES}
BLANK = Given(is_blank=True)


def drawn(seed, how, when_not_assigned):
    """Khối bốc từ hạt giống này, as the oracle is told of it."""
    random = Random(seed)
    merit = {unit: random.uniform(0.76, 0.9) for unit in UNITS}
    assigned = {
        (UNITS[(place + shift) % 12], unit, part)
        for place, unit in enumerate(UNITS)
        for shift in (1, 2, 3, 5)
        for part in PARTS
        if part != "II"
    } | {(owner, unit, "II") for owner in OWNERS for unit in UNITS if owner != unit}
    pairs = sorted({(reviewer, unit) for reviewer, unit, _ in assigned})
    recused = frozenset({("U02", "U01"), ("U07", "U09"), ("U03", "U04")})
    absent = "U10"
    late = frozenset({("U05", "U04"), ("U12", "U10")})
    before = {pair for pair in pairs if pair[0] == absent and random.random() < 0.5}
    handed = {pair for pair in pairs if pair[0] != absent and pair not in late} | before
    away = {place for place in assigned if place[0] == absent and place[:2] not in before}
    sheets_of = {}
    for reviewer, unit in pairs:
        if (reviewer, unit) == ("U02", "U01"):
            continue
        parts = {part for one, other, part in assigned if (one, other) == (reviewer, unit)}
        lines = [line for line in LINES if line.part in parts]
        kept = lines[: len(lines) // 2] if (reviewer, unit) not in handed else lines
        sheets_of[reviewer, unit] = {
            line.code: BLANK
            if random.random() < 0.05
            else filled(random, line, merit[unit] + random.uniform(-0.06, 0.04))
            for line in kept
        }
    sheets_of["U03", "U05"]["II.1"] = sheets_of["U07", "U05"]["II.1"] = BLANK
    sheets_of["U11", "U05"]["II.1"] = BLANK  # nobody can tell: the unit has no total yet
    for reviewer in ("U03", "U04"):  # one alone gives a bonus, and one alone gives none
        sheets_of[reviewer, "U01"]["IV.2"] = sheets_of[reviewer, "U01"]["IV.1"] = BLANK
    sheets_of["U06", "U01"] |= {"IV.2": Given(Fraction(4)), "IV.1": Given()}
    for reviewer, unit in pairs:  # what was not for the unit before anybody reviewed it
        for early in EARLY:
            if early[0] == unit:
                sheets_of.get((reviewer, unit), {}).pop(early[1], None)
    not_assigned = frozenset({*EARLY, ("U08", "III.3")})
    block = oracle.Block(
        UNITS,
        LINES,
        GROUPS,
        how,
        when_not_assigned,
        (("Xuất sắc", Fraction(96)), ("Tốt", Fraction(84)), ("Khá", Fraction(60))),
        (("Cờ thi đua", 1), ("Bằng khen", 3)),
        {
            unit: {
                line.code: BLANK
                if random.random() < 0.03
                else filled(random, line, merit[unit] + random.uniform(0, 0.06))
                for line in LINES
            }
            for unit in UNITS
        },
        sheets_of,
        frozenset(handed),
        frozenset(assigned),
        frozenset(away),
        recused,
        {
            ("U02", "I.1"): Settled(Fraction("17.25")),
            ("U09", "III.3"): Settled(Fraction("6.75")),
            ("U04", "II.2"): Settled(given=Given(events=((None, 3),))),
            ("U08", "I.2"): Settled(given=Given(target=Fraction(80), actual=Fraction(77))),
            ("U10", "IV.2"): Settled(Fraction("6.50")),
            ("U11", "IV.2"): Settled(Fraction(5), is_confirmed=False),
            ("U03", "V.1"): Settled(Fraction(2), is_confirmed=False),
        },
        not_assigned,
        ("U02", "U09"),
    )
    return level(block)


def level(block):
    """Thêm một điểm thống nhất that makes a unit equal to the next above it, the first that can."""
    if block.when_not_assigned == oracle.RATIO:
        return block
    places = oracle.places(block)
    ranked = sorted((unit for unit in UNITS if places[unit][0]), key=lambda one: places[one][0])
    for above, unit in pairwise(ranked):
        gap = oracle.score(block, above).total - oracle.score(block, unit).total
        agreed = (oracle.score(block, unit).lines["I.1"] or 0) + gap
        if agreed <= 20 and (unit, "I.1") not in block.settled:
            settled = {**block.settled, (unit, "I.1"): Settled(agreed)}
            return replace(block, settled=settled)
    return block


def filled(random, line, merit):
    """Một dòng ghi theo mức này, in the inputs of its rule."""
    merit = min(max(merit, 0.0), 1.0)
    if line.rule == oracle.JUDGED:
        step = line.values[1]
        return Given(step * round(merit * float(line.most / step)))
    if line.rule == oracle.PASSED:
        return Given(word="Đạt" if random.random() < 0.9 else "Không đạt")
    if line.rule == oracle.CHOSEN:
        words = [word for word, _ in line.table]
        return Given(word=words[min(3, max(0, round((0.95 - merit) * 12)))])
    if line.code == "V.2":
        return Given(actual=Fraction(max(0, round((0.9 - merit) * 60))))
    if line.rule == oracle.TIERED:
        return Given(actual=Fraction(round(merit * 1120), 10))
    if line.code == "III.2":
        target = Fraction(random.randint(40, 60))
        return Given(target=target, actual=Fraction(round(float(target) * (1.9 - merit) * 10), 10))
    if line.rule in (oracle.SHARED, oracle.LED):
        if line.rule == oracle.LED and random.random() < 0.2:
            return Given(actual=Fraction(round(merit * 50)))
        target = Fraction(random.randint(60, 140))
        return Given(target=target, actual=Fraction(round(float(target) * (merit + 0.1) * 4), 4))
    if line.code in ("II.2", "V.1"):
        times = round(merit * 5) if line.code == "II.2" else max(0, round((0.95 - merit) * 20))
        return Given(events=((None, times),))
    kinds = [word for word, _ in line.table]
    if line.rule == oracle.STARTED:
        return Given(events=tuple((kind, random.randint(0, 2)) for kind in kinds))
    wanted = [kind for kind in kinds if random.random() < merit]
    return Given(events=tuple((kind, 1) for kind in wanted))


def entry(given, who=""):
    """Dòng ấy như người ta ghi vào phần mềm."""
    if given.is_blank:
        return Entry(state=LineState.LEFT_BLANK, explanation=f"{who}: không đủ căn cứ")
    return Entry(
        target=number(given.target),
        actual=number(given.actual),
        choice=given.word,
        points=number(given.points),
        events=tuple(Event(kind, Decimal(times)) for kind, times in given.events),
        explanation=f"{who}: {REASON}",
    )


def number(value):
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def edits_of(lines, who=""):
    return [LineEdit(code, 0, entry(given, who)) for code, given in lines.items()]


def play(block):
    """Chơi cả khối qua các dịch vụ, up to the stage where it is checked."""
    rows = [
        RosterRow("K1", "Khối mười hai", unit, f"Đơn vị {unit}", unit, "sở", 2025) for unit in UNITS
    ]
    settings = {
        "Khối": "K1",
        "Năm": "2025",
        "Tên giao ước": "Giao ước",
        "Cách tổng hợp điểm chấm chéo": HOW[block.how],
        "Điểm không giao": NOT_ASSIGNED[block.when_not_assigned],
    }
    draft = CovenantDraft(
        tuple(SettingRow(name, value) for name, value in settings.items()), ROWS, RANKING
    )
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    move(Stage.SELF_SCORE)
    for unit, lines in block.claims.items():
        named = {"unit": unit, "hand": Hand.SELF, "edits": edits_of(lines)}
        do(sheets.save_lines, OFFICERS[unit], **named)
    move(Stage.CROSS_SCORE)
    wanted = [Assignment(*place) for place in sorted(block.assigned)]
    do(assignments.assign, assignments=wanted, seed="", seen=see(assignments.plan).version)
    not_for(sorted(EARLY))
    recuse("U02", "U01", OFFICERS["U02"])
    for (reviewer, unit), lines in block.sheets.items():
        named = {"unit": unit, "reviewer": reviewer, "edits": edits_of(lines, reviewer)}
        do(sheets.save_lines, OFFICERS[reviewer], hand=Hand.CROSS, **named)
        if (reviewer, unit) in block.handed_in:
            do(reviews.hand_in, OFFICERS[reviewer], reviewer=reviewer, unit=unit)
    do(absences.mark_absent, reviewer="U10", reason="Đi học dài ngày")
    move(Stage.VERIFY)
    recuse("U07", "U09", HEAD)
    recuse("U03", "U04", SECRETARY)
    not_for(sorted(block.not_assigned - EARLY))
    settle(block)
    for unit in block.asked:
        do(
            threads.open_thread,
            unit=unit,
            criterion="I.1",
            kind=ThreadKind.EXPLAIN,
            question="Căn cứ nào?",
            due=NOW.date(),
        )


def not_for(cells):
    for unit, code in cells:
        lines = [
            LineEdit(code, 0, Entry(state=LineState.NOT_ASSIGNED, explanation="Theo văn bản 12"))
        ]
        do(second_hand.save_lines, HEAD, unit=unit, hand=Hand.VERIFIED, edits=lines)


def recuse(reviewer, unit, actor):
    named = {"reviewer": reviewer, "unit": unit, "reason": "Người thân cùng ban lãnh đạo"}
    do(recusals.declare, actor, **named)


def settle(block):
    """Điểm tổ thẩm định ghi, and the second person for those that do not wait any more."""
    for (unit, code), one in block.settled.items():
        if one.given is not None:
            lines = edits_of({code: one.given}, "tổ thẩm định")
            do(second_hand.save_lines, SECRETARY, unit=unit, hand=Hand.VERIFIED, edits=lines)
            continue
        named = {"unit": unit, "criterion": code, "reason": "Hai bên thống nhất", "base": 0}
        typed = f"{number(one.points):f}".replace(".", ",")
        do(agreement.agree, SECRETARY, typed=typed, **named)
        if one.is_confirmed and LINE[code].part in ("IV", "V"):
            lines = [
                line
                for line in see(confirmations.waiting)
                if (line.unit, line.criterion) == (unit, code)
            ]
            do(confirmations.confirm, HEAD, lines=lines)


def verify(unit):
    """Xác nhận thẩm định một đơn vị."""
    do(verification.verify_sheet, SECRETARY, unit=unit)
