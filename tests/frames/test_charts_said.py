"""Biểu đồ nói gì: what screen readers are told of a mark is made from the names of its fields."""

import re

import pytest

from thidua import award_charts, charts, movement_charts, ranking_charts

SPECS = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in (charts, award_charts, movement_charts, ranking_charts)
    for name in dir(module)
    if name.endswith("_spec")
}
CODE = re.compile(r"[a-z]+(_[a-z]+)+|[a-z]+")


def encodings(spec):
    """Mọi mã hóa của một biểu đồ, those of its layers and panels included."""
    if isinstance(spec, list):
        for one in spec:
            yield from encodings(one)
    elif isinstance(spec, dict):
        yield from spec.get("encoding", {}).values()
        for part in ("layer", "hconcat", "vconcat", "concat", "spec"):
            yield from encodings(spec.get(part, []))


def named(encoding):
    """Tên trường mà một mã hóa đọc lên."""
    for one in encoding if isinstance(encoding, list) else [encoding]:
        if "field" in one:
            yield one.get("title") or one["field"]


@pytest.mark.parametrize("made", SPECS.values(), ids=SPECS)
def test_no_field_of_a_chart_is_a_code(made):
    given = {
        charts.heat_spec: {"two_sided": True},
        ranking_charts.stacked_spec: {"parts": ("I",), "bonus": "Thưởng", "deduction": "Trừ"},
    }.get(made, {})

    told = [name for one in encodings(made(**given)) for name in named(one)]

    assert told
    assert [name for name in told if CODE.fullmatch(name)] == []
