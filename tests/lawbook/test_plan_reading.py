"""Đọc kế hoạch: every key is read strictly, and a plan of an earlier release as it was."""

from datetime import date
from decimal import Decimal

import pytest

from tests.lawbook.small_book import SMALL, file
from thidua.domain.movement.deadline import Bound, Deadline
from thidua.domain.movement.plan import (
    AwardRound,
    DossierPaper,
    MovementKind,
    PaperNeed,
    Phase,
    PlanForm,
    PlanTask,
    Reach,
    ReportDuty,
    ReportKind,
    RoadStep,
    RoundKind,
)
from thidua.domain.movement.reading import PlanReading
from thidua.domain.movement.target import Measure, Target, TargetSource
from thidua.lawbook.loading import read_book

HEAD = """
[[programmes]]
code = "pt"
name = "Phong trào"
first_year = 2024
last_year = 2026
document = "qc"
article = "Điều 5"
verified = "văn bản"
"""
NEW = """kind = "chuyên đề"
theme = "Chung sức"
scope = "khối"
goes_with = ["Cuộc vận động"]
bases = ["qc"]
tie_breaks = ["nhiều xã hơn"]
remark = "Chưa ghi số."
[[programmes.phases]]
code = "so-ket"
name = "Sơ kết"
from = "2024-02"
to = 2025-06-30
article = "mục 1"
[[programmes.rounds]]
code = "so-ket"
name = "Sơ kết"
kind = "sơ kết"
year = 2025
limits = "decided"
[[programmes.forms]]
award = "giay-khen-khoi"
decides = "Khối trưởng"
to = 2025-06-30
[[programmes.deadlines]]
code = "ho-so"
text = "Nộp hồ sơ"
who = "Đơn vị"
to = "Khối"
day = 20
month = 3
bound = "trước"
readings = [ { code = "sau", text = "nộp năm sau", year_after = 1 } ]
[[programmes.steps]]
code = "nop"
name = "Nộp"
by = "Đơn vị"
to = "Khối"
deadline = "ho-so"
[[programmes.dossier]]
code = "to-trinh"
text = "Tờ trình"
from = "Đơn vị"
copies = 2
needs = ["ký", "đóng dấu"]
[[programmes.reports]]
code = "nam"
name = "Kết quả"
kind = "năm"
owed_by = ["xã"]
to = "Khối"
rule = { bound = "chậm nhất", day = 15, month = 12 }
[[programmes.tasks]]
code = "ke-hoach"
who = ["xã"]
text = "Ban hành kế hoạch"
register = ["dang-ky"]
article = "mục 2"
[[programmes.targets]]
code = "xa"
text = "Xã đạt chuẩn"
amount = "40-50%"
measure = "tỷ lệ"
low = 40
high = "50,5"
unit = "%"
of = "xã"
level = "ntm"
source = "chuẩn"
better = "cao hơn"
"""
PLACE = "tệp luat.toml, bảng [[programmes]] thứ 1 (pt)"


def read(text):
    return read_book([file(SMALL + HEAD + text)])


