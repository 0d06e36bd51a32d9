"""Nhập danh sách: how a service that takes whole lists is called, by a page or a command."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from thidua.domain.ground.finding import Finding
from thidua.domain.ground.preview import Preview
from thidua.services.ground.work import Work

Row = TypeVar("Row", contravariant=True)


class ListPreview(Protocol[Row]):
    """Xem trước: what these rows would change; nothing is written."""

    def __call__(
        self, work: Work, *, rows: Sequence[Row], findings: Sequence[Finding] = ()
    ) -> Preview: ...


class ListImport(Protocol[Row]):
    """Nhập tất cả hoặc không gì cả; `seen` is the fingerprint of the preview agreed to."""

    def __call__(
        self,
        work: Work,
        *,
        rows: Sequence[Row],
        findings: Sequence[Finding] = (),
        seen: str | None = None,
    ) -> Preview: ...
