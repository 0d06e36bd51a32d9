"""Kỳ trong năm qua dòng lệnh: a month's whole way, and the year that adds its quarters."""

import json
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.commands.test_commands import UNITS, run, workbook
from tests.services.months import period
from thidua.domain.period.stage import Stage

PLACE = ("--block", "K1", "--year", 2025)
LEFT_OUT = "Lưu ý – Trang Bảng: bảng không có cột của C; điểm đang lưu của đơn vị ấy giữ nguyên\n"
"""Đơn vị mà bảng rộng không có cột."""


def covenant(part="", rows=(), settings=()):
    """Sổ giao ước của một kỳ."""
    return {
        "Giao ước": [
            ["Mục", "Giá trị"],
            ["Khối", "K1"],
            ["Năm", 2025],
            *([["Kỳ", part]] if part else []),
            *settings,
            ["Tên giao ước", "Giao ước thử"],
            ["Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"],
        ],
        "Tiêu chí": [
            ["Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tham số", "Dấu"],
            *(rows or [["I", "Chuyên môn", 100, "Chấm mức", None, None]]),
        ],
        "Xếp hạng": [
            ["Loại", "Thứ tự", "Nội dung", "Giá trị"],
            ["Tiêu chí phụ", 1, "Điểm nhóm", "I"],
        ],
    }


def scores(**points):
    """Bảng điểm: the points of each unit."""
    return {
        "Bảng điểm": [
            ["Mã đơn vị", "Mã tiêu chí", "Điểm"],
            *([unit, "I", value] for unit, value in points.items()),
        ]
    }


@pytest.fixture
def saved(tmp_path):
    """Ghi một sổ thành tệp."""

    def save(content):
        file = tmp_path / f"{next(iter(content))}.xlsx"
        workbook(content).save(file)
        return file

    return save


@pytest.fixture
def units(sqlite_url, saved):
    """Khối đã có đơn vị."""
    assert run("import-units", saved(UNITS)).exit_code == 0
    return sqlite_url


def test_a_month_goes_its_whole_way(units, saved, tmp_path):
    made = run("import-covenant", saved(covenant("Tháng 3-4")))
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.splitlines() == [
        "Giao ước thử: 1 tiêu chí, 0 nhóm.",
        "10 dòng có nội dung: 7 dòng được đọc, 3 dòng bỏ qua (3 dòng tiêu đề).",
        "Đã nhập giao ước tháng 3–4 năm 2025.",
    ]
    verified = ("--hand", "verified")
    file = saved(scores(A=80, B="90,5", C=70))
    assert run("import-scores", file, *PLACE, *verified, "--period", "thang-3").exit_code == 0

    assert run("standings", *PLACE, "--period", "thang-3").stdout.splitlines() == [
        "Khối thử, tháng 3 năm 2025, giao ước bản 1 (TẠM TÍNH)",
        "   1       90,50  Phòng B",
        "   2       80,00  Phòng A",
        "   3       70,00  Phòng C",
    ]
    told = json.loads(run("standings", *PLACE, "--period", "Tháng 3", "--json").stdout)
    assert (told["year"], told["period"]) == (2025, "thang-3")
    assert [one["rank"] for one in told["units"]] == [1, 2, 3]
    empty = json.loads(run("standings", *PLACE, "--period", "thang-4", "--json").stdout)
    assert [one["total"] for one in empty["units"]] == [None, None, None]


def test_a_template_of_march_is_refused_in_april_and_says_its_month(units, saved, tmp_path):
    run("import-covenant", saved(covenant("Tháng 3-4")))
    file = tmp_path / "mau.xlsx"
    march = ("--period", "thang-3")
    assert run("export", "mau-tham-dinh", *PLACE, "--to", file, *march).exit_code == 0
    book = load_workbook(file)
    assert book.worksheets[0]["A1"].value == "Bảng điểm thẩm định · Khối thử · tháng 3 năm 2025"

    done = run("import-scores", file, *PLACE, "--hand", "verified", "--period", "thang-4")

    assert done.exit_code == 1
    assert "tệp này lập cho khối K1 tháng 3 năm 2025, không phải khối K1 tháng 4" in done.stderr
    assert run("import-scores", file, *PLACE, "--hand", "verified", *march).exit_code == 0