def test_every_part_of_a_plan_is_kept_as_written():
    book, findings = read(NEW)
    plan = book.programmes["pt"]

    assert findings == []
    assert (plan.kind, plan.theme, plan.reach) == (MovementKind.THEMATIC, "Chung sức", Reach.BLOCK)
    assert (plan.goes_with, plan.tie_breaks) == (("Cuộc vận động",), ("nhiều xã hơn",))
    assert ([one.code for one in plan.bases], plan.note) == (["qc"], "Chưa ghi số.")
    assert plan.phases == (
        Phase(
            code="so-ket",
            name="Sơ kết",
            first=date(2024, 2, 1),
            last=date(2025, 6, 30),
            article="mục 1",
        ),
    )
    assert plan.rounds == (
        AwardRound(
            code="so-ket",
            name="Sơ kết",
            kind=RoundKind.MIDWAY,
            first_year=2025,
            last_year=2025,
            is_undecided=True,
        ),
    )
    assert plan.forms == (
        PlanForm(
            award="giay-khen-khoi",
            name=book.awards["giay-khen-khoi"].name,
            decides="Khối trưởng",
            last=date(2025, 6, 30),
        ),
    )
    due = {"code": "ho-so", "text": "Nộp hồ sơ", "who": "Đơn vị", "to": "Khối"}
    due |= {"day": 20, "month": 3, "bound": Bound.BEFORE}
    later = PlanReading(code="sau", text="nộp năm sau", meaning=Deadline(**due, year_after=1))
    assert plan.deadlines == (Deadline(**due, readings=(later,)),)
    assert plan.steps == (
        RoadStep(code="nop", name="Nộp", by="Đơn vị", to="Khối", deadline="ho-so"),
    )
    assert plan.dossier == (
        DossierPaper(
            code="to-trinh",
            text="Tờ trình",
            origin="Đơn vị",
            copies=2,
            needs=(PaperNeed.SIGNED, PaperNeed.STAMPED),
        ),
    )
    rule = Deadline(code="rule", text="thời hạn", day=15, month=12, bound=Bound.BY)
    assert plan.reports == (
        ReportDuty(
            code="nam", name="Kết quả", kind=ReportKind.YEAR, owed_by=("xã",), to="Khối", rule=rule
        ),
    )
    assert plan.tasks == (
        PlanTask(
            code="ke-hoach",
            who=("xã",),
            text="Ban hành kế hoạch",
            registers=("dang-ky",),
            article="mục 2",
        ),
    )
    assert plan.targets == (
        Target(
            code="xa",
            text="Xã đạt chuẩn",
            amount="40-50%",
            measure=Measure.SHARE,
            low=Decimal(40),
            high=Decimal("50.5"),
            unit="%",
            of="xã",
            level="ntm",
            source=TargetSource.STANDARDS,
        ),
    )


def test_a_plan_of_an_earlier_release_is_read_as_it_was():
    book, findings = read(
        'dossier = ["Tờ trình", "Biên bản"]\nduties = ["Báo cáo"]\n'
        '[[programmes.deadlines]]\ncode = "h"\ntext = "Hạn"\nday = 20\nmonth = 3\n'
        '[[programmes.targets]]\ncode = "x"\ntext = "Xã"\namount = "100%"\n'
    )
    plan = book.programmes["pt"]

    assert findings == []
    assert plan.dossier == (
        DossierPaper(code="giay-to-1", text="Tờ trình"),
        DossierPaper(code="giay-to-2", text="Biên bản"),
    )
    assert plan.deadlines == (Deadline(code="h", text="Hạn", day=20, month=3),)
    assert plan.deadlines[0].last_day(2024) is None
    assert plan.targets == (Target(code="x", text="Xã", amount="100%"),)


