"""Gói nhật ký: the record of one period, what it led to, and the program that verifies it."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from thidua.domain.record import chain
from thidua.domain.record.chain import NamedToken, SealedLine
from thidua.files import check_pack
from thidua.files.check_pack import MANIFEST, NAMES, PACKED, RECORD, SEAL

VERIFIER = "kiem_tra.py"
_MADE = (1980, 1, 1, 0, 0, 0)  # a package says nothing of when it was built
_HEADER = 30  # what stands before the name of a file in a package


def record_pack(
    lines: Sequence[SealedLine],
    names: Sequence[NamedToken],
    files: Mapping[str, bytes],
    about: Mapping[str, object],
) -> bytes:
    """Đóng gói: the same record, names and files give the same bytes."""
    content = {
        RECORD: _jsonl(lines),
        NAMES: _listed(names),
        VERIFIER: verifier().encode(),
        **files,
    }
    last = lines[-1] if lines else None
    manifest: dict[str, Any] = {
        **about,
        "head": {
            "position": 0 if last is None else last.position,
            "hash": chain.START if last is None else last.hash,
        },
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in content.items()},
    }
    output, packed = io.BytesIO(), hashlib.sha256()
    with zipfile.ZipFile(output, "w") as pack:
        for name, data in sorted(content.items()):
            pack.writestr(_entry(name), data, zipfile.ZIP_DEFLATED)
        end = output.tell()
        for one in pack.infolist():
            output.seek(one.header_offset + _HEADER + len(one.filename.encode()))
            packed.update(output.read(one.compress_size))
        output.seek(end)
        manifest[PACKED] = packed.hexdigest()
        manifest[SEAL] = check_pack.seal_of(manifest)
        told = json.dumps(manifest, ensure_ascii=False, indent=2)
        pack.writestr(_entry(MANIFEST), told.encode(), zipfile.ZIP_STORED)
    return output.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Một tệp của gói, of no day and no machine."""
    entry = zipfile.ZipInfo(name, _MADE)
    entry.create_system = check_pack.SYSTEM
    return entry


def _jsonl(lines: Sequence[SealedLine]) -> bytes:
    rows = [
        {
            "position": one.position,
            "digest": one.digest,
            "previous_hash": one.previous_hash,
            "hash": one.hash,
        }
        | ({} if one.line is None else {"line": astuple(one.line)})
        for one in lines
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _listed(names: Sequence[NamedToken]) -> bytes:
    rows = [asdict(one) for one in sorted(names, key=lambda one: one.token)]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def verifier() -> str:
    """Chương trình kiểm tra: chain and checker as one file that imports nothing of the program."""
    parts = [Path(module.__file__ or "").read_text("utf-8") for module in (chain, check_pack)]
    imported = re.compile(rf"^from {re.escape(chain.__name__)} import .*\n", re.MULTILINE)
    return "\n\n".join([parts[0], imported.sub("", parts[1])])