@pytest.mark.parametrize("kind", ["xlsx", "giao-uoc", "don-vi", "pack", "mau-tu-cham"])
def test_every_kind_of_export_is_made_of_a_month(units, saved, tmp_path, kind):
    run("import-covenant", saved(covenant("Tháng 3")))
    run("import-scores", saved(scores(A=80)), *PLACE, "--hand", "verified", "--period", "thang-3")
    file = tmp_path / "tep.xlsx"
    done = run("export", kind, *PLACE, "--to", file, "--period", "thang-3")

    assert (done.exit_code, done.stderr) == (0, "")
    names = ZipFile(file).namelist()
    assert names
    if kind == "xlsx":
        first = load_workbook(file).worksheets[0]
        assert first["A1"].value.startswith("Tổng hợp điểm thi đua · Khối thử · tháng 3 năm 2025")


def test_the_year_adds_its_quarters(units, saved):
    year = [
        ["I", "Điểm các quý", 100, "Từ các kỳ", "trung bình các quý", None],
        ["II", "Tổng kết", 10, "Chấm mức", None, "thưởng"],
    ]
    done = run("import-covenant", saved(covenant(rows=year)))
    assert (done.exit_code, done.stderr) == (0, "")
    run("import-covenant", saved(covenant("Các quý")))
    for at in range(1, 5):
        file = saved(scores(A=80 + at, B=90, C=60))
        run("import-scores", file, *PLACE, "--hand", "verified", "--period", f"quy-{at}")
    own = {
        "Bảng điểm": [
            ["Mã đơn vị", "Mã tiêu chí", "Điểm"],
            *([unit, "II", 2] for unit in "ABC"),
        ]
    }
    run("import-scores", saved(own), *PLACE, "--hand", "verified")
    told = json.loads(run("standings", *PLACE, "--json").stdout)

    assert [(one["unit"], one["rank"], one["total"]) for one in told["units"]] == [
        ("B", 1, "92.00"),
        ("A", 2, "84.50"),
        ("C", 3, "62.00"),
    ]
    assert told["units"][1]["lines"]["I"] == {
        "points": "82.50",
        "explain": "Từ các kỳ (trung bình các quý); "
        "(Quý I 81 + Quý II 82 + Quý III 83 + Quý IV 84) / 4 = 82,5",
    }


def test_a_file_that_scores_what_comes_from_the_periods_is_refused(units, saved):
    year = [["I", "Điểm các quý", 100, "Từ các kỳ", "trung bình các quý", None]]
    run("import-covenant", saved(covenant(rows=year)))
    done = run("import-scores", saved(scores(A=80)), *PLACE, "--hand", "verified")

    assert done.exit_code == 1
    assert "lấy điểm từ các kỳ, không nhập; hãy để trống dòng này" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "thang-9"), "chưa có kỳ «thang-9»; các kỳ đang có: thang-3"),
        (("--period", "mùa hè"), "chưa có kỳ «mùa hè»"),
    ],
)
def test_an_unknown_period_is_refused_with_those_there_are(units, saved, words, said):
    run("import-covenant", saved(covenant("Tháng 3")))
    done = run("standings", *PLACE, *words)

    assert done.exit_code == 1
    assert said in done.stderr


def test_a_campaign_has_its_days(units, saved):
    days = [["Từ ngày", "01/05/2025"], ["Đến ngày", "31/05/2025"]]
    assert run("import-covenant", saved(covenant("Đợt 19/5"))).exit_code == 1
    done = run("import-covenant", saved(covenant("Đợt thi đua 19/5", settings=days)))

    assert done.stdout.splitlines()[-1] == "Đã nhập giao ước đợt thi đua 19/5 năm 2025."
    assert period("dot-19-5").stage is Stage.PREPARE


def test_a_wide_sheet_of_a_month_goes_into_that_month(sqlite_url, saved):
    run("import-units", saved(UNITS))
    run("import-covenant", saved(covenant("Tháng 3")))
    sheet = {"Tháng 3": [["TT", "Nội dung", "A", "B"], ["I", "Chuyên môn", 90, 80]]}

    done = run(
        *("import-scores", saved(sheet), *PLACE, "--period", "thang-3"),
        *("--hand", "verified", "--wide"),
    )

    assert done.exit_code == 0, done.stderr
    shown = run("standings", *PLACE, "--period", "thang-3", "--json")
    totals = {one["unit"]: one["total"] for one in json.loads(shown.stdout)["units"]}
    assert (totals["A"], totals["B"]) == ("90.00", "80.00")


