"""Sửa ngoài phần mềm: what a test, or somebody with the file in hands, writes past the record."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from thidua.db.engine import engine


@contextmanager
def tampering(url: str | None = None) -> Iterator[Session]:
    """Phiên ghi không theo dõi: nothing it changes is asked for in the record."""
    writer = engine(url).execution_options(writes=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session
