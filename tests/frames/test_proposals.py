"""Bảng đề nghị: what each step rests on, and who the awards go to."""

from datetime import date

from thidua.domain.awards.proposal import AwardSplit, ProposalState, ProposedAward
from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import Recipient
from thidua.frames.awards import proposals as frames

THINGS = {"sk": "Sáng kiến", "cstd": "Thi đua"}
VERDICT = '{"verdict": "eligible"}'


def proposed(state, **given):
    return ProposedAward(
        key=1, award="giay-khen", recipient=Recipient.INDIVIDUAL, subject="A", state=state, **given
    )


def test_every_state_says_what_it_rests_on():
    found = [
        proposed(
            ProposalState.PROPOSED,
            document="12/TTr",
            verdict=VERDICT,
            uses=(
                UsedAchievement(
                    what="sk", year=2025, for_award="giay-khen", for_year=2025, evidence="QĐ 5/SK"
                ),
                UsedAchievement(what="cstd", year=2024, for_award="giay-khen", for_year=2025),
            ),
        ),
        proposed(
            ProposalState.DECIDED,
            decision="5/QĐ-STC",
            day=date(2026, 3, 1),
            authority="Giám đốc Sở",
            signer="Phan Hồng Quân",
            verdict=VERDICT,
            judged_on=date(2026, 3, 1),
        ),
        proposed(ProposalState.CUT, council="HĐ TĐKT", day=date(2026, 3, 2), reason="hết suất"),
    ]

    table = frames.proposals_frame(
        found, lambda one: f"Người {one.subject}", lambda _: "Giấy khen", THINGS.__getitem__
    )

    assert [list(row.values()) for row in table.to_dict("records")] == [
        [
            *("Người A", "Giấy khen", "Đã đề nghị", "đủ điều kiện"),
            *("Sáng kiến năm 2025 (QĐ 5/SK); Thi đua năm 2024", "12/TTr", "—"),
        ],
        [
            *("Người A", "Giấy khen", "Đã có quyết định"),
            *("đủ điều kiện (ngày xét 01/03/2026)", "—"),
            *("Quyết định 5/QĐ-STC, ngày 01/03/2026, Giám đốc Sở, Phan Hồng Quân", "—"),
        ],
        [
            *("Người A", "Giấy khen", "Hội đồng không đồng ý", "—", "—"),
            *("HĐ TĐKT, ngày 02/03/2026", "hết suất"),
        ],
    ]


def test_shares_are_of_the_individuals_alone():
    table = frames.recipients_table(AwardSplit(1, 2, 0), 4)

    assert table.to_dict("list") == {
        "Nhóm": ["Giữ chức vụ lãnh đạo", "Người trực tiếp", "Chưa khai chức vụ", "Tập thể"],
        "Số đề nghị": [
            *("1 (33,3 % số cá nhân)", "2 (66,7 % số cá nhân)", "0 (0,0 % số cá nhân)"),
            "4",
        ],
    }


def test_nothing_is_divided_where_no_individual_is_put_forward():
    table = frames.recipients_table(AwardSplit(), 1)

    assert list(table["Số đề nghị"]) == ["0", "0", "0", "1"]
