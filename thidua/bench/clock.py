"""Đồng hồ: two ways of doing one thing, in turn, and the median of each."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median_low
from time import perf_counter_ns, process_time_ns


def timed(work: Callable[[], object]) -> int:
    """Thời gian of one run, in nanoseconds."""
    start = perf_counter_ns()
    work()
    return perf_counter_ns() - start


def worked(work: Callable[[], object]) -> int:
    """Thời gian bộ xử lý of one run, in nanoseconds: what else the machine does is left out."""
    start = process_time_ns()
    work()
    return process_time_ns() - start


@contextmanager
def frozen() -> Iterator[None]:
    """Bộ nhớ đóng băng: what is there already is not collected again, as in the served product."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def medians(ours: Callable[[], int], theirs: Callable[[], int], runs: int) -> tuple[int, int]:
    """Trung vị của hai bên: each call returns its nanoseconds; who goes first alternates."""
    own, other = list[int](), list[int]()
    with frozen():
        for turn in range(runs):
            pairs = ((ours, own), (theirs, other))
            for measure, kept in pairs if turn % 2 == 0 else pairs[::-1]:
                kept.append(measure())
    return median_low(own), median_low(other)
