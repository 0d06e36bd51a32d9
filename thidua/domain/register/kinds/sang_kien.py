"""Sổ sáng kiến: a row for each author; what is asked of them together, and what they prove."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from thidua.domain.dossier.catalogue import SCOPES
from thidua.domain.dossier.facts import EVERYBODY, FactKind, FactType, FactValue, FactWord
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.register.column import MILLIONS, Column, Holds, choice, day, text
from thidua.domain.register.kinds.recognising import WHO, may_recognise
from thidua.domain.register.line import RegisterLine, Values
from thidua.domain.register.register import (
    CellFault,
    Lines,
    Register,
    RegisterFact,
    RegisterNumber,
)

_TITLE, _PERSON, _SHARE, _GAIN = "ten", "ca_nhan", "ty_le", "loi"
_RESULT, _SCOPE, _DECISION, _DECIDED, _SIGNER = "ket_qua", "pham_vi", "so_qd", "ngay_qd", "nguoi_ky"
_PASSED, _BASE = "cong_nhan", "co_so"
_ALIKE = ((_RESULT, "Kết quả"), (_SCOPE, "Phạm vi"), (_GAIN, "Giá trị làm lợi"))
"""Cột nói về cả sáng kiến, whichever author's row it stands in."""

_WHOLE = Decimal(100)
_ORDER = [word.code for word in SCOPES]
_REACHED = SCOPES[1:]


def _check(values: Values, _evidence: str) -> Iterable[CellFault]:
    if values.get(_RESULT) != _PASSED:
        if _SCOPE in values:
            yield _SCOPE, "chỉ ghi «Phạm vi» khi «Kết quả» là công nhận"
        return
    scope = values.get(_SCOPE)
    if scope is None:
        yield _SCOPE, "sáng kiến được công nhận thì cần ghi «Phạm vi»"
    if scope not in (None, _BASE):
        lacks = any(one not in values for one in (_DECISION, _DECIDED, _SIGNER))
        if lacks or not may_recognise(str(scope), str(values.get(_SIGNER, ""))):
            yield (
                _SCOPE,
                f"phạm vi này cần quyết định của {WHO[str(scope)]}: ghi Số QĐ, Ngày QĐ và ở Người "
                "ký ghi chức vụ ấy; chưa có thì ghi «cơ sở» và ghi phạm vi ấy ở «Phạm vi đề nghị»",
            )


def _title(line: RegisterLine) -> str:
    return folded(str(line.values.get(_TITLE)))


def _work(line: RegisterLine) -> str:
    """Cùng một việc: a title and its author."""
    return f"{line.part}\n{_title(line)}"


def _initiatives(lines: Lines) -> list[list[RegisterLine]]:
    """Các dòng theo sáng kiến: of one code, or of the same title and author under two codes."""
    by_code: dict[tuple[str, str], list[RegisterLine]] = {}
    by_work: dict[str, list[RegisterLine]] = {}
    for one in lines:
        own = by_code.get(one.key[:2]) or by_work.get(_work(one)) or []
        own.append(one)
        by_code.setdefault(one.key[:2], own)
        by_work.setdefault(_work(one), own)
    return list({id(rows): rows for rows in by_code.values()}.values())


def _together(lines: Lines) -> Iterable[CellFault]:
    """Một sáng kiến: its authors say the same of it, and their shares are the whole of it."""
    by_code: dict[str, list[RegisterLine]] = {}
    for one in lines:
        by_code.setdefault(one.code, []).append(one)
    for code, rows in by_code.items():
        if len({_title(one) for one in rows}) > 1:
            yield code, "các tác giả ghi tên sáng kiến khác nhau; một mã là một sáng kiến"
        for column, title in _ALIKE:
            if len({one.values.get(column) for one in rows}) > 1:
                yield code, f"các tác giả ghi «{title}» khác nhau; ghi như nhau ở mọi dòng"
        shares = [one.values.get(_SHARE) for one in rows]
        given = [one for one in shares if isinstance(one, Decimal)]
        is_alone = len(rows) == 1 and not given
        if not is_alone and (len(given) < len(rows) or sum(given) != _WHOLE):
            share = vi_number(sum(given, Decimal(0)))
            yield code, f"tỷ lệ đóng góp của các tác giả cộng lại là {share} %, phải đúng 100 %"


