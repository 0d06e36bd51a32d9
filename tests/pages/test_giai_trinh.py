"""Trang «Giải trình»: each person reads what concerns them and does what is theirs to do next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.pages.screen import labels, own_words
from tests.people import make_account
from tests.services.year import (
    DEPUTY,
    HEAD,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    settle,
    to_verify,
)
from tests.tampering import tampering
from thidua.db.engine import reading, writing
from thidua.domain.thread.thread import ThreadKind, ThreadStatus
from thidua.services.thread import threads

PEOPLE = (HEAD, DEPUTY, SECRETARY, OFFICER, OTHER)
LATE, LONG = date(2026, 3, 20), (datetime.now(UTC) + timedelta(days=30)).date()
"""Hạn đã qua và hạn còn dài; the pages run by the real clock."""


@pytest.fixture(autouse=True)
def _year(sqlite_url):
    settle()
    with writing() as session:
        for person in PEOPLE:
            make_account(session, person.account, *person.grants)
    to_verify()


@pytest.fixture
def shown(page):
    """The page as this person sees it, at this thread of the address."""

    def opened(who, thread=None):
        at = page("giai_trinh", who.account)
        at.session_state["mo-luong-moi"] = True  # the panel is open, as whoever writes in it has it
        if thread is not None:
            at.query_params["luong"] = str(thread)
        at.run()
        assert not at.exception
        return at

    return opened


def ask(unit, criterion="I", question="Vì sao?", due=LONG):
    named = {"unit": unit, "criterion": criterion, "question": question, "due": due}
    do(threads.open_thread, kind=ThreadKind.EXPLAIN, **named)
    return found()[-1]


def found():
    with reading() as session:
        return threads.unchecked(session, fresh())


def plain(text):
    """Chữ như người đọc thấy, without the signs that keep it from being Markdown."""
    return text.replace("\\", "").replace("\u2060", "")


def said(at):
    """Mọi chữ trên trang."""
    elements = [*at.markdown, *at.text, *at.header, *at.info, *at.error, *at.warning, *at.success]
    listed = [str(frame.value.to_dict()) for frame in at.dataframe]
    boxes = [str(box.options) for box in at.selectbox]
    return plain(" ".join([*(one.value for one in elements), *listed, *boxes]))


def named(elements, label):
    return next(one for one in elements if one.label == label)


def press(at, label):
    named(at.button, label).click().run()
    assert not at.exception


def test_with_nothing_to_do_the_page_says_so_and_offers_what_may_be_opened(shown):
    at = shown(OFFICER)

    assert at.markdown[0].value == "Bạn không có việc nào phải trả lời hay kết luận."
    assert at.info[0].value == "Chưa có yêu cầu giải trình hay kiến nghị nào dành cho bạn."
    assert named(at.selectbox, "Về đơn vị").options == ["Phòng A"]
    assert named(at.radio, "Loại hồ sơ").options == ["Kiến nghị"]


def test_the_first_sentence_counts_what_waits_for_whom_and_what_is_late(shown):
    late = ask("A", "I", due=LATE)
    ask("A", "V")
    ask("B", "I", due=LATE)

    assert [shown(who).markdown[0].value for who in (OFFICER, OTHER, HEAD)] == [
        "Bạn có **2** việc cần trả lời, **1** đã quá hạn.",
        "Bạn có **1** việc cần trả lời, **1** đã quá hạn.",
        "Bạn không có việc nào phải trả lời hay kết luận; "
        "**3** hồ sơ chờ người khác, **2** đã quá hạn.",
    ]
    do(threads.answer, OFFICER, thread=late.id, seen=1, text="Đây")
    assert shown(HEAD).markdown[0].value == (
        "Có **1** hồ sơ chờ bạn kết luận; **2** hồ sơ chờ người khác, **1** đã quá hạn."
    )


def test_the_officer_of_another_unit_is_shown_nothing_of_a_thread(shown):
    thread = ask("A", "I", "Chuyện riêng của A")
    do(threads.answer, OFFICER, thread=thread.id, seen=1, text="Lời riêng của A")
    own = ask("B", "V", "Hỏi B")
    assert "Chuyện riêng của A" in said(shown(OFFICER))

    at = shown(OTHER, thread.id)

    page = said(at)
    assert [word for word in ("riêng của A", "Phòng A", "Vì sao") if word in page] == []
    assert at.warning[0].value == "Hồ sơ trong đường dẫn không có, hoặc không dành cho bạn."
    assert "Hỏi B" in page
    assert at.dataframe[0].value["Đơn vị"].tolist() == ["B"]
    assert at.query_params["luong"] == str(own.id)


def test_the_address_opens_its_thread(shown):
    ask("A", "I", "Câu thứ nhất", due=LATE)
    second = ask("A", "V", "Câu thứ hai")

    at = shown(OFFICER, second.id)

    assert own_words(at) == ["Câu thứ hai"]
    assert at.header[0].value == "A: tiêu chí V"
    named(at.text_area, "Lời giải trình của đơn vị").set_value("Đây")
    press(at, "Gửi trả lời")
    assert at.header[0].value == "A: tiêu chí V"
    named(at.selectbox, "Hồ sơ đang xem").set_value(second.id - 1).run()
    assert (at.header[0].value, at.query_params["luong"]) == (
        "A: tiêu chí I",
        str(second.id - 1),
    )


def test_an_address_of_nothing_is_told_once_and_forgotten(shown):
    at = shown(OFFICER, 99)
    assert [one.value for one in at.warning] == [
        "Hồ sơ trong đường dẫn không có, hoặc không dành cho bạn."
    ]

    at.run()

    assert ([*at.warning], "luong" in at.query_params) == ([], False)


def test_another_year_is_chosen_without_a_warning(shown):
    ask("A")
    at = shown(HEAD)
    with tampering() as session:  # as if the thread stood in the year that was left
        session.connection().exec_driver_sql("DELETE FROM score_query")
        session.connection().exec_driver_sql(f"UPDATE audit_head SET hash = '{'f' * 64}'")

    at.run()

    assert ([*at.warning], "luong" in at.query_params) == ([], False)


def test_the_unit_answers_and_the_chair_closes(shown):
    ask("A")
    at = shown(OFFICER)
    files = ["Đính kèm tệp", "Đính kèm liên kết"]
    assert labels(at) == [*files, "Gửi trả lời", "Mở hồ sơ"]

    named(at.text_area, "Lời giải trình của đơn vị").set_value("Có văn bản số 12")
    press(at, "Gửi trả lời")
    assert plain(at.success[0].value) == "Đã gửi trả lời."
    assert own_words(at) == ["Vì sao?", "Có văn bản số 12"]
    assert named(at.text_area, "Lời giải trình của đơn vị").value == ""

    at = shown(DEPUTY)
    named(at.text_area, "Kết luận").set_value("Chấp nhận")
    press(at, "Kết thúc hồ sơ")

    (thread,) = found()
    assert (thread.status, thread.outcome, thread.closed_by) == (
        ThreadStatus.CLOSED,
        "Chấp nhận",
        "Người pho (pho)",
    )
    assert labels(at) == ["Mở hồ sơ"]
    assert "đã kết thúc, giữ nguyên 80 điểm" in said(at)


def test_the_chair_asks_again_with_a_new_day(shown):
    thread = ask("A")
    do(threads.answer, OFFICER, thread=thread.id, seen=1, text="Đây")
    at = shown(HEAD)
    named(at.radio, "Việc tiếp theo").set_value("ask_again").run()
    named(at.text_area, "Điều cần hỏi thêm").set_value("Số nào?")
    press(at, "Gửi câu hỏi")
    assert plain(at.error[0].value) == "Cần ghi hạn trả lời."

    named(at.text_area, "Điều cần hỏi thêm").set_value("Số nào?")
    named(at.date_input, "Hạn trả lời, hết ngày").set_value(LONG)
    press(at, "Gửi câu hỏi")

    (thread,) = found()
    assert (thread.status, thread.due, thread.messages[-1].body) == (
        ThreadStatus.OPEN,
        LONG,
        "Số nào?",
    )


def test_the_chair_opens_a_thread_on_any_unit(shown):
    at = shown(HEAD)
    named(at.selectbox, "Về đơn vị").set_value("B").run()
    named(at.selectbox, "Về tiêu chí").set_value("V").run()
    named(at.text_area, "Nội dung").set_value("Thưởng vì sao?")
    named(at.date_input, "Đơn vị trả lời đến hết ngày").set_value(LONG)
    press(at, "Mở hồ sơ")

    (thread,) = found()
    assert (thread.unit, thread.criterion, thread.question, thread.opened_by) == (
        "B",
        "V",
        "Thưởng vì sao?",
        "Người truong (truong)",
    )
    assert plain(at.success[0].value) == f"Đã mở hồ sơ. Hạn trả lời: {LONG:%d/%m/%Y}."
    assert "Thưởng vì sao?" in said(at)


def test_what_was_just_opened_is_shown_though_another_presses_more(shown):
    other = ask("A", due=datetime.now(UTC).date())
    at = shown(HEAD)
    named(at.selectbox, "Về đơn vị").set_value("B").run()
    named(at.text_area, "Nội dung").set_value("Thưởng vì sao?")
    named(at.date_input, "Đơn vị trả lời đến hết ngày").set_value(LONG)
    press(at, "Mở hồ sơ")

    new = next(one.id for one in found() if one.id != other.id)
    assert named(at.selectbox, "Hồ sơ đang xem").value == new
    assert at.query_params["luong"] == str(new)


def test_a_unit_petitions_for_itself(shown):
    at = shown(OFFICER)
    named(at.text_area, "Nội dung").set_value("Xin xét lại")
    press(at, "Mở hồ sơ")

    (thread,) = found()
    assert (thread.unit, thread.kind, thread.status) == (
        "A",
        ThreadKind.PETITION,
        ThreadStatus.ANSWERED,
    )
    assert "Rút hồ sơ" in named(at.radio, "Việc tiếp theo").options
    named(at.radio, "Việc tiếp theo").set_value("withdraw").run()
    press(at, "Rút hồ sơ này")
    assert found()[0].is_withdrawn


def test_a_link_put_forward_in_a_thread_is_shown_to_both_sides_and_nobody_else(shown):
    ask("A")
    ask("B")
    at = shown(OFFICER)
    named(at.text_input, "Liên kết đính kèm").set_value("https://vi-du.vn/bao-cao").run()
    press(at, "Đính kèm liên kết")

    link = "https://vi-du.vn/bao-cao"
    assert "(https://vi-du.vn/bao-cao) (Người a (a)" in said(at)
    assert named(at.text_input, "Liên kết đính kèm").value == ""
    assert [link in said(shown(who, found()[0].id)) for who in (HEAD, OTHER)] == [True, False]


def test_what_is_being_typed_survives_somebody_elses_words(shown):
    thread = ask("A")
    at = shown(OFFICER)
    named(at.text_area, "Lời giải trình của đơn vị").set_value("Đang gõ dở")
    do(threads.answer, SECRETARY, thread=thread.id, seen=1, text="Gấp lắm")

    press(at, "Gửi trả lời")

    assert found()[0].status is ThreadStatus.OPEN
    assert at.info[0].value == "Hồ sơ vừa có lời mới; hãy đọc rồi viết tiếp. Chữ đang gõ vẫn còn."
    assert "Gấp lắm" in said(at)
    assert named(at.text_area, "Lời giải trình của đơn vị").value == "Đang gõ dở"
    press(at, "Gửi trả lời")
    assert found()[0].messages[-1].body == "Đang gõ dở"


def test_the_list_is_filtered_by_unit_state_and_kind(shown):
    ask("A")
    ask("B")
    named_ = {"unit": "B", "criterion": "V", "question": "Xin", "due": None}
    do(threads.open_thread, OTHER, kind=ThreadKind.PETITION, **named_)
    at = shown(HEAD)

    def rows():
        return at.dataframe[0].value[["Đơn vị", "Tiêu chí", "Loại"]].values.tolist()

    a = ["A", "I", "Yêu cầu giải trình"]
    b, plea = ["B", "I", "Yêu cầu giải trình"], ["B", "V", "Kiến nghị"]
    assert rows() == [b, a, plea]
    named(at.selectbox, "Đơn vị").set_value("B").run()
    assert rows() == [b, plea]
    named(at.selectbox, "Tình trạng").set_value("answered").run()
    assert rows() == [plea]
    named(at.selectbox, "Loại").set_value("explain").run()
    assert at.info[0].value == "Không có hồ sơ nào như vậy; hãy bỏ bớt điều kiện lọc."


def test_text_that_looks_like_markdown_is_shown_as_it_was_typed(shown):
    thread = ask("A", question="**Đậm** :red[đỏ] <b>thẻ</b>\nDòng hai")
    do(threads.answer, OFFICER, thread=thread.id, seen=1, text="# Không phải đầu đề")

    at = shown(HEAD)

    assert own_words(at) == [
        "**Đậm** :red[đỏ] <b>thẻ</b>\nDòng hai",
        "# Không phải đầu đề",
    ]


def test_a_period_without_a_covenant_has_nothing_to_explain(page, shown):
    with tampering() as session:
        for table in ("covenant_setting", "covenant_row", "covenant_ranking", "covenant"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")
        session.connection().exec_driver_sql(f"UPDATE audit_head SET hash = '{'f' * 64}'")

    assert "chưa có giao ước" in shown(HEAD).info[0].value


def test_a_link_from_a_cell_begins_a_thread_about_it(page):
    at = page("giai_trinh", HEAD.account)
    at.query_params.update({"ve-don-vi": "B", "ve-tieu-chi": "V"})
    at.run()

    assert not at.exception
    assert (at.selectbox(key="ve-don-vi").value, at.selectbox(key="ve-tieu-chi").value) == (
        "B",
        "V",
    )
    assert "ve-don-vi" not in at.query_params


def test_a_link_about_what_is_not_there_leaves_the_choice_free(page):
    at = page("giai_trinh", HEAD.account)
    at.query_params.update({"ve-don-vi": "KHÁC", "ve-tieu-chi": "IX"})
    at.run()

    assert not at.exception
    assert (at.selectbox(key="ve-don-vi").value, at.selectbox(key="ve-tieu-chi").value) == (
        "A",
        "I",
    )
