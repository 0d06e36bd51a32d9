"""Trang nền: the one HTML document of Streamlit, made ours before it is sent.

Every piece is replaced only where the expected text stands; a Streamlit that words its document
differently is served as it is.
"""

import base64
import hashlib
import re
from functools import cache

from thidua.ui.assets import asset_link

SHELL_MARK = b'<div id="root"></div>'
TITLE = "Thi đua"

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_FONT_PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>')
_AGENT_LINK = re.compile(r'<link rel="service-desc"[^>]*/>')

_WITHOUT_SCRIPTS = (
    "<noscript><p>Trình duyệt đang tắt JavaScript; hãy bật lại để dùng phần mềm này.</p></noscript>"
)
_PRELOADED_FONTS = ("latin-400", "vietnamese-400", "digits-400", "latin-600", "vietnamese-600")


@cache
def _head() -> str:
    """Phần đầu: what is added; our scripts stand before Streamlit's, so no English flashes up."""
    fonts = "".join(
        '<link rel="preload" as="font" type="font/woff2" crossorigin '
        f'href="./tai-san/phong-chu/be-vietnam-pro-{name}-normal.woff2">'
        for name in _PRELOADED_FONTS
    )
    return (
        f'{fonts}<link rel="stylesheet" href="{asset_link("phong-chu.css")}">'
        f'<link rel="stylesheet" href="{asset_link("khung.css")}">'
        f'<script src="{asset_link("viet-hoa.js")}"></script>'
        f'<script src="{asset_link("khung.js")}"></script>'
    )


def is_shell(body: bytes) -> bool:
    """Là trang nền: whether this is the document that Streamlit draws itself into."""
    return SHELL_MARK in body


def vietnamese(html: str) -> str:
    """Việt hóa trang nền: language, title, icon, fonts, our scripts and the no-script line."""
    for english, ours in (
        ('<html lang="en">', '<html lang="vi">'),
        ("<title>Streamlit</title>", f"<title>{TITLE}</title>{_head()}"),
        (
            '<link rel="shortcut icon" href="./favicon.png" />',
            f'<link rel="icon" type="image/svg+xml" href="{asset_link("bieu-tuong.svg")}">',
        ),
    ):
        html = html.replace(english, ours, 1)
    html = _FONT_PRELOAD.sub("", html, count=1)
    html = _AGENT_LINK.sub("", html, count=1)
    return _NOSCRIPT.sub(_WITHOUT_SCRIPTS, html, count=1)


def inline_script_hashes(html: str) -> list[str]:
    """Dấu vân tay tập lệnh: the CSP source of each script written into the document."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(html)
    ]
