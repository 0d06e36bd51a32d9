"""Máy chủ con: the program served by a process that begins with everything loaded already.

Where processes can fork, what `warm` loads is loaded once and every server starts from there;
elsewhere each loads it for itself.
"""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def started(port: int, log: Path, surroundings: dict[str, str], pages: Path | None) -> BaseProcess:
    """Tiến trình phục vụ at this port, with no other surroundings than these."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload(["tests.browser.warm"])
    given = (port, str(log), surroundings, pages)
    process = context.Process(target=_serve, args=given, daemon=True)
    with _nothing_to_begin_with():
        process.start()
    return process


@contextmanager
def _nothing_to_begin_with() -> Iterator[None]:
    """Không chạy lại tệp chính: that may be a script of a page test, which is gone by now."""
    own = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = own


def _serve(port: int, log: str, surroundings: dict[str, str], pages: Path | None) -> None:
    """Như `streamlit run app.py`, its words going to the log."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for ours, given in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(ours, given)
    os.environ.clear()
    os.environ.update(surroundings)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))

    from streamlit.web import cli  # noqa: PLC0415 - who only starts a server need not load it

    from thidua.ui.frame import menu  # noqa: PLC0415

    if pages is not None:
        menu.PAGES_FOLDER = pages
    cli.main(["run", "app.py", "--server.port", str(port)], prog_name="streamlit")
