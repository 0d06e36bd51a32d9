"""Trang nền: what changes in Streamlit's document, and that another document stays as it is."""

from pathlib import Path

import pytest
import streamlit

from thidua.web import document
from thidua.web.assets import FOLDER, asset_link
from thidua.web.streamlit_inside import EXPECTED

SHIPPED = Path(streamlit.__file__).parent / "static" / "index.html"


@pytest.fixture(scope="module")
def shipped():
    return SHIPPED.read_text(encoding="utf-8")


def test_every_piece_that_is_replaced_stands_in_the_installed_document(shipped):
    for pattern in EXPECTED:
        assert len(pattern.findall(shipped)) == 1, pattern.pattern
    assert document.is_shell(shipped.encode())


def test_the_document_becomes_vietnamese(shipped):
    html = document.vietnamese(shipped)

    assert '<html lang="vi">' in html
    assert "<title>Thi đua</title>" in html
    assert "Trình duyệt đang tắt JavaScript" in html
    for english in (
        "<title>Streamlit",
        "You need to enable JavaScript",
        "service-desc",
        "SourceSans",
    ):
        assert english not in html


def test_our_scripts_stand_before_the_ones_of_streamlit(shipped):
    html = document.vietnamese(shipped)

    ours = [html.index(asset_link(name)) for name in document.SCRIPTS]
    assert ours == sorted(ours)
    assert ours[-1] < html.index('<script type="module"')


def test_an_unexpected_document_stays_as_it_is():
    html = '<!doctype html><html lang="fr"><title>Autre</title><p>Bonjour</p></html>'

    assert document.vietnamese(html) == html
    assert not document.is_shell(html.encode())


def test_fonts_that_are_fetched_early_exist(shipped):
    html = document.vietnamese(shipped)

    for name in document.PRELOADED_FONTS:
        address = f"phong-chu/be-vietnam-pro-{name}-normal.woff2"
        assert address in html
        assert (FOLDER / address).is_file()


def test_hash_of_an_inline_script_is_the_one_a_browser_computes():
    # The value is the worked example of the CSP specification, level 2.
    html = "<script>alert('Hello, world.');</script><script src='a.js'></script>"

    assert document.inline_script_hashes(html) == [
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    ]
