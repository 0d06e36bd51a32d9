"""Tài sản tĩnh: scripts, styles, pictures and fonts of our own, served under one address."""

import hashlib
import os
from functools import cache
from pathlib import Path, PurePosixPath

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ASSETS_PATH = "/tai-san"
PICTURES_PATH = "/app/static"
"""Đường dẫn ảnh: what Streamlit takes for a picture's address and asks the server for."""

FOLDER = Path(__file__).parent / "static"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_FOREVER = "public, max-age=31536000, immutable"
_ONE_MONTH = "public, max-age=2592000"
_ASK_AGAIN = "no-cache"


@cache
def asset_link(name: str, *, under: str = f".{ASSETS_PATH}") -> str:
    """Đường dẫn: relative to the page, with a mark that changes when the file does."""
    mark = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"{under}/{name}?v={mark}"


def picture_link(name: str) -> str:
    """Đường dẫn của ảnh cho lệnh vẽ, so that a run sends the address and not the picture."""
    return asset_link(name, under=PICTURES_PATH)


class Assets(StaticFiles):
    """Kho tài sản: serves files of the known types in `static/` and nothing else."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Tìm tệp: an unknown type does not exist, whatever lies in the folder."""
        return super().lookup_path(path) if PurePosixPath(path).suffix in _TYPES else ("", None)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Trả tệp: with a type that does not depend on the machine, and how long to keep it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        suffix = Path(full_path).suffix
        response.headers["content-type"] = _TYPES[suffix]
        if scope["query_string"].startswith(b"v="):
            response.headers["cache-control"] = _FOREVER
        else:
            response.headers["cache-control"] = _ONE_MONTH if suffix == ".woff2" else _ASK_AGAIN
        return response
