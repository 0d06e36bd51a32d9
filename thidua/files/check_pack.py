"""Kiểm tra gói nhật ký: verifies an exported record with the standard library alone.

In a package this file stands behind the text of `thidua/domain/record/chain.py`, as one program.
"""

import hashlib
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

from thidua.domain.record.chain import NamedToken, RecordLine, SealedLine, first_fault, name_fault

RECORD, NAMES, MANIFEST = "nhat-ky.jsonl", "ten-nguoi.json", "muc-luc.json"
RANKING = "xep-hang.json"
SEAL, BASIS, PACKED = "seal", "basis", "packed"
_UNSEALED = {"block", "year", "fingerprint", "head", "files"}  # all that older packages told


def seal_of(manifest: dict[str, Any]) -> str:
    """Niêm của mục lục: over everything it tells but the seal itself."""
    told = {name: value for name, value in manifest.items() if name != SEAL}
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def read_line(text: str) -> SealedLine:
    """Đọc một dòng của nhật ký đã xuất."""
    content: dict[str, Any] = json.loads(text)
    line = content.get("line")
    return SealedLine(
        position=content["position"],
        digest=content["digest"],
        previous_hash=content["previous_hash"],
        hash=content["hash"],
        line=None if line is None else RecordLine(*line),
    )


def check_pack(file: Path) -> str | None:
    """Kiểm tra một gói: the sentence naming the first fault; None where everything holds."""
    try:
        with zipfile.ZipFile(file) as pack:
            manifest = _manifest(pack)
            if manifest is None:
                return f"tệp {MANIFEST} trong gói đã bị sửa"
            if len(pack.namelist()) != len(set(pack.namelist())):
                return "gói có hai tệp cùng tên"
            strange = sorted(set(pack.namelist()) - {MANIFEST, *manifest["files"]})
            if strange:
                return f"tệp {strange[0]} trong gói không có trong mục lục"
            for name, wanted in manifest["files"].items():
                if _digest(pack, name) != wanted:
                    return f"tệp {name} trong gói đã bị sửa"
            lines = [read_line(text) for text in pack.read(RECORD).decode().splitlines()]
            head = (manifest["head"]["position"], manifest["head"]["hash"])
            fault = first_fault(lines, head)
            if fault is None:
                names = [NamedToken(**one) for one in json.loads(pack.read(NAMES))]
                return (
                    name_fault(names)
                    or unnamed(lines, {one.token for one in names})
                    or _ranking_fault(pack, manifest, {one.hash for one in lines})
                    or wrapping_fault(file.read_bytes(), pack, manifest)
                )
    except Exception as problem:  # what was bent may fail anywhere
        return f"gói không đọc được: {problem}"
    return None if fault is None else fault.message


def wrapping_fault(whole: bytes, pack: zipfile.ZipFile, manifest: dict[str, Any]) -> str | None:
    """Vỏ gói khác lúc đóng: every byte that belongs to none of its files is as it was written.

    Older packages do not tell how their files are packed; what is in them is all they promise.
    """
    if PACKED not in manifest:
        return None
    local, central, packed = b"", b"", hashlib.sha256()
    for one in pack.infolist():
        name = one.filename.encode()
        shared = struct.pack(
            "<HHHHHLLLHH",
            *(20, 0 if one.filename.isascii() else 0x800, one.compress_type, 0, _FIRST_DAY),
            *(one.CRC, one.compress_size, one.file_size, len(name), 0),
        )
        start = len(local) + 30 + len(name)
        data = whole[start : start + one.compress_size]
        if one.filename != MANIFEST:
            packed.update(data)
        central += b"PK\1\2" + struct.pack("<BB", 20, SYSTEM) + shared
        central += struct.pack("<HHHLL", 0, 0, 0, _FOR_OWNER, len(local)) + name
        local += b"PK\3\4" + shared + name + data
    count = len(pack.infolist())
    sizes = struct.pack("<HHHHLLH", 0, 0, count, count, len(central), len(local), 0)
    is_whole = whole == local + central + b"PK\5\6" + sizes
    if is_whole and packed.hexdigest() == manifest[PACKED]:
        return None
    return "vỏ zip của gói đã bị sửa hoặc đóng lại, các tệp bên trong còn nguyên"


SYSTEM = 3
"""Máy nào đóng gói: the same is told everywhere, so that the bytes are the same."""

_FIRST_DAY = 1 << 5 | 1
"""Ngày của mọi tệp trong gói: the first that a package can tell."""

_FOR_OWNER = 0o600 << 16


def _ranking_fault(pack: zipfile.ZipFile, manifest: dict[str, Any], hashes: set[str]) -> str | None:
    """Bảng xếp hạng khác mã đối chiếu: the one told is not what it makes."""
    basis = manifest.get(BASIS)
    if basis is None:  # of a package made before the ranking was bound, or one without a ranking
        return None
    told = {
        "covenant": basis["covenant"],
        "standings": _values(json.loads(pack.read(RANKING)), basis),
        "record": basis["record"],
    }
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(body.encode()).hexdigest() != manifest["fingerprint"]:
        return (
            f"bảng xếp hạng {RANKING} không phải bảng đã cho mã đối chiếu {manifest['fingerprint']}"
        )
    if basis["record"] and basis["record"] not in hashes:
        return "mục nhật ký mà mã đối chiếu dựa vào không có trong chuỗi"
    return None


