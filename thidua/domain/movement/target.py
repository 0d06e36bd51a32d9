"""Mục tiêu của một phong trào: what is to be reached, how it is measured, from which numbers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.points import vi_number
from thidua.domain.movement.reading import PlanReading


class Measure(StrEnum):
    """Cách đo: how a value of the target comes about."""

    COUNT = "count"
    SHARE = "share"
    ADDED = "added"
    TIMES = "times"
    EVERY_PLACE = "every_place"


MEASURE_WORDS = {
    Measure.COUNT: "số lượng",
    Measure.SHARE: "tỷ lệ",
    Measure.ADDED: "tăng thêm",
    Measure.TIMES: "số lần",
    Measure.EVERY_PLACE: "mỗi địa bàn",
}


class TargetSource(StrEnum):
    """Nguồn của số liệu: the register of standards, that of contributions, or values somebody
    types."""

    STANDARDS = "standards"
    CONTRIBUTIONS = "contributions"
    TYPED = "typed"


SOURCE_WORDS = {
    TargetSource.STANDARDS: "chuẩn",
    TargetSource.CONTRIBUTIONS: "đóng góp",
    TargetSource.TYPED: "nhập",
}
SOURCE_SHOWN = {
    TargetSource.STANDARDS: "sổ mức đạt chuẩn của các địa bàn",
    TargetSource.CONTRIBUTIONS: "sổ đóng góp, các dòng đã xác nhận",
    TargetSource.TYPED: "số liệu do cơ quan theo dõi nhập",
}
LEVEL_WORDS = {
    "ntm": "nông thôn mới",
    "nang_cao": "nông thôn mới nâng cao",
    "kieu_mau": "nông thôn mới kiểu mẫu",
    "hoan_thanh": "hoàn thành nhiệm vụ xây dựng nông thôn mới",
}
"""Mức đạt chuẩn of a place; the last is that of a thị xã."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Mục tiêu của phong trào: `amount` as the plan writes it, the rest as it is measured.

    From `low` on it is reached; a band has `high` above it. `of` are the places counted, `level`
    the standard they are to reach, `base_year` the year compared with.
    """

    code: str
    text: str
    amount: str
    year: int | None = None
    measure: Measure | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    base_year: int | None = None
    of: str = ""
    level: str = ""
    source: TargetSource | None = None
    fewer_is_better: bool = False
    article: str = ""
    note: str = ""
    readings: tuple[PlanReading["Target"], ...] = ()

    @property
    def when_and_how_much(self) -> str:
        """Bao nhiêu, đến năm nào, as the plan writes it."""
        return self.amount if self.year is None else f"{self.amount}, năm {self.year}"

    @property
    def counts_places(self) -> bool:
        """Đếm địa bàn, so that every number of it is a whole one."""
        return bool(self.of) and self.measure not in (None, Measure.TIMES)

    @property
    def threshold_words(self) -> str:
        """Ngưỡng bằng lời: «từ 40 đến 50 %», «từ 10 xã»; empty where the plan has no number."""
        if self.low is None:
            return ""
        unit = f" {self.unit}" if self.unit else ""
        start = "không quá" if self.fewer_is_better else "từ"
        if self.high is None:
            return f"{start} {vi_number(self.low)}{unit}"
        return f"{start} {vi_number(self.low)} đến {vi_number(self.high)}{unit}"

    @property
    def measure_words(self) -> str:
        """Cách đo bằng lời: how, of which places, against which year."""
        if self.measure is None:
            return "chưa nói cách đo"
        said = [MEASURE_WORDS[self.measure]]
        said += [f"trên các {self.of}"] if self.of else []
        said += [f"đạt mức {LEVEL_WORDS[self.level]}"] if self.level else []
        said += [f"so với năm {self.base_year}"] if self.base_year is not None else []
        return ", ".join(said)
