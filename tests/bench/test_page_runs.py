"""Lượt chạy của trang: the bare page draws what the page drew, or there is no number."""

import pytest

from thidua.bench.effort import QUICK
from thidua.bench.place import demo_database, own_place, signed_in, use
from thidua.bench.recorder import Recorder
from thidua.bench.rows.page_runs import page_row
from thidua.bench.script_run import Visit, serving
from thidua.ui.frame import menu


@pytest.fixture
def measured(tmp_path, use_database):
    """Đo một trang thử."""

    def measure(source):
        page = tmp_path / "trang.py"
        page.write_text(f"import streamlit as st\n{source}\n", encoding="utf-8")
        return page_row("trang", "Trang thử", page, tmp_path, QUICK)

    return measure


def test_a_page_that_draws_the_same_every_time_has_a_ratio(measured):
    row = measured("with st.container():\n    st.title('Một')\nst.sidebar.caption('Hai')")

    assert (row.fault, row.skipped, row.sizes) == ("", "", {"elements": 3, "runs": 1})
    assert row.ratio is not None


def test_a_page_that_emits_other_elements_than_its_bare_page_is_a_fault(measured):
    row = measured(
        "turn = st.session_state['turn'] = st.session_state.get('turn', 0) + 1\n"
        "st.title('Một') if turn <= 3 else st.button('Hai')"
    )

    assert row.ratio is None
    assert row.fault == (
        "trang thật vẽ 1 phần tử, trang trần 1: khác từ phần tử 1: "
        "((0, 0), 'new_element:button') và ((0, 0), 'new_element:heading')"
    )


def test_a_page_that_emits_one_element_more_is_a_fault(measured):
    row = measured(
        "turn = st.session_state['turn'] = st.session_state.get('turn', 0) + 1\n"
        "for number in range(turn):\n    st.caption(str(number))"
    )

    assert (row.ratio, row.fault) == (
        None,
        "trang thật vẽ 5 phần tử, trang trần 3: một bên dừng sớm hơn",
    )


def test_a_page_that_changes_while_it_is_measured_is_a_fault(measured):
    row = measured(
        "turn = st.session_state['turn'] = st.session_state.get('turn', 0) + 1\n"
        "st.title('Một') if turn <= 5 else st.button('Hai')"
    )

    assert row.ratio is None
    assert "khác từ phần tử 1" in row.fault


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("st.error('Không có khối.')", "trang thật báo lỗi: Không có khối."),
        ("1 / 0", "trang thật báo lỗi: lỗi ngoài dự kiến, nguyên nhân ở nhật ký"),
        ("x = 1", "trang thật không vẽ gì"),
    ],
)
def test_a_page_that_only_complains_is_not_measured(measured, source, said):
    row = measured(source)

    assert (row.ratio, row.fault) == (None, said)


def test_the_bare_page_makes_the_same_calls_without_what_the_page_computed(tmp_path, use_database):
    page = tmp_path / "trang.py"
    page.write_text(
        "import streamlit as st\n"
        "left, right = st.columns(2)\n"
        "with right:\n"
        "    st.selectbox('Chọn', [1, 2], format_func='Số {}'.format)\n"
        "left.download_button('Tải', data=lambda: 1 / 0, file_name='a.txt')\n",
        encoding="utf-8",
    )
    recorder = Recorder(name="thử")
    with serving(page) as runtime:
        visit = Visit(script=page, runtime=runtime)
        with recorder.listening():
            visit.run()

    assert recorder.script().splitlines()[3:] == [
        "r0 = st.columns(*a[0][0], **a[0][1])",
        "with r0[1]:",
        "    pass",
        "    r1 = st.selectbox(*a[1][0], **a[1][1])",
        "r2 = r0[0].download_button(*a[2][0], **a[2][1])",
    ]
    choose, load = recorder.arguments[1:]
    assert choose[0] == ("Chọn", [1, 2])
    assert [choose[1]["format_func"](number) for number in (1, 2)] == ["Số 1", "Số 2"]
    assert load[1]["data"]() == b""


def test_a_part_that_runs_by_itself_is_one_on_the_bare_page_too(tmp_path, use_database):
    page = tmp_path / "trang.py"
    page.write_text(
        "import streamlit as st\n"
        "def draw():\n"
        "    with st.container():\n"
        "        st.button('Bấm')\n"
        "st.fragment(draw)()\n"
        "st.caption('Sau')\n",
        encoding="utf-8",
    )
    recorder = Recorder(name="thử")
    with serving(page) as runtime:
        visit = Visit(script=page, runtime=runtime)
        with recorder.listening():
            visit.run()

    assert recorder.script().splitlines()[3:] == [
        "@st.fragment(run_every=None)",
        "def part0():",
        "    pass",
        "    r0 = st.container(*a[0][0], **a[0][1])",
        "    with r0:",
        "        pass",
        "        r1 = st.button(*a[1][0], **a[1][1])",
        "part0()",
        "r2 = st.caption(*a[2][0], **a[2][1])",
    ]


@pytest.mark.parametrize("entry", menu.present(), ids=lambda entry: entry.name)
def test_the_bare_page_of_each_page_sends_messages_of_the_same_size(entry, use_database):
    with own_place() as folder:
        url = demo_database(folder)
        use(url)
        with serving(entry.file, signed_in(url)) as runtime:
            real = Visit(script=entry.file, runtime=runtime)
            real.run()
            recorder = Recorder(name=entry.name)
            with recorder.listening():
                real.run()
            script = folder / "trang-tran.py"
            script.write_text(recorder.script(), encoding="utf-8")
            bare = Visit(script=script, runtime=runtime)
            for visit in (bare, bare, real):
                visit.run()

    assert (real.complaint, bare.drawn) == ("", real.drawn)
    assert sizes(bare) == sizes(real)


def sizes(visit):
    return [m.ByteSize() for m in visit.messages if m.WhichOneof("type") == "delta"]
