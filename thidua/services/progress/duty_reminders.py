"""Nhắc việc của phong trào: what the units shown still owe, as texts ready to be passed on."""

from collections.abc import Collection, Mapping

from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.programme import Programme
from thidua.domain.movement.duties import DUTY_WORDS
from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.reminder import OwedItem, reminder_text
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.movement import duties
from thidua.services.progress import reminders
from thidua.services.progress.reminders import Link


def texts(work: Work, *, plan: Programme, units: Collection[str], link: Link) -> Mapping[str, str]:
    """Lời nhắc từng đơn vị còn việc ở phong trào này, by unit; a unit that owes nothing has none.

    `link` gives the address where a task is done.
    """
    require(work.actor, Permission.REMIND, work.period)
    names = {one.code: one.name for one in block_members.members(work.session, work.period)}
    heading = f"Phong trào «{plan.name}», {work.period.words}"
    found = {}
    for one in duties.of_movement(work, plan=plan):
        if one.unit in units and one.open_cells:
            items = [
                OwedItem(words, link(OwedTask(words=words, doing=Doing.JOIN)))
                for words in (f"{DUTY_WORDS[cell.duty]}: {cell.words}" for cell in one.open_cells)
            ]
            found[one.unit] = reminder_text(names[one.unit], heading, "", items)
    return found


def remind(work: Work, *, plan: Programme, units: Collection[str], link: Link) -> None:
    """Ghi đã nhắc những đơn vị này, with the text each was told; Refused where none owes."""
    work = work.require(Permission.REMIND)
    reminders.mark_reminded(work, bodies=texts(work, plan=plan, units=units, link=link))
