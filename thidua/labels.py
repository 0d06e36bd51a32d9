"""Nhãn: the fixed Vietnamese words for what the domain names by codes."""

from thidua.domain.consideration import ConsiderationState
from thidua.domain.covenant_difference import ChangeKind as ClauseChangeKind
from thidua.domain.finding import Severity
from thidua.domain.permissions import Role
from thidua.domain.preview import ChangeKind
from thidua.domain.sheet import Hand, SheetStatus
from thidua.domain.year import STAGE_WORDS

PROVISIONAL = "TẠM TÍNH"
MISSING = "—"

HANDS = {Hand.SELF: "Tự chấm", Hand.CROSS: "Chấm chéo", Hand.VERIFIED: "Thẩm định"}
ROLES = {
    Role.ADMINISTRATOR: "Quản trị",
    Role.STANDING_OFFICE: "Cơ quan thường trực",
    Role.HEAD: "Khối trưởng",
    Role.SECRETARY: "Thư ký khối",
    Role.UNIT_OFFICER: "Cán bộ thi đua đơn vị",
    Role.REVIEWER: "Người chấm chéo",
    Role.COUNCIL_MEMBER: "Thành viên hội đồng",
    Role.LEADER: "Lãnh đạo",
    Role.AUDITOR: "Kiểm tra",
    Role.KIOSK: "Màn chiếu",
}
SHEET_STATUSES = {
    SheetStatus.DRAFT: "Nháp",
    SheetStatus.SUBMITTED: "Đã nộp",
    SheetStatus.VERIFIED: "Đã thẩm định",
}
STAGES = STAGE_WORDS
CONSIDERATIONS = {
    ConsiderationState.CONSIDERED: "Được xét",
    ConsiderationState.EXCLUDED: "Không xét",
    ConsiderationState.DEFERRED: "Tạm hoãn",
}
SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTICE: "Lưu ý"}
CHANGES = {
    ChangeKind.NEW: "Mới",
    ChangeKind.CHANGED: "Đổi",
    ChangeKind.REMOVED: "Bỏ",
    ChangeKind.SAME: "Giữ nguyên",
}
CLAUSE_CHANGES = {
    ClauseChangeKind.ADDED: "Thêm",
    ClauseChangeKind.REMOVED: "Bỏ",
    ClauseChangeKind.CHANGED: "Đổi",
}
