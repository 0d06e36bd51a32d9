"""Proxy luân phiên: the worst neighbour of several processes, for tests of what they share.

One request takes one connection. A websocket goes to the first process that answers; whatever else
a browser asks for goes to the last. So nothing that a page needs is in the process it runs in.
"""

import asyncio
from collections.abc import Sequence
from contextlib import closing, suppress
from threading import Thread

_LONGEST_HEAD = 64 * 1024


class TakingTurns:
    """Proxy đứng trước các cổng này, at a port of its own, until it is closed."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._loop = asyncio.new_event_loop()
        self._flowing: set[asyncio.Task[None]] = set()
        self.seen: list[tuple[int, str]] = []
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        opening = asyncio.start_server(self._begin, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        self._server = asyncio.run_coroutine_threadsafe(opening, self._loop).result()
        self.port: int = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Đóng, and whatever still flows with it."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        flowing = list(self._flowing)
        for one in flowing:
            one.cancel()
        await asyncio.gather(*flowing, return_exceptions=True)

    def _begin(self, asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """Nhận một kết nối; the loop itself would let go of what serves it."""
        serving = self._loop.create_task(self._serve(asked, answer))
        self._flowing.add(serving)
        serving.add_done_callback(self._flowing.discard)

    async def _serve(self, asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        with suppress(OSError, EOFError), closing(answer):
            head = await asked.readuntil(b"\r\n\r\n")
            lines = head.split(b"\r\n")
            is_socket = any(one.lower() == b"upgrade: websocket" for one in lines)
            source, to = await self._reached(is_socket, lines[0].split()[1].decode())
            if not is_socket:
                lines = [one for one in lines if not one.lower().startswith(b"connection:")]
                lines.insert(1, b"Connection: close")
            with closing(to):
                to.write(b"\r\n".join(lines))
                await asyncio.gather(_flow(asked, to), _flow(source, answer))

    async def _reached(
        self, is_socket: bool, path: str
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Tiến trình kế tiếp còn trả lời."""
        for port in self._ports if is_socket else reversed(self._ports):
            with suppress(OSError):
                found = await asyncio.open_connection("127.0.0.1", port)
                self.seen.append((port, path))
                return found
        raise ConnectionRefusedError


async def _flow(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    """Chuyển mọi thứ tới hết."""
    with suppress(OSError):
        while part := await source.read(_LONGEST_HEAD):
            to.write(part)
            await to.drain()
    with suppress(OSError):
        if to.can_write_eof():
            to.write_eof()
