"""Nhập hồ sơ khen thưởng: people, facts and earlier awards, each with its template and preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

import streamlit as st
from sqlmodel import Session

from thidua.db.engine import reading
from thidua.domain.ground.finding import Finding
from thidua.services.dossier import award_history, facts, staff
from thidua.services.dossier import intake as dossier_intake
from thidua.services.ground.lists import ListImport, ListPreview
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class _FileKind(Generic[Row]):
    """Loại tệp: what its words and keys are made of, its empty workbook, and its services."""

    noun: str
    slug: str
    done: str
    template: Callable[[Session], bytes]
    read: Callable[[bytes, str], tuple[Sequence[Row], Sequence[Finding]]]
    preview: ListPreview[Row]
    write: ListImport[Row]


_KINDS: dict[str, _FileKind[Any]] = {
    "Cá nhân": _FileKind(
        noun="cá nhân",
        slug="ca-nhan",
        done="Đã nhập danh sách cá nhân.",
        template=lambda _: dossier_intake.people_template(),
        read=dossier_intake.people,
        preview=staff.preview_people,
        write=staff.import_people,
    ),
    "Dữ kiện": _FileKind(
        noun="dữ kiện",
        slug="du-kien",
        done="Đã nhập dữ kiện.",
        template=dossier_intake.fact_template,
        read=dossier_intake.stated,
        preview=facts.preview_facts,
        write=facts.import_facts,
    ),
    "Quá trình khen thưởng": _FileKind(
        noun="quá trình khen thưởng",
        slug="khen-thuong",
        done="Đã nhập quá trình khen thưởng.",
        template=dossier_intake.award_template,
        read=dossier_intake.awards,
        preview=award_history.preview_awards,
        write=award_history.import_awards,
    ),
}


def draw(ctx: Context) -> None:
    """Vẽ ba cách nhập tệp, one at a time."""
    st.header("Nhập tệp", anchor=False)
    chosen = st.segmented_control(
        "Loại tệp", list(_KINDS), default="Dữ kiện", required=True, key="loai-tep"
    )
    kind = _KINDS[chosen]
    make = partial(_template, ctx.url, kind)
    downloads.template(f"Tải tệp mẫu {kind.noun}", f"mau-{kind.slug}", make)
    imports.by_changes(
        ctx,
        key=f"tep-{kind.slug}",
        label=f"Sổ {kind.noun} (.xlsx, .xls, .ods)",
        button=f"Nhập {kind.noun}",
        message=kind.done,
        read=kind.read,
        preview=kind.preview,
        write=kind.write,
    )


def _template(url: str, kind: _FileKind[Any]) -> bytes:
    with reading(url) as session:
        return kind.template(session)
