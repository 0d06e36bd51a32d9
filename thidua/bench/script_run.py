"""Lượt chạy: a Streamlit script run in this process as the server runs it, without a browser."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time_ns
from typing import Any

from thidua.bench import streamlit_inside as inside
from thidua.bench.streamlit_inside import (
    Alert,
    ForwardMsg,
    MemoryFragmentStorage,
    PagesManager,
    Runtime,
    ScriptCache,
    ScriptRunner,
    ScriptRunnerEvent,
    SessionState,
    WidgetStates,
)
from thidua.db.engine import ROOT
from thidua.web import identity

Drawn = list[tuple[tuple[int, ...], str]]
"""Phần tử đã vẽ: where each stands on the page and what it is, in the order sent."""


@contextmanager
def serving(script: Path, cookie: str | None = None) -> Iterator[Runtime]:
    """Môi trường phục vụ: the product's server settings, and what scripts ask the server for.

    `cookie` is what the browser would send of who is signed in.
    """
    main = sys.modules["__main__"]
    asked, identity.cookie = identity.cookie, lambda: cookie
    with chdir(ROOT):
        inside.read_settings_anew()
    try:
        with inside.own_runtime(str(script)) as runtime:
            yield runtime
    finally:
        identity.cookie = asked
        sys.modules["__main__"] = main


@dataclass(slots=True, kw_only=True)
class Visit:
    """Phiên xem of one script: its widgets and state stay from run to run, as for a person."""

    script: Path
    runtime: Runtime
    _state: SessionState = field(default_factory=SessionState)
    _cache: ScriptCache = field(default_factory=ScriptCache)
    _fragments: MemoryFragmentStorage = field(default_factory=MemoryFragmentStorage)
    _pages: PagesManager | None = None
    messages: list[ForwardMsg] = field(default_factory=list)
    begun: int = 0
    """Số lượt đã chạy, reruns that a script asks for included."""

    def run(self, widgets: WidgetStates | None = None, part: str = "") -> int:
        """Chạy một lượt; returns the nanoseconds computed from the request to the script's end.

        `widgets` is what the browser says of them, `part` the part of the page to be run alone.
        """
        if self._pages is None:
            self._pages = PagesManager(str(self.script), self._cache, setup_watcher=False)
        self.messages = []
        loop = asyncio.new_event_loop()
        start = process_time_ns()
        runner = ScriptRunner(
            session_id="do-hieu-nang",
            main_script_path=str(self.script),
            session_state=self._state,
            uploaded_file_mgr=self.runtime.uploaded_file_mgr,
            script_cache=self._cache,
            initial_rerun_data=inside.RerunData(
                page_script_hash=self._pages.current_page_script_hash,
                widget_states=widgets,
                fragment_id_queue=[part] if part else [],
            ),
            user_info={"email": None},
            fragment_storage=self._fragments,
            pages_manager=self._pages,
            event_loop=loop,
        )
        runner.on_event.connect(self._keep, weak=False)
        inside.run_to_the_end(runner)
        passed = process_time_ns() - start
        loop.close()
        return passed

    def _keep(self, sender: object, event: ScriptRunnerEvent, **content: Any) -> None:  # noqa: ANN401
        if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            self.messages.append(content["forward_msg"])
        elif event is ScriptRunnerEvent.SCRIPT_STARTED:
            self.begun += 1

    @property
    def drawn(self) -> Drawn:
        """Phần tử đã vẽ in the last run."""
        return drawn(self.messages)

    @property
    def complaint(self) -> str:
        """Lời báo lỗi of the last run; a page that shows one was not measured."""
        return complaint(self.messages)


def drawn(messages: list[ForwardMsg]) -> Drawn:
    """Phần tử trong các thông điệp."""
    return [
        (tuple(message.metadata.delta_path), _kind(message))
        for message in messages
        if message.WhichOneof("type") == "delta"
    ]


def _kind(message: ForwardMsg) -> str:
    what = message.delta.WhichOneof("type") or ""
    inside = getattr(message.delta, what, None)
    return f"{what}:{'' if inside is None else inside.WhichOneof('type')}"


def complaint(messages: list[ForwardMsg]) -> str:
    """Lỗi trong các thông điệp: an exception, or an error box."""
    for message in messages:
        element = message.delta.new_element
        if element.HasField("exception"):
            return "lỗi ngoài dự kiến, nguyên nhân ở nhật ký"
        if element.HasField("alert") and element.alert.format == Alert.ERROR:
            return element.alert.body
    return ""
