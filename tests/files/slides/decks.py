"""Tệp trình chiếu để thử: read back by the library, and by zip and XML alone."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pptx

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def opened(content):
    """Đọc bằng thư viện."""
    return pptx.Presentation(io.BytesIO(content))


def parts(content, inside=""):
    """Mọi phần của gói, those of the workbooks inside too, each by its path."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            body = package.read(name)
            found[inside + name] = body
            if name.endswith(".xlsx"):
                found |= parts(body, f"{inside}{name}!")
    return found


def xml(content, pattern):
    """Các phần XML có tên như thế, in the order of their numbers."""
    named = {name: body for name, body in parts(content).items() if re.fullmatch(pattern, name)}
    ordered = sorted(named, key=lambda name: [int(one) for one in re.findall(r"\d+", name)])
    return [ET.fromstring(named[name]) for name in ordered]


def slides(content):
    """Các trang, as XML."""
    return xml(content, r"ppt/slides/slide\d+\.xml")


def charts(content):
    """Các biểu đồ, as XML."""
    return xml(content, r"ppt/charts/chart\d+\.xml")


def points(chart):
    """Số của từng dãy as written, by the place of the category."""
    return [
        {
            int(point.get("idx")): point.findtext(f"{C}v")
            for point in series.find(f"{C}val").iter(f"{C}pt")
        }
        for series in chart.iter(f"{C}ser")
    ]


def tables(slide):
    """Các bảng của một trang, as rows of texts."""
    return [
        [
            ["".join(one.text or "" for one in cell.iter(f"{A}t")) for cell in row.iter(f"{A}tc")]
            for row in table.iter(f"{A}tr")
        ]
        for table in slide.iter(f"{A}tbl")
    ]


def title(slide):
    """Câu của một trang."""
    for shape in slide.iter(f"{P}sp"):
        place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if place is not None and place.get("type") in ("title", "ctrTitle"):
            return "".join(one.text or "" for one in shape.iter(f"{A}t"))
    raise AssertionError("trang không có tiêu đề")