@pytest.mark.parametrize(
    ("old", "new", "part", "message"),
    [
        (
            *('bound = "trước"\n', "", "deadlines thứ 1"),
            "có «day» thì phải có «bound»: trước, chậm nhất hoặc trong",
        ),
        ("day = 20\nmonth = 3", "day = 30\nmonth = 2", "deadlines thứ 1", "không có thật"),
        ("day = 20\n", "", "deadlines thứ 1", "«bound» là «trước» thì cần có «day»"),
        (
            *('bound = "trước"', 'bound = "trong"', "deadlines thứ 1"),
            "«bound» là «trong» thì chỉ ghi tháng hoặc năm, không ghi «day»",
        ),
        ("year_after = 1", "year_after = 2", "readings thứ 1", "«year_after» phải là 0 hoặc 1"),
        ("year_after = 1", "nam_sau = 1", "readings thứ 1", "không biết khóa «nam_sau»"),
        (", year_after = 1", "", "readings thứ 1", "cách hiểu không thay khóa nào"),
        ('high = "50,5"', "high = 30", "targets thứ 1", "«high» 30 thấp hơn «low» 40"),
        ('high = "50,5"', 'high = "năm mươi"', "targets thứ 1", "«high» phải là số"),
        ("low = 40\n", "", "targets thứ 1", "«high» 50.5 thấp hơn «low» không có"),
        ('high = "50,5"', "high = 150", "targets thứ 1", "«high» 150 quá 100 %"),
        *(
            ('low = 40\nhigh = "50,5"', f"low = {low}", "targets thứ 1", message)
            for low, message in ((150, "«low» 150 quá 100 %"), (-5, "«low» -5 không được âm"))
        ),
        ('"cao hơn"', '"thấp hơn"', "targets thứ 1", "thì chỉ ghi «low», không ghi «high»"),
        (
            *("low = 40", "low = 40\nyear = 2025\nbase_year = 2025", "targets thứ 1"),
            "«base_year» 2025 phải trước «year» 2025",
        ),
        ("low = 40", "low = 40\nyear = 2050", "", "mục tiêu «xa» ghi năm 2050, ngoài các năm"),
        ("low = 40", "low = 40\nbase_year = 2060", "", "năm gốc của mục tiêu «xa» ghi năm 2060"),
        ("month = 3\n", "month = 3\nyear = 2030\n", "", "thời hạn «ho-so» ghi năm 2030, ngoài"),
        (
            *("month = 3\n", "month = 3\nyear = 2024\n", ""),
            "thời hạn «ho-so» ghi năm 2024, ngoài các năm 2024–2026",
        ),
        ('measure = "tỷ lệ"', 'measure = "ước"', "targets thứ 1", "không hiểu «ước» ở «measure»"),
        ('register = ["dang-ky"]', 'register = ["so-x"]', "tasks thứ 1", "không hiểu «so-x»"),
        ("to = 2025-06-30\narticle", 'to = "2023"\narticle', "phases thứ 1", "trước «from»"),
        ('from = "2024-02"', 'from = "2024-13"', "phases thứ 1", "«from» phải là một ngày"),
        ("year = 2025\n", "year = 2027\n", "rounds thứ 1", "ngoài các năm 2024–2026"),
        ('deadline = "ho-so"', 'deadline = "x"', "steps thứ 1", "không có thời hạn «x»"),
        ('needs = ["ký"', 'needs = ["vân tay"', "dossier thứ 1", "không hiểu «vân tay»"),
        ('decides = "Khối trưởng"\n', "", "forms thứ 1", "thiếu khóa «decides»"),
        ('owed_by = ["xã"]\n', "", "reports thứ 1", "thiếu khóa «owed_by»"),
        ("day = 15, month = 12", "day = 31, month = 11", "rule", "không có thật"),
        ('bases = ["qc"]', 'bases = ["kh-1"]', "", "không có văn bản «kh-1»"),
        ('scope = "khối"', 'scope = "xã"', "", "không hiểu «xã» ở «scope»"),
    ],
)
def test_a_fault_of_a_plan_names_its_table_and_what_is_wrong(old, new, part, message):
    assert NEW.count(old) >= 1

    book, findings = read(NEW.replace(old, new, 1))

    assert book is None
    assert len(findings) == 1
    assert findings[0].place.startswith(PLACE)
    assert part in findings[0].place
    assert message in findings[0].message


def test_the_fewer_the_better_has_one_mark_alone():
    one = NEW.replace('high = "50,5"\n', "").replace('"cao hơn"', '"thấp hơn"')

    book, findings = read(one)

    assert findings == []
    assert [(row.low, row.fewer_is_better) for row in book.programmes["pt"].targets] == [
        (Decimal(40), True)
    ]


def test_two_rows_of_one_code_are_refused():
    task = NEW[NEW.index("[[programmes.tasks]]") : NEW.index("[[programmes.targets]]")]

    _, findings = read(NEW + task)

    assert [(one.place, one.message) for one in findings] == [
        (PLACE, "«tasks» có hai dòng mã «ke-hoach»")
    ]


def test_a_circle_of_parts_is_refused_and_so_is_a_part_of_nothing():
    other = HEAD.replace('code = "pt"', 'code = "nhanh"') + 'part_of = "pt"\n'

    _, circle = read('part_of = "nhanh"\n' + other)
    _, nothing = read('part_of = "mat"\n')
    book, fine = read(other)

    assert [one.message for one in circle] == [
        "«part_of» đi vòng: pt → nhanh → pt",
        "«part_of» đi vòng: nhanh → pt → nhanh",
    ]
    assert [one.message for one in nothing] == ["không có phong trào «mat» ở «part_of»"]
    assert fine == []
    assert book.programmes["nhanh"].part_of == "pt"
