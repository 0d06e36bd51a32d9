"""Giữ tệp luật địa phương: copied beside a backup and back, never over what lies there."""

from dataclasses import dataclass
from pathlib import Path

from thidua.lawbook.loading import paths_in


@dataclass(frozen=True, slots=True)
class KeptLaw:
    """Kết quả chép: which files the target has now as the source has them, and which not."""

    same: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def copy_missing(source: Path, target: Path) -> KeptLaw:
    """Chép các tệp luật chưa có ở nơi nhận."""
    same: list[str] = []
    different: list[str] = []
    unread: list[str] = []
    for path in paths_in(source) if source.is_dir() else ():
        there = target / path.name
        try:
            content = path.read_bytes()
            if not there.exists():
                target.mkdir(parents=True, exist_ok=True)
                there.write_bytes(content)
            (same if there.read_bytes() == content else different).append(path.name)
        except OSError:
            unread.append(path.name)
    return KeptLaw(tuple(same), tuple(different), tuple(unread))
