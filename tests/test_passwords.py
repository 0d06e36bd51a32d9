"""Mật khẩu: kept so that each guess is dear, which the other tests spare themselves."""

from importlib.util import find_spec, module_from_spec

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError

from thidua import passwords
from thidua.domain.ground.errors import Refused


def test_what_is_kept_of_a_password_costs_every_guess_time_and_memory():
    spec = find_spec("thidua.passwords")
    program = module_from_spec(spec)
    spec.loader.exec_module(program)

    for kept in (program.digest("con đường mùa thu"), program._NOBODY):
        cost = extract_parameters(kept)
        assert (cost.type.name, cost.time_cost, cost.memory_cost) == ("ID", 3, 64 * 1024)
    with pytest.raises(VerifyMismatchError):  # compared, not refused for its form
        program._hasher.verify(program._NOBODY, "con đường mùa thu")
    assert program.matches("con đường mùa thu", program.digest("con đường mùa thu"))


@pytest.mark.parametrize(
    "easy",
    [
        "matkhau123",
        "Mật khẩu 123",
        "Matkhau@2026",
        "thidua2026",
        "Khối Thi Đua 2026",
        "khenthuong2026",
        "quantri@123",
        "qwertyuiop",
        "1234567890abc",
        "Password123!",
        "vietnam1975",
        "tran.thu.2026",
        "thuhien2026",
    ],
)
def test_what_is_tried_first_is_refused(easy):
    with pytest.raises(Refused, match=r"dễ đoán|tên của bạn"):
        passwords.require_acceptable(easy, "tran.thu", "Trần Thị Thu Hiền")


@pytest.mark.parametrize(
    "good", ["con đường mùa thu", "bốn chiếc ghế xanh", "toi thich an pho bo", "x7Kq-9fRt-Lm2z"]
)
def test_a_sentence_of_ones_own_is_taken(good):
    passwords.require_acceptable(good, "tran.thu", "Trần Thị Thu Hiền")
