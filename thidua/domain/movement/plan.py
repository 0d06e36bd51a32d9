"""Kế hoạch của một phong trào: phases, rounds, forms, the road and papers, reports, tasks."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.movement.deadline import Deadline


class MovementKind(StrEnum):
    """Loại phong trào: all the year round, a drive of some weeks, or about one theme."""

    REGULAR = "regular"
    DRIVE = "drive"
    THEMATIC = "thematic"


MOVEMENT_KIND_WORDS = {
    MovementKind.REGULAR: "thường xuyên",
    MovementKind.DRIVE: "theo đợt",
    MovementKind.THEMATIC: "chuyên đề",
}


class Reach(StrEnum):
    """Phạm vi tham gia: everybody, or one block."""

    EVERYBODY = "everybody"
    BLOCK = "block"


REACH_WORDS = {Reach.EVERYBODY: "toàn hệ thống", Reach.BLOCK: "khối"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Giai đoạn của phong trào: from its first day to its last, both included."""

    code: str
    name: str
    first: date
    last: date
    article: str = ""

    @property
    def words(self) -> str:
        """Khoảng ngày bằng lời."""
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"


class RoundKind(StrEnum):
    """Loại đợt khen: every year, at the review midway or at the end, or for a sudden deed."""

    YEARLY = "yearly"
    MIDWAY = "midway"
    FINAL = "final"
    SUDDEN = "sudden"


ROUND_WORDS = {
    RoundKind.YEARLY: "hằng năm",
    RoundKind.MIDWAY: "sơ kết",
    RoundKind.FINAL: "tổng kết",
    RoundKind.SUDDEN: "đột xuất",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRound:
    """Đợt khen: its years, and whether its limits wait for a later document."""

    code: str
    name: str
    kind: RoundKind
    first_year: int
    last_year: int
    is_undecided: bool = False
    article: str = ""
    note: str = ""

    @property
    def years(self) -> str:
        """Các năm bằng lời."""
        if self.first_year == self.last_year:
            return f"năm {self.first_year}"
        return f"các năm {self.first_year}–{self.last_year}"

    @property
    def limit_words(self) -> str:
        """Hạn mức của đợt bằng lời."""
        return "chưa quy định" if self.is_undecided else "theo hạn mức của từng nhóm"

    @property
    def is_ordinary(self) -> bool:
        """Đợt hằng năm: its proposals and limits bear no round."""
        return self.kind is RoundKind.YEARLY


def limit_code(round_code: str, group: str) -> str:
    """Mã hạn mức của một nhóm trong một đợt: «so-ket/1.1»; of the ordinary round the group's."""
    return f"{round_code}/{group}" if round_code else group


def parted(code: str) -> tuple[str, str]:
    """Đợt và nhóm của một mã hạn mức; no round is the ordinary one."""
    round_code, _, group = code.rpartition("/")
    return round_code, group


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """Hình thức khen của kế hoạch: who decides it, how many, and until when it is given."""

    award: str
    name: str
    decides: str
    cap: str = ""
    article: str = ""
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStep:
    """Chặng của hồ sơ: who does what, to whom it goes, by which deadline."""

    code: str
    name: str
    by: str
    to: str = ""
    deadline: str = ""
    article: str = ""


class PaperNeed(StrEnum):
    """Điều giấy tờ phải có: signed, stamped, confirmed by whoever hands it up."""

    SIGNED = "signed"
    STAMPED = "stamped"
    CONFIRMED = "confirmed"


PAPER_NEED_WORDS = {
    PaperNeed.SIGNED: "ký",
    PaperNeed.STAMPED: "đóng dấu",
    PaperNeed.CONFIRMED: "xác nhận của cấp trình",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper:
    """Giấy tờ của hồ sơ: from whom, how many copies, and what it must bear."""

    code: str
    text: str
    origin: str = ""
    copies: int | None = None
    needs: tuple[PaperNeed, ...] = ()
    article: str = ""

    @property
    def need_words(self) -> str:
        """Điều phải có bằng lời."""
        return ", ".join(PAPER_NEED_WORDS[need] for need in self.needs)


class ReportKind(StrEnum):
    """Kỳ của báo cáo."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    MIDWAY = "midway"
    FINAL = "final"
    SUDDEN = "sudden"
    AS_TOLD = "as_told"


REPORT_KIND_WORDS = {
    ReportKind.MONTH: "tháng",
    ReportKind.QUARTER: "quý",
    ReportKind.HALF: "6 tháng",
    ReportKind.NINE_MONTHS: "9 tháng",
    ReportKind.YEAR: "năm",
    ReportKind.MIDWAY: "sơ kết",
    ReportKind.FINAL: "tổng kết",
    ReportKind.SUDDEN: "đột xuất",
    ReportKind.AS_TOLD: "theo chỉ đạo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDuty:
    """Chế độ báo cáo: who owes what to whom; without a rule the plan names no day."""

    code: str
    name: str
    kind: ReportKind
    owed_by: tuple[str, ...]
    to: str
    rule: Deadline | None = None
    article: str = ""
    note: str = ""

    @property
    def when(self) -> str:
        """Khi nào bằng lời."""
        return "chưa đặt hạn" if self.rule is None else self.rule.words()


REGISTER_WORDS = {
    "dang-ky": "Đăng ký tham gia",
    "viec": "Việc đã làm",
    "tieu-chi-giao-uoc": "Giao ước thi đua",
    "bao-cao": "Báo cáo",
    "xet-khen": "Khen thưởng",
    "hoi-dong": "Hội đồng",
    "tien-do": "Tiến độ của phong trào",
    "sang-kien": "Sổ sáng kiến",
    "dien-hinh": "Sổ điển hình tiên tiến",
    "do-dau": "Sổ đỡ đầu, đóng góp",
    "hoat-dong": "Sổ hoạt động, tuyên truyền",
    "kien-nghi": "Sổ đơn thư, kiến nghị, vướng mắc",
    "kiem-tra": "Sổ kiểm tra, giám sát",
    "tap-huan": "Sổ tập huấn",
    "y-kien": "Sổ ý kiến cơ quan, dư luận",
    "quy-che": "Sổ văn bản, quy chế",
}
"""Nơi ghi việc đã làm, by the word a plan's file uses for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """Nhiệm vụ của kế hoạch: who is to do it, and what shows it done.

    A task "if need be" is nobody's debt and never overdue.
    """

    code: str
    who: tuple[str, ...]
    text: str
    registers: tuple[str, ...] = ()
    article: str = ""
    rule: Deadline | None = None
    is_if_needed: bool = False

    @property
    def when(self) -> str:
        """Khi nào bằng lời."""
        if self.is_if_needed:
            return "khi cần thiết"
        return "" if self.rule is None else self.rule.words()

    @property
    def shown_by(self) -> str:
        """Nơi ghi bằng lời."""
        return ", ".join(REGISTER_WORDS[one] for one in self.registers)