def test_the_table_of_a_month_goes_into_that_month(units, saved):
    for part in ("", "Tháng 3-4"):
        assert run("import-covenant", saved(covenant(part))).exit_code == 0
    table = {
        "Bảng": [
            ["BẢNG ĐIỂM THÁNG 3"],
            ["TT", "Nội dung", "Đơn vị A", "Đơn vị B"],
            ["I", "Chuyên môn", 80, 70],
        ]
    }
    answers = ("--hand", "verified", "--wide")
    made = run("import-scores", saved(table), *PLACE, *answers, "--period", "thang-3")
    assert (made.exit_code, made.stderr) == (0, LEFT_OUT)

    def points(*words):
        shown = json.loads(run("standings", *PLACE, "--json", *words).stdout)
        return {one["unit"]: one["total"] for one in shown["units"]}

    assert points("--period", "thang-3") == {"A": "80.00", "B": "70.00", "C": None}
    assert points() == {"A": None, "B": None, "C": None}


def test_a_wide_sheet_of_a_month_goes_into_that_month_and_nowhere_else(units, saved):
    run("import-covenant", saved(covenant()))
    run("import-covenant", saved(covenant("Tháng 3-4")))
    rows = [["TT", "Nội dung", "Phòng A", "Phòng B"], ["I", "Chuyên môn", 80, 90]]
    sheet = {"Bảng": [["BẢNG ĐIỂM THÁNG 3 NĂM 2025"], *rows]}
    options = (*PLACE, "--hand", "verified", "--period", "thang-3", "--wide")
    other = run("import-scores", saved(sheet), *options, "--period", "thang-4", "--check")
    assert other.stderr == (
        "Cảnh báo – Trang Bảng: tên bảng ghi tháng 3 nhưng đang nhập vào tháng 4 năm 2025\n"
        + LEFT_OUT
    )

    done = run("import-scores", saved(sheet), *options)

    assert (done.exit_code, done.stdout.splitlines()[-1], done.stderr) == (
        0,
        "Đã nhập: mới 2, đổi 0, bỏ 0, giữ nguyên 0.",
        LEFT_OUT,
    )
    totals = {
        words: [
            one["total"]
            for one in json.loads(run("standings", *PLACE, *words, "--json").stdout)["units"]
        ]
        for words in ((), ("--period", "thang-3"), ("--period", "thang-4"))
    }
    assert totals == {
        (): [None, None, None],
        ("--period", "thang-3"): ["90.00", "80.00", None],
        ("--period", "thang-4"): [None, None, None],
    }


@pytest.mark.parametrize(
    ("part", "how", "said"),
    [
        ("", "trung bình 3 quý", "lấy 3 quý nhưng năm 2025 có 4 quý"),
        ("", "trung bình 6 tháng", "lấy 6 tháng nhưng năm 2025 có 12 tháng"),
        ("", "trung bình 12 tháng", None),
        ("Quý I", "trung bình 12 tháng", "lấy 12 tháng nhưng quý I năm 2025 có 3 tháng"),
        ("Quý I", "cộng 3 tháng", None),
        ("6 tháng", "trung bình 2 quý", None),
    ],
)
def test_as_many_periods_as_the_covenant_says_or_none(units, saved, part, how, said):
    rows = [["I", "Điểm các kỳ", 100, "Từ các kỳ", how, None]]

    done = run("import-covenant", saved(covenant(part, rows)))

    kind = how.rpartition(" ")[2]
    told = f"{said}, và mọi {kind} đều được lấy; hãy ghi «các {kind}»" if said else ""
    assert (done.exit_code, done.stderr) == (
        (1, f"LỖI – Ô E2 trang Tiêu chí: I ghi {told}\nChưa có gì được ghi.\n") if said else (0, "")
    )


def test_a_year_made_of_its_quarters_alone_is_ranked_by_them(units, saved):
    rows = [["I", "Điểm các quý", 100, "Từ các kỳ", "trung bình các quý", None]]
    run("import-covenant", saved(covenant("Các quý")))
    run("import-covenant", saved(covenant(rows=rows)))
    for at in range(1, 5):
        file = saved(scores(A=99, B=90) if at < 4 else scores(A=99))
        run("import-scores", file, *PLACE, "--hand", "verified", "--period", f"quy-{at}")

    shown = run("standings", *PLACE)

    assert shown.stdout.splitlines() == [
        "Khối thử, năm 2025, giao ước bản 1 (TẠM TÍNH)",
        "   1       99,00  Phòng A",
        "   –     chưa có  Phòng B",
        "   –     chưa có  Phòng C",
    ]
