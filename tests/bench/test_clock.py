"""Đồng hồ: both sides in turn, and the median of each."""

from thidua.bench.clock import medians


def test_the_median_of_each_side_comes_from_runs_taken_in_turn():
    order = []
    own, other = iter([5, 100, 7]), iter([1, 2, 90])

    def side(name, values):
        order.append(name)
        return next(values)

    found = medians(lambda: side("ta", own), lambda: side("họ", other), 3)

    assert found == (7, 2)
    assert order == ["ta", "họ", "họ", "ta", "ta", "họ"]
