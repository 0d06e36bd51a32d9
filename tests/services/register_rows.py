"""Sổ theo dõi để thử: rows of three registers, and who writes and confirms them."""

import pytest

from tests.services.year import HEAD, NOW, OFFICER, do, fresh
from thidua.db.engine import reading
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import Refused
from thidua.services.ground.work import Work
from thidua.services.register import lines, sights

TRAINED = {"ngay": "15/01/2025", "ten": "Tập huấn luật"}
PASSED = {"ten": "Số hóa", "ca_nhan": "P1", "ket_qua": "công nhận", "pham_vi": "cơ sở"}
SENT = {"ngay_nhan": "15/01/2025", "loai": "tố cáo", "nguoi_gui": "Bà Tư", "noi_dung": "Việc X"}
TRAINING, INITIATIVES, PETITIONS = "tap-huan", "sang-kien", "kien-nghi"
AUDITOR = Actor("Kiểm tra (kt)", (Grant(Role.AUDITOR),), "kt")
LEADER = Actor("Lãnh đạo (ld)", (Grant(Role.LEADER, "K1", None, 2025),), "ld")
IN_A = Actor("Trưởng A (ta)", (Grant(Role.HEAD, "K1", None, 2025, "A"),), "ta")
IN_B = Actor("Trưởng B (tb)", (Grant(Role.HEAD, "K1", None, 2025, "B"),), "tb")


def write(cells=TRAINED, actor=OFFICER, register=TRAINING, unit="A", code="X-1", **more):
    do(lines.write, actor, register=register, unit=unit, code=code, cells=cells, **more)


def confirm(*rows, actor=HEAD, register=TRAINING):
    do(lines.confirm, actor, register=register, rows=rows)


def see(actor=HEAD, register=TRAINING):
    with reading() as session:
        return sights.of_register(Work(session, actor, fresh(), NOW), register=register)


def stands(actor=HEAD, register=TRAINING):
    return [(one.code, one.state.value, one.version) for one in see(actor, register).lines]


def refused(message, service, *given, **named):
    with pytest.raises(Refused) as said:
        service(*given, **named)
    assert str(said.value) == message
