"""Nhập, xuất sổ báo cáo: what came on paper, previewed before anything is written."""

from thidua.domain.access.permissions import Permission
from thidua.services.report import report_lists
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports
from thidua.ui.widgets.panel import panel


def draw(ctx: Context) -> None:
    """Vẽ phần tệp; whoever only reads may take the file."""
    inside = panel("Nhập, xuất tệp", key="mo-tep-bao-cao", icon=":material/swap_vert:")
    if inside is None:
        return
    with inside:
        downloads.workbook("Tải sổ báo cáo", "so-bao-cao", report_lists.workbook, ctx)
        if not ctx.allows(Permission.RECEIVE_REPORT):
            return
        downloads.template("Tải tệp mẫu sổ báo cáo", "mau-so-bao-cao", report_lists.template)
        imports.by_changes(
            ctx,
            key="tep-bao-cao",
            label="Sổ báo cáo giấy (.xlsx, .xls, .ods)",
            button="Nhập sổ báo cáo",
            message="Đã nhập sổ báo cáo.",
            read=report_lists.read,
            preview=report_lists.preview_reports,
            write=report_lists.import_reports,
        )
