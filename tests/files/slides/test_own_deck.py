"""Mẫu trình chiếu riêng: judged by what it holds, and all it gives is its looks."""

import io
import re
import zipfile

import pptx
import pytest

from tests.domain.document.test_deck import whole
from tests.files.slides.decks import parts
from thidua.domain.document.deck.compose import compose
from thidua.domain.document.deck.sample import sample_deck
from thidua.files.slides import out, own
from thidua.files.slides.own import OwnDeck

START = out.start_file()
MASTER, LAYOUT = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout1.xml"
THEME = "ppt/theme/theme1.xml"
FAULTY = b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'


def bent(more=(), without=()):
    """Tệp mẫu này với vài phần khác đi; a function changes what is there."""
    found = parts(START)
    for name, change in dict(more).items():
        found[name] = change(found[name]) if callable(change) else change
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in found.items():
            if name not in without:
                package.writestr(name, content)
    return made.getvalue()


def said(data):
    return [str(one) for one in own.examine(data)]


def inside(tag):
    return lambda content: content.replace(b"</p:cSld>", b"</p:cSld>" + tag, 1)


def test_the_template_to_start_from_is_sound_and_the_same_each_time():
    assert said(START) == []
    assert out.start_file() == START
    layouts = [one.name for one in pptx.Presentation(io.BytesIO(START)).slide_layouts]
    assert sorted(layouts) == sorted(own.LAYOUTS)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"x", own._NOT_SLIDES),
        (bent({"ppt/vbaProject.bin": b"x"}), "ppt/vbaProject.bin: tệp có macro"),
        (
            bent({"ppt/embeddings/a.xlsx": b"x"}),
            "ppt/embeddings/a.xlsx: tệp có biểu đồ hoặc tệp nhúng; mẫu chỉ cần bố cục, hãy xóa các "
            "trang ấy",
        ),
        (bent({"ppt/media/a.mp4": b"x"}), "ppt/media/a.mp4: tệp có phim hoặc tiếng"),
        (
            bent({"ppt/la.txt": b"x"}),
            "ppt/la.txt: mẫu không dùng được phần này; hãy bỏ nó khỏi tệp",
        ),
        (
            bent({THEME: FAULTY}),
            f"{THEME}: phần này không đọc được hoặc khai báo thêm thực thể",
        ),
        (
            bent({LAYOUT: inside(b"<p:timing/>")}),
            f"{LAYOUT}: tệp có hiệu ứng động; hãy bỏ hiệu ứng ở bố cục",
        ),
        (
            bent(
                {
                    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": lambda content: content.replace(
                        b"</Relationships>",
                        b'<Relationship Id="rId9" Type="http://x/image" Target="http://x/a.png" '
                        b'TargetMode="External"/></Relationships>',
                    )
                }
            ),
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels: tệp dẫn ra ngoài tệp; hãy chèn hình vào "
            "tệp thay cho liên kết",
        ),
        (
            bent({LAYOUT: lambda content: content.replace("Bìa".encode(), b"Khac", 1)}),
            "thiếu bố cục (layout) tên «Bìa»",
        ),
        (
            bent({LAYOUT: lambda content: content.replace(b'type="ftr"', b'type="dt"', 1)}),
            "Bố cục «Bìa»: thiếu chỗ chân trang (Footer)",
        ),
        (bent({"ppt/a.xml": b"0" * 30_000_000}), "tệp bung ra quá lớn so với cỡ của nó"),
    ],
)
def test_what_a_deck_has_no_use_for_is_refused_with_its_reason(data, expected):
    assert expected in said(data)


def own_looks():
    """Mẫu của cơ quan: a font, a colour and a slide of its own."""
    theme = re.sub(
        rb'(<a:accent1><a:srgbClr val=")[0-9A-F]{6}',
        rb"\g<1>1F4E79",
        parts(START)[THEME].replace(b'typeface="Arial"', b'typeface="Georgia"'),
    )
    deck = pptx.Presentation(io.BytesIO(bent({THEME: theme})))
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Trang bí mật"
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def test_a_deck_takes_fonts_and_colours_of_the_template_and_none_of_its_slides():
    template = OwnDeck(own_looks(), "rieng-1-abc")
    assert said(template.data) == []

    made = out.deck_file(compose(whole(), with_units=True), template=template)

    assert made == out.deck_file(compose(whole(), with_units=True), template=template)
    found = parts(made)
    everything = b"".join(found.values())
    assert "Trang bí mật".encode() not in everything
    assert b'typeface="Georgia"' in found[THEME]
    assert b"rieng-1-abc" in found["docProps/custom.xml"]
    opened = pptx.Presentation(io.BytesIO(made))
    plain = pptx.Presentation(io.BytesIO(out.deck_file(compose(whole(), with_units=True))))
    assert [one.shapes.title.text for one in opened.slides] == [
        one.shapes.title.text for one in plain.slides
    ]
    used = {one.slide_layout.name for one in opened.slides}
    assert used == {"Bìa", "Bảng", "Bảng và biểu đồ"}
    slides = [one for name, one in found.items() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert all(b"1284" in one for one in slides)
    assert any(b'val="1F4E79"' in one for one in slides)
    assert not any(b'typeface="Arial"' in one for one in slides)


def test_what_is_provisional_says_so_on_every_slide_of_an_own_template():
    made = parts(out.deck_file(sample_deck(), template=OwnDeck(START, "x")))

    slides = [one for name, one in made.items() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert len(slides) == 4
    assert all("TẠM TÍNH – số liệu".encode() in one for one in slides)
