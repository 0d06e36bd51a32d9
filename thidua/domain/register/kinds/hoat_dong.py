"""Sổ hoạt động khối, tuyên truyền: a row for each unit at each event."""

from datetime import date

from thidua.domain.dossier.facts import FactWord
from thidua.domain.register.column import choice, count, day_of_year, text
from thidua.domain.register.kinds.counting import number
from thidua.domain.register.register import Lines, Register, RegisterNumber

_NEWS = ("tin bài", "chuyên mục")


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        number("lượt hoạt động", lines, lambda one: one.get("loai") not in _NEWS),
        number("có dự", lines, lambda one: one.get("du") == "du"),
        number("vắng không phép", lines, lambda one: one.get("du") == "vang"),
        number("tin bài, chuyên mục", lines, lambda one: one.get("loai") in _NEWS),
    ]


REGISTER = Register(
    code="hoat-dong",
    name="Hoạt động khối, tuyên truyền",
    noun="hoạt động",
    prefix="HD",
    about="ten",
    columns=(
        day_of_year("ngay", "Ngày"),
        text("ten", "Tên", required=True),
        choice(
            "loai",
            "Loại",
            (
                *("hội nghị", "giao lưu văn hóa - văn nghệ - thể thao", "học tập kinh nghiệm"),
                *("an sinh", "đợt thi đua", *_NEWS),
            ),
        ),
        text("noi", "Nơi"),
        choice(
            "du",
            "Dự",
            (FactWord("du", "dự"), FactWord("phep", "vắng có phép"), FactWord("vang", "vắng")),
        ),
        count("so_nguoi", "Số người", "người"),
        text("duong_dan", "Đường dẫn"),
    ),
    numbers=_numbers,
)
