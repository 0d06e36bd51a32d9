"""Minh chứng trong gói họp: on request the files, as far as this person may open them."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from thidua.domain.document.pack import PackFile, plain_name
from thidua.domain.ground.errors import Refused, ThiduaError
from thidua.domain.ground.points import vi_number
from thidua.domain.scoring.evidence import EvidenceItem, EvidenceKind
from thidua.services.document.pack_parts import Part, missing, why
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.scoring import evidence

FOLDER = "12-minh-chung"
MOST_MEGABYTES = 200
"""Nhiều nhất: what all files of evidence in one pack may take together."""

_MEGA = 1024 * 1024


def parts(work: Work) -> Iterator[Part]:
    """Các tệp minh chứng, unit by unit; what is not to be opened is named without what it says.

    Refused with the sum where they are too large for one pack.
    """
    lost = {one.token for one in evidence.missing_files(work.session, work.period)}
    members = block_members.members(work.session, work.period)
    found = [
        _of_unit(work, one.code, f"{FOLDER}/{plain_name(f'{place:02}', one.code)}", lost)
        for place, one in enumerate(members, start=1)
    ]
    sizes = sum(size for listed in found for _, size in listed)
    if sizes > MOST_MEGABYTES * _MEGA:
        raise Refused(
            f"Minh chứng nặng {vi_number(-(-sizes // _MEGA))} MB, nhiều hơn {MOST_MEGABYTES} MB "
            "một gói chứa được; hãy bỏ chọn «Kèm tệp minh chứng»."
        )
    for listed in found:
        yield from (part for part, _ in listed)


def _of_unit(work: Work, unit: str, folder: str, lost: set[str]) -> list[tuple[Part, int]]:
    """Các phần của một đơn vị, each with what it weighs."""
    try:
        items = evidence.of_unit(work, unit=unit)
    except ThiduaError as fault:
        return [(missing(folder, f"Minh chứng của {unit}", why(fault)), 0)]
    files = [one for one in items if one.kind is EvidenceKind.FILE]
    return [_part(work, folder, place, one, lost) for place, one in enumerate(files, start=1)]


def _part(
    work: Work, folder: str, place: int, item: EvidenceItem, lost: set[str]
) -> tuple[Part, int]:
    where = PurePosixPath(item.file_name)
    file = f"{folder}/{plain_name(f'{place:02}', where.stem)}{where.suffix}"
    if item.hidden:
        return missing(file, item.title, "vai trò của bạn không mở được mức này"), 0
    if item.token in lost:
        return missing(file, item.title, "tệp không còn trên máy chủ"), 0
    told = PackFile(file=file, name=item.title, note=f"SHA-256 {item.sha256}")
    return Part(told, partial(_content, work, item.token)), item.size


def _content(work: Work, token: str) -> bytes:
    return evidence.open_content(work, token=token).data
