"""Mã: two that nobody can tell apart are one code, of a unit, a block, a criterion or a person.

They may differ in case, in the way their marks are stored, in signs that show nothing, or in
letters of another script that look the same.
"""

import re
import unicodedata
from collections.abc import Iterable

from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.text import folded

AS_TEXT = "hãy định dạng cột mã là Văn bản (Text) rồi gõ lại mã"
LOST_ZERO = f"Excel giữ mã 1.10 thành số 1,1; {AS_TEXT}"
"""Cách chữa một mã mà Excel đã đổi."""

_SAME_LOOK = str.maketrans(
    {
        # Cyrillic, small and capital: of some only the capital looks like a Latin letter.
        **dict(zip("аеорсухіјѕһԁԛԝӏвкмнтзүѵ", "aeopcyxijshdqwlbkmht3yv", strict=True)),
        **dict(zip("АВЕКМНОРСТУХІЈЅԚԜЗҮѴ", "abekmhopctyxijsqw3yv", strict=True)),
        # Greek.
        **dict(zip("ορνυικαβζημτχγωϲϳ", "opvuikabzhmtxywcj", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "abezhikmnoptyxcj", strict=True)),
        # Armenian, and Latin letters of phonetic writing.
        **dict(zip("օսհոՕՏԼɑɡ", "ouhnoslag", strict=True)),
        # Cherokee and Lisu, whose letters are drawn as Latin capitals.
        **dict(zip("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ", "abcdehjklmprstvwyz", strict=True)),
        **dict(zip("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "abcdefghijklmnoprstuvwxyz", strict=True)),
        # Letters with a stroke that stand for «đ» in texts typed elsewhere.
        **dict.fromkeys("ÐðƉɖ", "đ"),
        "ı": "i",
        **dict.fromkeys("‐‑‒–—―−﹘﹣⁃", "-"),
        **dict.fromkeys("․。·‧∙•", "."),
        **dict.fromkeys("⁄∕", "/"),
        "‚": ",",
        **dict.fromkeys("’‘ʼʹ′`´", "'"),
    }
)
_NUMERALS = range(0x2160, 0x2180)  # Roman numerals as single signs
_WIDE = range(0xFF01, 0xFF5F)
_STROKED_D = re.compile("[dD][\u0335\u0336]")
_DIGITS_LIKE_LETTERS = str.maketrans("01", "ol")


def code_key(code: str) -> str:
    """Khóa của mã: the one comparison of codes and sign-in names, wherever two are compared."""
    # Look-alikes before the case, since some are so only as capitals, and after it, for the rest.
    return _looked(folded(_looked(code)))


def _looked(code: str) -> str:
    # Letter by letter without its marks: «ό» of Greek is «ο» and a mark, and looks like «ó».
    plain = unicodedata.normalize("NFD", "".join(map(_plain, code))).translate(_SAME_LOOK)
    return folded(_STROKED_D.sub("đ", plain))


def _plain(sign: str) -> str:
    is_one = ord(sign) in _WIDE or ord(sign) in _NUMERALS
    is_one = is_one or unicodedata.decomposition(sign).startswith("<font>")
    return unicodedata.normalize("NFKC", sign) if is_one else sign


def login_key(login: str) -> str:
    """Khóa của tên đăng nhập khi đặt mới: «an1» and «anl», «0» and «o» are told apart by nobody."""
    return code_key(login).translate(_DIGITS_LIKE_LETTERS)


def same_code(code: str, known: Iterable[str]) -> str | None:
    """Mã đang có mà mã này chỉ tới: itself where it is there, otherwise the one that looks so."""
    listed = list(known)
    if code in listed:
        return code
    key = code_key(code)
    return next((one for one in listed if code_key(one) == key), None)


def other_case(code: str, known: str, place: str) -> Finding | None:
    """Mã này là mã kia viết khác đi mà mắt không phân biệt được; None where it is not."""
    if code == known or code_key(code) != code_key(known):
        return None
    if folded(code) == folded(known):
        how = "chỉ khác mã «{}» ở chữ hoa, chữ thường nên không phân biệt được"
    else:
        how = "trông giống hệt mã «{}» nhưng có ký tự của bảng chữ cái khác hoặc dấu khác"
    message = f"mã «{code}» {how.format(known)}; hãy ghi «{known}» nếu là một, hoặc đặt mã khác"
    return error("other_case", message, place)
