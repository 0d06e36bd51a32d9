"""Khởi động nguội: from starting the process until the first page has been drawn for a visitor."""

import http.client
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
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
from thidua.bench.place import demo_database, signed_in
from thidua.bench.row import Row
from thidua.bench.script_run import complaint, drawn
from thidua.bench.streamlit_inside import BackMsg, ForwardMsg
from thidua.db.engine import ROOT
from thidua.web.identity import COOKIE
from thidua.web.streamlit_inside import STREAM_PATH

_TARGET = Decimal("1.5")
_PATIENCE = 60.0
_BARE = "import streamlit as st\n\nst.title('Trang trần')\n"


class NotStarted(RuntimeError):
    """Máy chủ không phục vụ được trang đầu."""


@dataclass(frozen=True, slots=True)
class _Server:
    """Máy chủ đo: the folder it starts in, its settings, and who the browser is."""

    folder: Path
    settings: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Phần mềm ÷ ứng dụng một dòng; both processes are started anew for every run."""
    row = Row(
        id="cold_start",
        name="Khởi động nguội tới trang đầu",
        target=_TARGET,
        compared="từ lúc mở tiến trình «streamlit run app.py», qua HTML của / và một phiên "
        "websocket, tới "
        "khi lượt chạy đầu xong (trang Tổng quan của khối mẫu) ÷ ứng dụng Streamlit một dòng cùng "
        "cấu hình máy chủ",
        sizes={"starts": effort.starts},
    )
    url = demo_database(folder)
    ours = _Server(ROOT, {"database_url": url}, {"cookie": f"{COOKIE}={signed_in(url)}"})
    bare = folder / "ung-dung-tran"
    bare.mkdir()
    (bare / "app.py").write_text(_BARE, encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", bare / ".streamlit")
    theirs = _Server(bare, {})
    try:
        if effort.starts > 1:  # compiled modules and file caches as on any later start
            first_page(ours)
            first_page(theirs)
        return [
            row.with_medians(
                *medians(lambda: first_page(ours), lambda: first_page(theirs), effort.starts)
            )
        ]
    except (NotStarted, TimeoutError, WebSocketException) as fault:
        return [row.without(fault=f"trang đầu không hiện ra: {fault}")]


def first_page(server: _Server) -> int:
    """Nanô giây from starting this server until its first page is drawn."""
    port = _free_port()
    start = perf_counter_ns()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=server.folder,
        env=settings.surroundings(**server.settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_document(process, port, server.headers)
        messages = _first_run(port, server.headers)
        passed = perf_counter_ns() - start
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if complaint(messages):
        raise NotStarted(f"trang đầu báo lỗi: {complaint(messages)}")
    if not drawn(messages):
        raise NotStarted("trang đầu không vẽ gì")
    return passed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_document(
    process: subprocess.Popen[bytes], port: int, headers: Mapping[str, str]
) -> None:
    deadline = monotonic() + _PATIENCE
    while process.poll() is None and monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/", headers=dict(headers))
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
