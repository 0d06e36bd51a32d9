"""Ràng buộc: each refuses what only it forbids, names itself, and takes the row beside it."""

import re
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.one_row import CLASSES, DAY, LATER, METADATA, NOW, PRINT, ROWS, SHORT
from thidua.db.changes import insert_rows
from thidua.db.engine import engine, reading, writing
from thidua.db.tables import Unit
from thidua.domain.ground.errors import Refused

pytestmark = pytest.mark.both_databases

"""Một dòng đúng của mỗi bảng; it points to the first row of the others."""

NO_PLACE = {"block_id": None, "unit_id": None, "year": None}
ENDED = {"ended_by": "An", "ended_at": NOW}
LINK = {
    "kind": "link",
    "url": "https://x.test",
    "stored_name": "",
    "file_name": "",
    "size": 0,
    "sha256": "",
}
JUDGED = {"verdict": "{}", "judged_on": DAY}
BY_DOCUMENT = {"launched_on": DAY, "document": "KH 192", "document_day": DAY}
CONFIRMED_PAPER = {"state": "confirmed", "confirmed_by": "Bình", "confirmed_at": NOW}
ANSWERED = {"result": "received", "answered_by": "Bình", "answered_at": NOW}
CONFIRMED = {"state": "confirmed", "confirmed_by": "Bình", "confirmed_at": NOW}
FILED = {"stored_name": "a1", "size": 3, "sha256": PRINT}
REPLIED = {"outcome": "done", "answer": "Đã gửi", "answered_by": "An", "answered_at": NOW}
TAKEN = {"state": "received", "received_by": "Bình", "received_at": NOW}
PLANNED = {"document": "KH 15", "document_day": DAY, "sent_by": "An", "sent_at": NOW}
LAUNCHED = {"state": "launched", **BY_DOCUMENT}
DECIDED = {"state": "decided", "decision": "12/QĐ", "signer": "Chủ tịch", "day": DAY, **JUDGED}
CUT = {"state": "cut", "standing": False, "council": "Hội đồng", "reason": "Thiếu", "day": DAY}
LAST = DAY + timedelta(days=30)
CAMPAIGN = {
    **{"kind": "campaign", "part": "19-5", "part_name": "Đợt 19/5"},
    **{"begins": DAY, "ends": LAST},
}
ERASED = {
    "value": None,
    "salt": None,
    "lookup": None,
    "erased_at": NOW,
    "erased_by": "An",
    "erased_for": "Đơn 12",
}
VERIFIED = {"hand": "verified", "verified_by": "An", "verified_at": NOW}
SUBMITTED = {"submitted_by": "An", "submitted_at": NOW}
AGREED = {"state": "agreed", "points": Decimal(1), "explanation": "Theo biên bản"}
BACK = {"old_stage": "sign", "new_stage": "prepare", "reason": "Nhầm", "done_by": "Bình"}
NOT_DONE = {"done_by": None, "done_at": None}
LOCKED = {"old_stage": "appraise", "new_stage": "locked", "fingerprint": PRINT}
CLOSED = {"status": "closed", "closed_by": "An", "closed_at": NOW}
OPENED = {
    "status": "open",
    "opened_by": "An",
    "opened_at": NOW,
    "box": "hòm",
    "public_key": "khóa",
}
DELEGATED = {"presence": "delegated", "delegate": "B", "document": "Giấy 1"}
LETTER = {"presence": "absent", "written": "kín", "written_by": "An", "document": "Thư 1"}
SECOND = {"confirmed_by": "Bình", "confirmed_at": NOW}


def without(row, *columns, nothing=""):
    """Mỗi lần thiếu một cột của dòng này."""
    return [row | {column: nothing} for column in columns]


