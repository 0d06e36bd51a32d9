"""Trang nền: the one HTML document of Streamlit, made ours before it is sent.

Every piece is replaced only where the expected text stands; a Streamlit that words its document
differently is served as it is.
"""

import base64
import hashlib
import re
from functools import cache

from thidua.web import streamlit_inside as inside
from thidua.web.assets import ASSETS_PATH, asset_link

TITLE = "Thi đua"
PRELOADED_FONTS = ("latin-400", "vietnamese-400", "digits-400", "latin-600", "vietnamese-600")
SCRIPTS = (
    "viet-hoa.js",
    "giu-o.js",
    "phien.js",
    "khung.js",
    "ban-in.js",
    "tai-hinh.js",
    "dong-dang-chon.js",
    "tung-dong.js",
    "ban-dieu-khien.js",
)
"""Tập lệnh của ta, in the order in which they are loaded; `phien.js` asks `giu-o.js`."""

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_WITHOUT_SCRIPTS = (
    "<noscript><p>Trình duyệt đang tắt JavaScript; hãy bật lại để dùng phần mềm này.</p></noscript>"
)


@cache
def _head() -> str:
    """Phần đầu: what is added; our scripts stand before Streamlit's, so no English flashes up."""
    fonts = "".join(
        '<link rel="preload" as="font" type="font/woff2" crossorigin '
        f'href=".{ASSETS_PATH}/phong-chu/be-vietnam-pro-{name}-normal.woff2">'
        for name in PRELOADED_FONTS
    )
    styles = "".join(
        f'<link rel="stylesheet" href="{asset_link(name)}">'
        for name in ("phong-chu.css", "khung.css")
    )
    scripts = "".join(f'<script src="{asset_link(name)}"></script>' for name in SCRIPTS)
    return f"<title>{TITLE}</title>{fonts}{styles}{scripts}"


@cache
def _icon() -> str:
    return f'<link rel="icon" type="image/svg+xml" href="{asset_link("bieu-tuong.svg")}">'


def is_shell(body: bytes) -> bool:
    """Là trang nền: whether this is the document that Streamlit draws itself into."""
    return inside.SHELL_MARK in body


def vietnamese(html: str) -> str:
    """Việt hóa trang nền: language, title, icon, fonts, our scripts and the no-script line."""
    html = html.replace(inside.LANGUAGE, '<html lang="vi">', 1)
    html = html.replace(inside.TITLE, _head(), 1).replace(inside.ICON, _icon(), 1)
    html = inside.NOSCRIPT.sub(_WITHOUT_SCRIPTS, html, count=1)
    return inside.AGENT_LINK.sub("", inside.FONT_PRELOAD.sub("", html, count=1), count=1)


def inline_script_hashes(html: str) -> list[str]:
    """Dấu vân tay tập lệnh: the CSP source of each script written into the document."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(html)
    ]
