"""Trang «Khen thưởng»: bands and award places as the covenant says, ties never cut."""


def test_khen_thuong_shows_who_reaches_which_award(demo_url, page):
    at = page("khen_thuong").run()

    table = at.dataframe[0].value
    assert list(table["Suất khen theo hạng"])[:4] == [
        "Cờ thi đua của Bộ",
        "Bằng khen",
        "Bằng khen",
        "—",
    ]
    assert at.markdown[0].value == (
        "3 đơn vị đạt ngưỡng Tập thể lao động xuất sắc (≥ 850); 4 đơn vị đạt ngưỡng Tập thể lao "
        "động tiên tiến (≥ 700). **TẠM TÍNH**."
    )


def test_khen_thuong_leaves_a_tie_across_the_line_to_the_meeting(demo_url, page):
    at = page("khen_thuong")
    at.query_params["nam"] = "2024"
    at.run()

    assert [box.value for box in at.warning] == [
        "Bằng khen: chọn 1 trong Phòng Tài chính hành chính sự nghiệp, Thanh tra – cần biểu quyết."
    ]
