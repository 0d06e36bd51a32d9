"""Chữ ký giao ước: which unit signed which version, how, by whose hand; who has yet to sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.ground.text import listed
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.period.windows import vi_moment


class SignatureWay(StrEnum):
    """Cách ký giao ước."""

    PRESS = "press"
    SCAN = "scan"
    SIGNED_PDF = "signed_pdf"


WAY_WORDS: Mapping[SignatureWay, str] = MappingProxyType(
    {
        SignatureWay.PRESS: "Bấm ký",
        SignatureWay.SCAN: "Bản giấy quét",
        SignatureWay.SIGNED_PDF: "Tệp ký số",
    }
)
"""Cách ký bằng lời."""

BY_FILE = frozenset({SignatureWay.SCAN, SignatureWay.SIGNED_PDF})
"""Cách ký có tệp làm chứng."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureWithdrawal:
    """Lần rút một chữ ký: why, by whom, when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantSignature:
    """Chữ ký giao ước of one unit under one version, as its text was then.

    `signer` and `office` are as typed, `recorded_by` is the account. `on_behalf` says that somebody
    of no office of the unit recorded it, by the paper named in `document`. `found` are the lines of
    what the check of a digital signature could tell. The file is empty where it was pressed.
    """

    key: int
    unit: str
    version: int
    fingerprint: str
    way: SignatureWay
    signer: str
    office: str
    recorded_by: str
    recorded_at: datetime
    on_behalf: bool = False
    document: str = ""
    file_name: str = ""
    media_type: str = ""
    sha256: str = ""
    found: str = ""
    withdrawal: SignatureWithdrawal | None = None

    @property
    def is_live(self) -> bool:
        """Chưa rút."""
        return self.withdrawal is None

    @property
    def way_words(self) -> str:
        """Ký bằng cách nào và lúc nào, as a paper prints it."""
        return f"{WAY_WORDS[self.way]}, {vi_moment(self.recorded_at)}"

    @property
    def state_words(self) -> str:
        """Còn hay đã rút, and why."""
        gone = self.withdrawal
        if gone is None:
            return ""
        return f"đã rút {vi_moment(gone.at)}, {gone.by}: {gone.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Việc ký giao ước của một kỳ: the version in force, who is to sign it, all that was signed.

    `units` are the short names of the members by code; `signatures` are in the order they came.
    `is_amended` says that the version in force came after the stage of signing was left.
    """

    version: int
    fingerprint: str
    stage: Stage
    units: Mapping[str, str]
    signatures: tuple[CovenantSignature, ...] = ()
    is_amended: bool = False

    @property
    def in_force(self) -> Mapping[str, CovenantSignature]:
        """Chữ ký của bản đang dùng, by unit: of this version and of this very text."""
        return {
            one.unit: one
            for one in self.signatures
            if one.is_live and (one.version, one.fingerprint) == (self.version, self.fingerprint)
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """Các thành viên chưa ký bản đang dùng, by code."""
        signed = self.in_force
        return tuple(unit for unit in self.units if unit not in signed)

    @property
    def missing_names(self) -> tuple[str, ...]:
        """Tên các thành viên chưa ký bản đang dùng."""
        return tuple(self.units[unit] for unit in self.missing)

    @property
    def is_open(self) -> bool:
        """Đang ký được: in its stage, and later as long as an amendment is in force."""
        later = self.stage not in (Stage.PREPARE, Stage.SIGN, *CLOSED)
        return self.stage is Stage.SIGN or (later and self.is_amended)

    @property
    def is_used(self) -> bool:
        """Kỳ này có ký ở đây; where nobody did, nothing is known of who signed."""
        return any(one.is_live for one in self.signatures)

    @property
    def is_asked(self) -> bool:
        """Đang chờ đơn vị ký: after its stage only where the earlier version was signed here."""
        return self.is_open and (self.stage is Stage.SIGN or self.is_used)

    def earlier(self, unit: str) -> CovenantSignature | None:
        """Chữ ký gần nhất của đơn vị dưới một bản trước."""
        return next(
            (
                one
                for one in reversed(self.signatures)
                if one.is_live and one.unit == unit and one.version < self.version
            ),
            None,
        )

    def has_signed(self, unit: str) -> bool | None:
        """Đơn vị đã ký bản đang dùng: None while that can still change, or nothing is known."""
        if unit in self.in_force:
            return True
        is_over = self.stage not in (Stage.PREPARE, Stage.SIGN) and not self.is_open
        return False if is_over and self.is_used else None

    @property
    def words(self) -> str:
        """Tiến độ ký trong một câu: «7/9 đơn vị đã ký bản 2; chưa ký: A, B.»"""
        if not self.signatures and self.stage not in (Stage.PREPARE, Stage.SIGN):
            return "Kỳ này không ghi chữ ký giao ước nào ở đây."
        whole = len(self.units)
        said = f"{whole - len(self.missing)}/{whole} đơn vị đã ký bản {self.version}"
        if not self.missing:
            return f"{said}."
        return f"{said}; chưa ký: {listed(self.missing_names, 'đơn vị', most=12)}."

    def owed_words(self, unit: str) -> str:
        """Việc đơn vị còn nợ."""
        before = self.earlier(unit)
        if before is None:
            return f"chưa ký giao ước bản {self.version}"
        return f"giao ước đã sửa đổi: chưa ký lại bản {self.version}, mới ký bản {before.version}"

    def state_of(self, one: CovenantSignature) -> str:
        """Chữ ký này còn giá trị gì: of the version in force, of an earlier one, withdrawn."""
        if not one.is_live:
            return f"bản {one.version}, {one.state_words}"
        is_now = self.in_force.get(one.unit) == one
        return f"bản {one.version}, {'đang dùng' if is_now else 'trước khi sửa đổi'}"
