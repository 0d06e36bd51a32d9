"""Hòm phiếu: ballots are sealed to a public key; the key that opens them is a file of its own.

What is in the database says nothing of a ballot without that file. A box may be given a new key at
any time, whose public half tells which file it is; the old one is destroyed, so that neither an old
page of the database nor its log opens what was sealed before.
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
    return [jwe.encrypt_compact(dict(_HEADER), content, key) for content in contents]


def opened(folder: Path, name: str, public: str, sealed: Sequence[str]) -> list[bytes] | None:
    """Mở hòm phiếu: every content; None where the key is gone or does not fit."""
    try:
        text = _file(folder, name, public).read_text(encoding="utf-8")
        key = OKPKey.import_key(json.loads(text))
        return [jwe.decrypt_compact(one, key).plaintext or b"" for one in sealed]
    except (OSError, ValueError, JoseError):
        return None


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
