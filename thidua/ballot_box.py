"""Hòm phiếu: ballots are sealed to a public key; the key that opens them is a file of its own.

What is in the database says nothing of a ballot without that file. A box may be given a new key at
any time, whose public half tells which file it is; the old one is destroyed, so that neither an old
page of the database nor its log opens what was sealed before.

Ballots lie in chests of many, since sealing costs by the piece and hardly by the length. A ballot
that an earlier release sealed by itself is a chest of one.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

_HEADER = MappingProxyType({"alg": "ECDH-ES", "enc": "A256GCM"})
_BETWEEN, _SUFFIX = "-", ".khoa"
_MOST = 64
"""Số phiếu nhiều nhất trong một ngăn."""

_NEXT, _OF = b"\n", "."
BLANK = f"0{_OF}"
"""Ngăn trống mở đầu như vậy."""


class _Registry(jwe.JWERegistry):
    """Cỡ một ngăn: ballots of hundreds of candidates are longer than what a web token may be."""

    max_ciphertext_length = 1 << 26


_REGISTRY = _Registry()


def make(folder: Path, name: str) -> str:
    """Làm khóa cho hòm phiếu này: keeps it in this folder and gives the public half, as text."""
    key = OKPKey.generate_key("X25519")
    public = json.dumps(key.as_dict(private=False), sort_keys=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(_file(folder, name, public), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(key.as_dict(private=True), file)
        file.flush()
        os.fsync(file.fileno())
    return public


def seal(public: str, contents: Iterable[bytes]) -> list[str]:
    """Niêm: only the key of the box opens them again; equal contents look different."""
    key = OKPKey.import_key(json.loads(public))
    # The library writes into the header, which would mix up two ballots at once.
    return [
        jwe.encrypt_compact(dict(_HEADER), content, key, registry=_REGISTRY) for content in contents
    ]


def opened(folder: Path, name: str, public: str, sealed: Sequence[str]) -> list[bytes] | None:
    """Mở hòm phiếu: every content; None where the key is gone or does not fit."""
    try:
        text = _file(folder, name, public).read_text(encoding="utf-8")
        key = OKPKey.import_key(json.loads(text))
        found = [jwe.decrypt_compact(one, key, registry=_REGISTRY) for one in sealed]
        return [one.plaintext or b"" for one in found]
    except (OSError, ValueError, JoseError):
        return None


def filled(public: str, contents: Iterable[bytes]) -> list[str]:
    """Xếp phiếu vào các ngăn rồi niêm: in the order of what they say, which is nobody's order.

    How many lie in a chest stands before it, as whoever has no key must be able to count them.
    """
    mixed = sorted(contents)
    if any(_NEXT in one for one in mixed):
        raise ValueError("Nội dung lá phiếu có dấu xuống dòng.")
    chests = [mixed[at : at + _MOST] for at in range(0, len(mixed), _MOST)]
    sealed = seal(public, [_NEXT.join(chest) for chest in chests])
    return [f"{len(chest)}{_OF}{one}" for chest, one in zip(chests, sealed, strict=True)]


def blank(public: str) -> str:
    """Niêm một ngăn trống: signs that nobody can guess, with no ballot in it."""
    [letter] = seal(public, [b""])
    return f"{BLANK}{letter}"


def number(chest: str) -> int:
    """Số phiếu trong ngăn này, as it says of itself."""
    return _parted(chest)[0]


def emptied(folder: Path, name: str, public: str, chests: Sequence[str]) -> list[bytes] | None:
    """Mở mọi ngăn: every ballot; None where the key is gone, or where the number is another."""
    parted = [_parted(one) for one in chests]
    found = opened(folder, name, public, [letter for _, letter in parted])
    if found is None:
        return None
    inside = [one.split(_NEXT) if one else [] for one in found]
    if [len(one) for one in inside] != [said for said, _ in parted]:
        return None
    return [ballot for chest in inside for ballot in chest]


def _parted(chest: str) -> tuple[int, str]:
    """Số phiếu và phần niêm của một ngăn; a letter of an earlier release says no number."""
    said, _, rest = chest.partition(_OF)
    return (int(said), rest) if said.isascii() and said.isdigit() else (1, chest)


def keys(folder: Path, name: str) -> list[Path]:
    """Các khóa của hòm này: more than one only while it is being given a new one."""
    return sorted(folder.glob(f"{name}{_BETWEEN}*{_SUFFIX}"))


def destroy(files: Iterable[Path]) -> None:
    """Hủy các khóa này: the content is overwritten before the file is taken away.

    Somebody else may be doing the same.
    """
    for file in files:
        with suppress(FileNotFoundError):
            with file.open("r+b") as key:
                key.write(b"\0" * file.stat().st_size)
                key.flush()
                os.fsync(key.fileno())
            file.unlink()


def names(folder: Path) -> set[str]:
    """Tên các hòm phiếu còn khóa trong thư mục này."""
    return {file.stem.rpartition(_BETWEEN)[0] for file in folder.glob(f"*{_SUFFIX}")}


def _file(folder: Path, name: str, public: str) -> Path:
    number = hashlib.sha256(public.encode()).hexdigest()[:16]
    return folder / f"{name}{_BETWEEN}{number}{_SUFFIX}"
