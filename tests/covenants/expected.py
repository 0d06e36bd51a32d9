"""Kết quả mong đợi: what each sample covenant must give after import, worked out by hand.

Numbers are written as strings and compare by value ("7.5" is 7,50). Points are what the line
shows: deductions are positive here and are subtracted in the total. REFUSED means that no points
come out but a finding does; LEFT_OUT means that the line and its maximum leave the scale.
Every case says the clause of the source that decides it.
"""

from dataclasses import dataclass, replace

REFUSED = None
LEFT_OUT = "bỏ khỏi thang"


@dataclass(frozen=True, slots=True)
class Given:
    """Dữ liệu vào of one criterion, by the columns of the flat score sheet.

    `events` are (kind, count) pairs, kind None where the rule has one price; an achieved part of
    «tổng các ý» is a pair with count 1; an empty tuple says that nothing happened.
    """

    actual: str | None = None
    points: str | None = None
    choice: str | None = None
    events: tuple[tuple[str | None, str], ...] | None = None
    not_assigned: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Một dòng điểm: criterion, inputs, the points it must give, and why."""

    code: str
    given: Given
    points: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cả bảng của một đơn vị; a field left None is not checked, `band` "" means no band at all."""

    name: str
    given: dict[str, Given]
    total: str
    band: str | None
    clause: str
    base: str | None = None
    bonus: str | None = None
    deduction: str | None = None
    assigned_max: str | None = None
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Một sổ giao ước: its counts, its maxima, the worked lines and the worked sheets.

    `own_bonus` is what single lines may earn above their maximum (30+3); `bonus` is the maximum of
    the bonus groups. `warnings` are the (finding, code) pairs the source itself gives cause for.
    """

    file: str
    groups: int
    leaves: int
    base: str
    bonus: str
    deduction: str
    cases: tuple[Case, ...]
    sheets: tuple[Sheet, ...] = ()
    own_bonus: str = "0"
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """Sổ sai: the group whose rows do not add up, what it says and what they add to."""

    file: str
    code: str
    declared: str
    summed: str


@dataclass(frozen=True, slots=True)
class Places:
    """Số suất khen thưởng for a block of this many units."""

    units: int
    award: str
    places: int


def actual(value: str) -> Given:
    return Given(actual=value)


def points(value: str) -> Given:
    return Given(points=value)


def level(word: str) -> Given:
    return Given(choice=word)


def times(count: str) -> Given:
    return Given(events=((None, count),))


def happened(*kinds: tuple[str, str]) -> Given:
    return Given(events=kinds)


def parts(*names: str) -> Given:
    return Given(events=tuple((name, "1") for name in names))


def proven(given: Given) -> Given:
    """Có minh chứng: the same inputs with a document named."""
    return replace(given, evidence="Quyết định kèm theo")


def worked(code: str, clause: str, *pairs: tuple[Given, str | None]) -> tuple[Case, ...]:
    """Các ca của một tiêu chí."""
    return tuple(Case(code, given, expected, clause) for given, expected in pairs)


def steps(code: str, clause: str, *pairs: tuple[str, str | None]) -> tuple[Case, ...]:
    """Các bậc: one case for each number, on, just above and just below every bound."""
    return worked(code, clause, *((actual(number), expected) for number, expected in pairs))


NOTHING = Given(events=())
PASSED = level("Đạt")
FAILED = level("Không đạt")
NOT_ASSIGNED = Given(not_assigned=True)

# --- 01 Bộ Kế hoạch và Đầu tư 2023 -------------------------------------------------------------

STATE_AWARD = "khen cấp Nhà nước hoặc giải thưởng TW"
MINISTRY_TITLE = "có CSTĐ cấp Bộ"

BKHDT_FULL_BASE = {
    "I.1": actual("100"),
    **{f"II.{number}": points("30") for number in range(1, 6)},
    "III.1": points("50"),
    "III.2": points("40"),
    "III.3": points("40"),
    "III.4": points("30"),
    "III.5": points("40"),
    "IV.1": points("30"),
    "IV.2": points("30"),
    "IV.3": points("30"),
    "IV.4": points("10"),
}
BKHDT_NO_DEDUCTION = {f"VI.{number}": points("0") for number in range(1, 6)}

BKHDT_EXCELLENT = BKHDT_FULL_BASE | {
    "V.1": proven(points("40")),
    "V.2": proven(points("30")),
    "V.3": points("0"),
    "V.4": proven(parts(MINISTRY_TITLE)),
    "V.5": points("0"),
    "VI.1": points("20"),
    "VI.2": points("10"),
    "VI.3": points("0"),
    "VI.4": points("0"),
    "VI.5": points("0"),
}
BKHDT_ADVANCED = {
    "I.1": actual("92.5"),
    "II.1": points("30"),
    "II.2": points("27.5"),
    "II.3": points("30"),
    "II.4": points("25"),
    "II.5": points("28"),
    "III.1": points("45"),
    "III.2": points("38"),
    "III.3": points("40"),
    "III.4": points("25"),
    "III.5": points("36.75"),
    "IV.1": points("28"),
    "IV.2": points("24.5"),
    "IV.3": points("30"),
    "IV.4": points("10"),
    "V.1": points("0"),
    "V.2": proven(points("30")),
    "V.3": proven(points("15")),
    "V.4": proven(parts(MINISTRY_TITLE)),
    "V.5": proven(points("12.5")),
    "VI.1": points("20"),
    "VI.2": points("5.25"),
    "VI.3": points("0"),
    "VI.4": points("0"),
    "VI.5": points("3"),
}
BKHDT_WHOLE_BONUS = {
    "V.1": proven(points("50")),
    "V.2": proven(points("30")),
    "V.3": proven(points("30")),
    "V.4": proven(parts(STATE_AWARD, MINISTRY_TITLE)),
    "V.5": proven(points("50")),
}

BKHDT = Table(
    file="data/covenants/01-bo-khdt-2023-phu-luc-8.xlsx",
    groups=6,
    leaves=25,
    base="800",
    bonus="200",
    deduction="200",
    cases=(
        *steps(
            "I.1",
            "Phụ lục 8, mục I: chọn đúng một bậc",
            ("120", "350"),
            ("100.01", "350"),
            ("100", "350"),
            ("99.99", "315"),
            ("90.01", "315"),
            ("90", "315"),
            ("89.99", "280"),
            ("80.01", "280"),
            ("80", "280"),
            ("79.99", "245"),
            ("70.01", "245"),
            ("70", "245"),
            ("69.99", "210"),
            ("60.01", "210"),
            ("60", "210"),
            ("59.99", "175"),
            ("50.01", "175"),
            ("50", "175"),
            ("49.99", "0"),
            ("0", "0"),
            ("-1", REFUSED),
        ),
        *worked(
            "II.1",
            "Phụ lục 8, mục II: tối đa 30, không quy định bậc",
            (points("30"), "30"),
            (points("27.5"), "27.5"),
            (points("0"), "0"),
            (points("30.01"), REFUSED),
            (points("-1"), REFUSED),
        ),
        *worked(
            "V.4",
            "Phụ lục 8, mục V.4: +30 và +10, tối đa 40",
            (parts(STATE_AWARD, MINISTRY_TITLE), "40"),
            (parts(STATE_AWARD), "30"),
            (parts(MINISTRY_TITLE), "10"),
            (NOTHING, "0"),
            (parts("khen cấp khác"), REFUSED),
        ),
        *worked(
            "V.5",
            "Phụ lục 8, mục V.5: cộng tới 50",
            (points("50"), "50"),
            (points("50.5"), REFUSED),
        ),
        *worked(
            "VI.1",
            "Phụ lục 8, mục VI.1: trừ tới 50",
            (points("50"), "50"),
            (points("15"), "15"),
            (points("51"), REFUSED),
        ),
    ),
    sheets=(
        Sheet(
            "Đủ điểm cơ bản, thưởng 80, trừ 30: vừa đúng 850",
            BKHDT_EXCELLENT,
            base="800",  # 350 + 5×30 + (50+40+40+30+40) + (30+30+30+10)
            bonus="80",  # 40 + 30 + 0 + 10 + 0
            deduction="30",  # 20 + 10
            total="850",
            band="Tập thể lao động xuất sắc",
            assigned_max="800",
            clause="Điều 8.1a: từ 850 điểm",
        ),
        Sheet(
            "Đơn vị có điểm lẻ ở nhiều mục",
            BKHDT_ADVANCED,
            base="732.75",  # 315 + 140,5 + 184,75 + 92,5
            bonus="67.5",  # 0 + 30 + 15 + 10 + 12,5
            deduction="28.25",  # 20 + 5,25 + 0 + 0 + 3
            total="772",
            band="Tập thể lao động tiên tiến",
            assigned_max="800",
            clause="Điều 9.1a: từ 700 điểm",
        ),
        Sheet(
            "Như đơn vị thứ nhất nhưng trừ thêm 0,01",
            BKHDT_EXCELLENT | {"VI.5": points("0.01")},
            base="800",
            bonus="80",
            deduction="30.01",
            total="849.99",
            band="Tập thể lao động tiên tiến",
            clause="Điều 8.1a: 849,99 chưa đủ 850",
        ),
        Sheet(
            "Đủ điểm cơ bản, không có thưởng",
            BKHDT_FULL_BASE
            | {f"V.{number}": points("0") for number in (1, 2, 3, 5)}
            | {"V.4": NOTHING}
            | BKHDT_NO_DEDUCTION,
            base="800",
            bonus="0",
            deduction="0",
            total="800",
            band="Tập thể lao động tiên tiến",
            clause="Điều 8.1a: điểm cơ bản tối đa 800 không đủ 850",
        ),
        Sheet(
            "Mọi điểm tối đa",
            BKHDT_FULL_BASE | BKHDT_WHOLE_BONUS | BKHDT_NO_DEDUCTION,
            base="800",
            bonus="200",
            deduction="0",
            total="1000",
            band="Tập thể lao động xuất sắc",
            clause="Phụ lục 8: tổng 1000",
        ),
        Sheet(
            "Vừa đúng 700",
            BKHDT_FULL_BASE
            | {"I.1": actual("75"), "IV.3": points("25")}
            | {f"V.{number}": points("0") for number in (1, 2, 3, 5)}
            | {"V.4": proven(parts(MINISTRY_TITLE))}
            | BKHDT_NO_DEDUCTION,
            base="690",  # 245 + 150 + 200 + 95
            bonus="10",
            deduction="0",
            total="700",
            band="Tập thể lao động tiên tiến",
            clause="Điều 9.1a: từ 700 điểm",
        ),
        Sheet(
            "Dưới 700: không vào loại nào",
            BKHDT_FULL_BASE
            | {"I.1": actual("75"), "IV.3": points("25")}
            | {f"V.{number}": points("0") for number in (1, 2, 3, 5)}
            | {"V.4": proven(parts(MINISTRY_TITLE))}
            | BKHDT_NO_DEDUCTION
            | {"VI.2": points("0.01")},
            base="690",
            bonus="10",
            deduction="0.01",
            total="699.99",
            band="",
            clause="Điều 9.1a: 699,99 chưa đủ 700",
        ),
    ),
)

BKHDT_PLACES = (
    Places(9, "Cờ thi đua của Bộ", 1),
    Places(9, "Bằng khen", 2),
    Places(10, "Cờ thi đua của Bộ", 1),
    Places(10, "Bằng khen", 3),
)

# --- 03 và 04 TP. Hồ Chí Minh 2008 --------------------------------------------------------------

TPHCM_MAXIMA = {
    "A.1": "10",
    "A.2": "10",
    "A.3": "20",
    "A.4": "10",
    "A.5": "10",
    "A.6": "10",
    "A.7": "20",
}

TPHCM_WORK = Table(
    file="tests/covenants/03-tphcm-2008-cong-tac-tdkt.xlsx",
    groups=1,
    leaves=7,
    base="90",
    bonus="0",
    deduction="0",
    cases=(
        *worked(
            "A.1",
            "Mục 1: tối đa 10",
            (points("10"), "10"),
            (points("7.5"), "7.5"),
            (points("0"), "0"),
            (points("10.01"), REFUSED),
        ),
        *worked("A.7", "Mục 7: tối đa 20", (points("20"), "20"), (points("21"), REFUSED)),
    ),
    sheets=(
        Sheet(
            "Tối đa cả bảy mục thấy được",
            {code: points(most) for code, most in TPHCM_MAXIMA.items()},
            total="90",
            band="",
            base="90",
            clause="Bảy mục cộng 90; văn bản không có xếp loại",
        ),
    ),
)

CITY_FLAG = "Cờ thi đua của Thành phố hoặc Bộ"
STATE_FLAG = "Cờ thi đua của Chính phủ"

TPHCM_TITLES = Table(
    file="tests/covenants/04-tphcm-2008-bang-bieu-4.xlsx",
    groups=2,
    leaves=2,
    base="100",
    bonus="15",
    deduction="0",
    cases=(
        *worked(
            "A.1",
            "Mục A: thang 100",
            (points("100"), "100"),
            (points("97"), "97"),
            (points("100.5"), REFUSED),
        ),
        *worked(
            "B.1",
            "Mục B: +10 hoặc +15, chỉ tính mức cao nhất",
            (NOTHING, "0"),
            (happened((CITY_FLAG, "1")), "10"),
            (happened((CITY_FLAG, "2")), "10"),
            (happened((STATE_FLAG, "1")), "15"),
            (happened((CITY_FLAG, "1"), (STATE_FLAG, "1")), "15"),
        ),
    ),
    sheets=(
        Sheet(
            "Ví dụ của nguồn",
            {"A.1": points("97"), "B.1": happened((CITY_FLAG, "1"))},
            total="107",
            band="",
            base="97",
            bonus="10",
            assigned_max="100",
            clause="97 + 10 = 107",
        ),
        Sheet(
            "Có cả hai loại cờ",
            {"A.1": points("97"), "B.1": happened((CITY_FLAG, "1"), (STATE_FLAG, "1"))},
            total="112",
            band="",
            base="97",
            bonus="15",
            clause="Hai mức không cộng cùng nhau (suy luận)",
        ),
        Sheet(
            "Tổng cao nhất",
            {"A.1": points("100"), "B.1": happened((STATE_FLAG, "1"))},
            total="115",
            band="",
            base="100",
            bonus="15",
            clause="Tổng có thể trên 100",
        ),
    ),
)

# --- 05 MTTQ Đồng Nai 2025 ----------------------------------------------------------------------


def dong_nai(first: str, second: str, third: str) -> dict[str, Given]:
    return {"A.1": points(first), "A.2": points(second), "A.3": points(third)}


MTTQ_BANDS = "Xếp loại theo min(tổng, 100): từ 95, từ 85, còn lại"

MTTQ = Table(
    file="tests/covenants/05-mttq-dong-nai-2025.xlsx",
    groups=1,
    leaves=3,
    base="100",
    bonus="0",
    own_bonus="5",  # 0 + 3 + 2
    deduction="0",
    cases=(
        *worked(
            "A.1",
            "TC1: 0–40, không thưởng, bước 0,25",
            (points("40"), "40"),
            (points("39.75"), "39.75"),
            (points("40.25"), REFUSED),
        ),
        *worked(
            "A.2",
            "TC2: 0–30, thưởng riêng tới 3, bước 0,25",
            (points("0"), "0"),
            (points("30"), "30"),
            (points("30.25"), "30.25"),
            (points("33"), "33"),
            (points("33.25"), REFUSED),
            (points("30.1"), REFUSED),
        ),
        *worked(
            "A.3",
            "TC3: 0–30, thưởng riêng tới 2, bước 0,25",
            (points("32"), "32"),
            (points("32.25"), REFUSED),
        ),
    ),
    sheets=(
        Sheet("Tối đa", dong_nai("40", "33", "32"), "105", "Xuất sắc", MTTQ_BANDS),
        Sheet("Vừa đủ xuất sắc", dong_nai("38", "30", "27"), "95", "Xuất sắc", MTTQ_BANDS),
        Sheet("Thưởng bù điểm gốc", dong_nai("35", "33", "27"), "95", "Xuất sắc", MTTQ_BANDS),
        Sheet("Thiếu một bước", dong_nai("38", "30", "26.75"), "94.75", "Tốt", MTTQ_BANDS),
        Sheet("Vừa đủ tốt", dong_nai("30", "30", "25"), "85", "Tốt", MTTQ_BANDS),
        Sheet("Thiếu một bước nữa", dong_nai("30", "30", "24.75"), "84.75", "Khá", MTTQ_BANDS),
        Sheet("Không điểm", dong_nai("0", "0", "0"), "0", "Khá", MTTQ_BANDS),
    ),
)

# --- 06 Bộ Tư pháp 2011 -------------------------------------------------------------------------

BTP = Table(
    file="tests/covenants/06-bo-tu-phap-2011-bang1.xlsx",
    groups=1,
    leaves=1,
    base="110",
    bonus="0",
    deduction="0",
    cases=steps(
        "1.1",
        "Bảng 1, mục 1: tồn đọng 1–10% trừ 10, 11–20% trừ 20, từ 21% không điểm",
        ("0", "110"),
        ("0.01", "100"),
        ("1", "100"),
        ("10", "100"),
        ("10.01", "90"),
        ("11", "90"),
        ("20", "90"),
        ("20.01", "0"),
        ("21", "0"),
        ("100", "0"),
    ),
)

# --- 07 Sở Tư pháp Đồng Tháp 2022 ---------------------------------------------------------------

SHARE_STEPS = (
    ("100", "1.5"),
    ("95.01", "1.5"),
    ("95", "1"),
    ("94.99", "1"),
    ("75.01", "1"),
    ("75", "1"),
    ("74.99", "0.5"),
    ("50.01", "0.5"),
    ("50", "0.5"),
    ("49.99", "0"),
    ("0", "0"),
)

STP = Table(
    file="tests/covenants/07-so-tu-phap-dong-thap-2022.xlsx",
    groups=4,
    leaves=5,
    base="8",
    bonus="0",
    deduction="0",
    cases=(
        *steps(
            "I.1.1",
            "Mục I.1: chậm 1–2 ngày 1,5; 3–5 ngày 1; 6–10 ngày 0,5; trên 10 ngày 0",
            ("0", "2"),
            ("1", "1.5"),
            ("2", "1.5"),
            ("3", "1"),
            ("5", "1"),
            ("6", "0.5"),
            ("10", "0.5"),
            ("11", "0"),
            ("60", "0"),
        ),
        *worked("I.1.2", "Mục I.1: đúng 1, sai 0", (PASSED, "1"), (FAILED, "0")),
        *worked("VIII.1", "Mục VIII.1: có 2, không 0", (PASSED, "2"), (FAILED, "0")),
        *steps("VIII.2.a", "Mục VIII.2a: trên 95%, 75–95%, 50–<75%, dưới 50%", *SHARE_STEPS),
        *steps("VIII.2.b", "Mục VIII.2b: cùng bậc với VIII.2a", *SHARE_STEPS),
    ),
    sheets=(
        Sheet(
            "Chậm 3 ngày, ký số 95%, phản hồi 96%",
            {
                "I.1.1": actual("3"),
                "I.1.2": PASSED,
                "VIII.1": PASSED,
                "VIII.2.a": actual("95"),
                "VIII.2.b": actual("96"),
            },
            total="6.5",  # 1 + 1 + 2 + 1 + 1,5
            band="",
            base="6.5",
            clause="Cộng năm tiêu chí thấy được",
        ),
    ),
)

# --- 08 Huyện Đoàn Bù Đăng 2015, 08b Hớn Quản 2012 ----------------------------------------------

BU_DANG = Table(
    file="tests/covenants/08-huyen-doan-bu-dang-2015.xlsx",
    groups=1,
    leaves=3,
    base="18",
    bonus="0",
    deduction="0",
    warnings=(("tier_gap", "1.3"),),  # nguồn đếm số lần nên không có bậc cho 0,5 lần
    cases=(
        *worked(
            "1.1",
            "Tiêu chí 1: đủ 5, thiếu một 3, không có 0",
            (level("Đủ"), "5"),
            (level("Thiếu một"), "3"),
            (level("Không có"), "0"),
            (level("Thiếu hai"), REFUSED),
        ),
        *worked(
            "1.2",
            "Tiêu chí 2: theo số báo cáo tháng và quý còn thiếu",
            (level("Đủ, đúng hạn"), "8"),
            (level("Thiếu 2 báo cáo tháng"), "6"),
            (level("Thiếu 1 báo cáo quý hoặc 3 báo cáo tháng"), "4"),
            (level("Thiếu 1 báo cáo quý và từ 4 báo cáo tháng"), "0"),
        ),
        *steps(
            "1.3",
            "Tiêu chí 3: vắng 0 lần 5, 1 lần 4, 2 lần 3, 3 lần 1, từ 4 lần 0",
            ("0", "5"),
            ("1", "4"),
            ("2", "3"),
            ("3", "1"),
            ("4", "0"),
            ("5", "0"),
            ("1.5", REFUSED),
        ),
    ),
    sheets=(
        Sheet(
            "Thiếu 2 báo cáo tháng, vắng 1 lần",
            {
                "1.1": proven(level("Đủ")),
                "1.2": proven(level("Thiếu 2 báo cáo tháng")),
                "1.3": proven(actual("1")),
            },
            total="15",  # 5 + 6 + 4
            band="",
            base="15",
            clause="Cộng ba tiêu chí thấy được",
        ),
    ),
)

HON_QUAN = Table(
    file="tests/covenants/08b-huyen-doan-hon-quan-2012.xlsx",
    groups=1,
    leaves=3,
    base="30",
    bonus="0",
    deduction="0",
    cases=(
        *worked("I.1", "Mục I.1: có 12, không 0", (PASSED, "12"), (FAILED, "0")),
        *worked(
            "I.2",
            "Mục I.2: bậc 8/6/4/2/0",
            (level("Bậc một"), "8"),
            (level("Bậc hai"), "6"),
            (level("Bậc ba"), "4"),
            (level("Bậc tư"), "2"),
            (level("Bậc năm"), "0"),
        ),
        *worked(
            "I.3",
            "Mục I.3: bậc 10/8/6/4/0",
            (level("Bậc một"), "10"),
            (level("Bậc hai"), "8"),
            (level("Bậc ba"), "6"),
            (level("Bậc tư"), "4"),
            (level("Bậc năm"), "0"),
        ),
    ),
)

# --- 09 Hội Nông dân xã Thạnh Lợi 2017 ----------------------------------------------------------

THANH_LOI = Table(
    file="tests/covenants/09-hoi-nong-dan-thanh-loi-2017.xlsx",
    groups=1,
    leaves=4,
    base="12.5",
    bonus="0",
    deduction="0",
    cases=(
        *worked(
            "1.1",
            "Mục 1.1: ba phần 2 + 1,5 + 1,5",
            (parts("phần một", "phần hai", "phần ba"), "5"),
            (parts("phần một", "phần hai"), "3.5"),
            (parts("phần hai", "phần ba"), "3"),
            (NOTHING, "0"),
        ),
        *worked(
            "1.2",
            "Mục 1.2: tối đa 3",
            (points("2.75"), "2.75"),
            (points("3.01"), REFUSED),
        ),
        *worked("1.3", "Mục 1.3: 1,5 hoặc 0", (PASSED, "1.5"), (FAILED, "0")),
        *worked(
            "1.4",
            "Mục 1.4: hai phần 1,5 + 1,5",
            (parts("phần một", "phần hai"), "3"),
            (parts("phần hai"), "1.5"),
        ),
    ),
    sheets=(
        Sheet(
            "Tối đa phần thấy được",
            {
                "1.1": parts("phần một", "phần hai", "phần ba"),
                "1.2": points("3"),
                "1.3": proven(PASSED),
                "1.4": parts("phần một", "phần hai"),
            },
            total="12.5",
            band="",
            base="12.5",
            clause="5 + 3 + 1,5 + 3",
        ),
    ),
)

# --- 10 Hội CCB huyện Xuyên Mộc -----------------------------------------------------------------


def xuyen_moc(total: str, band: str) -> Sheet:
    return Sheet(f"Xã {total} điểm", {"A.1": points(total)}, total, band, "81 / 71 / 61 trên 90")


EXCELLENT = "Trong sạch vững mạnh xuất sắc"
ADVANCED = "Trong sạch vững mạnh tiên tiến"
SOUND = "Trong sạch vững mạnh"

XUYEN_MOC = Table(
    file="tests/covenants/10-hoi-ccb-xuyen-moc.xlsx",
    groups=1,
    leaves=1,
    base="90",
    bonus="0",
    deduction="0",
    cases=worked(
        "A.1",
        "Thang 90, điểm lẻ 0,25",
        (points("90"), "90"),
        (points("88.25"), "88.25"),
        (points("88.1"), REFUSED),
        (points("90.25"), REFUSED),
    ),
    sheets=(
        xuyen_moc("89", EXCELLENT),  # bốn kết quả có thật, hạng 1 đến 4
        xuyen_moc("88.25", EXCELLENT),
        xuyen_moc("87.25", EXCELLENT),
        xuyen_moc("87", EXCELLENT),
        xuyen_moc("81", EXCELLENT),
        xuyen_moc("80.75", ADVANCED),
        xuyen_moc("71", ADVANCED),
        xuyen_moc("70.75", SOUND),
        xuyen_moc("61", SOUND),
        xuyen_moc("60.75", "Yếu"),
        xuyen_moc("0", "Yếu"),
    ),
)

# --- 11 Thi hành án dân sự 2015 -----------------------------------------------------------------


def thads(targets: int, enough_for_b: bool, total: str, band: str, clause: str) -> Sheet:
    """Đạt `targets` trong 3 chỉ tiêu; `enough_for_b` is the officer's answer to A.4."""
    given = {f"A.{number}": PASSED if number <= targets else FAILED for number in (1, 2, 3)}
    given |= {"A.4": PASSED if enough_for_b else FAILED, "A.5": points(total)}
    return Sheet(f"{total} điểm, đạt {targets}/3 chỉ tiêu", given, total, band, clause)


