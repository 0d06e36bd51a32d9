"""Nhập hồ sơ khen thưởng: people, facts and earlier awards, each with its template and preview."""

from functools import partial

import streamlit as st

from thidua.db.engine import reading
from thidua.services import award_history, dossier_intake, facts, people
from thidua.ui import downloads, imports
from thidua.ui.page import Context


def draw(ctx: Context) -> None:
    """Vẽ ba cách nhập tệp, one at a time."""
    st.header("Nhập tệp", anchor=False)
    kinds = {"Cá nhân": _people, "Dữ kiện": _facts, "Quá trình khen thưởng": _awards}
    chosen = st.segmented_control(
        "Loại tệp", list(kinds), default="Dữ kiện", required=True, key="loai-tep"
    )
    kinds[chosen](ctx)


def _people(ctx: Context) -> None:
    downloads.template("Tải tệp mẫu cá nhân", "mau-ca-nhan", dossier_intake.people_template)
    imports.by_changes(
        ctx,
        key="tep-ca-nhan",
        label="Sổ cá nhân (.xlsx)",
        button="Nhập cá nhân",
        message="Đã nhập danh sách cá nhân.",
        read=dossier_intake.people,
        preview=people.preview_people,
        write=people.import_people,
        period=ctx.period,
    )


def _facts(ctx: Context) -> None:
    make = partial(_fact_template, ctx.url)
    downloads.template("Tải tệp mẫu dữ kiện", "mau-du-kien", make)
    imports.by_changes(
        ctx,
        key="tep-du-kien",
        label="Sổ dữ kiện (.xlsx)",
        button="Nhập dữ kiện",
        message="Đã nhập dữ kiện.",
        read=dossier_intake.stated,
        preview=facts.preview_facts,
        write=facts.import_facts,
        period=ctx.period,
    )


def _awards(ctx: Context) -> None:
    make = partial(_award_template, ctx.url)
    downloads.template("Tải tệp mẫu quá trình khen thưởng", "mau-khen-thuong", make)
    imports.by_changes(
        ctx,
        key="tep-khen-thuong",
        label="Sổ quá trình khen thưởng (.xlsx)",
        button="Nhập quá trình khen thưởng",
        message="Đã nhập quá trình khen thưởng.",
        read=dossier_intake.awards,
        preview=award_history.preview_awards,
        write=award_history.import_awards,
        period=ctx.period,
    )


def _fact_template(url: str) -> bytes:
    with reading(url) as session:
        return dossier_intake.fact_template(session)


def _award_template(url: str) -> bytes:
    with reading(url) as session:
        return dossier_intake.award_template(session)
