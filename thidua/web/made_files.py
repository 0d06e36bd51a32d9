"""Tệp vừa làm: what was made for one person is handed to nobody else who knows its address."""

import re
from collections import OrderedDict
from threading import Lock
from urllib.parse import quote

from starlette.responses import Response

from thidua.db.engine import demo_url
from thidua.domain.ground.text import clean, without_marks
from thidua.web import neighbours
from thidua.web.neighbours import Laid
from thidua.web.streamlit_inside import MEDIA_PATH, file_id, holds

MOST_KEPT = 20_000
"""Nhiều nhất: how many files are remembered; far more than Streamlit itself still holds."""

Who = tuple[str, str]
"""Người nhận: in which database, and the sign-in name there."""

_receivers: OrderedDict[str, set[Who]] = OrderedDict()
_lock = Lock()


def note(content: bytes, media_type: str, file_name: str, who: Who) -> None:
    """Ghi người nhận của một tệp, under the name Streamlit will serve it by."""
    name = file_id(content, media_type, file_name)
    with _lock:
        _receivers.setdefault(name, set()).add(who)
        _receivers.move_to_end(name)
        while len(_receivers) > MOST_KEPT:
            _receivers.popitem(last=False)
    url, login = who
    laid = Laid(file_name, media_type, content)
    neighbours.lay_made(name, login, laid, is_demo=url == demo_url())


def from_another(path: str, who: Who) -> Response | None:
    """Tệp mà tiến trình khác vừa làm cho người này; None where there is none, or it is ours."""
    name = path.removeprefix(MEDIA_PATH).partition(".")[0]
    if holds(name) and not is_kept_from(path, who):
        return None
    url, login = who
    found = neighbours.find_made(name, login, is_demo=url == demo_url())
    if found is None:
        return None
    headers = {"content-disposition": disposition("attachment", found.name)}
    headers["cache-control"] = "no-store"
    return Response(found.content, media_type=found.media_type, headers=headers)


def disposition(way: str, file_name: str) -> str:
    """Cách trao tệp, with its name for browsers old and new."""
    name = clean(file_name)
    plain = re.sub(r"[^ -~]|[\"\\\\]", "_", without_marks(name))
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def is_kept_from(path: str, who: Who) -> bool:
    """Không phải của người này: made, but only for others."""
    if not path.startswith(MEDIA_PATH):
        return False
    name = path.removeprefix(MEDIA_PATH).partition(".")[0]
    with _lock:
        receivers = _receivers.get(name)
    return receivers is not None and who not in receivers
