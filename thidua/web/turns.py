"""Lượt chạy: how many page bodies work at the same time in this process."""

import os
from functools import cache
from threading import BoundedSemaphore

_ON_SQLITE = 2
_ON_POSTGRESQL = 6  # pages wait for the database server there, and a waiting page uses no processor


@cache
def turns() -> BoundedSemaphore:
    """Lượt: taken by `with turns():` round a page body, given back even when the body fails.

    More bodies at once only share the interpreter lock, and every one of them gets slower.
    """
    url = os.environ.get("THIDUA_DATABASE_URL", "")
    return BoundedSemaphore(_ON_POSTGRESQL if url.startswith("postgres") else _ON_SQLITE)
