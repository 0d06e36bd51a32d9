"""Chuẩn bị: what must be true of the data before the first person is served."""

import os
from contextlib import suppress
from datetime import UTC, datetime

from thidua.db.engine import default_file, writing
from thidua.db.upgrade import create
from thidua.domain.errors import Refused
from thidua.domain.permissions import Actor, Role
from thidua.services import demo

_STARTER = Actor("Khởi tạo", Role.ADMINISTRATOR)


def prepare() -> None:
    """Sẵn sàng dữ liệu: bring the database to the current version or create the demo.

    The demo is made only where nobody named a database and the default file is not there yet. Of
    two processes that start at once the second finds the demo made and leaves it as it is.
    """
    is_first = not os.environ.get("THIDUA_DATABASE_URL") and not default_file().exists()
    create()
    if is_first:
        with suppress(Refused), writing() as session:
            demo.fill(session, actor=_STARTER, now=datetime.now(UTC))
