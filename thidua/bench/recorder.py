"""Ghi lời gọi: the public drawing calls of a page with their arguments, and a page of only these.

The bare page holds neither a database nor a rule: each call gets what it got when it was recorded.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from unittest.mock import patch

import streamlit as st

from thidua.bench.streamlit_inside import StreamlitAPIException
from thidua.web.streamlit_inside import DeltaGenerator

Arguments = tuple[tuple[Any, ...], dict[str, Any]]

_PUBLIC = sorted(
    name
    for name, value in vars(st).items()
    if not name.startswith("_")
    and inspect.ismethod(value)
    and isinstance(value.__self__, DeltaGenerator)
)

_arguments: dict[str, list[Arguments]] = {}


def kept(name: str) -> list[Arguments]:
    """Đối số đã ghi of the bare page with this name; its script asks for them."""
    return _arguments[name]


@dataclass(slots=True, kw_only=True)
class Recorder:
    """Máy ghi: turns what a page draws into the lines of a script and the arguments it needs."""

    name: str
    lines: list[str] = field(default_factory=list)
    arguments: list[Arguments] = field(default_factory=list)
    _places: dict[int, str] = field(default_factory=dict)
    _alive: list[object] = field(default_factory=list)
    _inside: int = 0
    _indent: int = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Nghe: every public call of the scripts run meanwhile is written down."""
        self._know(st.sidebar, "st.sidebar")
        own = DeltaGenerator.__enter__, DeltaGenerator.__exit__
        with ExitStack() as patches:
            for name in _PUBLIC:
                bound = getattr(st, name)
                recorded = self._recorded(name, bound, on_module=True)
                patches.enter_context(patch.object(st, name, recorded))
                method = getattr(DeltaGenerator, name, None)
                if method is not None:
                    recorded = self._recorded(name, method, on_module=False)
                    patches.enter_context(patch.object(DeltaGenerator, name, recorded))
            patches.enter_context(patch.object(st, "fragment", self._fragment(st.fragment)))
            patches.enter_context(patch.object(DeltaGenerator, "__enter__", self._enter(own[0])))
            patches.enter_context(patch.object(DeltaGenerator, "__exit__", self._exit(own[1])))
            yield

    def script(self) -> str:
        """Trang trần: the source of a page that makes the recorded calls and nothing else."""
        _arguments[self.name] = self.arguments
        head = [
            "import streamlit as st",
            "from thidua.bench.recorder import kept",
            f"a = kept({self.name!r})",
        ]
        return "\n".join([*head, *self.lines, ""])

    def standing_alone(self) -> list[Arguments]:
        """Đối số cho một tiến trình khác, which need not load what only measuring needs."""

        def plain(value: Any) -> Any:  # noqa: ANN401
            if isinstance(value, tuple):
                return tuple(plain(one) for one in value)
            return bytes if value is _nothing else value

        return [
            (tuple(map(plain, given)), {name: plain(value) for name, value in named.items()})
            for given, named in self.arguments
        ]

    def _recorded(
        self, name: str, call: Callable[..., Any], *, on_module: bool
    ) -> Callable[..., Any]:
        @wraps(call)
        def recorded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            if self._inside:
                return call(*args, **kwargs)
            target = "st" if on_module else self._places[id(args[0])]
            given = args if on_module else args[1:]
            place = len(self.arguments)
            constant, heard = _constant(kwargs)
            self.arguments.append((tuple(_quiet(value) for value in given), constant))
            self._say(f"r{place} = {target}.{name}(*a[{place}][0], **a[{place}][1])")
            self._inside += 1
            try:
                result = call(*args, **heard)
            except StreamlitAPIException:  # drew nothing, and the page went another way
                self.arguments.pop()
                self.lines.pop()
                raise
            finally:
                self._inside -= 1
            self._know(result, f"r{place}")
            return result

        return recorded

    def _fragment(self, own: Callable[..., Any]) -> Callable[..., Any]:
        """Phần chạy riêng: a function of the bare page too, so that both send the same."""

        def fragment(
            draw: Callable[[], None], *, run_every: float | None = None
        ) -> Callable[[], None]:
            @wraps(draw)
            def body() -> None:
                self._inside -= 1
                try:
                    draw()
                finally:
                    self._inside += 1

            def call() -> None:
                name = f"part{len(self.arguments)}"
                self._say(f"@st.fragment(run_every={run_every!r})")
                self._say(f"def {name}():")
                self._indent += 1
                self._say("pass")
                self._inside += 1  # what Streamlit draws round a part, it draws round the bare one
                try:
                    own(body, run_every=run_every)()
                finally:
                    self._inside -= 1
                    self._indent -= 1
                self._say(f"{name}()")

            return call

        return fragment

    def _know(self, result: object, name: str) -> None:
        if isinstance(result, DeltaGenerator):
            self._places[id(result)] = name
            self._alive.append(result)
        elif isinstance(result, list | tuple):
            for place, one in enumerate(result):
                self._know(one, f"{name}[{place}]")

    def _say(self, line: str) -> None:
        self.lines.append("    " * self._indent + line)

    def _enter(self, own: Callable[..., Any]) -> Callable[..., Any]:
        def enter(container: DeltaGenerator) -> None:
            if not self._inside:
                self._say(f"with {self._places[id(container)]}:")
                self._indent += 1
                self._say("pass")
            own(container)

        return enter

    def _exit(self, own: Callable[..., Any]) -> Callable[..., Any]:
        def leave(container: DeltaGenerator, *fault: Any) -> Any:  # noqa: ANN401
            if not self._inside:
                self._indent -= 1
            return own(container, *fault)

        return leave


def _constant(kwargs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Đối số thành hằng, and the arguments for now: labels are noted while the page makes them."""
    constant = {name: _quiet(value) for name, value in kwargs.items()}
    heard = dict(kwargs)
    if "format_func" in kwargs:
        answers: dict[Any, str] = {}
        constant["format_func"] = answers.__getitem__
        heard["format_func"] = _noting(kwargs["format_func"], answers)
    return constant, heard


def _quiet(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):  # what a button is given for its function may be one too
        return tuple(_quiet(one) for one in value)
    return _nothing if callable(value) else value


def _nothing(*args: object, **kwargs: object) -> bytes:
    """Không làm gì: stands where the page gave a function that only a click would call."""
    return b""


def _noting(call: Callable[[Any], Any], answers: dict[Any, Any]) -> Callable[[Any], Any]:
    def noted(option: Any) -> Any:  # noqa: ANN401
        answers[option] = call(option)
        return answers[option]

    return noted
