"""Từng đơn vị: added to the block, corrected, taken out again, one at a time.

A unit that is typed is read and written as the same line of a list would be, under the same right.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlmodel import col

from thidua.db import unit_queries
from thidua.db.changes import delete_rows
from thidua.db.tables import Membership
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean, folded, listed
from thidua.domain.period import roster as words
from thidua.domain.period.stage import CLOSED
from thidua.services.ground import intake
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.period import rosters

_KEPT: Mapping[str, str] = MappingProxyType(
    {
        "score_sheet": "bảng chấm",
        "evidence": "minh chứng",
        "review_assignment": "phân công chấm chéo",
        "score_query": "giải trình",
        "covenant_signature": "chữ ký giao ước",
        "clause_proposal": "đề nghị sửa dự thảo",
        "consideration": "tình trạng xét",
        "extension": "gia hạn",
        "proposal": "đề nghị khen thưởng",
        "role_grant": "tài khoản giữ vai trò của đơn vị",
        "vote_roll": "danh sách bỏ phiếu",
        "vote_option": "phương án của một cuộc bỏ phiếu",
        "office_holder": "chức vụ trong khối",
    }
)
_OTHER = "dữ liệu khác của kỳ"


def add(work: Work, *, code: str, name: str, short_name: str, kind: str) -> None:
    """Thêm một đơn vị vào khối trong năm này.

    A unit that is known under this code already joins as it is called; it is not renamed unseen.
    """
    work = work.require(Permission.EDIT_UNITS)
    known = unit_queries.unit_called(work.session, clean(code))
    if known is not None:
        if unit_queries.membership(work.session, work.period, known.code) is not None:
            raise Refused(f"{known.name} ({known.code}) đã là thành viên của khối năm này.")
        if folded(known.name) != folded(name):
            raise Refused(
                f"Mã {known.code} là của «{known.name}»; ghi đúng tên ấy nếu là đơn vị đó, hoặc "
                "đặt mã khác."
            )
    _write(work, code, name, short_name, kind)


def correct(work: Work, *, code: str, name: str, short_name: str, kind: str) -> None:
    """Sửa tên, tên ngắn, loại của một đơn vị thành viên; its code is its name for good."""
    work = work.require(Permission.EDIT_UNITS)
    if unit_queries.membership(work.session, work.period, code) is None:
        raise NotFound
    _write(work, code, name, short_name, kind)


def _write(work: Work, code: str, name: str, short_name: str, kind: str) -> None:
    cells = {
        words.BLOCK_CODE: work.period.block_code,
        words.BLOCK_NAME: work.period.block_name,
        words.UNIT_CODE: code,
        words.UNIT_NAME: name,
        words.SHORT_NAME: short_name,
        words.KIND: kind,
        words.YEAR: str(work.period.year),
    }
    rows, findings = intake.roster_row(cells)
    preview = rosters.preview_roster(work, rows=rows, findings=findings)
    intake.require_typed(preview.findings, list(cells))
    if twin := next((one for one in preview.findings if one.code == rosters.SAME_NAME), None):
        raise Refused(f"Ô «{words.UNIT_NAME}»: {twin.message}.")
    rosters.import_roster(work, rows=rows, findings=findings)


def take_out(work: Work, *, code: str, reason: str) -> None:
    """Đưa một đơn vị ra khỏi khối năm này, while nothing of the year was kept of it.

    What it was in other years and blocks stays. Whatever is there of this year is named, since it
    must be ended by its own way first; a unit that left during the year is «không xét».
    """
    work = work.require(Permission.EDIT_UNITS)
    take_turn(work.session)
    member = unit_queries.membership(work.session, work.period, code)
    if member is None:
        raise NotFound
    if not reason.strip():
        raise Refused("Cần ghi lý do đưa đơn vị ra khỏi khối.")
    if work.period.stage in CLOSED:
        raise Refused("Kỳ này đã chốt nên giữ nguyên các thành viên.")
    kept = unit_queries.kept_of(work.session, member)
    if kept:
        names = sorted({_KEPT.get(table, _OTHER) for table in kept})
        raise Refused(
            f"Đơn vị đã có {listed(names)} trong năm này nên không đưa ra được; đơn vị rời khối "
            "giữa năm thì ghi tình trạng «Không xét» ở trang Xếp hạng."
        )
    gone = delete_rows(work.session, Membership, col(Membership.id) == member.id)
    work.record(Act("roster.removed", code, rows=gone, reason=reason))