THADS = Table(
    file="tests/covenants/11-thads-2015-xep-hang.xlsx",
    groups=1,
    leaves=5,
    base="200",
    bonus="0",
    deduction="0",
    cases=(
        *worked("A.1", "Chỉ tiêu là điều kiện, không có điểm", (PASSED, "0"), (FAILED, "0")),
        *worked(
            "A.5",
            "Thang 200",
            (points("200"), "200"),
            (points("179.99"), "179.99"),
            (points("200.01"), REFUSED),
        ),
    ),
    sheets=(
        thads(3, True, "185", "A", "Hạng A: từ 180 và đạt cả 3 chỉ tiêu"),
        thads(3, True, "180", "A", "Hạng A: từ 180 và đạt cả 3 chỉ tiêu"),
        thads(3, True, "179.99", "B", "Dưới 180 thì không phải hạng A"),
        thads(2, True, "185", "B", "Đủ 180 nhưng chỉ đạt 2/3 chỉ tiêu"),
        thads(1, True, "160", "B", "Đạt 1/3, hai chỉ tiêu còn lại thiếu không quá 5%"),
        thads(2, True, "159.99", "", "Dưới 160; hạng C, D không thấy trong nguồn"),
        thads(2, False, "190", "", "Chỉ tiêu còn lại thiếu quá 15%"),
        thads(0, False, "200", "", "Không đạt chỉ tiêu nào"),
    ),
)

