"""Từng cá nhân: written as the same line of a list, over nobody unseen."""

import pytest

from tests.services.dossier_block import STAFF, bring
from tests.services.year import NOW, OFFICER, OTHER, fresh, settle, to_self_score
from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.services.dossier import single_people, staff
from thidua.services.ground.work import Work

NEW = {"code": "P9", "full_name": "Lê Mới", "unit": "A", "position": "Chuyên viên", "leader": ""}


def write(actor=OFFICER, seen=0, **cells):
    with writing() as session:
        single_people.write(Work(session, actor, fresh(), NOW), **{**NEW, **cells}, seen=seen)


def test_a_person_is_added_and_corrected_one_at_a_time(sqlite_url):
    settle()
    bring(staff.import_people, STAFF)
    to_self_score()
    write()
    write(seen=1, position="Phó phòng", leader="Có")
    with reading() as session:
        found = {one.code: one for one in staff.listed(Work(session, OFFICER, fresh()))}

    assert found["P9"].said == ("Lê Mới", "A", "Phó phòng", True)
    assert single_people.leader_word(found["P9"]) == "có"
    for cells, seen, fault, said in (
        ({}, 0, Refused, "Mã P9 là của Lê Mới"),
        ({}, 1, StaleEdit, "vừa được người khác sửa"),
        ({"code": "P8", "full_name": ""}, 0, Refused, "ô «Họ tên»: thiếu"),
        ({"code": "P8", "leader": "có lẽ"}, 0, Refused, "ô «Lãnh đạo»: «có lẽ»"),
    ):
        with pytest.raises(fault, match=said):
            write(seen=seen, **cells)
    with pytest.raises(Refused, match="không được ghi hồ sơ"):
        write(OTHER, code="P7")