OWN = {
    # tài khoản
    "ck_role_grant_of_system": (
        [{"role": "auditor", **NO_PLACE, "year": 2026}, {"role": "administrator"}],
        [{"role": "auditor", **NO_PLACE}],
    ),
    "ck_role_grant_of_block": (
        [{"role": "head"}, {"role": "head", **NO_PLACE}],
        [{"role": "head", "unit_id": None}],
    ),
    "ck_role_grant_of_unit": (
        [{"unit_id": None}, {"year": None}, {"role": "reviewer", "block_id": None}],
        [{"role": "reviewer"}],
    ),
    "ck_role_grant_ended_signed": ([{"ended_at": NOW}, {"ended_by": "An"}], [ENDED]),
    "ck_sign_in_lifetime": ([{"expires_at": NOW}], [{"expires_at": NOW + timedelta(seconds=1)}]),
    # khối, đơn vị
    "ck_consideration_considerationstate": ([{"state": "?", "reason": "Kỷ luật"}], [{}]),
    "ck_consideration_reasoned": (
        [{"state": "excluded"}, {"state": "deferred", "reason": " "}],
        [{"state": "excluded", "reason": "Kỷ luật"}],
    ),
    "ck_office_holder_year_known": (
        [{"year": 1899}, {"year": 10_001}],
        [{"year": 1900}, {"year": 10_000}],
    ),
    # giao ước
    "ck_covenant_row_max_points_least": (
        [{"max_points": Decimal("-0.5")}],
        [{"max_points": Decimal(0)}, {"max_points": Decimal("-0")}, {"max_points": None}],
    ),
    # hồ sơ
    "ck_given_award_decided_here": (
        [
            {"proposal_id": 1},
            {"proposal_id": 1, "decision": "12/QĐ"},
            {"proposal_id": 1, "decision": " ", "day": DAY},
        ],
        [{"proposal_id": 1, "decision": "12/QĐ", "day": DAY}],
    ),
    # minh chứng
    "ck_evidence_of_file": (
        [*without({}, "stored_name", "file_name"), {"url": "x"}, {"size": 0}, {"sha256": SHORT}],
        [{"size": 2}],
    ),
    "ck_evidence_of_link": (
        [
            *without(LINK, "url"),
            *(LINK | {column: "x"} for column in ("stored_name", "file_name", "sha256")),
            LINK | {"size": 1},
        ],
        [LINK],
    ),
    "ck_evidence_version_least": ([{"version": 0, "replaces_id": 1}], [{}]),
    "ck_evidence_replacing": (
        [{"version": 2}, {"replaces_id": 1}],
        [{"version": 2, "replaces_id": 1}],
    ),
    "ck_evidence_live_end": ([{"live": False}, ENDED], [{"live": False, **ENDED}]),
    "ck_evidence_ended_signed": (
        [{"ended_by": "An"}, {"live": False, "ended_at": NOW}],
        [{"live": False, **ENDED}],
    ),
    "ck_evidence_use_one_place": (
        [{"criterion_code": ""}, {"query_id": 1}],
        [{"criterion_code": "", "query_id": 1}],
    ),
    "ck_evidence_use_ended_signed": ([{"ended_at": NOW}, {"ended_by": "An"}], [ENDED]),
    # đề nghị
    "ck_proposal_proposalstate": ([{"state": "?", "standing": False}], [{}]),
    "ck_proposal_group_programme": (
        [{"programme": "p"}, {"group_code": "1"}],
        [{"programme": "p", "group_code": "1"}],
    ),
    "ck_proposal_standing_state": (
        [{"standing": False}, {"state": "withdrawn"}, CUT | {"standing": True}],
        [{"state": "withdrawn", "standing": False}],
    ),
    "ck_proposal_judged": ([{"verdict": "{}"}, {"judged_on": DAY}], [JUDGED]),
    "ck_proposal_voted": (
        [{"state": "voted"}, {"state": "voted", "document": " "}],
        [{"state": "voted", "document": "Biên bản"}, {"state": "voted", "vote_id": 1}],
    ),
    "ck_proposal_sent": ([{"state": "sent"}], [{"state": "sent", "document": "Tờ trình"}]),
    "ck_proposal_decided": (
        [
            *without(DECIDED, "decision", "signer"),
            DECIDED | {"day": None},
            DECIDED | {"verdict": "", "judged_on": None},
        ],
        [DECIDED],
    ),
    "ck_proposal_cut": ([*without(CUT, "council", "reason"), CUT | {"day": None}], [CUT]),
    "ck_quota_setting_most_within": (
        [{"most": -1}, {"most": 10_001}],
        [{"most": 0}, {"most": 10_000}, {"most": None}],
    ),
    "ck_quota_setting_base_within": (
        [{"base": -1}, {"base": 10_001}],
        [{"base": 0}, {"base": 10_000}, {"base": None}],
    ),
    "ck_quota_setting_reading_programme": (
        [{"reading": "x"}],
        [{"reading": "x", "programme": "p"}],
    ),
    # kỳ trong năm
    "ck_block_year_yearkind": ([{"kind": "?", "part": "3"}], [{"kind": "midyear"}]),
    "ck_block_year_part_named": (
        [{"part": "3"}, {"kind": "month"}],
        [{"kind": "month", "part": "3"}],
    ),
    "ck_block_year_campaign_named": (
        [{"part_name": "19/5"}, CAMPAIGN | {"part_name": " "}],
        [CAMPAIGN],
    ),
    "ck_block_year_campaign_begins": ([{"begins": DAY}, CAMPAIGN | {"begins": None}], [CAMPAIGN]),
    "ck_block_year_campaign_ends": ([{"ends": LAST}, CAMPAIGN | {"ends": None}], [CAMPAIGN]),
    # phong trào
    "ck_movement_movementstate": ([{"state": "?", **BY_DOCUMENT}], [{"state": "stopped"}]),
    "ck_movement_launched_by_document": (
        [
            {"state": "launched"},
            *without(LAUNCHED, "document"),
            LAUNCHED | {"launched_on": None},
            LAUNCHED | {"document_day": None},
        ],
        [LAUNCHED, LAUNCHED | {"state": "closed"}, {"state": "stopped"}],
    ),
    "ck_target_value_parts_together": (
        [{"denominator": None}, {"numerator": None, "value": Decimal(8)}],
        [{"numerator": None, "denominator": None, "value": Decimal(8)}],
    ),
    "ck_target_value_one_way": (
        [{"value": Decimal(8)}, {"numerator": None, "denominator": None}],
        [{"numerator": None, "denominator": None, "value": Decimal(8)}],
    ),
    "ck_place_placekind": ([{"kind": "?"}], [{"kind": "commune"}]),
    "ck_place_days_in_order": (
        [{"begins": LAST, "ends": DAY}],
        [{"begins": DAY, "ends": DAY}, {"ends": DAY}],
    ),
    "ck_place_on_the_map_whole": (
        [{"latitude": Decimal(11)}, {"longitude": Decimal(106)}],
        [{"latitude": Decimal(11), "longitude": Decimal(106)}],
    ),
    "ck_place_tile_whole": (
        [{"tile_row": 1}, {"tile_column": 1}],
        [{"tile_row": 1, "tile_column": 1}],
    ),
    "ck_place_tile_row_least": (
        [{"tile_row": 0, "tile_column": 1}],
        [{"tile_row": 1, "tile_column": 1}],
    ),
    "ck_place_tile_column_least": (
        [{"tile_row": 1, "tile_column": 0}],
        [{"tile_row": 1, "tile_column": 1}],
    ),
    "ck_place_withdrawn_with_reason": (
        [{"withdrawn": True}, {"withdrawn": True, "reason": " "}],
        [{"withdrawn": True, "reason": "Nhầm"}],
    ),
    "ck_place_trait_placetraitkind": ([{"trait": "?"}], [{"trait": "minority"}]),
    "ck_place_trait_days_in_order": (
        [{"begins": LAST, "ends": DAY}],
        [{"begins": DAY, "ends": DAY}, {"ends": DAY}],
    ),
    "ck_place_standard_placelevel": ([{"standard": "?"}], [{"standard": "kieu_mau"}]),
    "ck_place_standard_standardstate": (
        [{"state": "?"}],
        [{"state": "replaced"}, CONFIRMED],
    ),
    "ck_place_standard_revoked_whole": (
        [{"revoked_on": LAST}, {"revocation": "QĐ 2"}],
        [{"revocation": "QĐ 2", "revoked_on": LAST}],
    ),
    "ck_place_standard_revoked_later": (
        [{"day": LAST, "revocation": "QĐ 2", "revoked_on": DAY}],
        [{"revocation": "QĐ 2", "revoked_on": DAY}],
    ),
    "ck_place_standard_confirmed_by_somebody": ([{"state": "confirmed"}], [CONFIRMED]),
    "ck_place_standard_two_hands": ([CONFIRMED | {"confirmed_by": "An"}], [CONFIRMED]),
    "ck_place_standard_withdrawn_with_reason": (
        [{"state": "withdrawn"}],
        [{"state": "withdrawn", "reason": "Nhầm"}],
    ),
    "ck_task_done_withdrawn_with_reason": (
        [{"withdrawn": True}],
        [{"withdrawn": True, "reason": "nhầm"}, {"withdrawn": False}],
    ),
    "ck_participation_participationstate": (
        [{"state": "?"}],
        [{"state": "draft"}, {"state": "sent"}],
    ),
    "ck_participation_sent_signed": (
        [{"sent_by": "An"}, PLANNED | {"sent_by": ""}],
        [PLANNED],
    ),
    "ck_participation_received_signed": (
        [{"received_by": "Bình"}, {"received_at": NOW}],
        [{"received_by": "Bình", "received_at": NOW}],
    ),
    "ck_participation_sent_with_plan": (
        [*without(PLANNED, "document"), PLANNED | {"document_day": None}],
        [PLANNED],
    ),
    "ck_participation_two_hands": (
        [PLANNED | {"received_by": "An", "received_at": NOW}],
        [PLANNED | {"received_by": "Bình", "received_at": NOW}],
    ),
    "ck_participation_returned_with_reason": (
        [{"state": "returned"}],
        [{"state": "returned", "reason": "Thiếu"}],
    ),
    # đường của khen thưởng
    "ck_quota_share_places_within": ([{"places": -1}, {"places": 10001}], [{"places": 0}]),
    "ck_quota_share_from_rest_within": (
        [{"from_rest": -1, "reason": "x"}],
        [{"from_rest": 2, "reason": "x"}],
    ),
    "ck_quota_share_from_rest_with_reason": (
        [{"from_rest": 1}],
        [{"from_rest": 1, "reason": "Còn suất"}],
    ),
    "ck_proposal_paper_paperstate": ([{"state": "?"}], [{"state": "missing"}]),
    "ck_proposal_paper_copies_least": ([{"copies": 0}], [{"copies": 2}]),
    "ck_proposal_paper_there_signed": (
        [{"state": "missing", "there_by": ""}],
        [{"state": "missing", "there_by": "", "there_at": None}],
    ),
    "ck_proposal_paper_confirmed_signed": (
        [CONFIRMED_PAPER | {"confirmed_by": ""}],
        [CONFIRMED_PAPER],
    ),
    "ck_proposal_paper_there_with_document": (
        [{"document": " "}],
        [{"state": "missing", "document": ""}],
    ),
    "ck_proposal_paper_there_by_somebody": (
        [{"there_by": "", "there_at": None}],
        [{"state": "missing", "there_by": "", "there_at": None}],
    ),
    "ck_proposal_paper_confirmed_by_somebody": (
        [{"state": "confirmed"}, CONFIRMED_PAPER | {"state": "there"}],
        [CONFIRMED_PAPER],
    ),
    "ck_proposal_paper_two_hands": ([CONFIRMED_PAPER | {"confirmed_by": "An"}], [CONFIRMED_PAPER]),
    "ck_proposal_transfer_transferresult": (
        [ANSWERED | {"result": "?", "reason": "x"}],
        [ANSWERED],
    ),
    "ck_proposal_transfer_answered_signed": ([ANSWERED | {"answered_by": ""}], [ANSWERED]),
    "ck_proposal_transfer_answered_by_somebody": (
        [{"result": "received"}, ANSWERED | {"result": "waiting"}],
        [ANSWERED],
    ),
    "ck_proposal_transfer_sent_back_with_reason": (
        [ANSWERED | {"result": "returned"}],
        [ANSWERED | {"result": "more", "reason": "Thiếu"}],
    ),
    # sổ theo dõi
    "ck_register_row_rowstate": ([{"state": "?"}], [{"state": "confirmed", **SECOND}]),
    "ck_register_row_confirmed_signed": (
        [{"confirmed_by": "Bình"}, {"confirmed_at": NOW}],
        [SECOND],
    ),
    "ck_register_row_confirmed_by_somebody": (
        [{"state": "confirmed"}],
        [{"state": "confirmed", **SECOND}],
    ),
    "ck_register_row_second_person": (
        [SECOND | {"confirmed_by": "An"}],
        [SECOND],
    ),
    "ck_register_row_hidden_mark_length": (
        [{"hidden": "{}", "hidden_mark": SHORT}],
        [{"hidden": "{}", "hidden_mark": PRINT}],
    ),
    "ck_register_row_hidden_marked": (
        [{"hidden": "{}"}, {"hidden_mark": PRINT}],
        [{"hidden": "{}", "hidden_mark": PRINT}],
    ),
    "ck_register_row_withdrawn_with_reason": (
        [{"state": "withdrawn"}, {"state": "withdrawn", "reason": " "}],
        [{"state": "withdrawn", "reason": "Ghi trùng"}],
    ),
    "ck_register_closing_reopened_with_reason": (
        [{"closed": False}],
        [{"closed": False, "reason": "Còn thiếu"}],
    ),
    # báo cáo
    "ck_council_councilkind": ([{"kind": "?"}], [{"kind": "other"}]),
    "ck_council_councillevel": ([{"level": "?"}], [{"level": "ministry"}]),
    "ck_council_base": ([{"base": "?"}], [{"base": "present"}]),
    "ck_council_days_follow": (
        [{"begins": DAY + timedelta(days=1), "ends": DAY}],
        [{"begins": DAY, "ends": DAY}, {"begins": DAY}],
    ),
    "ck_council_rule_whole": (
        [{"share": "2/3"}, {"source": "Quy chế"}],
        [{"share": "2/3", "source": "Quy chế"}],
    ),
    "ck_council_quorum_of_rule": (
        [{"quorum": "2/3"}],
        [{"share": "2/3", "source": "Quy chế", "quorum": "2/3"}],
    ),
    "ck_council_member_councilposition": ([{"position": "?"}], [{"position": "secretary"}]),
    "ck_council_member_days_follow": (
        [{"begins": DAY + timedelta(days=1), "ends": DAY}],
        [{"begins": DAY, "ends": DAY}],
    ),
    "ck_council_meeting_councilmeetingstate": ([{"state": "?"}], [{"state": "invited"}]),
    "ck_council_meeting_ended_later": (
        [{"held_at": LATER, "ended_at": NOW, "state": "closed"}],
        [{"ended_at": LATER, "state": "closed"}],
    ),
    "ck_council_meeting_ended_closed": (
        [{"ended_at": LATER}, {"state": "closed"}],
        [{"ended_at": LATER, "state": "closed"}],
    ),
    "ck_council_meeting_cancelled_with_reason": (
        [{"state": "cancelled"}],
        [{"state": "cancelled", "reason": "Hoãn"}],
    ),
    "ck_council_item_agendakind": ([{"kind": "?"}], [{"kind": "proposal"}]),
    "ck_council_item_code_of_kind": (
        [{"code": ""}, {"kind": "other"}],
        [{"kind": "other", "code": ""}],
    ),
    "ck_council_item_carried_signed": (
        [{"carried_at": NOW}, {"carried_by": "An"}],
        [{"carried_at": NOW, "carried_by": "An"}],
    ),
    "ck_council_attendance_attendance": ([{"attendance": "?"}], [{"attendance": "absent"}]),
    "ck_council_attendance_substitute_with_paper": (
        [{"attendance": "substitute", "substitute": "Bình"}],
        [{"attendance": "substitute", "substitute": "Bình", "document": "Giấy 3"}],
    ),
    "ck_council_attendance_substitute_named": (
        [{"substitute": "Bình"}, {"account": "binh"}],
        [{"attendance": "substitute", "substitute": "Bình", "document": "Giấy 3"}],
    ),
    "ck_report_duty_reportkind": ([{"kind": "?"}], [{"kind": "month"}]),
    "ck_report_duty_bound": ([{"day": 5, "bound": "?"}], [{"day": 5, "bound": "before"}]),
    "ck_personal_ground_years_some": ([{"years": 0}, {"years": 101}], [{"years": 100}]),
    "ck_personal_request_of_one": (
        [{"login": ""}, {"person_code": "P1"}],
        [{"login": "", "person_code": "P1"}],
    ),
    "ck_personal_request_requestoutcome": ([REPLIED | {"outcome": "?"}], [REPLIED]),
    "ck_personal_request_answered_signed": (
        [{"answered_by": "An"}, REPLIED | {"answered_by": ""}],
        [REPLIED],
    ),
    "ck_personal_request_answered_whole": (
        [{"answered_by": "An", "answered_at": NOW}, {"outcome": "done", "answer": "Đã gửi"}],
        [REPLIED],
    ),
    "ck_personal_request_answered_in_words": ([REPLIED | {"answer": " "}], [REPLIED]),
    "ck_report_duty_day_of_month": (
        [{"day": 32, "bound": "by"}, {"day": 0, "bound": "by"}],
        [{"day": 31, "bound": "by"}],
    ),
    "ck_report_duty_month_of_year": (
        [{"day": 1, "month": 13, "bound": "by"}],
        [{"day": 1, "month": 12, "bound": "by"}],
    ),
    "ck_report_duty_month_with_day": (
        [{"month": 6}],
        [{"day": 15, "month": 6, "bound": "by"}],
    ),
    "ck_report_duty_day_with_bound": (
        [{"day": 15}, {"bound": "by"}],
        [{"day": 15, "bound": "by"}],
    ),
    "ck_report_duty_withdrawn_with_reason": (
        [{"withdrawn": True}],
        [{"withdrawn": True, "reason": "Gộp"}],
    ),
    "ck_report_hand_in_handinstate": ([{"state": "?"}], [TAKEN]),
    "ck_report_hand_in_received_signed": (
        [{"received_by": "Bình"}, {"received_at": NOW}],
        [TAKEN],
    ),
    "ck_report_hand_in_sha256_length": (
        [FILED | {"sha256": SHORT}],
        [FILED],
    ),
    "ck_report_hand_in_file_known": ([FILED | {"stored_name": ""}], [FILED]),
    "ck_report_hand_in_file_sized": ([FILED | {"size": 0}, {"size": 3}], [FILED]),
    "ck_report_hand_in_handed_in_at_some_time": (
        [{"counted_at": None}, {"last_at": None}],
        [{"state": "returned", "reason": "Thiếu", "counted_at": None}],
    ),
    "ck_report_hand_in_received_by_somebody": ([{"state": "received"}], [TAKEN]),
    "ck_report_hand_in_two_hands": (
        [TAKEN | {"received_by": "An"}],
        [TAKEN | {"received_by": "An", "on_paper": True}],
    ),
    "ck_report_hand_in_turned_with_reason": (
        [{"state": "returned"}, {"state": "excused", "reason": " "}],
        [{"state": "excused", "reason": "Mới lập"}],
    ),
    "ck_letterhead_days_follow": (
        [{"starts": LAST, "ends": DAY}],
        [{"starts": DAY, "ends": DAY}, {"starts": LAST, "ends": None}],
    ),
    "ck_issued_document_issuedstate": ([{"state": "?", "reason": "Sai ngày"}], [{}]),
    "ck_issued_document_ended_with_reason": (
        [{"state": "withdrawn"}, {"state": "replaced", "reason": " "}],
        [{"state": "withdrawn", "reason": "Sai ngày"}],
    ),
    "ck_paper_template_templatestate": ([{"state": "?"}], [{"state": "in_force"}]),
    "ck_covenant_signature_signatureway": (
        [{"way": "?", "stored_name": "a1", "size": 3, "sha256": PRINT}],
        [{}],
    ),
    "ck_covenant_signature_file_by_way": (
        [{"way": "scan"}, {"stored_name": "a1", "size": 3, "sha256": PRINT}],
        [{"way": "scan", "stored_name": "a1", "size": 3, "sha256": PRINT}],
    ),
    "ck_covenant_signature_file_known": (
        [{"sha256": PRINT, "size": 3}, {"way": "scan", "stored_name": "a1"}],
        [{"way": "scan", "stored_name": "a1", "size": 3, "sha256": PRINT}],
    ),
    "ck_covenant_signature_file_sized": (
        [{"size": 3}, {"way": "scan", "stored_name": "a1", "sha256": PRINT}],
        [{"way": "scan", "stored_name": "a1", "size": 3, "sha256": PRINT}],
    ),
    "ck_covenant_signature_sha256_length": (
        [{"way": "scan", "stored_name": "a1", "size": 3, "sha256": SHORT}],
        [{"way": "scan", "stored_name": "a1", "size": 3, "sha256": PRINT}],
    ),
    "ck_covenant_signature_behalf_by_paper": (
        [
            {"on_behalf": True, "document": "BB 01"},
            {
                **{"on_behalf": True, "way": "scan", "stored_name": "a1", "size": 3},
                "sha256": PRINT,
            },
        ],
        [
            {
                **{"on_behalf": True, "document": "BB 01", "way": "scan"},
                **{"stored_name": "a1", "size": 3, "sha256": PRINT},
            }
        ],
    ),
    "ck_covenant_draft_line_draftsheet": ([{"sheet": "?"}], [{"sheet": "ranking"}]),
    "ck_clause_proposal_clauseproposalkind": ([{"kind": "?"}], [{"kind": "remove"}]),
    "ck_clause_proposal_clauseproposalstate": (
        [{"state": "?", "answered_by": "An", "answered_at": NOW}],
        [{"state": "taken", "answered_by": "An", "answered_at": NOW}],
    ),
    "ck_clause_proposal_answered_signed": (
        [{"state": "taken", "answered_at": NOW}],
        [{"state": "taken", "answered_by": "An", "answered_at": NOW}],
    ),
    "ck_clause_proposal_answered_when_over": (
        [{"state": "taken"}, {"answered_by": "An", "answered_at": NOW}],
        [{"state": "withdrawn", "answered_by": "An", "answered_at": NOW}],
    ),
    "ck_clause_proposal_declined_with_answer": (
        [{"state": "declined", "answer": " ", "answered_by": "An", "answered_at": NOW}],
        [{"state": "declined", "answer": "Đã có", "answered_by": "An", "answered_at": NOW}],
    ),
    "ck_paper_scan_one_subject": (
        [{"issued_id": None}, {"vote_id": 1}],
        [{"vote_id": 1, "issued_id": None}],
    ),
    "ck_paper_scan_ended_signed": (
        [{"ended_at": NOW, "reason": "Nhầm"}, {"ended_by": "An"}],
        [{"ended_at": NOW, "ended_by": "An", "reason": "Nhầm"}],
    ),
    "ck_paper_scan_ended_with_reason": (
        [{"ended_at": NOW, "ended_by": "An"}],
        [{"ended_at": NOW, "ended_by": "An", "reason": "Nhầm"}],
    ),
    "ck_block_year_days_follow": (
        [CAMPAIGN | {"begins": LAST, "ends": DAY}],
        [CAMPAIGN | {"ends": DAY}],
    ),
    # cuộc họp
    "ck_screen_link_ends_later": ([{"ends_at": NOW}], [{"ends_at": LATER}]),
    "ck_screen_link_withdrawn_signed": (
        [{"withdrawn_at": NOW}, {"withdrawn_by": "An"}],
        [{"withdrawn_at": NOW, "withdrawn_by": "An"}],
    ),
    "ck_screen_position_look": ([{"look": "?"}], [{"look": "dark"}]),
    "ck_screen_position_mark_length": ([{"mark": SHORT}], [{"mark": PRINT}]),
    "ck_meeting_point_point": ([{"point": "?"}], [{"point": "votes"}]),
    "ck_meeting_point_closed_opened": (
        [{"opened_at": None, "closed_at": NOW}],
        [{"opened_at": NOW, "closed_at": LATER}],
    ),
    "ck_meeting_point_closed_later": (
        [{"opened_at": LATER, "closed_at": NOW}],
        [{"opened_at": NOW, "closed_at": NOW}],
    ),
    # nhật ký
    "ck_change_stamp_mark_length": ([{"mark": "a" * 15}], [{"mark": "a" * 16}]),
    "ck_change_stamp_block_year_id_least": ([{"block_year_id": -2}], [{"block_year_id": -1}]),
    "ck_audit_day_in_order": (
        [{"entries": 6}, {"last_position": 6}],
        [{"entries": 4}, {"last_position": 9}],
    ),
    "ck_audit_head_only_one": ([{"id": 2}], [{"position": 7}]),
    "ck_personal_value_kept": (
        [*without({}, "value", "salt", "lookup", nothing=None), {"erased_for": "Đơn 12"}],
        [{"value": "Bình"}],
    ),
    "ck_personal_value_erased": (
        [
            *without(ERASED, "erased_for"),
            *(ERASED | {column: PRINT} for column in ("value", "salt", "lookup")),
        ],
        [ERASED],
    ),
    "ck_personal_value_erased_signed": (
        [{"erased_by": "An"}, *without(ERASED, "erased_by")],
        [ERASED],
    ),
    # chấm chéo
    "ck_recusal_ended_signed": ([{"ended_at": NOW}, {"ended_by": "An"}], [ENDED]),
    # bảng chấm
    "ck_score_sheet_reviewer_hand": (
        [{"hand": "cross"}, {"reviewer": "B"}],
        [{"hand": "cross", "reviewer": "B"}],
    ),
    "ck_score_sheet_blindness_hand": (
        [{"blindness": "x"}],
        [{"hand": "cross", "reviewer": "B", "blindness": "x"}],
    ),
    "ck_score_sheet_verified_signed": (
        [{"verified_at": NOW}, {"verified_by": "An"}],
        [VERIFIED],
    ),
    "ck_score_sheet_submitted_signed": (
        [{"submitted_at": NOW}, {"submitted_by": "An"}],
        [SUBMITTED],
    ),
    "ck_score_sheet_verified_status": (
        [
            {"hand": "verified", "status": "verified"},
            VERIFIED | {"hand": "self", "status": "verified"},
        ],
        [VERIFIED | {"status": "verified"}],
    ),
    "ck_score_sheet_submitted_status": (
        [{"status": "submitted"}, {"hand": "verified", "status": "submitted", **SUBMITTED}],
        [{"status": "submitted", **SUBMITTED}],
    ),
    "ck_score_line_confirmed_signed": (
        [{"confirmed_by": None}, {"confirmed_at": None}],
        [{"confirmed_by": None, "confirmed_at": None}],
    ),
    "ck_score_line_left_blank": (
        [{"state": "left_blank"}],
        [{"state": "left_blank", "explanation": "Không phát sinh"}],
    ),
    "ck_score_line_agreed": (without(AGREED, "explanation"), [AGREED]),
    "ck_score_line_given": (
        [AGREED | {"points": None}, {"state": "combined"}],
        [{"state": "combined", "points": Decimal(0)}],
    ),
    "ck_score_line_agreed_points_least": (
        [AGREED | {"points": Decimal("-0.5")}],
        [AGREED | {"points": Decimal(0)}, {"points": Decimal("-0.5")}],
    ),
    "ck_score_line_cleared": (
        [
            {"state": "cleared", column: value}
            for column, value in {
                "target": Decimal(0),
                "actual": Decimal(0),
                "points": Decimal(0),
                "choice": "Tốt",
                "events": "[]",
            }.items()
        ],
        [{"state": "cleared"}],
    ),
    # giai đoạn
    "ck_stage_window_soft_order": (
        [{"opens_at": LATER, "soft_deadline": NOW}],
        [{"opens_at": NOW, "soft_deadline": NOW}],
    ),
    "ck_stage_window_hard_order": (
        [{"soft_deadline": LATER, "hard_deadline": NOW}],
        [{"soft_deadline": NOW, "hard_deadline": NOW}],
    ),
    "ck_stage_window_whole_order": (
        [{"opens_at": LATER, "hard_deadline": NOW}],
        [{"opens_at": NOW, "hard_deadline": NOW}],
    ),
    # hai người
    "ck_joint_decision_done_signed": ([{"done_by": None}, {"done_at": None}], [{}]),
    "ck_joint_decision_two_people": ([{"done_by": "An"}], [{}]),
    "ck_joint_decision_withdrawn_undone": (
        [{"withdrawn": True}],
        [{"withdrawn": True, "done_by": None, "done_at": None}],
    ),
    "ck_substitute_ended_signed": ([{"ended_by": "An"}], [{"ended_by": "An", "ended_at": NOW}]),
    "ck_extension_ahead": ([{"until": NOW}], [{"until": NOW + timedelta(seconds=1)}]),
    "ck_stage_change_done_signed": ([{"done_by": None}, BACK | {"done_at": None}], [{}]),
    "ck_stage_change_moves": ([{"new_stage": "prepare"}], [{}]),
    "ck_stage_change_forward_done": ([NOT_DONE], [BACK | NOT_DONE]),
    "ck_stage_change_back_reasoned": (without(BACK, "reason"), [BACK]),
    "ck_stage_change_back_by_two": ([BACK | {"done_by": "An"}], [BACK]),
    "ck_stage_change_withdrawn_undone": (
        [{"withdrawn": True}, BACK | {"withdrawn": True}],
        [BACK | NOT_DONE | {"withdrawn": True}],
    ),
    "ck_stage_change_fingerprint_length": (
        [LOCKED | {"fingerprint": SHORT}],
        [LOCKED, LOCKED | {"fingerprint": ""}],
    ),
    "ck_stage_change_fingerprint_closing": (
        [
            {"fingerprint": PRINT},
            BACK | LOCKED | {"old_stage": "published"} | NOT_DONE,
        ],
        [LOCKED],
    ),
    # giải trình
    "ck_score_query_explain_due": ([{"due": None}], [{"kind": "petition", "due": None}]),
    "ck_score_query_closed_status": (
        [{"status": "closed"}, CLOSED | {"status": "answered"}],
        [CLOSED],
    ),
    "ck_score_query_closed_signed": (
        [{"closed_by": "An"}, *without(CLOSED, "closed_by")],
        [CLOSED],
    ),
    "ck_score_query_outcome_closed": (
        [{"outcome": "Giữ nguyên"}],
        [CLOSED | {"outcome": "Giữ nguyên"}],
    ),
    "ck_score_query_new_points_closed": (
        [{"new_points": Decimal(0)}, {"status": "answered", "new_points": Decimal(1)}],
        [CLOSED | {"new_points": Decimal(1)}, {"new_points": None}],
    ),
    # bỏ phiếu
    "ck_vote_votestatus": ([OPENED | {"status": "?"}], [{}]),
    "ck_vote_office": ([{"subject": "office", "office": "?"}], [{}]),
    "ck_vote_office_subject": (
        [{"subject": "office"}, {"office": "head"}],
        [{"subject": "office", "office": "head"}],
    ),
    "ck_vote_most_kind": (
        [{"kind": "approval"}, {"most": None}],
        [{"kind": "approval", "most": None}],
    ),
    "ck_vote_seats_kind": ([{"kind": "tie"}], [{"kind": "tie", "seats": 1}]),
    "ck_vote_own_unit_paper": (
        [{"conduct": "paper", "own_unit": "out_of_base"}],
        [{"conduct": "paper", "own_unit": "out_of_base", "base": "members"}],
    ),
    "ck_vote_opened_status": (
        [{"opened_by": "An", "opened_at": NOW}, OPENED | {"opened_by": "", "opened_at": None}],
        [OPENED],
    ),
    "ck_vote_closed_status": (
        [OPENED | {"status": "closed"}, OPENED | CLOSED | {"status": "open"}],
        [OPENED | CLOSED],
    ),
    "ck_vote_opened_signed": ([{"opened_by": "An"}, *without(OPENED, "opened_by")], [OPENED]),
    "ck_vote_closed_signed": (
        [{"closed_by": "An"}, *without(OPENED | CLOSED, "closed_by")],
        [OPENED | CLOSED],
    ),
    "ck_vote_box_status": ([{"box": "hòm"}, *without(OPENED, "box")], [OPENED]),
    "ck_vote_public_key_status": (
        [{"public_key": "khóa"}, *without(OPENED, "public_key")],
        [OPENED],
    ),
    "ck_vote_fingerprint_length": (
        [OPENED | {"fingerprint": SHORT}],
        [OPENED | {"fingerprint": PRINT}, OPENED],
    ),
    "ck_vote_fingerprint_status": ([{"fingerprint": PRINT}], [OPENED | {"fingerprint": PRINT}]),
    "ck_vote_roll_delegate_presence": (
        [{"presence": "delegated", "document": "Giấy 1"}, DELEGATED | {"presence": "present"}],
        [DELEGATED],
    ),
    "ck_vote_roll_delegate_document": (without(DELEGATED, "document"), [DELEGATED]),
    "ck_vote_roll_delegate_other": ([DELEGATED | {"delegate": "A"}], [DELEGATED]),
    "ck_vote_roll_cast_presence": (
        [{"has_cast": True}, {"presence": "absent", "has_cast": True}],
        [{"presence": "present", "has_cast": True}, DELEGATED | {"has_cast": True}],
    ),
    "ck_vote_roll_written_whole": (without(LETTER, "written", "written_by"), [LETTER]),
    "ck_vote_roll_written_presence": ([LETTER | {"presence": "present"}], [LETTER]),
    "ck_vote_roll_written_document": (without(LETTER, "document"), [LETTER]),
    "ck_vote_roll_confirmed_written": (
        [{"confirmed_by": "Bình"}],
        [LETTER | {"confirmed_by": "Bình"}],
    ),
    "ck_vote_roll_confirmed_second": (
        [LETTER | {"confirmed_by": "An"}],
        [LETTER | {"confirmed_by": "Bình"}],
    ),
    "ck_room_count_two_people": ([{"teller_two": "An"}], [{"teller_two": "Chi"}]),
    "ck_room_count_invalid_least": ([{"invalid": -1}], [{"invalid": 0}]),
    "ck_room_count_counted_unsealed": (
        [{"invalid": 0, "sealed_one": "kín"}, {"invalid": 0, "sealed_two": "kín"}],
        [{"sealed_one": "kín", "sealed_two": "kín"}, {"invalid": 0}],
    ),
    "ck_paper_count_not_returned_least": (
        [{"not_returned": -1, "issued": 1}],
        [{"not_returned": 0, "issued": 2}],
    ),
    "ck_paper_count_valid_least": ([{"valid": -1, "invalid": 3}], [{"valid": 0, "invalid": 2}]),
    "ck_paper_count_invalid_least": ([{"invalid": -1, "valid": 3}], [{}]),
    "ck_paper_count_issued_sum": ([{"issued": 4}], [{"issued": 4, "not_returned": 2}]),
    "ck_paper_count_returned_sum": (
        [{"returned": 3, "issued": 4}],
        [{"returned": 3, "issued": 4, "invalid": 1}],
    ),
    "ck_paper_count_confirmed_signed": ([*without(CONFIRMED, "confirmed_by")], [CONFIRMED]),
    "ck_paper_count_confirmed_second": ([CONFIRMED | {"confirmed_by": "An"}], [CONFIRMED]),
}
"""Ca của từng ràng buộc: changes of the row above that only it refuses, and those it lets pass."""

