"""Làm việc trên một phong trào, as the standing office of the block of two units."""

from datetime import UTC, datetime

from tests.services.year import fresh
from thidua.db.engine import writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.movement.life import MovementState
from thidua.services.ground.work import Work

PLAN = "binh-phuoc-nong-thon-moi"
OFFICE = Actor("Thường trực", (Grant(Role.STANDING_OFFICE),))
NOW = datetime(2025, 12, 31, 3, 0, tzinfo=UTC)
S = MovementState


def run(service, actor=OFFICE, **named):
    """Làm một việc của phong trào này."""
    with writing() as session:
        return service(Work(session, actor, fresh(), NOW), code=PLAN, **named)