def _recognised(lines: Lines) -> list[RegisterLine]:
    return [one for one in lines if one.values.get(_RESULT) == _PASSED]


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    passed = _initiatives(_recognised(lines))
    wide = [one for one in passed if one[0].values.get(_SCOPE) not in (None, _BASE)]
    gains = [one[0].values.get(_GAIN) for one in passed]
    gain = sum((one for one in gains if isinstance(one, Decimal)), Decimal(0))
    return [
        RegisterNumber("sáng kiến", Decimal(len(_initiatives(lines)))),
        RegisterNumber("được công nhận", Decimal(len(passed))),
        RegisterNumber("phạm vi tỉnh trở lên", Decimal(len(wide))),
        RegisterNumber("làm lợi", gain, MILLIONS),
    ]


def _count(lines: Lines) -> tuple[FactValue, tuple[RegisterLine, ...]] | None:
    found = _recognised(lines)
    return (Decimal(len(_initiatives(found))), tuple(found)) if found else None


def _scope(lines: Lines) -> tuple[FactValue, tuple[RegisterLine, ...]] | None:
    found = [one for one in _recognised(lines) if _SCOPE in one.values]
    if not found:
        return None
    best = max((str(one.values[_SCOPE]) for one in found), key=_ORDER.index)
    return best, tuple(one for one in found if one.values[_SCOPE] == best)


REGISTER = Register(
    code="sang-kien",
    name="Sáng kiến",
    noun="sáng kiến",
    prefix="SK",
    about=_TITLE,
    key=_PERSON,
    columns=(
        text(_TITLE, "Tên", required=True),
        Column(
            kind=FactKind(_PERSON, "Mã cá nhân", FactType.TEXT, EVERYBODY),
            required=True,
            holds=Holds.PERSON,
        ),
        Column(kind=FactKind(_SHARE, "Tỷ lệ đóng góp", FactType.PERCENT, EVERYBODY, "%")),
        choice("vai_tro", "Vai trò", ("chủ trì", "tham gia")),
        choice(
            "loai",
            "Loại",
            ("kỹ thuật", "quản lý", "tác nghiệp", "ứng dụng tiến bộ", "chính sách"),
        ),
        text("tinh_moi", "Tính mới"),
        text("kha_thi", "Khả thi"),
        text("hieu_qua", "Hiệu quả"),
        Column(kind=FactKind(_GAIN, "Giá trị làm lợi", FactType.NUMBER, EVERYBODY, MILLIONS)),
        day("ngay_nop", "Ngày nộp"),
        text("phien_hop", "Phiên họp"),
        choice(
            _RESULT,
            "Kết quả",
            (FactWord(_PASSED, "công nhận"), FactWord("khong", "không công nhận")),
        ),
        choice(_SCOPE, "Phạm vi", _REACHED),
        text(_DECISION, "Số QĐ"),
        replace(day(_DECIDED, "Ngày QĐ"), from_year=True),
        text(_SIGNER, "Người ký"),
        choice("pham_vi_de_nghi", "Phạm vi đề nghị", _REACHED),
    ),
    check=_check,
    together=_together,
    twin=_work,
    numbers=_numbers,
    facts=(
        RegisterFact(
            code="so_sang_kien",
            absent=Decimal(0),
            of=_count,
            weight=lambda value: value if isinstance(value, Decimal) else Decimal(0),
            counts=True,
        ),
        RegisterFact(
            code="sang_kien_cap",
            absent=_ORDER[0],
            of=_scope,
            weight=lambda value: Decimal(_ORDER.index(str(value))),
            words={word.code: word.label for word in SCOPES},
        ),
    ),
)