_LEAST = re.compile(r"(\w+) >= (\d+)")
_LENGTH = re.compile(r"length\((\w+)\) = 64")
_FILLED = re.compile(r"trim\((\w+)\) <> ''")
_YEAR = re.compile(r"year BETWEEN 1900 AND 9999")


def checks_of(table):
    """Ràng buộc của một bảng, by name."""
    return {one.name: one for one in table.constraints if isinstance(one, sa.CheckConstraint)}


def code_columns(table):
    """Cột mã, by the name of its check."""
    return {
        f"ck_{table.name}_{column.type.name}": column
        for column in table.columns
        if isinstance(column.type, sa.Enum)
    }


ALL = {name: table for table in METADATA.sorted_tables for name in checks_of(table)}


def usual(name, table):
    """Ca của một ràng buộc cùng kiểu với nhiều ràng buộc khác; None where it has one of its own."""
    column = code_columns(table).get(name)
    if column is not None:
        return [{column.name: "?"}], [{}]
    sql = str(checks_of(table)[name].sqltext)
    if found := _LEAST.fullmatch(sql):
        column, least = found[1], int(found[2])
        return [{column: least - 1}], [{column: least}]
    if found := _LENGTH.fullmatch(sql):
        return [{found[1]: SHORT}], [{found[1]: PRINT}]
    if found := _FILLED.fullmatch(sql):
        return [{found[1]: ""}, {found[1]: "  "}], [{}]
    if _YEAR.fullmatch(sql):
        return [{"year": 1899}, {"year": 10_000}], [{"year": 1900}, {"year": 9999}]
    return None


