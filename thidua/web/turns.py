"""Lượt chạy: how many page bodies work at the same time in this process."""

from functools import cache
from threading import BoundedSemaphore

from thidua import settings

_ON_SQLITE = 2
_ON_POSTGRESQL = 6  # pages wait for the database server there, and a waiting page uses no processor


@cache
def turns() -> BoundedSemaphore:
    """Lượt: taken by `with turns():` round a page body, given back even when the body fails.

    More bodies at once only share the interpreter lock, and every one of them gets slower.
    """
    url = settings.read().database_url
    return BoundedSemaphore(_ON_POSTGRESQL if url.startswith("postgres") else _ON_SQLITE)
