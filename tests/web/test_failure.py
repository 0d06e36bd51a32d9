"""Lỗi ngoài dự kiến: what the person sees and what the log holds carry the same code."""

import re

from streamlit.testing.v1 import AppTest

from thidua.web import failure


def failing_script():
    from thidua.web import server  # noqa: PLC0415 - the body of this function becomes a script

    try:
        raise ValueError("điểm của ông A")
    except ValueError as error:
        assert server.script_failed(error)


def test_a_failure_is_one_calm_line_with_a_code_that_is_in_the_log(monkeypatch):
    lines = []
    monkeypatch.setattr(failure._LOG, "error", lambda text, *values: lines.append(text % values))

    shown = AppTest.from_function(failing_script).run()

    (box,) = shown.error
    code = re.search(r"mã \*\*([0-9A-F]{6})\*\*", box.value)[1]
    assert len(lines) == 1
    assert lines[0].startswith(f"Mã lỗi {code}: ValueError")
    assert "ông A" not in box.value + lines[0]