CASES = {name: OWN.get(name) or usual(name, table) for name, table in ALL.items()}


def test_every_constraint_has_a_case_and_every_case_a_constraint():
    assert [name for name, case in CASES.items() if case is None] == []
    assert sorted(OWN.keys() - ALL.keys()) == []
    assert ROWS.keys() == METADATA.tables.keys()
    assert len(ALL) > 200


def plain(table, name=None):
    """Bảng này với kiểu chữ thay cho mã, so that a code nobody knows reaches the database."""
    columns = (
        sa.Column(one.name, sa.String(64) if isinstance(one.type, sa.Enum) else one.type)
        for one in table.columns
    )
    return sa.Table(name or table.name, sa.MetaData(), *columns)


def row_of(table, **changes):
    """Dòng đúng của bảng này, all its columns, with these changes."""
    made = CLASSES[table.name](**ROWS[table.name])
    row = {column.name: getattr(made, column.name) for column in table.columns}
    row = {name: getattr(value, "value", value) for name, value in row.items()}
    key = {"id": row["id"] or 1} if "id" in row else {}
    return {**row, **key, **changes}


@contextmanager
def undone(connection):
    """Thử trong một điểm lưu, và bỏ."""
    place = connection.begin_nested()
    try:
        yield
    finally:
        if place.is_active:
            place.rollback()