# --- 12 Phiếu đánh giá viên chức Mẫu 03, 2026 ---------------------------------------------------

MAU_03_MAXIMA = {
    "A.I.1.a": "0.75",
    "A.I.1.b": "0.5",
    "A.I.1.c": "0.5",
    "A.I.1.d": "0.75",
    "A.I.1.đ": "0.75",
    "A.I.1.e": "0.75",
    "A.I.1.ê": "0.5",
    "A.I.1.g": "0.5",
    "A.I.2.a": "1",
    "A.I.2.b": "1",
    "A.I.2.c": "1",
    "A.I.2.d": "2",
    "A.II.1.a": "1",
    "A.II.1.b": "0.5",
    "A.II.1.c": "0.5",
    "A.II.1.d": "0.5",
    "A.II.1.đ": "0.5",
    "A.II.2.a": "1.5",
    "A.II.2.b": "1",
    "A.II.3.a": "1.5",
    "A.II.3.b": "1",
    "A.II.4.a": "1.5",
    "A.II.4.b": "1",
    "A.III.1": "2.5",
    "A.III.2": "2.5",
    "A.III.3": "2.5",
    "A.III.4": "2.5",
}
MAU_03_FULL = {code: points(most) for code, most in MAU_03_MAXIMA.items()} | {
    "B.1": actual("100"),
    "B.2": actual("100"),
    "B.3": actual("100"),
    "C.1": points("0"),
    "C.2": points("0"),
    "C.3": points("0"),
    "C.4": NOTHING,
    "D.1": points("0"),
    "D.2": points("0"),
    "D.3": points("0"),
}
RATE_STEPS = (
    ("100.01", "20"),
    ("100", "20"),
    ("99.99", "15"),
    ("90.01", "15"),
    ("90", "15"),
    ("89.99", "10"),
    ("80.01", "10"),
    ("80", "10"),
    ("79.99", "5"),
    ("70.01", "5"),
    ("70", "5"),
    ("69.99", "1"),
    ("60.01", "1"),
    ("60", "1"),
    ("59.99", "0"),
    ("0", "0"),
)
MINUS_A_QUARTER = {"D.1": points("0.25")}
MAU_03_BANDS = "Xếp loại của nguồn: 90, 80, 50"

