"""Công văn đôn đốc: which units still owe a report past its day, or a registration, and by when."""

from thidua.domain.document.blocks import Block, CellKind, Column, Para, Table, with_end, words
from thidua.domain.document.document import Document
from thidua.domain.ground.errors import Refused
from thidua.domain.period.windows import day_of
from thidua.services.document.drafting import Draft
from thidua.services.movement import duties
from thidua.services.report import dues

_ABOUT = "V/v đôn đốc gửi báo cáo, đăng ký thi đua"


def letter(draft: Draft) -> Document:
    """Công văn đôn đốc, to the units that are late; Refused where none is."""
    rows = _owed(draft)
    if not rows:
        raise Refused(
            "Không đơn vị nào quá hạn báo cáo hay còn thiếu đăng ký nên không phải đôn đốc."
        )
    period = draft.period
    units = list(dict.fromkeys(row[0] for row in rows))
    body: list[Block] = [
        Para(
            words(
                f"Theo chế độ báo cáo và kế hoạch của các phong trào trong {period.when}, đến nay "
                f"còn {len(units)} đơn vị của {period.block_name} chưa gửi, cụ thể:"
            ),
            keep_next=True,
        ),
        Table(
            columns=(
                Column("TT", 3, CellKind.CENTER),
                Column("Đơn vị", 10),
                Column("Việc", 15),
                Column("Hạn", 6, CellKind.CENTER),
                Column("Chậm (ngày)", 5, CellKind.NUMBER),
            ),
            rows=tuple((str(place), *row) for place, row in enumerate(rows, start=1)),
            title="Việc còn thiếu của các đơn vị",
            summary=f"{len(rows)} việc còn thiếu",
        ),
        Para(words("Đề nghị các đơn vị có tên trên gửi trước ", draft.line("han_moi"), ".")),
        Para(words("Đầu mối nhận: ", draft.line("dau_moi"), ".")),
        Para(words(f"{period.block_name} đề nghị các đơn vị quan tâm thực hiện")),
    ]
    return draft.made(
        "Công văn",
        _ABOUT,
        with_end(body),
        is_ready=all(draft.text(one).gap is None for one in ("han_moi", "dau_moi")),
        addressees=tuple(words(one) for one in units),
        signatures=(draft.signature(),),
        recipients=draft.recipients("Như trên"),
    )


def _owed(draft: Draft) -> list[tuple[str, str, str, str]]:
    """Đơn vị, việc, hạn, số ngày chậm, as of the last entry of the record."""
    on, names = day_of(draft.trace.moment), draft.names
    found = [
        (names.get(one.unit, one.unit), f"Báo cáo: {one.title}", one.until, str(one.days_late))
        for one in dues.unchecked(draft.work.session, draft.period, on)
        if one.is_missing
    ]
    if draft.period.part.is_year:
        for unit, said in duties.unchecked_owed(draft.work.session, draft.period):
            found.append((names.get(unit, unit), f"{said[:1].upper()}{said[1:]}", "", ""))
    return found
