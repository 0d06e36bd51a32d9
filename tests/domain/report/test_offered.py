"""Số được đưa ra: a source that moved and one that the covenant changed are told apart."""

from decimal import Decimal

from thidua.domain.covenant.number_source import read_source
from thidua.domain.report.offered import OfferedNumber, SourceFigure


def offered(held_source, now=3, source="báo cáo nam: số ngày chậm; bắt buộc", plan=None):
    return OfferedNumber(
        criterion="II",
        source=read_source(source),
        now=SourceFigure(Decimal(now), "", plan),
        held=SourceFigure(Decimal(3), ""),
        held_source=held_source,
    )


def test_what_changed_is_said_and_what_only_became_needed_is_no_change():
    assert not offered("báo cáo nam: số ngày chậm").has_changed
    assert offered("báo cáo nam: số ngày chậm", 4).change_words == "nguồn đã đổi 3 → 4"
    assert offered("báo cáo 6-thang: số ngày chậm").change_words == (
        "giao ước đổi nguồn: «báo cáo 6-thang: số ngày chậm» → «báo cáo nam: số ngày chậm» = 3"
    )


def test_how_many_were_to_be_done_may_change_as_well():
    tasks = "phong trào PT: việc đã làm"
    held = offered(f"{tasks} (trên 7)", 3, tasks, Decimal(7))
    assert (held.has_changed, held.said, held.kept_source) == (False, "3/7", f"{tasks} (trên 7)")
    grown = offered(f"{tasks} (trên 7)", 3, tasks, Decimal(9))
    assert grown.change_words == "nguồn đã đổi 3/7 → 3/9"
