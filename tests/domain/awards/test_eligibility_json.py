"""Kết quả xét dưới dạng máy đọc: words for whoever reads it, codes for what a proposal keeps."""

import json
from datetime import date

import pytest

from tests.domain.nominees import OWN, SECTOR, awards, book_with, judged, judged_in
from thidua.domain.awards.eligibility_json import eligibility_json, kept_words, verdict_json
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.quota import Contender, FixedLimit, quota_state

NATION, PROVINCE = "chien-si-thi-dua-toan-quoc", "chien-si-thi-dua-tinh"


def test_a_nominee_is_written_with_every_finding_and_its_quota():
    found = judged(
        NATION,
        Recipient.INDIVIDUAL,
        {2026: {"de_tai_cap": "toan_quoc"}},
        awards((PROVINCE, 2026)),
        year=2026,
        on=date(2026, 10, 1),
        law=book_with("LOAI.XEMXET"),
    )
    rows = [Contender("STC", 1), Contender("SYT", 1), Contender("SNV", 3)]
    quotas = {NATION: {"CS": quota_state(FixedLimit(1), rows, {})}}

    written = eligibility_json([found], quotas)

    assert json.loads(json.dumps(written)) == [
        {
            "code": "STC",
            "name": "Sở Tài chính",
            "award": NATION,
            "year": 2026,
            "on": "2026-10-01",
            "programme": None,
            "group": None,
            "occasion": "annual",
            "verdict": "not_eligible",
            "choice": False,
            "findings": [
                {
                    "code": "CSTDTQ.1",
                    "requirement": "Thuộc diện được lựa chọn: hai lần liên tục được tặng Chiến sĩ "
                    "thi đua bộ, ban, ngành, tỉnh",
                    "value": "1 năm liên tục (2026); đứt ở 2025: không được tặng Chiến sĩ thi đua "
                    "bộ, ban, ngành, tỉnh",
                    "threshold": "ít nhất 2 năm liên tục",
                    "verdict": "không đạt",
                    "reference": "Luật 06/2022/QH15, Điều 21",
                    "in_force_from": "2024-01-01",
                    "in_force_to": None,
                    "verification": "chưa kiểm chứng",
                    "warnings": ["chưa đối chiếu Luật 06/2026/QH16"],
                    "remedy": "cần thêm 1 năm liên tục nữa",
                },
                {
                    "code": "CSTDTQ.2",
                    "requirement": "Sáng kiến hoặc đề tài có khả năng nhân rộng trong toàn quốc; "
                    "hoặc mưu trí, sáng tạo trong chiến đấu có phạm vi ảnh hưởng trong toàn quốc",
                    "value": "Phạm vi của đề tài khoa học đã nghiệm thu: toàn quốc",
                    "threshold": "một trong: Phạm vi ảnh hưởng của sáng kiến: từ toàn quốc trở "
                    "lên; hoặc Phạm vi của đề tài khoa học đã nghiệm thu: từ toàn quốc trở lên; "
                    "hoặc Phạm vi ảnh hưởng của mưu trí, sáng tạo trong chiến đấu: từ toàn quốc "
                    "trở lên",
                    "verdict": "đạt",
                    "reference": "Luật 06/2022/QH15, Điều 21",
                    "in_force_from": "2024-01-01",
                    "in_force_to": None,
                    "verification": "chưa kiểm chứng",
                    "warnings": ["chưa đối chiếu Luật 06/2026/QH16"],
                    "remedy": None,
                },
                {
                    "code": "LOAI.XEMXET",
                    "requirement": "Không đang bị xem xét kỷ luật, điều tra, thanh tra, kiểm tra "
                    "có dấu hiệu vi phạm hoặc có đơn tố cáo đang giải quyết",
                    "value": "không (không khai)",
                    "threshold": "không",
                    "verdict": "đạt",
                    "reference": f"Thông tư 15/2023/TT-BKHĐT, khoản 4 Điều 3{OWN}",
                    "in_force_from": "2024-02-09",
                    "in_force_to": None,
                    "verification": "đã kiểm chứng",
                    "warnings": list(SECTOR),
                    "remedy": None,
                },
            ],
            "quota": [
                {
                    "code": "CS",
                    "status": "needs_vote",
                    "most": 1,
                    "count": 3,
                    "proposed": [],
                    "undecided": {"units": ["STC", "SYT"], "open_places": 1},
                    "beyond": ["SNV"],
                    "advice": "STC, SYT cùng hạng ở suất cuối: biểu quyết chọn 1; bớt 2 đề nghị",
                }
            ],
        }
    ]


def test_a_nominee_of_a_programme_names_its_group_and_that_groups_quota():
    found = judged_in("binh-phuoc-nong-thon-moi", "1.5.1", Recipient.INDIVIDUAL, {})
    quotas = {"1.5.1": {"han-muc-nhom": quota_state(None, [], {})}}

    (written,) = eligibility_json([found], quotas)

    assert {key: written[key] for key in ("programme", "group", "award", "verdict")} == {
        "programme": "binh-phuoc-nong-thon-moi",
        "group": "1.5.1",
        "award": "bang-khen-tinh",
        "verdict": "missing_data",
    }
    assert [row["value"] for row in written["findings"]] == [None, None]
    assert [row["code"] for row in written["quota"]] == ["han-muc-nhom"]


def test_what_a_proposal_keeps_is_the_same_in_codes_without_the_name():
    found = judged(
        NATION,
        Recipient.INDIVIDUAL,
        {2026: {"de_tai_cap": "toan_quoc"}},
        awards((PROVINCE, 2026)),
        year=2026,
        on=date(2026, 10, 1),
    )
    (shown,) = eligibility_json([found], {})
    codes = [("not_met", "unverified"), ("met", "unverified")]

    kept = verdict_json(found)

    beside = {"code", "name", "quota"}
    assert kept == {key: value for key, value in shown.items() if key not in beside} | {
        "findings": [
            one | {"verdict": verdict, "verification": verification}
            for one, (verdict, verification) in zip(shown["findings"], codes, strict=True)
        ]
    }


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ((2025, 2026), "đủ điều kiện để được chọn (2 tiêu chuẩn chưa đối chiếu)"),
        ((2026,), "chưa đủ điều kiện (2 tiêu chuẩn chưa đối chiếu)"),
    ],
)
def test_what_was_kept_is_told_with_what_nobody_compared(held, said):
    given = awards(*((PROVINCE, year) for year in held))
    found = judged(
        *(NATION, Recipient.INDIVIDUAL, {2026: {"de_tai_cap": "toan_quoc"}}, given),
        year=2026,
        on=date(2026, 10, 1),
    )

    assert kept_words(json.loads(json.dumps(verdict_json(found)))) == said
