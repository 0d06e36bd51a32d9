"""Khen thưởng bằng dòng lệnh: workbooks in, verdicts out, each refusal with its cell."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.services.dossier_block import switch
from thidua.commands.app import app
from thidua.db.engine import sqlite_file

UNITS = [
    ("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm"),
    *[("K1", "Khối một", code, f"Sở {code}", code, "Sở", 2025) for code in "ABC"],
]
PEOPLE = [
    ("Mã", "Họ tên", "Mã đơn vị", "Chức vụ", "Lãnh đạo"),
    ("P1", "Trần Văn An", "A", "Trưởng phòng", "có"),
    ("P2", "Lê Thị Bình", "B", "Chuyên viên", "không"),
]
FACT_HEAD = ("Mã", "Dữ kiện", "Năm", "Giá trị", "Minh chứng")
WHOLE = {
    "xep_loai": "HTXS",
    "Tích cực tham gia phong trào thi đua": "có",
    "so_nguoi": 5,
    "so_hoan_thanh": 5,
    "so_ldtt": 4,
    "so_cstdcs": 1,
    "doan_ket": "có",
    "guong_mau_chap_hanh": "có",
    "thang_hoat_dong": 12,
    "da_khai_du_nam": "có",
}
EXCELLENT = "tap-the-lao-dong-xuat-sac"
AWARD_HEAD = ("Mã", "Danh hiệu", "Năm", "Số quyết định", "Ngày", "Cơ quan")
AWARDS = [
    AWARD_HEAD,
    ("P1", "Chiến sĩ thi đua cơ sở", 2023, "1/QĐ", datetime(2024, 1, 15), "Sở A"),  # noqa: DTZ001
    ("P1", "chien-si-thi-dua-co-so", 2024, "2/QĐ", "15/01/2025", "Sở A"),
    ("P1", "chien-si-thi-dua-co-so", 2025, "3/QĐ", "15/01/2026", "Sở A"),
    ("A", "Bằng khen của bộ, ban, ngành, tỉnh", 2022, "4/QĐ", None, "UBND tỉnh"),
]


def facts(**changed):
    """Dữ kiện: A just reaches every line, B has what is changed."""
    rows = [("A", name, 2025, value, None) for name, value in WHOLE.items()]
    rows += [("B", name, 2025, value, None) for name, value in {**WHOLE, **changed}.items()]
    return [FACT_HEAD, *rows]


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def dump(url):
    with closing(sqlite3.connect(sqlite_file(url))) as raw:
        return list(raw.iterdump())


@pytest.fixture
def save(tmp_path):
    """Ghi các dòng thành sổ."""

    def saved(rows, name="so"):
        book = openpyxl.Workbook()
        book.active.title = "Trang"
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / f"{name}.xlsx")
        return tmp_path / f"{name}.xlsx"

    return saved


@pytest.fixture
def block(sqlite_url, save):
    """Khối ba đơn vị với hai người."""
    for command, rows in (("import-units", UNITS), ("import-people", PEOPLE)):
        done = run(command, save(rows))
        assert (done.exit_code, done.stderr) == (0, "")
    return sqlite_url


def judged(*words):
    done = run("eligibility", "--year", 2025, *words, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def verdicts(*words):
    return {row["code"]: row["verdict"] for row in judged(*words)}


def account(rows, fate):
    """Bản kê của một danh sách chỉ có dòng tiêu đề và những dòng cùng một việc."""
    return (
        f"{rows + 1} dòng có nội dung: {rows} dòng được đọc ({fate} {rows}), 1 dòng bỏ qua "
        "(1 dòng tiêu đề).\n"
    )


def test_from_workbooks_to_the_verdicts(block, save):
    done = run("import-facts", save(facts(so_ldtt=3)))
    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        "Đã nhập: mới 20, đổi 0, bỏ 0, giữ nguyên 0.\n" + account(20, "mới"),
        "",
    )

    assert verdicts("--award", EXCELLENT) == {
        "A": "eligible",
        "B": "not_eligible",
        "C": "missing_data",
    }


def test_each_row_has_the_shape_that_machines_read(block, save):
    run("import-facts", save(facts(so_ldtt=3)))

    found = next(row for row in judged("--award", EXCELLENT) if row["code"] == "B")
    failed = next(one for one in found["findings"] if one["verdict"] == "không đạt")

    assert {key: found[key] for key in ("code", "name", "award", "verdict", "quota")} == {
        "code": "B",
        "name": "Sở B",
        "award": EXCELLENT,
        "verdict": "not_eligible",
        "quota": [],
    }
    assert {
        key: failed[key]
        for key in ("requirement", "value", "threshold", "verdict", "reference", "in_force_from")
    } == {
        "requirement": "Ít nhất 70% cá nhân đạt Lao động tiên tiến",
        "value": "3/5 người (60 %)",
        "threshold": "ít nhất 70 %, tức 4/5 người",
        "verdict": "không đạt",
        "reference": "Luật 06/2022/QH15, điểm c khoản 1 Điều 27",
        "in_force_from": "2024-01-01",
    }
    assert failed["remedy"] == "cần thêm 1 người đạt Lao động tiên tiến"


def test_the_quota_stands_beside_whoever_it_counts(block, save):
    switch("BK.COKHOI")
    facts_said = ("thanh_tich_dot_xuat", "da_khai_du_nam")
    rows = [(code, fact, 2025, "có", None) for code in "ABC" for fact in facts_said]
    run("import-facts", save([FACT_HEAD, *rows]))

    found = judged("--award", "bang-khen-tinh")

    quota = {json.dumps(row["quota"], ensure_ascii=False) for row in found}
    assert [json.loads(one) for one in quota] == [
        [
            {
                "code": "BK.COKHOI",
                "status": "needs_vote",
                "most": 2,
                "count": 3,
                "proposed": [],
                "undecided": {"units": ["A", "B", "C"], "open_places": 2},
                "beyond": [],
                "advice": "A, B, C cùng hạng ở suất cuối: biểu quyết chọn 2; bớt 1 đề nghị",
            }
        ]
    ]


def test_awards_of_earlier_years_make_the_run(block, save):
    done = run("import-awards", save(AWARDS))
    assert (done.exit_code, done.stdout) == (
        0,
        "Đã nhập: mới 4, đổi 0, bỏ 0, giữ nguyên 0.\n" + account(4, "mới"),
    )
    run("import-facts", save([FACT_HEAD, ("P1", "sang_kien_cap", 2025, "tỉnh", None)]))

    slug = "chien-si-thi-dua-tinh"
    assert verdicts("--award", slug) == {"P1": "eligible", "P2": "missing_data"}
    said = run("eligibility", "--award", slug, "--year", 2025, "--block", "K1").stdout
    assert said.splitlines()[1] == "  P1  Trần Văn An: đủ điều kiện để được chọn"


def test_the_flag_at_the_review_of_a_movement_is_judged_by_requirements_of_its_own(block, save):
    """Khoản 2 Điều 26."""
    rows = [
        (code, fact, 2025, said, None)
        for code, years in (("A", 3), ("B", 2))
        for fact, said in (
            *(("dan_dau_chuyen_de", "có"), ("so_nam_chuyen_de", years)),
            *(("tong_ket_chuyen_de", "có"), ("da_khai_du_nam", "có")),
        )
    ]
    run("import-facts", save([FACT_HEAD, *rows]))

    found = judged("--award", "co-thi-dua-tinh", "--thematic")

    assert {row["code"]: (row["occasion"], row["verdict"]) for row in found} == {
        "A": ("thematic", "eligible"),
        "B": ("thematic", "not_eligible"),
        "C": ("thematic", "missing_data"),
    }
    refused = run(
        *("eligibility", "--year", 2025, "--programme", "binh-phuoc-nong-thon-moi"), "--thematic"
    )
    assert refused.exit_code == 2


def test_the_flag_of_a_province_waits_for_who_organises_the_block(block, save):
    """Khoản 1 Điều 26: a block organised by bộ, tỉnh, as the block says of itself."""
    flag = "co-thi-dua-tinh"
    names = (
        *("dan_dau_khoi", "vuot_chi_tieu", "tieu_bieu_xuat_sac", "doan_ket"),
        *("dang_doan_the_vung_manh", "thuc_hanh_tiet_kiem", "chong_lang_phi_tham_nhung"),
        "da_khai_du_nam",
    )
    run("import-facts", save([FACT_HEAD, *(("A", name, 2025, "có", None) for name in names)]))
    assert verdicts("--award", flag)["A"] == "missing_data"

    said = {}
    for level in ("Sở", "Tỉnh"):
        rows = [
            (*row, *more)
            for row, more in zip(
                UNITS,
                [("Cấp tổ chức khối", "Nơi tổ chức khối", "Văn bản tổ chức khối")]
                + [(level, "Nơi tổ chức", "QĐ 1770/QĐ-UBND")] * 3,
                strict=True,
            )
        ]
        done = run("import-units", save(rows, "don-vi"))
        assert (done.exit_code, done.stderr) == (0, "")
        said[level] = verdicts("--award", flag)["A"]

    assert said == {"Sở": "not_eligible", "Tỉnh": "eligible"}


def test_the_day_decides_under_which_text(block, save):
    run("import-facts", save(facts()))

    for day in ("2026-10-01", "01/10/2026"):
        found = judged("--award", EXCELLENT, "--on", day)[0]
        assert found["on"] == "2026-10-01"
        assert any("Luật 06/2026/QH16" in said for said in found["findings"][0]["warnings"])
    before = judged("--award", EXCELLENT, "--on", "2026-09-30")[0]
    assert before["findings"][0]["warnings"] == []


def test_a_programme_judges_each_in_its_group(block, save):
    rows = [
        ("A", "nhom_doi_tuong", None, "1.1", None),
        ("A", "hoan_thanh_nhiem_vu_bcd", 2025, "có", None),
        ("P1", "nhom_doi_tuong", None, "1.5.1", None),
    ]
    run("import-facts", save([FACT_HEAD, *rows]))

    found = judged("--programme", "binh-phuoc-nong-thon-moi")

    assert [
        (row["group"], row["verdict"], [one["code"] for one in row["quota"]])
        for row in found
        if row["code"] in ("A", "P1")
    ] == [
        ("1.1", "missing_data", ["1.1"]),
        ("1.5.1", "missing_data", ["1.5.1", found_leaders(found)]),
    ]


def test_a_unit_in_no_group_of_a_programme_is_named_in_words_and_for_machines(sqlite_url, save):
    (head, *rows) = UNITS
    kinds = ("Sở, ngành", "Hội", "")
    rows = [(*row[:5], kind, row[6]) for row, kind in zip(rows, kinds, strict=True)]
    assert run("import-units", save([head, *rows])).exit_code == 0
    said = ("eligibility", "--year", 2025, "--programme", "binh-phuoc-nong-thon-moi")

    found = {row["code"]: (row["group"], row["verdict"]) for row in judged(*said[3:])}

    assert found == {
        "A": ("1.1", "missing_data"),
        "B": (None, "unsorted"),
        "C": (None, "unsorted"),
    }
    assert "loại đã ghi không thuộc nhóm nào: B («Hội»)" in run(*said).stdout


def found_leaders(found):
    """Mã của tỷ lệ lãnh đạo, which stands beside every group it counts."""
    return next(
        one["code"]
        for row in found
        for one in row["quota"]
        if row["group"] == "1.5.1" and one["code"] != "1.5.1"
    )


def test_what_is_wanting_is_told_to_people_with_its_article(block, save):
    run("import-facts", save(facts(so_ldtt=3)))

    said = run("eligibility", "--award", EXCELLENT, "--year", 2025, "--block", "K1").stdout

    assert said.splitlines()[:4] == [
        "Khối một, năm 2025, xét theo quy định ngày 31/12/2025",
        "  A  Sở A: đủ điều kiện (1 tiêu chuẩn chưa đối chiếu lời văn)",
        "  B  Sở B: chưa đủ điều kiện (1 tiêu chuẩn chưa đối chiếu lời văn)",
        "      không đạt: Ít nhất 70% cá nhân đạt Lao động tiên tiến (3/5 người (60 %); cần ít "
        "nhất 70 %, tức 4/5 người; Luật 06/2022/QH15, điểm c khoản 1 Điều 27) → cần thêm 1 người "
        "đạt Lao động tiên tiến",
    ]


def test_importing_again_changes_nothing_and_check_writes_nothing(block, save):
    before = dump(block)
    for command, rows in (("import-facts", facts()), ("import-awards", AWARDS)):
        file = save(rows, command)
        checked = run(command, file, "--check")
        assert checked.stdout == (
            f"Chỉ xem trước: mới {len(rows) - 1}, đổi 0, bỏ 0, giữ nguyên 0.\n"
            + account(len(rows) - 1, "mới")
        )
        assert dump(block) == before
    for command, rows in (("import-facts", facts()), ("import-awards", AWARDS)):
        run(command, save(rows, command))
    written = dump(block)

    for command, rows in (
        ("import-facts", facts()),
        ("import-awards", AWARDS),
        ("import-people", PEOPLE),
    ):
        again = run(command, save(rows, command))
        assert again.stdout == (
            f"Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên {len(rows) - 1}.\n"
            + account(len(rows) - 1, "giữ nguyên")
        )
    assert dump(block) == written
    assert run("verify").exit_code == 0


BROKEN = {
    "a fact nobody knows": (
        "import-facts",
        [FACT_HEAD, ("A", "so_nguoii", 2025, 5, None)],
        "LỖI – Ô B2 trang Trang: không có dữ kiện «so_nguoii»",
    ),
    "somebody nobody knows": (
        "import-facts",
        [FACT_HEAD, ("X", "so_nguoi", 2025, 5, None)],
        "LỖI – Ô A2 trang Trang: không có đơn vị hay cá nhân nào mang mã «X»",
    ),
    "a value of another kind": (
        "import-facts",
        [FACT_HEAD, ("A", "xep_loai", 2025, "giỏi", None)],
        "LỖI – Ô D2 trang Trang: «Mức xếp loại»: không hiểu «giỏi»",
    ),
    "a number below nothing": (
        "import-facts",
        [FACT_HEAD, ("A", "so_nguoi", 2025, -1, None)],
        "LỖI – Ô D2 trang Trang: «Số người của tập thể»: «-1» không thể âm",
    ),
    "a formula": (
        "import-facts",
        [FACT_HEAD, ("A", "so_nguoi", 2025, "=4+1", None)],
        "LỖI – Ô D2 trang Trang: ô chứa công thức",
    ),
    "a unit nobody knows": (
        "import-people",
        [PEOPLE[0], ("P9", "Ngô Chi", "X", None, None)],
        "LỖI – Ô C2 trang Trang: không có đơn vị «X»",
    ),
    "the code of a unit": (
        "import-people",
        [PEOPLE[0], ("A", "Ngô Chi", "A", None, None)],
        "LỖI – Ô A2 trang Trang: mã «A» là mã của một đơn vị",
    ),
    "an award of people given to a unit": (
        "import-awards",
        [AWARD_HEAD, ("A", "lao-dong-tien-tien", 2024, None, None, None)],
        "LỖI – Ô B2 trang Trang: «Lao động tiên tiến» không tặng cho tập thể",
    ),
    "a day that is none": (
        "import-awards",
        [AWARD_HEAD, ("A", "giay-khen", 2024, None, "30/02/2025", None)],
        "LỖI – Ô E2 trang Trang: «30/02/2025» phải là ngày, ví dụ 20/03/2026",
    ),
    "no header": (
        "import-awards",
        [("Cột lạ",)],
        "LỖI – Trang Trang: không tìm thấy dòng tiêu đề",
    ),
}


@pytest.mark.parametrize(("command", "rows", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_workbook_is_refused_whole(block, save, command, rows, said):
    good = {
        "import-facts": ("B", "so_nguoi", 2025, 5, None),
        "import-people": ("P8", "Đỗ Dũng", "B", None, None),
        "import-awards": ("B", "giay-khen", 2024, None, None, None),
    }[command]
    before = dump(block)

    done = run(command, save([*rows, good]))

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(said), done.stderr
    assert "chưa có gì được ghi" in done.stderr
    assert dump(block) == before


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--award", EXCELLENT, "--programme", "binh-phuoc-nong-thon-moi"],
        ["--award", EXCELLENT, "--on", "mai"],
        ["--award", EXCELLENT, "--year", "0"],
    ],
)
def test_a_question_that_makes_no_sense_is_a_misuse(block, words):
    assert run("eligibility", "--year", 2025, *words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--award", "khong-co"], "Bộ luật không có danh hiệu «khong-co»"),
        (["--programme", "khong-co"], "Bộ luật không có chương trình «khong-co»"),
        (["--award", EXCELLENT, "--block", "X"], "Khối «X» chưa có kỳ thi đua năm 2025"),
        (
            ["--programme", "tay-ninh-thi-dua-2025"],
            "không nêu nhóm đối tượng và điều kiện khen riêng",
        ),
        (
            ["--programme", "binh-phuoc-nong-thon-moi", "--on", "2020-01-01"],
            "chưa có hiệu lực vào ngày 01/01/2020",
        ),
    ],
)
def test_an_answer_that_cannot_be_given_is_refused_with_the_reason(block, words, said):
    done = run("eligibility", "--year", 2025, *words)

    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("eligibility", "--award", EXCELLENT, "--year", 2025),
        ("import-people", "khong-co.xlsx"),
    ],
)
def test_without_a_database_the_way_to_one_is_told(blank_sqlite_url, words):
    done = run(*words)

    assert done.exit_code == 1
    assert "python -m thidua init" in done.stderr


def test_a_wrong_local_file_of_law_is_told_with_its_place(block, save, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    (tmp_path / "luat").mkdir()
    (tmp_path / "luat" / "dia_phuong.toml").write_text("[[quotas]\n", encoding="utf-8")
    before = dump(block)
    said = "tệp luat/dia_phuong.toml: không đọc được tệp ở dòng 1, cột 9: sai cách viết TOML\n"

    for words in (
        ("eligibility", "--award", EXCELLENT, "--year", 2025),
        ("import-facts", save(facts())),
        ("import-awards", save(AWARDS)),
    ):
        done = run(*words)
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", said)
    assert dump(block) == before


def test_an_outside_list_is_compared_and_only_what_is_chosen_is_taken(block, save):
    run("import-awards", save(AWARDS))
    outside = [
        AWARD_HEAD,
        AWARDS[1],
        ("P1", "chien-si-thi-dua-co-so", 2024, "2/QĐ", "16/01/2025", "Sở A"),
        ("A", "Giấy khen", 2023, "9/QĐ", None, "Sở A"),
    ]
    before = dump(block)
    title = "Chiến sĩ thi đua cơ sở"

    done = run("reconcile-awards", save(outside))

    assert (done.exit_code, done.stdout) == (
        0,
        "Đối chiếu các năm 2023–2024: khác nhau 1, chỉ có ở danh sách ngoài 1, chỉ có ở đây 0, "
        "khớp 1.\n"
        f"  [2] khác nhau: P1 · Trần Văn An: {title} năm 2024, quyết định 2/QĐ, ngày 15/01/2025, "
        f"Sở A ≠ {title} năm 2024, quyết định 2/QĐ, ngày 16/01/2025, Sở A\n"
        "  [3] chỉ có ở danh sách ngoài: A · Sở A: Giấy khen năm 2023, quyết định 9/QĐ, Sở A\n"
        f"  khớp: P1 · Trần Văn An: {title} năm 2023, quyết định 1/QĐ, ngày 15/01/2024, Sở A\n",
    )
    assert dump(block) == before

    done = run("reconcile-awards", save(outside), "--take", 3)
    assert done.stdout.endswith("Đã nhập: mới 1, đổi 0, bỏ 0, giữ nguyên 0.\n")
    again = run("reconcile-awards", save(outside))
    assert "chỉ có ở danh sách ngoài 0, chỉ có ở đây 0, khớp 2" in again.stdout
    refused = run("reconcile-awards", save(outside), "--take", 1)
    assert (refused.exit_code, "Có dòng đã khớp" in refused.stderr) == (1, True)
