"""Ruột của Streamlit cần cho phép đo: fails when a name of it moves or no longer does its part."""

import pytest

from thidua.bench import streamlit_inside as inside
from thidua.bench.script_run import Visit, serving

PAGE = """
import streamlit as st
st.title("Một")
st.session_state.setdefault("lan", 0)
st.session_state.lan += 1
st.caption(f"lần {st.session_state.lan}")
"""
WRONG = "import streamlit as st\nst.error('Hỏng')\n"


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "trang.py"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_script_runs_to_its_end_and_keeps_its_state(page):
    with serving(page) as runtime:
        visit = Visit(script=page, runtime=runtime)
        first, second = visit.run(), visit.run()
        said = [message.delta.new_element.markdown.body for message in visit.messages]

    assert first > 0 < second
    assert "lần 2" in said
    assert visit.drawn == [((0, 0), "new_element:heading"), ((0, 1), "new_element:markdown")]
    assert visit.complaint == ""


def test_a_box_of_error_is_told(tmp_path):
    page = tmp_path / "hong.py"
    page.write_text(WRONG, encoding="utf-8")
    with serving(page) as runtime:
        visit = Visit(script=page, runtime=runtime)
        visit.run()

    assert visit.complaint == "Hỏng"


def test_the_runtime_that_was_there_is_there_again(page):
    before = inside.Runtime._instance
    with inside.own_runtime(str(page)) as own:
        assert inside.Runtime.instance() is own

    assert inside.Runtime._instance is before


def test_what_a_browser_sends_and_gets_keeps_its_fields():
    asked = inside.BackMsg()
    asked.rerun_script.query_string = ""
    asked.rerun_script.context_info.locale = "vi-VN"
    answer = inside.ForwardMsg()
    answer.script_finished = inside.ForwardMsg.FINISHED_EARLY_FOR_RERUN

    assert asked.SerializeToString()
    assert answer.WhichOneof("type") == "script_finished"
