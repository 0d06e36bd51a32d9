"""Đọc riêng: a file from outside is read in a process of its own, within bounds, and not here.

However little a file weighs, what it costs to read is known only afterwards. So the reading may use
a fixed amount of time and memory, two files are read at once, and who waits holds nothing up. The
process gets the function and what it is given, and hands back plain values of the domain.
"""

import hashlib
import io
import pickle
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, ParamSpec, TypeVar

from thidua.domain.ground import errors
from thidua.domain.ground.errors import Refused, ThiduaError

CPU_SECONDS = 7
MEMORY = 240 * 1024 * 1024
"""Thời gian máy và bộ nhớ for one file; with what the program itself takes it is under 300 MB."""

WAIT_SECONDS = 120 if sys.platform != "win32" else 10
"""Chờ nhiều nhất: on a busy machine its own time runs far slower than the clock; Windows has no
bound but the clock.
"""

MOST_SAID = 24 * 1024 * 1024
_AT_ONCE = 2
_KEPT_BYTES = 48 * 1024 * 1024
_ROOT = Path(__file__).parents[3]

_COSTLY = (
    "Tệp «{}» tốn quá nhiều sức để đọc nên bị từ chối, dù tệp nhỏ. Hãy mở bằng Excel, chép riêng "
    "các ô cần nhập sang một sổ mới (dán giá trị) rồi lưu kiểu .xlsx"
)

P = ParamSpec("P")
R = TypeVar("R")

is_here = False
"""Đọc ngay trong tiến trình này; only tests ask for it, which read hundreds of small files."""

waiting: Callable[[], AbstractContextManager[None]] = nullcontext
"""Trong lúc chờ đọc: what the server gives back meanwhile, so that pages go on."""

_readers = BoundedSemaphore(_AT_ONCE)
_answers: OrderedDict[bytes, bytes] = OrderedDict()
_lock = Lock()


def call(shown: str, function: Callable[P, R], /, *given: P.args, **named: P.kwargs) -> R:
    """Gọi hàm này trong tiến trình riêng; a file that costs too much is refused by its name.

    What was answered is kept for a while: a page asks again at every run.
    """
    if is_here:
        return function(*given, **named)
    asked = pickle.dumps((function, given, named, CPU_SECONDS, MEMORY))
    key = hashlib.sha256(asked).digest()
    said = _known(key)
    if said is None:
        with turn():
            said = _ask(asked)
        if said is None:
            raise Refused(_COSTLY.format(shown))
        _keep(key, said)
    kind, found = _Plain(io.BytesIO(said)).load()
    if kind:
        raise getattr(errors, kind)(found)
    result: R = found
    return result


@contextmanager
def turn() -> Iterator[None]:
    """Lượt đọc: two files at once, of whatever kind; whoever waits for one holds nothing up."""
    with waiting(), _readers:
        yield


def _ask(asked: bytes) -> bytes | None:
    """Hỏi tiến trình đọc; None where it came to no answer within its bounds."""
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=asked,
            capture_output=True,
            cwd=_ROOT,
            timeout=WAIT_SECONDS,
            check=False,
        )
        if done.returncode == 0 and done.stdout:
            return done.stdout
    return None


def _known(key: bytes) -> bytes | None:
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
        return _answers.get(key)


def _keep(key: bytes, said: bytes) -> None:
    with _lock:
        _answers[key] = said
        while len(_answers) > 1 and sum(map(len, _answers.values())) > _KEPT_BYTES:
            _answers.popitem(last=False)


class _Plain(pickle.Unpickler):
    """Chỉ nhận giá trị: whatever a hostile file made of its reader, nothing else comes back."""

    _OTHERS = frozenset(
        {
            ("decimal", "Decimal"),
            ("fractions", "Fraction"),
            ("datetime", "date"),
            ("datetime", "datetime"),
            ("datetime", "timedelta"),
            ("builtins", "frozenset"),
            ("builtins", "set"),
            ("builtins", "range"),
            ("copyreg", "_reconstructor"),
            ("builtins", "object"),
        }
    )

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        """Lớp được nhận: those of the domain and of what is read."""
        if (module, name) in self._OTHERS:
            return super().find_class(module, name)
        if module.startswith(("thidua.domain.", "thidua.files.")):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def main() -> None:
    """Tiến trình đọc: one call from its input, its answer to its output, and it is gone."""
    asked = sys.stdin.buffer.read()
    # What it loads is of the program that started this process.
    function, given, named, seconds, memory = pickle.loads(asked)
    bound(seconds, memory)
    try:
        said = pickle.dumps(("", function(*given, **named)))
    except ThiduaError as fault:
        said = pickle.dumps((type(fault).__name__, str(fault)))
    if len(said) > MOST_SAID:
        sys.exit(1)
    sys.stdout.buffer.write(said)


def bound(seconds: int, memory: int) -> None:
    """Giới hạn thời gian và bộ nhớ, where the system knows such bounds; set once all is loaded."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 (not on Windows)

        spent = int(time.process_time()) + 1  # loading what it needs is not the fault of the file
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, spent + seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


if __name__ == "__main__":
    main()