MAU_03 = Table(
    file="data/covenants/12-vien-chuc-mau-03-2026.xlsx",
    groups=13,
    leaves=37,
    base="100",
    bonus="7",
    deduction="5",
    cases=(
        *worked(
            "A.I.1.a",
            "Mục A.I.1: bội 0,25 từ 0 đến 0,75",
            (points("0.75"), "0.75"),
            (points("0.5"), "0.5"),
            (points("0"), "0"),
            (points("0.6"), REFUSED),
            (points("1"), REFUSED),
        ),
        *steps("B.1", "Mục B.1: 20 / 15 / 10 / 5 / 1 / 0", *RATE_STEPS),
        *steps("B.2", "Mục B.2: cùng bậc với B.1", *RATE_STEPS),
        *steps(
            "B.3",
            "Mục B.3: 30 / 25 / 20 / 15 / 10 / 5 / 0",
            ("100", "30"),
            ("95.01", "30"),
            ("95", "30"),
            ("94.99", "25"),
            ("90.01", "25"),
            ("90", "25"),
            ("89.99", "20"),
            ("80.01", "20"),
            ("80", "20"),
            ("79.99", "15"),
            ("70.01", "15"),
            ("70", "15"),
            ("69.99", "10"),
            ("60.01", "10"),
            ("60", "10"),
            ("59.99", "5"),
            ("50.01", "5"),
            ("50", "5"),
            ("49.99", "0"),
            ("0", "0"),
        ),
        *worked(
            "C.4",
            "Mục C.4: mỗi việc +1, tối đa +2",
            (NOTHING, "0"),
            (times("1"), "1"),
            (times("2"), "2"),
            (times("3"), "2"),
        ),
        *worked(
            "D.2",
            "Mục D.2: trừ tới 2",
            (points("2"), "2"),
            (points("0.25"), "0.25"),
            (points("2.25"), REFUSED),
        ),
    ),
    sheets=(
        Sheet(
            "Mọi dòng tối đa: A.II.1 cộng 3,0 nhưng trần 2,5",
            MAU_03_FULL,
            total="100",
            band="Hoàn thành xuất sắc nhiệm vụ",
            base="100",
            bonus="0",
            deduction="0",
            assigned_max="100",
            clause="A.II.1 ghi 2,5; A 30 + B 70",
        ),
        Sheet(
            "A.II.1 bớt 0,5 mà tổng không đổi",
            MAU_03_FULL | {"A.II.1.b": points("0")},
            total="100",
            band="Hoàn thành xuất sắc nhiệm vụ",
            base="100",
            clause="A.II.1: 2,5 vẫn bằng mức trần",
        ),
        Sheet(
            "Đủ điểm cộng",
            MAU_03_FULL
            | {"C.1": points("1"), "C.2": points("2"), "C.3": points("2"), "C.4": times("4")},
            total="107",
            band="Hoàn thành xuất sắc nhiệm vụ",
            base="100",
            bonus="7",
            clause="Điểm cộng tối đa 7, nguồn không đặt trần khi xếp loại",
        ),
        Sheet(
            "Vừa đúng 90",
            MAU_03_FULL | {"B.1": actual("85")},
            total="90",
            band="Hoàn thành xuất sắc nhiệm vụ",
            clause=MAU_03_BANDS,
        ),
        Sheet(
            "Dưới 90",
            MAU_03_FULL | {"B.1": actual("85")} | MINUS_A_QUARTER,
            total="89.75",
            band="Hoàn thành tốt nhiệm vụ",
            deduction="0.25",
            clause=MAU_03_BANDS,
        ),
        Sheet(
            "Vừa đúng 80",
            MAU_03_FULL | {"B.1": actual("85"), "B.2": actual("80")},
            total="80",
            band="Hoàn thành tốt nhiệm vụ",
            clause=MAU_03_BANDS,
        ),
        Sheet(
            "Dưới 80",
            MAU_03_FULL | {"B.1": actual("85"), "B.2": actual("80")} | MINUS_A_QUARTER,
            total="79.75",
            band="Hoàn thành nhiệm vụ",
            clause=MAU_03_BANDS,
        ),
        Sheet(
            "Vừa đúng 50",
            MAU_03_FULL | {"B.1": actual("0"), "B.2": actual("0"), "B.3": actual("80")},
            total="50",  # 30 + 0 + 0 + 20
            band="Hoàn thành nhiệm vụ",
            clause=MAU_03_BANDS,
        ),
        Sheet(
            "Dưới 50",
            MAU_03_FULL
            | {"B.1": actual("0"), "B.2": actual("0"), "B.3": actual("80")}
            | MINUS_A_QUARTER,
            total="49.75",
            band="Không hoàn thành nhiệm vụ",
            clause=MAU_03_BANDS,
        ),
    ),
)

