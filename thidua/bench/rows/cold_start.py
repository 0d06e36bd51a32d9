"""Khởi động nguội: what a fresh process spends until its door answers and its first page is drawn.

Each is compared with a Streamlit application of another kind, started anew as often: one of a
single line, and one that draws the very same page from recorded arguments, without data or rules.
"""

import http.client
import os
import pickle
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from time import monotonic, perf_counter_ns, sleep

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from thidua import settings
from thidua.bench.clock import medians
from thidua.bench.effort import Effort
from thidua.bench.place import demo_database, signed_in, use
from thidua.bench.recorder import Recorder
from thidua.bench.row import Row
from thidua.bench.script_run import Drawn, Visit, complaint, drawn, serving
from thidua.bench.streamlit_inside import BackMsg, ForwardMsg
from thidua.db.engine import ROOT
from thidua.ui.frame import menu
from thidua.web.identity import COOKIE, SIGN_IN_PATH
from thidua.web.streamlit_inside import STREAM_PATH

_TARGET = Decimal("1.5")
_PATIENCE = 60.0
_BARE = "import streamlit as st\n\nst.title('Trang trần')\n"
_FRAME = ROOT / "thidua" / "ui" / "frame" / "main.py"
_ARGUMENTS = "doi-so"
_WORDS = {"PYTHONPATH": str(ROOT)}
_SAME = f"""import pickle
from pathlib import Path

import streamlit as st

a, pages = pickle.loads(Path(__file__).with_name({_ARGUMENTS!r}).read_bytes())


def draw():
"""
_UNDER_A_MENU = """(_, title, icon, address), *others = pages
first = st.Page(draw, title=title, icon=icon, url_path=address)
listed = [st.Page(file, title=t, icon=i, url_path=a) for file, t, i, a in others]
st.navigation([first, *listed]).run()
"""


class NotStarted(RuntimeError):
    """Máy chủ không phục vụ được trang đầu."""


