"""Tệp ghép: the container of Office files before 2007, each of its chains followed once at most."""

import struct

_ENTRY = 128
_LAST = 0xFFFFFFFA  # from here on a number is no sector but a sign
_ROOT = 5


class Container:
    """Tệp ghép with its parts by name; ValueError or struct.error where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, short_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or short_shift != 6:
            raise ValueError("sectors")
        self._size, self._short = 1 << shift, 1 << short_shift
        directory, self._short_below, short_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._read_table()
        self._parts: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        entries = self._chain(directory)
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            place = struct.unpack_from("<II", entries, at + 116)
            if kind == _ROOT:
                root = place
            elif length >= 2:
                name = entries[at : at + min(length, 64) - 2].decode("utf-16-le", "replace")
                self._parts.setdefault(name, place)
        self._shorts = self._chain(root[0])
        self._short_table = _numbers(self._chain(short_table))

    @property
    def names(self) -> set[str]:
        """Tên các phần."""
        return set(self._parts)

    def part(self, name: str) -> bytes | None:
        """Một phần; None where there is none of that name."""
        if name not in self._parts:
            return None
        first, length = self._parts[name]
        if length >= self._short_below:
            return self._chain(first)[:length]
        pieces = [
            self._shorts[at * self._short : (at + 1) * self._short]
            for at in _links(first, self._short_table)
        ]
        return b"".join(pieces)[:length]

    def _read_table(self) -> tuple[int, ...]:
        """Bảng nối: which sector follows which, itself kept in sectors that the header lists."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        more = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while more < _LAST:
            if more in seen:
                raise ValueError("circle")
            seen.add(more)
            *here, more = _numbers(self._sector(more))
            listed += here
        listed = [one for one in listed if one < _LAST]
        if len(listed) != len(set(listed)):
            raise ValueError("circle")
        return _numbers(b"".join(map(self._sector, listed)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise ValueError("sector")
        return found.ljust(self._size, b"\x00")

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, _links(first, self._table)))


def _numbers(held: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])


def _links(first: int, table: tuple[int, ...]) -> list[int]:
    """Các mắt xích from the first to the last."""
    found: dict[int, None] = {}
    while first < _LAST:
        if first in found or first >= len(table):
            raise ValueError("circle")
        found[first] = None
        first = table[first]
    return list(found)