MAU_03_LITERAL = Broken(
    file="tests/covenants/12-nguyen-van.xlsx", code="A.II.1", declared="2.5", summed="3"
)

# --- 14 Thi đua hằng tháng của giáo viên, 2026 --------------------------------------------------

LATE = "muộn, về sớm, họp muộn dưới 30 phút"
VERY_LATE = "muộn 30 phút trở lên hoặc vắng họp không lý do"
LEAVE = "nghỉ việc riêng có phép"
ABSENT = "nghỉ không phép"

TEACHER_FULL = {
    **dict.fromkeys(("I.1", "I.2", "II.1", "II.2", "II.3", "II.4"), NOTHING),
    **dict.fromkeys(("III.1", "III.2", "III.3"), NOTHING),
    "III.4": proven(points("15")),
    "IV.1": NOTHING,
    **dict.fromkeys(("IV.2.1", "IV.2.2", "IV.2.3"), level("Tốt")),
    **dict.fromkeys(("V.1", "V.2", "V.3"), NOTHING),
    **{f"VI.{number}": NOTHING for number in range(1, 7)},
    "VII.1": PASSED,
}
NO_CLASS = dict.fromkeys(("IV.1", "IV.2.1", "IV.2.2", "IV.2.3"), NOT_ASSIGNED)
ONE_LATE = {"I.1": happened((LATE, "1"))}  # -0,5
EVASIVE = {"V.3": happened(("né tránh", "1"))}  # -5
NO_PROGRESS = {"III.4": proven(points("0"))}  # -15
BAD_PAPERS = {"III.1": happened(("đề sai", "4"))}  # -15, đã chạm 0
HALF_BONUS = {"VI.4": happened(("tham gia", "2"))}  # +0,5
OVER_BONUS = {  # 3×3 + 3 = 12, trần 10
    "VI.1": happened(("trực tiếp", "3")),
    "VI.2": happened(("giải thành phố", "1")),
}
WITH_CLASS = "Xếp loại có mục IV: 100 / 95 / 85 / 65"
WITHOUT_CLASS = "Xếp loại không có mục IV: 80 / 75 / 65 / 50"


