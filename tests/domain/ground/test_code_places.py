"""Mã ở mọi nơi: wherever codes are looked up or must differ, there is one comparison of them."""

import re
from pathlib import Path

from thidua.domain.ground.codes import same_code

ROOT = Path(__file__).parents[3] / "thidua"

PLACES = {
    "domain/awards/eligibility": "nhóm của chương trình",
    "domain/covenant/criterion_rows": "tiêu chí của giao ước",
    "domain/covenant/difference": "tiêu chí của hai bản giao ước",
    "domain/covenant/drafting/outline": "tiêu chí của dự thảo",
    "domain/covenant/drafting/proposal": "tiêu chí của một đề nghị",
    "domain/movement/contribution": "công trình, nơi góp",
    "domain/movement/contribution_count": "công trình của nhu cầu",
    "domain/period/period": "đơn vị theo mã và tên",
    "domain/register/kinds/supporting": "công trình của sổ đỡ đầu",
    "domain/scoring/event_rows": "đơn vị, tiêu chí của tệp điểm",
    "domain/scoring/wide/matching": "tiêu chí của bảng khối",
    "domain/vote/teller_sheet": "phương án của tờ kiểm phiếu",
    "domain/vote/vote": "phương án của lá phiếu",
    "files/awards/staff_book": "cá nhân của danh sách",
    "files/roster/book": "đơn vị, khối của danh sách",
    "files/teller_book": "phương án của tờ kiểm phiếu",
    "lawbook/loading": "danh hiệu, chương trình, tiêu chuẩn của bộ luật",
    "services/access/account_list": "tên đăng nhập của danh sách",
    "services/access/accounts": "tên đăng nhập lúc đặt",
    "services/access/logins": "tên đăng nhập",
    "services/access/sign_in": "tên đăng nhập gõ ở cửa",
    "services/awards/eligibility": "chương trình",
    "services/council/council_lists": "hội đồng, thành viên của danh sách",
    "services/council/keeping": "hội đồng",
    "services/covenant/covenants": "khối của giao ước",
    "services/covenant/draft_rows": "tiêu chí của dự thảo",
    "services/dossier/owners": "đơn vị, cá nhân của hồ sơ",
    "services/dossier/single_people": "cá nhân",
    "services/dossier/staff": "cá nhân của danh sách",
    "services/law/new_award": "danh hiệu, chương trình, tiêu chuẩn",
    "services/movement/allocations": "đơn vị của sổ phân bổ",
    "services/movement/participations": "đơn vị của sổ đăng ký",
    "services/movement/places": "địa bàn",
    "services/period/rosters": "đơn vị, khối",
    "services/record/personal/subjects": "người của một yêu cầu về dữ liệu cá nhân",
    "services/record/taking_over": "khối, đơn vị, cá nhân của gói bàn giao",
    "services/register/lists": "dòng của sổ theo dõi",
    "services/register/understanding": "đơn vị, cá nhân, dòng của sổ theo dõi",
    "services/report/duties": "chế độ báo cáo",
    "services/report/numbers": "báo cáo, nguồn số",
    "services/report/report_lists": "báo cáo của sổ",
    "services/scoring/previews": "đơn vị, tiêu chí của tệp điểm",
    "services/verify/drafting": "tiêu chí của dự thảo",
}
"""Nơi tra hoặc giữ cho riêng một mã, and of what."""

_USES = re.compile(r"\b(code_key|login_key|same_code|other_case)\(")
_OTHERWISE = re.compile(
    r"\b(?:folded|without_marks)\((?:clean\()?\w*\.?(?:code|login|slug|programme)\b"
    r"|\.(?:code|login|slug)\b[^\n]{0,10}\.(?:casefold|lower|upper)\("
)
"""Cách so mã khác: by case alone, which leaves look-alike letters apart."""


def sources():
    return {path.relative_to(ROOT): path.read_text("utf-8") for path in ROOT.rglob("*.py")}


def test_every_place_that_compares_codes_stands_in_the_list():
    found = {
        path.with_suffix("").as_posix() for path, text in sources().items() if _USES.search(text)
    }

    assert found - {"domain/ground/codes"} == set(PLACES)


def test_no_place_compares_a_code_in_another_way():
    no_codes = {
        "domain/covenant/number_source.py",  # the word for every term, where a code might stand
        "domain/covenant/places.py",  # a code as a word of the sentence of a finding
        "domain/ground/codes.py",
    }
    told = {
        f"{path}: {found.group()}"
        for path, text in sources().items()
        if path.as_posix() not in no_codes
        for found in _OTHERWISE.finditer(text)
    }

    assert told == set()


def test_a_code_is_found_by_itself_first_and_then_by_its_look():
    assert same_code("A-1", ["a-1", "A-1"]) == "A-1"
    assert same_code("А‑1", ["A-1"]) == "A-1"  # Cyrillic, and a dash that does not break
    assert same_code("A-2", ["A-1"]) is None
