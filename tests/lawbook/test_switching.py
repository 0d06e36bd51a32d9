"""Bật mẫu: a sample of one sector applies by an office's own document, from its day on."""

from datetime import date

import pytest

from tests.domain.nominees import OWN, SECTOR, book, book_with, judged
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.law import LawLayer, Switch
from thidua.domain.law.layers import LawSheet
from thidua.lawbook.loading import SHIPPED, files_in, read_book

ADVANCED = "lao-dong-tien-tien"
CLERK = {
    **{"xep_loai": "HTT", "tham_gia_phong_trao": "có", "bi_ky_luat": "không"},
    "thang_cong_tac": "8",
}
NINE = """
[[switches]]
code = "LOAI.9THANG"
document = "Quyết định 12/QĐ-UBND"
signed = 2024-12-20
from = 2025-01-01
"""


def _read(text):
    return read_book([*files_in(SHIPPED), LawSheet("bat.toml", text, LawLayer.COPY)])


@pytest.mark.parametrize(
    ("on", "conclusion"),
    [(date(2024, 12, 31), Conclusion.ELIGIBLE), (date(2025, 1, 1), Conclusion.EXCLUDED)],
)
def test_a_sample_applies_from_the_day_its_document_says(on, conclusion):
    law, findings = _read(NINE)

    assert findings == []
    assert law.switches == (
        Switch(
            code="LOAI.9THANG",
            document="Quyết định 12/QĐ-UBND",
            signed=date(2024, 12, 20),
            start=date(2025, 1, 1),
            origin="bat.toml",
        ),
    )
    assert judged(ADVANCED, Recipient.INDIVIDUAL, {2025: CLERK}, on=on, law=law).conclusion is (
        conclusion
    )


def test_a_verdict_names_the_sector_the_own_document_and_the_caution():
    (row,) = judged(
        ADVANCED, Recipient.INDIVIDUAL, {2025: CLERK}, law=book_with("LOAI.9THANG")
    ).wanting

    assert row.reference == f"Thông tư 15/2023/TT-BKHĐT, các khoản 2 đến 5 Điều 5{OWN}"
    assert row.warnings == SECTOR
    assert row.in_force_from == date(2024, 2, 9)
    assert row.remedy == (
        "cần thêm 1 tháng công tác; thời gian điều trị do bị thương khi chiến đấu, cứu người, cứu "
        "tài sản được tính theo Thông tư 01/2024/TT-BNV, còn Thông tư 15/2025/TT-BNV thay từ "
        "05/08/2025 chưa đối chiếu"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NINE.replace("LOAI.9THANG", "LDTT.1"), "«LDTT.1» không phải mẫu đang tắt"),
        (NINE.replace("LOAI.9THANG", "LOAI.X"), "«LOAI.X» không phải mẫu đang tắt"),
        (NINE.replace("signed = 2024-12-20\n", ""), "thiếu khóa «signed»"),
        (NINE.replace('document = "Quyết định 12/QĐ-UBND"\n', ""), "thiếu khóa «document»"),
        (NINE + NINE, "«LOAI.9THANG» đã có ở"),
        (
            "".join(
                NINE.replace("LOAI.9THANG", code)
                for code in ("PHIEU.SANGKIEN", "MAU.PHIEU.BACNINH.SANGKIEN")
            ),
            "trùng việc với ngưỡng phiếu",
        ),
    ],
)
def test_a_switch_that_cannot_be_is_told(text, said):
    law, findings = _read(text)

    assert law is None
    assert any(said in str(finding) for finding in findings)


def test_nothing_is_switched_on_as_shipped():
    assert book().switches == ()