def teacher(name: str, total: str, band: str, clause: str, *changes: dict[str, Given]) -> Sheet:
    """Giáo viên: everything in order except these changes."""
    given = dict(TEACHER_FULL)
    for change in changes:
        given |= change
    return Sheet(name, given, total, band, clause)


TEACHER = Table(
    file="data/covenants/14-truong-giao-vien-hang-thang-2026.xlsx",
    groups=8,
    leaves=24,
    base="100",
    bonus="10",
    deduction="0",
    warnings=(("price_above_max", "V.2"),),  # nguồn trừ 10 trong mục 5 điểm
    cases=(
        *worked(
            "I.1",
            "Mục I.1: khởi từ 8; -0,5, -1, -1, -8 mỗi lượt",
            (NOTHING, "8"),
            (happened((LATE, "1")), "7.5"),
            (happened((LATE, "3"), (VERY_LATE, "2")), "4.5"),
            (happened((LEAVE, "2")), "6"),
            (happened((LATE, "15")), "0.5"),
            (happened((LATE, "16")), "0"),
            (happened((LATE, "17")), "0"),
            (happened((ABSENT, "1")), "0"),
            (happened((ABSENT, "1"), (LATE, "1")), "0"),
            (happened(("ốm", "1")), REFUSED),
        ),
        *worked(
            "I.2",
            "Mục I.2: khởi từ 2; -0,5, -1, -2",
            (happened(("sai trang phục", "3")), "0.5"),
            (happened(("sai trang phục", "1"), ("thiếu văn hóa", "1")), "0.5"),
            (happened(("tái phạm lời nói", "1")), "0"),
        ),
        *worked(
            "II.1",
            "Mục II.1: soạn sai -1; thiếu kế hoạch thì không xét, không ghi điểm trừ",
            (happened(("soạn sai", "2")), "0.5"),
            (happened(("soạn sai", "3")), "0"),
            (happened(("lên lớp thiếu kế hoạch", "1")), "2.5"),
        ),
        *worked(
            "II.2",
            "Mục II.2: -1, -0,5, -2,5; sai quy trình hạ một bậc, không ghi điểm trừ",
            (happened(("muộn", "1"), ("sửa sai quy định", "1")), "1"),
            (happened(("nhập sai", "1")), "0"),
            (happened(("sai quy trình", "1")), "2.5"),
        ),
        *worked(
            "II.4",
            "Mục II.4: -2, -1, -1",
            (happened(("bỏ ký", "1")), "0.5"),
            (happened(("bỏ ký", "1"), ("không khớp", "1")), "0"),
        ),
        *worked(
            "III.1",
            "Mục III.1: khởi từ 15; -4, -2, -2",
            (happened(("đề sai", "2"), ("sai ma trận hoặc đề muộn", "1")), "5"),
            (happened(("đề sai", "3"), ("dạy rập khuôn", "1")), "1"),
            (happened(("đề sai", "4")), "0"),
        ),
        *worked(
            "III.2",
            "Mục III.2: chuyên đề không đạt -3; từ chối thì không xét, không ghi điểm trừ",
            (happened(("chuyên đề không đạt", "1")), "7"),
            (happened(("chuyên đề không đạt", "3")), "1"),
            (happened(("chuyên đề không đạt", "4")), "0"),
            (happened(("không nhận chuyên đề", "1")), "10"),
        ),
        *worked(
            "III.4",
            "Mục III.4: 0–15, bội 0,25",
            (points("12.75"), "12.75"),
            (points("12.6"), REFUSED),
            (points("15.25"), REFUSED),
        ),
        *worked(
            "IV.1",
            "Mục IV.1: -2, -1; không chủ nhiệm thì bỏ khỏi thang",
            (happened(("thiếu nội dung", "1"), ("báo cáo hoặc nộp muộn", "1")), "2"),
            (NOT_ASSIGNED, LEFT_OUT),
        ),
        *worked(
            "IV.2.1",
            "Mục IV.2: Tốt 5, Khá 4, Đạt 3, Chưa đạt 0",
            (level("Tốt"), "5"),
            (level("Khá"), "4"),
            (level("Đạt"), "3"),
            (level("Chưa đạt"), "0"),
            (level("Trung bình"), REFUSED),
            (NOT_ASSIGNED, LEFT_OUT),
        ),
        *worked(
            "V.1",
            "Mục V.1: -5, -2, -3, -1; không được phân công thì đủ 5",
            (happened(("muộn", "1")), "3"),
            (happened(("muộn", "1"), ("không ghi sổ", "1")), "0"),
            (happened(("ghi thiếu", "2")), "3"),
            (happened(("không trực", "1")), "0"),
            (NOT_ASSIGNED, "5"),
        ),
        *worked(
            "V.2",
            "Mục V.2: -2, -5, -2, -2 hoặc -3, -10; thấp nhất là 0",
            (happened(("sai", "1"), ("thiếu", "1")), "1"),
            (happened(("muộn mức thấp", "1")), "3"),
            (happened(("muộn mức cao", "1")), "2"),
            (happened(("không nộp sau nhắc", "1")), "0"),
        ),
        *worked(
            "V.3",
            "Mục V.3: -3, -5, -5",
            (happened(("chậm nhiệm vụ", "1")), "2"),
            (happened(("chậm nhiệm vụ", "2")), "0"),
            (happened(("không phản hồi", "1")), "0"),
        ),
        *worked(
            "VI.1",
            "Mục VI.1: +3, +2, tối đa 10",
            (happened(("trực tiếp", "2"), ("hỗ trợ", "1")), "8"),
            (happened(("trực tiếp", "4")), "10"),
        ),
        *worked(
            "VI.2",
            "Mục VI.2: +3, +1; nhiều người thì chia",
            (happened(("giải thành phố", "1"), ("giải phường", "1")), "4"),
            (happened(("giải thành phố", "0.5")), "1.5"),
        ),
        *worked(
            "VI.3",
            "Mục VI.3: +3 mỗi lần, tối đa 10",
            (times("3"), "9"),
            (times("4"), "10"),
        ),
        *worked(
            "VI.4",
            "Mục VI.4: +0,25 tham gia, +1 tổ chức",
            (happened(("tham gia", "3"), ("tổ chức", "1")), "1.75"),
        ),
        *worked(
            "VI.5",
            "Mục VI.5: +3, +2, +1; nộp muộn -0,25 mỗi ngày vào chính mục này, không âm",
            (happened(("loại A", "1")), "3"),
            (happened(("loại A", "1"), ("nộp muộn", "2")), "2.5"),
            (happened(("loại C", "1"), ("nộp muộn", "4")), "0"),
            (happened(("loại C", "1"), ("nộp muộn", "5")), "0"),
            (happened(("nộp muộn", "3")), "0"),
        ),
        *worked("VI.6", "Mục VI.6: +2 mỗi lần", (times("2"), "4")),
        *worked("VII.1", "Điều kiện, không có điểm", (PASSED, "0"), (FAILED, "0")),
    ),
    sheets=(
        replace(
            teacher("Không lỗi", "100", "Xuất sắc", WITH_CLASS),
            base="100",
            bonus="0",
            deduction="0",
            assigned_max="100",
        ),
        teacher("Một lần muộn", "99.5", "A", WITH_CLASS, ONE_LATE),
        teacher("Điểm cộng bù", "100", "Xuất sắc", WITH_CLASS, ONE_LATE, HALF_BONUS),
        teacher("Vừa đúng 95", "95", "A", WITH_CLASS, EVASIVE),
        teacher("Dưới 95", "94.5", "B", WITH_CLASS, EVASIVE, ONE_LATE),
        teacher("Vừa đúng 85", "85", "B", WITH_CLASS, NO_PROGRESS),
        teacher("Dưới 85", "84.5", "C", WITH_CLASS, NO_PROGRESS, ONE_LATE),
        teacher("Vừa đúng 65", "65", "C", WITH_CLASS, NO_PROGRESS, BAD_PAPERS, EVASIVE),
        teacher("Dưới 65", "64.5", "", WITH_CLASS, NO_PROGRESS, BAD_PAPERS, EVASIVE, ONE_LATE),
        replace(
            teacher("Không chủ nhiệm, không lỗi", "80", "Xuất sắc", WITHOUT_CLASS, NO_CLASS),
            base="80",
            assigned_max="80",
        ),
        teacher("Không chủ nhiệm, muộn", "79.5", "A", WITHOUT_CLASS, NO_CLASS, ONE_LATE),
        teacher(
            "Không chủ nhiệm, điểm cộng bù",
            "80",
            "Xuất sắc",
            WITHOUT_CLASS,
            NO_CLASS,
            ONE_LATE,
            HALF_BONUS,
        ),
        teacher("Không chủ nhiệm, 75", "75", "A", WITHOUT_CLASS, NO_CLASS, EVASIVE),
        teacher("Không chủ nhiệm, 74,5", "74.5", "B", WITHOUT_CLASS, NO_CLASS, EVASIVE, ONE_LATE),
        teacher("Không chủ nhiệm, 65", "65", "B", WITHOUT_CLASS, NO_CLASS, NO_PROGRESS),
        teacher(
            "Không chủ nhiệm, 64,5",
            "64.5",
            "C",
            WITHOUT_CLASS,
            NO_CLASS,
            NO_PROGRESS,
            ONE_LATE,
        ),
        teacher("Không chủ nhiệm, 50", "50", "C", WITHOUT_CLASS, NO_CLASS, NO_PROGRESS, BAD_PAPERS),
        teacher(
            "Không chủ nhiệm, 49,5",
            "49.5",
            "",
            WITHOUT_CLASS,
            NO_CLASS,
            NO_PROGRESS,
            BAD_PAPERS,
            ONE_LATE,
        ),
        replace(
            teacher(
                "Không được phân công trực tuần",
                "100",
                "Xuất sắc",
                "Mục V.1: chấm đủ 5",
                {"V.1": NOT_ASSIGNED},
            ),
            assigned_max="100",
        ),
        replace(
            teacher(
                "Điểm cộng 12 chỉ tính 10",
                "99.5",
                "A",
                "Mục VI: tổng điểm cộng không quá 10",
                OVER_BONUS,
                EVASIVE,
                {"V.2": happened(("sai nghiêm trọng", "1"))},
                ONE_LATE,
            ),
            base="89.5",
            bonus="10",
        ),
        teacher(
            "Sai quy trình sổ điểm",
            "100",
            "A",
            "Mục II.2: hạ một bậc từ Xuất sắc",
            {"II.2": happened(("sai quy trình", "1"))},
        ),
        teacher(
            "Sai quy trình sổ điểm, đang loại A",
            "95",
            "B",
            "Mục II.2: hạ một bậc từ A",
            {"II.2": happened(("sai quy trình", "1"))},
            EVASIVE,
        ),
        teacher(
            "Vi phạm quy chế, đạo đức",
            "100",
            "C",
            "Điều kiện của loại Xuất sắc, A, B",
            {"VII.1": FAILED},
        ),
        replace(
            teacher(
                "Lên lớp thiếu kế hoạch bài dạy",
                "100",
                "",
                "Mục II.1: không xếp loại tháng",
                {"II.1": happened(("lên lớp thiếu kế hoạch", "1"))},
            ),
            band=None,
            excluded=True,
        ),
        replace(
            teacher(
                "Từ chối chuyên đề",
                "100",
                "",
                "Mục III.2: không xét tháng",
                {"III.2": happened(("không nhận chuyên đề", "1"))},
            ),
            band=None,
            excluded=True,
        ),
    ),
)

TABLES = (
    BKHDT,
    TPHCM_WORK,
    TPHCM_TITLES,
    MTTQ,
    BTP,
    STP,
    BU_DANG,
    HON_QUAN,
    THANH_LOI,
    XUYEN_MOC,
    THADS,
    MAU_03,
    TEACHER,
)
BROKEN = (MAU_03_LITERAL,)
