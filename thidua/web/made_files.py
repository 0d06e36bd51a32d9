"""Tệp vừa làm: what was made for one person is handed to nobody else who knows its address."""

from collections import OrderedDict
from threading import Lock

from thidua.web.streamlit_inside import MEDIA_PATH, file_id

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


def is_kept_from(path: str, who: Who) -> bool:
    """Không phải của người này: made, but only for others."""
    if not path.startswith(MEDIA_PATH):
        return False
    name = path.removeprefix(MEDIA_PATH).partition(".")[0]
    with _lock:
        receivers = _receivers.get(name)
    return receivers is not None and who not in receivers