def broken(connection, table, bare, row):
    """Tên các ràng buộc mà dòng này trái, as the database works them out in a table without any."""
    codes = code_columns(table)
    asked = {name: one for name, one in checks_of(table).items() if name not in codes}
    wanted = [sa.literal_column(f"({one.sqltext})") for one in asked.values()]
    with undone(connection):
        connection.execute(bare.insert(), row)
        said = connection.execute(sa.select(*wanted, sa.true()).select_from(bare)).one()
    unknown = {
        name
        for name, column in codes.items()
        if row[column.name] is not None and row[column.name] not in column.type.enums
    }
    found = {name for name, holds in zip(asked, said, strict=False) if holds in (False, 0)}
    return found | unknown


def ancestors(table):
    """Các bảng mà bảng này trỏ tới, each after those it points to itself."""
    found = {key.column.table for key in table.foreign_keys} - {table}
    for one in [*found]:
        found.update(ancestors(one))
    return [one for one in METADATA.sorted_tables if one in found]


@contextmanager
def prepared(table):
    """Một giao dịch để thử, undone at the end: what the rows of this table point to is there."""
    with engine().execution_options(writes=True).connect() as connection:
        transaction = connection.begin()
        connection.execute(table.delete())
        for parent in ancestors(table):
            connection.execute(plain(parent).insert(), row_of(parent))
        if table.name == "evidence":
            connection.execute(plain(table).insert(), row_of(table, token="bản trước"))
        bare = plain(table, "bare")
        bare.create(connection)
        try:
            yield connection, bare
        finally:
            transaction.rollback()


