"""Chấm bằng tệp Excel: template out, filled file in, every change shown before it is written."""

import pandas as pd
import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.preview import ChangeKind, Preview
from thidua.services.ground import intake
from thidua.services.record import exports
from thidua.services.scoring import imports as score_imports
from thidua.services.scoring import previews
from thidua.services.scoring.desk import Desk
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import held as held_cells
from thidua.ui.widgets import downloads, tables
from thidua.ui.widgets.imports import say_errors, show_account
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, desk: Desk) -> None:
    """Vẽ phần nhập bằng tệp."""
    inside = panel("Chấm bằng tệp Excel", key="mo-tep-diem", icon=":material/table_view:")
    if inside is None:
        return
    with inside:
        row = st.container(horizontal=True)
        with row:
            downloads.workbook(
                "Tải tệp mẫu của đơn vị này",
                "mau-cham-diem-don-vi",
                exports.score_template,
                ctx,
                hand=desk.hand,
                units=[desk.unit],
            )
            downloads.workbook(
                "Tải tệp mẫu của cả khối",
                "mau-cham-diem-khoi",
                exports.score_template,
                ctx,
                hand=desk.hand,
            )
        turn = st.session_state.setdefault("_tep_diem_luot", 0)
        upload = st.file_uploader(
            "Tệp điểm đã điền", type=intake.ENDINGS, max_upload_size=10, key=f"tep-diem-{turn}"
        )
        if upload is not None:
            _preview(ctx, desk, upload.getvalue(), upload.name)


def _preview(ctx: Context, desk: Desk, content: bytes, name: str) -> None:
    file, findings = intake.scores(content, name)
    if file is None:
        show(Preview(tuple(findings), account=findings.account))
        return
    found = previews.preview_scores(ctx.work, hand=desk.hand, file=file, findings=findings)
    show(found.preview)
    waiting = is_typed()
    if waiting:
        st.warning(TYPED)
    if found.is_refused or not found.edits:
        return
    removed = found.preview.count(ChangeKind.REMOVED)
    label = f"Nhập tệp và bỏ {removed} dòng đang có điểm" if removed else "Nhập tệp"

    def bring_in() -> None:
        if is_typed():
            raise Refused(TYPED)
        ctx.act(
            score_imports.import_scores,
            f"Đã nhập {sum(map(len, found.edits.values()))} dòng từ tệp «{name}».",
            hand=desk.hand,
            file=file,
            findings=findings,
            seen=found.preview.fingerprint,
            file_name=name,
        )
        held_cells.box().clear()
        st.session_state["_tep_diem_luot"] += 1

    ctx.button(label, bring_in, key="nhap-tep", type="primary", disabled=waiting)


def is_typed() -> bool:
    """Còn ô đã gõ mà chưa lưu, in any grid."""
    return any(
        held.draft.with_typed(held_cells.typed_in(held)).typed for held in held_cells.box().values()
    )


TYPED = "Còn ô đã gõ trong lưới mà chưa lưu; hãy bấm Lưu trước rồi nhập tệp."


def show(preview: Preview) -> None:
    """Kết quả xem trước: counts, findings, changes."""
    counts = ", ".join(
        f"{labels.CHANGES[kind].lower()} {preview.count(kind)}" for kind in ChangeKind
    )
    if preview.is_refused:
        st.error(f"Có {preview.error_count} lỗi nên chưa nhập được; chưa có gì được ghi.")
    else:
        st.markdown(literal(f"Xem trước: {counts}."))
    if not preview.is_refused and (removed := preview.count(ChangeKind.REMOVED)):
        st.warning(
            f"Nhập tệp này thì **{removed} dòng đang có điểm bị bỏ** vì trong tệp các dòng ấy để "
            "trống. Nếu không định bỏ, đừng nhập; hãy tải tệp mẫu mới rồi điền lại."
        )
    say_errors(preview.findings)
    if preview.findings:
        tables.draw(
            pd.DataFrame(
                {
                    "Mức độ": [labels.SEVERITIES[one.severity] for one in preview.findings],
                    "Chỗ": [one.place for one in preview.findings],
                    "Nội dung": [one.message for one in preview.findings],
                }
            ),
            alt="Những điều phát hiện trong tệp",
        )
    changed = [one for one in preview.changes if one.kind is not ChangeKind.SAME]
    changed.sort(key=lambda one: one.kind is not ChangeKind.REMOVED)
    if changed:
        tables.draw(
            pd.DataFrame(
                {
                    "Thay đổi": [labels.CHANGES[one.kind] for one in changed],
                    "Dòng": [one.subject for one in changed],
                    "Đang lưu": [one.old for one in changed],
                    "Trong tệp": [one.new for one in changed],
                }
            ),
            alt="Các dòng sẽ thay đổi",
        )
    show_account(preview.account, preview.account_words)
