"""Màn hình của một trang: what it says and how a person presses what is on it."""

import json

import pandas as pd

FOR_PAPER = '{"title":'
"""Dữ liệu cho máy in, which nobody sees on the screen."""


def texts(elements):
    """Chữ đang hiện, without the signs that keep it from being Markdown."""
    said = [str(one.value) for one in elements]
    return (
        " ".join(one for one in said if not one.startswith(FOR_PAPER))
        .replace("\\", "")
        .replace("\u2060", "")
    )


def own_words(at):
    """Lời người ta đã gõ, each as it is shown."""
    return [one.value for one in at.text if not one.value.startswith(FOR_PAPER)]


def everything(at):
    """Mọi chữ trên trang, tables included."""
    parts = [*at.markdown, *at.caption, *at.info, *at.warning, *at.error, *at.success, *at.text]
    return f"{texts(parts)} {' '.join(one.value.to_csv() for one in at.dataframe)}"


def own_html(at):
    """HTML do ta viết, but for what every page tells the printer."""
    bodies = [one.proto.body for one in at.get("html")]
    return [one for one in bodies if not one.startswith('<div class="chi-in"')]


def labels(at):
    """Nhãn các nút, in their order."""
    return [one.label for one in at.button]


def press(at, label):
    """Bấm nút này; the page must stand afterwards."""
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception


def open_panels(at):
    """Mở mọi khung whose contents are drawn only while they are open, as whoever looks for all."""
    for one in at.expander:
        if one.proto.id:
            at.session_state[one.proto.id.split("-", 2)[2]] = True
    return at.run()


def open_panel(at, label):
    """Mở khung mang nhãn này, whose contents are drawn only then."""
    found = next(one for one in at.expander if one.label == label)
    key = found.proto.id.split("-", 2)[2]
    at.session_state[key] = True
    at.run()
    assert not at.exception


def field(at, label):
    """Ô chữ mang nhãn này."""
    return next(one for one in [*at.text_input, *at.text_area] if one.label == label)


def table(at, column):
    """Bảng đầu tiên có cột này."""
    return next(one.value for one in at.dataframe if column in one.value.columns)


def printed(at, title):
    """Bảng mang tên này như trên giấy: every cell in the words that people read."""
    told = [json.loads(one.value) for one in at.text if one.value.startswith(FOR_PAPER)]
    (found,) = (one for one in told if one["title"] == title)
    return pd.DataFrame(found["rows"], columns=[name for name, _ in found["columns"]])


def pictures(at):
    """Các hình, by what is told of them."""
    return [one.proto.alt for one in at.get("vega_lite_chart")]
