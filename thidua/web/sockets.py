"""Đường truyền: answers leave the server at once instead of waiting for the next packet."""

import asyncio.base_events
import socket


def send_at_once() -> None:
    """Gửi ngay: TCP_NODELAY on every connection that asyncio accepts from now on.

    asyncio sets it only on sockets that say they speak TCP, and Streamlit binds its listening
    socket without saying so (encode/uvicorn#3149); each run then ends in a 40 ms wait.
    """
    asyncio.base_events._set_nodelay = _set_nodelay  # type: ignore[attr-defined]


def _set_nodelay(connection: socket.socket) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
