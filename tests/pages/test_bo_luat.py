"""Phần «Bộ luật» khi có tệp địa phương: where each rule and file is from, and what is wrong."""

import pytest

from tests.pages.screen import everything, field, press, table, texts

STRICTER = """
[[documents]]
code = "qd-tinh"
name = "Quyết định 9/2024/QĐ-UBND"
title = "Quy định khen thưởng của tỉnh"
from = 2024-01-01
verified = "văn bản"

[[requirements]]
code = "TTLDTT.4"
awards = ["tap-the-lao-dong-tien-tien"]
text = "Ít nhất 90% cá nhân đạt Lao động tiên tiến"
condition = { kind = "share", fact = "so_ldtt", of = "so_nguoi", threshold = "90%" }
document = "qd-tinh"
article = "Điều 4"
verified = "văn bản"
"""
FAULT = ["tệp luat/dia_phuong.toml", "không đọc được tệp ở dòng 2, cột 9: sai cách viết TOML"]
NAME = "dia_phuong.toml"


@pytest.fixture
def local(tmp_path, monkeypatch):
    """Tệp địa phương trong thư mục dữ liệu."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    folder = tmp_path / "var" / "luat"
    folder.mkdir(parents=True)
    return folder / NAME


@pytest.fixture
def part(demo_url, local, page):
    """Mở một phần của trang Khen thưởng."""

    def opened(name, login="thuong-truc"):
        at = page("khen_thuong", login)
        at.query_params["phan"] = name
        at.run()
        assert not at.exception
        return at

    return opened


def files(at):
    """Các tệp không đi kèm phần mềm, as the list tells them."""
    found = [list(row) for row in table(at, "Đang dùng").to_numpy()]
    own = [row for row in found if row[1] != "đi kèm phần mềm"]
    assert found[: len(own)] == own
    return own


def test_rules_and_files_of_the_folder_are_marked_as_local(local, part):
    local.write_text(STRICTER, encoding="utf-8")

    at = part("Bộ luật")

    rule = table(at, "Kiểm chứng").set_index("Mã").loc["TTLDTT.4"]
    assert [rule["Căn cứ"], rule["Nguồn"]] == [
        "Quyết định 9/2024/QĐ-UBND, Điều 4",
        "luat/dia_phuong.toml (tệp địa phương)",
    ]
    assert files(at) == [["luat/dia_phuong.toml", "tệp địa phương", "có"]]
    assert "Đè lên luật đi kèm: luat/dia_phuong.toml." in texts(at.caption)


def test_a_local_file_is_taken_into_the_program_under_its_own_name(local, part):
    local.write_text(STRICTER, encoding="utf-8")
    at = part("Bộ luật")
    next(one for one in at.selectbox if one.label == "Chép từ").set_value(
        "luat/dia_phuong.toml"
    ).run()

    assert [field(at, "Tên tệp").value, field(at, "Nội dung").value] == [NAME, STRICTER]
    press(at, "Lưu thành bản mới")
    assert files(at) == [
        ["dia_phuong.toml", "bản của mình", "có"],
        ["luat/dia_phuong.toml", "tệp địa phương", "không, bản của mình cùng tên thay"],
    ]


def test_while_a_local_file_is_wrong_its_fault_is_shown_and_can_be_cured(local, part):
    local.write_text("\n[[quotas]\n", encoding="utf-8")
    assert ": ".join(FAULT) in texts(part("Đủ điều kiện").error)
    assert list(part("Theo giao ước", "khoi-truong").error) == []

    at = part("Bộ luật")
    assert list(at.dataframe[0].value.iloc[0])[-2:] == FAULT
    assert texts(at.error) == (
        "Bộ luật có chỗ sai nên chưa xét khen thưởng được; hãy sửa những chỗ dưới đây."
    )
    assert files(at) == [["luat/dia_phuong.toml", "tệp địa phương", "có"]]
    field(at, "Tên tệp").set_value(NAME)
    field(at, "Nội dung").set_value(STRICTER).run()
    press(at, "Lưu thành bản mới")
    assert list(at.error) == []
    assert "TTLDTT.4" in everything(at)


def test_who_may_not_edit_sees_the_fault_and_no_text(local, part):
    local.write_text("\n[[quotas]\n", encoding="utf-8")
    at = part("Bộ luật", "khoi-truong")

    assert list(at.dataframe[0].value.iloc[0])[-2:] == FAULT
    assert [list(at.text_area), list(at.selectbox)[2:], len(at.dataframe)] == [[], [], 1]


def test_a_programme_shows_its_papers_deadlines_and_targets_with_their_source(part):
    at = part("Bộ luật")
    chosen = next(one for one in at.selectbox if one.label.startswith("Danh hiệu"))
    chosen.set_value("chương trình binh-phuoc-nong-thon-moi").run()

    assert not at.exception
    shown = table(at, "Khi nào, bao nhiêu")
    assert list(shown["Việc"]) == [
        *["hồ sơ"] * 3,
        *["thời hạn"] * 5,
        *["báo cáo"] * 10,
        *["nhiệm vụ"] * 24,
        *["mục tiêu"] * 8,
    ]
    assert "ghi lại để xem, phần mềm không tính" in everything(at)
    assert list(table(at, "Trích yếu").columns)[:3] == ["Văn bản", "Trích yếu", "Ký ngày"]
