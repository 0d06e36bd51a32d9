"""Biểu mẫu của từng cách chấm: fields that together write the one line of Tham số.

A field takes only what stands in the very words it writes; all else stays, word for word, in a
field of its own, so that opening a form and closing it changes nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Method
from thidua.domain.rules.events import ONLY_HIGHEST
from thidua.domain.rules.once import ONCE_WORDS, Once
from thidua.domain.rules.parameters import joined, parts_of

REST = "rest"
"""Phần viết bằng lời: what no field of the form takes."""

_NUMBER = r"([+−–-]? ?\d[\d.,]*)"
_NAMED = re.compile(rf"(?!\[)(?!thưởng )(.+): ?{_NUMBER}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """Ô của biểu mẫu: `written` is what it adds to Tham số, with {} for the number in it.

    Without {} it is a tick. With `choices` one of these phrases is chosen.
    """

    name: str
    label: str
    written: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_tick(self) -> bool:
        """Là ô đánh dấu."""
        return not self.choices and "{}" not in self.written

    def taken(self, part: str) -> str | None:
        """Chữ của ô, where this part of Tham số is written as the field writes it."""
        words = folded(part)
        if self.choices:
            return next((one for one in self.choices if folded(one) == words), None)
        if self.is_tick:
            return self.written if words == self.written else None
        before, after = (re.escape(half) for half in self.written.split("{}"))
        found = re.fullmatch(f"{before}{_NUMBER}{after}", words)
        return None if found is None or parse_number(_signed(found[1])) is None else found[1]

    def part(self, value: str) -> str:
        """Phần của Tham số; empty where nothing was given."""
        value = clean(value)
        if not value or self.choices or self.is_tick:
            return value
        return self.written.format(value)


def _signed(text: str) -> str:
    return text.replace("–", "-").replace("−", "-").replace(" ", "").removeprefix("+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedField:
    """Danh sách của biểu mẫu: one level, kind or part a line, «tên: số điểm»."""

    name: str
    label: str
    example: str
    form: re.Pattern[str] = _NAMED
    written: str = "{}: {}"

    def taken(self, part: str) -> str | None:
        """Dòng của danh sách; None where this part is another thing."""
        found = self.form.fullmatch(part)
        if found is None or parse_number(_signed(found[2])) is None:
            return None
        return f"{clean(found[1])}: {clean(found[2])}"

    def parts(self, text: str) -> list[str]:
        """Các phần của Tham số from the lines typed; one without a colon stays as it is typed."""
        found = []
        for line in re.split(r"[\n;]", text):
            name, colon, value = clean(line).rpartition(":")
            if colon and clean(name):
                found.append(self.written.format(clean(name), clean(value)))
            elif clean(line):
                found.append(clean(line))
        return found


ALL_RULES = (
    FormField(
        name="not_assigned",
        label="Đơn vị không được giao thì",
        help="Để trống: theo mục «Điểm không giao» của cả giao ước",
        choices=("không giao: bỏ khỏi thang", "không giao: đủ điểm", "không giao: 0 điểm"),
    ),
)
"""Ô mà cách chấm nào cũng có."""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """Biểu mẫu của một cách chấm, or of a group."""

    listed: tuple[ListedField, ...] = ()
    fields: tuple[FormField, ...] = ()
    common: tuple[FormField, ...] = ALL_RULES

    @property
    def names(self) -> tuple[str, ...]:
        """Tên các ô của biểu mẫu, that for words of one's own last."""
        fields = (*self.fields, *self.common)
        return (*(one.name for one in self.listed), *(one.name for one in fields), REST)

    def tick(self, name: str) -> str:
        """Chữ mà một ô đánh dấu ghi."""
        return next(one.written for one in (*self.fields, *self.common) if one.name == name)

    def filled(self, parameters: str) -> dict[str, str]:
        """Các ô, filled from one line of Tham số."""
        values: dict[str, str] = {}
        rest = []
        for part in parts_of(parameters):
            name, text = next(self._takers(part, values), ("", ""))
            if not name:
                rest.append(part)
            elif name in values:
                values[name] += f"\n{text}"
            else:
                values[name] = text
        return {**values, REST: joined(rest)} if rest else values

    def _takers(self, part: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for field in (*self.fields, *self.common):
            if field.name not in values and (text := field.taken(part)) is not None:
                yield field.name, text
        for listed in self.listed:
            if (text := listed.taken(part)) is not None:
                yield listed.name, text

    def written(self, values: Mapping[str, str], before: str = "") -> str:
        """Tham số: of these values; as it was `before` where they are what it says already."""
        given = {name: text for name, text in values.items() if text.strip()}
        if before and given == self.filled(before):
            return before
        parts = [part for one in self.listed for part in one.parts(given.get(one.name, ""))]
        parts += [one.part(given.get(one.name, "")) for one in (*self.fields, *self.common)]
        parts += parts_of(given.get(REST, ""))
        return joined(part for part in parts if part)


_BONUS = FormField(
    name="bonus",
    label="Thưởng riêng, tối đa",
    written="thưởng tối đa {}",
    help="Điểm được thêm ngoài điểm tối đa của dòng",
)
_NO_LIMIT = FormField(name="no_limit", label="Thưởng không hạn chế", written="thưởng không hạn chế")
_MOST_COUNTED = FormField(
    name="most_counted", label="Chỉ tính nhiều nhất (lượt)", written="tối đa {} lượt"
)
_ONCE_ACHIEVEMENT = FormField(
    name="once_achievement",
    label="Mỗi thành tích chỉ tính mức cao nhất, lượt có tên",
    written=ONCE_WORDS[Once.ACHIEVEMENT],
)
_ONCE_FAULT = FormField(
    name="once_fault", label="Lỗi cùng tên chỉ trừ một lần", written=ONCE_WORDS[Once.FAULT]
)
RULE_FORMS: Mapping[Method, RuleForm] = MappingProxyType(
    {
        Method.JUDGEMENT: RuleForm(
            fields=(
                FormField(
                    name="step", label="Bước điểm", written="bước {}", help="Để trống là chấm tự do"
                ),
                _BONUS,
                _NO_LIMIT,
            )
        ),
        Method.PASS_FAIL: RuleForm(),
        Method.CHOICE: RuleForm(
            (ListedField(name="levels", label="Các mức, mỗi dòng một mức", example="Tốt: 8"),),
            (_BONUS,),
        ),
        Method.TIERS: RuleForm(
            (
                ListedField(
                    name="tiers",
                    label="Các bậc, đọc từ trên xuống, lấy bậc đúng đầu tiên",
                    example=">=90: 315",
                ),
            ),
            (_BONUS,),
        ),
        Method.PROPORTIONAL: RuleForm(
            fields=(
                FormField(
                    name="floor",
                    label="Sàn (%)",
                    written="sàn {}",
                    help="Hoàn thành dưới chừng này thì 0 điểm",
                ),
                FormField(name="minus", label="Trừ cho mỗi 1% còn thiếu", written="trừ {} mỗi 1%"),
                FormField(name="gain", label="Thưởng cho mỗi 1% vượt", written="thưởng {} mỗi 1%"),
                FormField(name="lower", label="Càng thấp càng tốt", written="càng thấp càng tốt"),
                FormField(name="whole", label="Phần trăm tính tròn", written="tròn"),
            )
        ),
        Method.LEADER_RELATIVE: RuleForm(),
        Method.PER_EVENT: RuleForm(
            (
                ListedField(
                    name="kinds", label="Các loại lượt, mỗi dòng một loại", example="cấp tỉnh: 3"
                ),
            ),
            (
                FormField(
                    name="each", label="Điểm mỗi lượt, khi mọi lượt như nhau", written="mỗi lượt {}"
                ),
                FormField(name="cap", label="Cộng lại tối đa (điểm)", written="tối đa {}"),
                _MOST_COUNTED,
                _BONUS,
                _NO_LIMIT,
                FormField(name="highest", label="Chỉ tính một lượt cao nhất", written=ONLY_HIGHEST),
                _ONCE_ACHIEVEMENT,
                _ONCE_FAULT,
            ),
        ),
        Method.START_MINUS: RuleForm(
            (
                ListedField(
                    name="faults", label="Các lỗi bị trừ, mỗi dòng một loại", example="đi trễ: 0,5"
                ),
                ListedField(
                    name="starts",
                    label="Mức bắt đầu, nếu không phải lúc nào cũng từ tối đa",
                    example="Đúng hạn: 30",
                    form=re.compile(r"\[([^\]]+)\]: ?(\d[\d.,]*)"),
                    written="[{}]: {}",
                ),
                ListedField(
                    name="rewards",
                    label="Việc được thưởng thêm, mỗi dòng một loại",
                    example="sáng kiến: 1",
                    form=re.compile(r"thưởng (.+): ?(\d[\d.,]*)", re.IGNORECASE),
                    written="thưởng {}: {}",
                ),
            ),
            (
                FormField(
                    name="each", label="Trừ mỗi lượt, khi mọi lỗi như nhau", written="mỗi lượt {}"
                ),
                FormField(name="cap", label="Trừ tối đa (điểm)", written="trừ tối đa {}"),
                _MOST_COUNTED,
                _BONUS,
                _NO_LIMIT,
                _ONCE_FAULT,
            ),
        ),
        Method.PARTS: RuleForm(
            (ListedField(name="parts", label="Các ý, mỗi dòng một ý", example="có kế hoạch: 3"),)
        ),
        Method.FROM_PERIODS: RuleForm(
            fields=(
                FormField(
                    name="how",
                    label="Lấy điểm",
                    choices=tuple(
                        f"{how} các {kind}"
                        for kind in ("tháng", "quý", "đợt")
                        for how in ("trung bình", "cộng")
                    ),
                ),
                FormField(name="factor", label="Hệ số", written="hệ số {}"),
                FormField(name="skips", label="Bỏ kỳ chưa có điểm", written="bỏ kỳ thiếu"),
            )
        ),
    }
)
"""Biểu mẫu theo cách chấm."""

GROUP_FORM = RuleForm(
    fields=(FormField(name="ceiling", label="Điểm tối đa là mức trần của nhóm", written="trần"),),
    common=(),
)
"""Biểu mẫu của một nhóm."""