def _values(ranking: dict[str, Any], basis: dict[str, Any]) -> dict[str, Any]:
    """Chỉ các giá trị: the sentences of a ranking are no part of its fingerprint."""
    told = {name: value for name, value in ranking.items() if name != "other_figures"}
    units = [
        {
            **unit,
            "lines": {code: line["points"] for code, line in unit["lines"].items()},
            "tiebreak": unit["tiebreak"] is not None,
            "excluded": unit["excluded"] is not None,
        }
        for unit in told["units"]
    ]
    return {**told, "units": units, "provisional": basis["provisional"]}


def printed_fault(file: Path, printed: str) -> str | None:
    """Dấu đã in trên giấy khác gói này: a seal of its record, or its fingerprint.

    Asked of a package that was found whole.
    """
    wanted = "".join(printed.split()).lower()
    with zipfile.ZipFile(file) as pack:
        manifest = json.loads(pack.read(MANIFEST))
        if wanted == manifest.get("fingerprint"):
            if BASIS in manifest:
                return None
            return "mã đối chiếu đúng, nhưng gói này không cho phép tính lại nó từ bảng xếp hạng"
        lines = pack.read(RECORD).decode().splitlines()
    if wanted in {read_line(one).hash for one in lines}:
        return None
    return f"chuỗi nhật ký và mã đối chiếu của gói không có dấu niêm {printed.strip()}"


def what_holds(file: Path) -> list[str]:
    """Điều đã kiểm và đúng, of a package that was found whole: so much is said, and no more."""
    with zipfile.ZipFile(file) as pack:
        manifest = json.loads(pack.read(MANIFEST))
    head, said = manifest["head"], []
    if head["position"]:
        said.append(f"Nhật ký toàn vẹn: {head['position']} mục, đầu chuỗi {head['hash']}.")
    else:
        said.append("Mọi tệp trong gói nguyên vẹn; gói không kèm nhật ký.")
    if BASIS in manifest:
        said.append(f"Bảng xếp hạng đúng mã đối chiếu {manifest['fingerprint']}.")
    elif manifest.get("fingerprint"):
        said.append("Mã đối chiếu ghi trong gói chưa được tính lại từ bảng xếp hạng.")
    said.append("Chưa so với giấy đã ký: hãy so đầu chuỗi và mã đối chiếu với dấu in trên đó.")
    return said


def _manifest(pack: zipfile.ZipFile) -> dict[str, Any] | None:
    """Mục lục; None where it is not as it was written."""
    try:
        found: dict[str, Any] = json.loads(pack.read(MANIFEST))
    except Exception:  # bent bytes fail in many ways
        return None
    if SEAL not in found:
        return found if found.keys() <= _UNSEALED else None
    return found if found[SEAL] == seal_of(found) else None


def _digest(pack: zipfile.ZipFile, name: str) -> str:
    """Mã băm của một tệp; empty where it cannot even be unpacked."""
    try:
        return hashlib.sha256(pack.read(name)).hexdigest()
    except Exception:  # bent bytes fail in many ways
        return ""


def unnamed(lines: list[SealedLine], named: set[str]) -> str | None:
    """Dấu mà gói không nói là của ai: every token of an entry that is shown stands in the list."""
    for one in lines:
        if one.line is None:
            continue
        wanted = {one.line.actor, one.line.on_behalf_of} - {""} | tokens_in(
            json.loads(one.line.content or "{}")
        )
        if wanted - named:
            return f"mục {one.position} có tên người không nằm trong {NAMES}"
    return None


def tokens_in(value: Any) -> set[str]:  # noqa: ANN401 (JSON)
    """Dấu tên người trong một nội dung: objects of the one name «person»."""
    if isinstance(value, dict):
        if value.keys() == {"person"}:
            return {value["person"]}
        value = list(value.values())
    if isinstance(value, list):
        return set[str]().union(*map(tokens_in, value))
    return set()


def main(arguments: list[str]) -> int:
    """Chạy kiểm tra: prints the verdict, and the seals to compare with what stands on paper.

    A seal or fingerprint given after the file is compared here.
    """
    here = arguments[0] if arguments else str(Path(__file__).parent)
    file = Path(here)
    if not file.is_file():
        sys.stdout.write(f"«{here}» không phải một tệp. ")
        sys.stdout.write("Hãy chỉ tệp .zip của gói, ví dụ: python kiem_tra.py goi.zip\n")
        return 1
    fault = check_pack(file)
    if fault is None and len(arguments) > 1:
        fault = printed_fault(file, arguments[1])
    if fault is not None:
        sys.stdout.write(f"KHÔNG toàn vẹn: {fault}.\n")
        return 1
    said = what_holds(file)
    if len(arguments) > 1:
        said[-1] = "Dấu đã đưa có trong gói."
    sys.stdout.write("".join(f"{one}\n" for one in said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
