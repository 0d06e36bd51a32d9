"""Hòm phiếu: ballots are sealed to a public key; the key that opens them is a file of its own.

What is in the database says nothing of a ballot without that file. It is destroyed when the votes
have been counted, so that neither an old page of the database nor its log opens a ballot later.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

_HEADER = MappingProxyType({"alg": "ECDH-ES", "enc": "A256GCM"})
_SUFFIX = ".khoa"


def make(folder: Path, name: str) -> str:
    """Làm hòm phiếu: keeps its key in this folder and gives the public half, as text."""
    key = OKPKey.generate_key("X25519")
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(_file(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(key.as_dict(private=True), file)
        file.flush()
        os.fsync(file.fileno())
    return json.dumps(key.as_dict(private=False), sort_keys=True)


def seal(public: str, content: bytes) -> str:
    """Niêm: only the key of the box opens it again; equal contents look different."""
    header = dict(_HEADER)  # the library writes into it, which would mix up two ballots at once
    return jwe.encrypt_compact(header, content, OKPKey.import_key(json.loads(public)))


def opened(folder: Path, name: str, sealed: Sequence[str]) -> list[bytes] | None:
    """Mở hòm phiếu: every content; None where the key is gone or does not fit."""
    try:
        key = OKPKey.import_key(json.loads(_file(folder, name).read_text(encoding="utf-8")))
        return [jwe.decrypt_compact(one, key).plaintext or b"" for one in sealed]
    except (OSError, ValueError, JoseError):
        return None


def destroy(folder: Path, name: str) -> None:
    """Hủy khóa: the content is overwritten before the file is taken away."""
    file = _file(folder, name)
    if file.is_file():
        with file.open("r+b") as key:
            key.write(b"\0" * file.stat().st_size)
            key.flush()
            os.fsync(key.fileno())
        file.unlink(missing_ok=True)


def names(folder: Path) -> set[str]:
    """Tên các hòm phiếu còn khóa trong thư mục này."""
    return {file.stem for file in folder.glob(f"*{_SUFFIX}")}


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}{_SUFFIX}"
