"""Mật khẩu: kept so that each guess is dear, which the other tests spare themselves."""

from importlib.util import find_spec, module_from_spec

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError


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