@dataclass(frozen=True, slots=True)
class Server:
    """Máy chủ đo: the folder it starts in, its settings, and who the browser is."""

    folder: Path
    settings: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Cửa ÷ ứng dụng một dòng, and the first page ÷ a bare application drawing the same."""
    url = demo_database(folder)
    use(url)
    cookie = signed_in(url)
    ours = Server(ROOT, {"database_url": url}, {"cookie": f"{COOKIE}={cookie}"})
    one_line = _application(folder, "mot-dong", _BARE)
    door = Row(
        id="cold_start.door",
        name="Khởi động nguội tới cửa đăng nhập",
        target=_TARGET,
        compared="CPU của tiến trình «streamlit run app.py» từ lúc mở tới khi trang đăng nhập trả "
        "lời ÷ tới khi trang của một ứng dụng Streamlit một dòng cùng cấu hình hiện ra",
        sizes={"starts": effort.starts},
    )
    page = Row(
        id="cold_start.page",
        name="Khởi động nguội tới trang đầu",
        target=_TARGET,
        compared="CPU của tiến trình từ lúc mở, qua HTML của / và một phiên websocket, tới khi "
        "lượt chạy đầu xong (trang Tổng quan của khối mẫu) ÷ ứng dụng trần vẽ đúng các phần tử ấy "
        "với đối số ghi sẵn, cùng cấu hình máy chủ",
        sizes={"starts": effort.starts},
    )
    return [
        _row(door, lambda: door_answered(ours), lambda: first_page(one_line)[0], effort),
        _page_row(page, folder, ours, cookie, effort),
    ]


def _application(folder: Path, name: str, source: str) -> Server:
    """Ứng dụng để so, with the product's settings of the server."""
    place = folder / name
    place.mkdir()
    (place / "app.py").write_text(source, encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", place / ".streamlit")
    return Server(place, {"data": str(place)})


def _row(row: Row, ours: Callable[[], int], theirs: Callable[[], int], effort: Effort) -> Row:
    try:
        if effort.starts > 1:  # compiled modules and file caches as on any later start
            ours()
            theirs()
        return row.with_medians(*medians(ours, theirs, effort.starts))
    except (NotStarted, TimeoutError, WebSocketException) as fault:
        return row.without(fault=f"trang đầu không hiện ra: {fault}")


def _page_row(row: Row, folder: Path, ours: Server, cookie: str, effort: Effort) -> Row:
    try:
        bare = same_page(folder, cookie)
        _, own = first_page(ours)
        _, other = first_page(bare)
    except (NotStarted, TimeoutError, WebSocketException) as fault:
        return row.without(fault=f"trang đầu không hiện ra: {fault}")
    if own != other:
        return row.without(fault=f"phần mềm vẽ {len(own)} phần tử, ứng dụng trần {len(other)}")
    return _row(row, lambda: first_page(ours)[0], lambda: first_page(bare)[0], effort)


def same_page(folder: Path, cookie: str) -> Server:
    """Ứng dụng trần vẽ đúng trang đầu, recorded from a run of the frame in this process."""
    with serving(_FRAME, cookie) as runtime:
        visit = Visit(script=_FRAME, runtime=runtime)
        visit.run()
        recorder = Recorder(name=_ARGUMENTS)
        with recorder.listening():
            visit.run()
    pages = [(one.file, one.title, one.icon, one.address) for one in menu.present()]
    drawing = "".join(f"    {line}\n" for line in recorder.lines)
    bare = _application(folder, "cung-trang", f"{_SAME}{drawing}\n\n{_UNDER_A_MENU}")
    (bare.folder / _ARGUMENTS).write_bytes(pickle.dumps((recorder.standing_alone(), pages)))
    return bare


def door_answered(server: Server) -> int:
    """Nanô giây CPU from starting this server until it has answered at its door."""
    with _started(server) as (process, port, spent):
        _wait_for(process, port, SIGN_IN_PATH, {})
    return spent[0]


def first_page(server: Server) -> tuple[int, Drawn]:
    """Nanô giây CPU from starting this server until its first page is drawn, and what was drawn."""
    with _started(server) as (process, port, spent):
        _wait_for(process, port, "/", server.headers)
        messages = _first_run(port, server.headers)
    if complaint(messages):
        raise NotStarted(f"trang đầu báo lỗi: {complaint(messages)}")
    if not drawn(messages):
        raise NotStarted("trang đầu không vẽ gì")
    return spent[0], drawn(messages)


@contextmanager
def _started(server: Server) -> Iterator[tuple[subprocess.Popen[bytes], int, list[int]]]:
    """Máy chủ đang chạy, its port, and, once it was ended, what CPU it had spent until then."""
    port, spent, before = _free_port(), list[int](), _spent_by_children()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=server.folder,
        # What the bare application draws may be words of the domain.
        env=settings.surroundings(**server.settings) | _WORDS,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process, port, spent
    finally:
        process.kill()  # what a server does when it is asked to end is not measured
        process.wait()
        spent.append(_spent_by_children() - before)


def _spent_by_children() -> int:
    """CPU của các tiến trình con đã dừng; of the clock where the system does not tell."""
    times = os.times()
    spent = times.children_user + times.children_system
    return round(spent * 1_000_000_000) or perf_counter_ns()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(
    process: subprocess.Popen[bytes], port: int, path: str, headers: Mapping[str, str]
) -> None:
    deadline = monotonic() + _PATIENCE
    while process.poll() is None and monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
            if answer.status == http.HTTPStatus.OK:
                return
        except OSError:
            sleep(0.005)
        finally:
            connection.close()
    raise NotStarted("máy chủ không trả lời")


def _first_run(port: int, headers: Mapping[str, str]) -> list[ForwardMsg]:
    """Lượt chạy đầu: what a browser asks for, and everything it gets until the script ends."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    asked.rerun_script.context_info.locale = "vi-VN"
    messages: list[ForwardMsg] = []
    with connect(
        f"ws://localhost:{port}{STREAM_PATH}",
        origin=Origin(f"http://localhost:{port}"),
        additional_headers=headers,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        compression=None,
    ) as channel:
        channel.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(channel.recv(_PATIENCE, decode=False)))
            messages.append(message)
            early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if message.WhichOneof("type") == "script_finished" and (
                message.script_finished != early
            ):
                return messages
