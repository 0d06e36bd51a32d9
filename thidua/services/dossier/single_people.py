"""Từng cá nhân: added and corrected one at a time, as the same line of a list would be."""

from thidua.db import dossier_queries
from thidua.domain.dossier import staff as words
from thidua.domain.dossier.facts import NO, YES
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.services.dossier import intake, staff
from thidua.services.dossier.owners import of_actor_now
from thidua.services.ground.audit import take_turn
from thidua.services.ground.intake import require_typed
from thidua.services.ground.work import Work

LEADS = {"": None, YES: True, NO: False}
"""Lãnh đạo, as the list writes it; empty is not known."""


def leader_word(one: StaffMember | None) -> str:
    """Chữ ở cột Lãnh đạo của một người."""
    said = None if one is None else one.is_leader
    return next(word for word, leads in LEADS.items() if leads is said)


def write(
    work: Work,
    *,
    code: str,
    full_name: str,
    unit: str,
    position: str,
    leader: str,
    seen: int,
) -> None:
    """Thêm hoặc sửa một cá nhân; `seen` is the version that stood beside the fields, 0 for none.

    Whoever is written is considered again, as whoever stands in a list is.
    """
    of_actor_now(work)
    take_turn(work.session)
    known = {code_key(one.code): one for one in dossier_queries.staff(work.session)}
    before = known.get(code_key(code))
    if seen == 0 and before is not None:
        raise Refused(f"Mã {before.code} là của {before.full_name}; hãy chọn người ấy để sửa.")
    if before is not None and before.version != seen:
        raise StaleEdit("Hồ sơ người này vừa được người khác sửa; hãy xem lại.")
    cells = {
        words.PERSON_CODE: code,
        words.FULL_NAME: full_name,
        words.UNIT_CODE: unit,
        words.POSITION: position,
        words.LEADER: leader,
    }
    rows, findings = intake.person(cells)
    preview = staff.preview_people(work, rows=rows, findings=findings)
    require_typed(preview.findings, list(cells))
    staff.import_people(work, rows=rows, findings=findings)