@pytest.mark.parametrize("name", METADATA.tables)
def test_each_constraint_refuses_what_only_it_forbids_and_takes_the_row_beside(database_url, name):
    table = METADATA.tables[name]
    key = {"id": 7} if name == "evidence" else {}
    with prepared(table) as (connection, bare):
        for check in checks_of(table):
            bad, good = CASES[check]
            for changes in bad:
                row = row_of(table, **{**key, **changes})
                assert broken(connection, table, bare, row) == {check}, changes
                with pytest.raises(Refused) as refused, undone(connection):
                    connection.execute(plain(table).insert(), row)
                assert f"«{check}»" in str(refused.value)
            for changes in good:
                row = row_of(table, **{**key, **changes})
                assert broken(connection, table, bare, row) == set(), (check, changes)
                with undone(connection):
                    connection.execute(plain(table).insert(), row)


def test_who_breaks_a_constraint_reads_one_sentence_and_nothing_is_written(database_url):
    with pytest.raises(Refused) as refused, writing() as session:
        insert_rows(session, Unit, [{"code": "B", "name": "Sở B"}, {"code": " ", "name": "Sở C"}])

    assert str(refused.value) == (
        "Dữ liệu trái một ràng buộc của cơ sở dữ liệu; chưa có gì được ghi. "
        "Hãy báo người quản trị ràng buộc «ck_unit_code_filled»."
    )
    with reading() as session:
        assert session.scalars(sa.select(Unit.code)).all() == []


def test_what_is_no_constraint_stays_the_error_it_is(database_url):
    for row in ({"code": "A", "name": None}, {"id": 1, "code": "A", "name": "Sở A"}):
        with pytest.raises(sa.exc.IntegrityError), engine().begin() as connection:
            connection.execute(sa.insert(Unit.__table__), [row, row])
