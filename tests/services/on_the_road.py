"""Hồ sơ sẵn sàng trình: papers put in and confirmed, handed in by the unit and taken."""

from tests.services.year import HEAD, NOW, SECRETARY, do, fresh
from tests.tampering import bend
from thidua.db.engine import reading
from thidua.domain.awards.road import TransferResult
from thidua.domain.ground.errors import NotFound
from thidua.services.awards import dossier_papers, road
from thidua.services.ground.work import Work


def view(key):
    """Hồ sơ của một đề nghị; None where it is of no movement."""
    with reading() as session:
        try:
            return road.of_proposal(Work(session, HEAD, fresh(), NOW), key=key)
        except NotFound:
            return None


def ready(key):
    """Đưa hồ sơ tới chỗ chỉ còn trình; as far as it is not there yet."""
    found = view(key)
    if found is None or found.next_step.step.code != found.unit_step:
        return
    for one in found.papers:
        code = one.asked.code
        do(dossier_papers.put, HEAD, key=key, code=code, seen=0, document="TTr 1", signed=True)
        do(dossier_papers.confirm, SECRETARY, key=key, code=code, seen=1)
    do(road.send, HEAD, key=key, step=found.unit_step, declared=True)
    (sent,) = view(key).steps[0].transfers
    received = TransferResult.RECEIVED
    do(road.answer, SECRETARY, key=key, transfer=sent.key, seen=1, result=received)


def forget_proposals():
    """Khối mẫu không còn đề nghị nào: its own are of a movement, on their way."""
    for name in ("proposal_transfer", "proposal_paper", "achievement_use", "proposal"):
        bend(f"DELETE FROM {name}")
