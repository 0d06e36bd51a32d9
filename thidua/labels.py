"""Nhãn: the fixed Vietnamese words for what the domain names by codes."""

from thidua.domain.access.permissions import ROLE_WORDS
from thidua.domain.covenant.difference import ClauseChangeKind
from thidua.domain.ground.finding import Severity
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.period.consideration import CONSIDERATION_WORDS
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.scoring.sheet import HAND_WORDS, SHEET_STATUS_WORDS
from thidua.domain.thread.thread import THREAD_STATUS_WORDS

PROVISIONAL = "TẠM TÍNH"
MISSING = "—"

HANDS = HAND_WORDS
ROLES = ROLE_WORDS
ACTIONS = {
    "score.self": "Tự chấm",
    "score.cross": "Chấm chéo",
    "score.verified": "Thẩm định",
    "score.confirmed": "Xác nhận của người thứ hai",
    "sheet.submitted": "Nộp bảng tự chấm",
    "sheet.taken_back": "Rút lại bảng tự chấm",
    "sheet.sent_back": "Trả lại bảng tự chấm",
    "line.sent_back": "Lý do trả lại một tiêu chí",
    "review.submitted": "Nộp phiếu chấm chéo",
    "review.taken_back": "Rút lại phiếu chấm chéo",
    "review.sent_back": "Trả lại phiếu chấm chéo",
    "review.drawn": "Bốc thăm phân công chấm chéo",
    "review.assigned": "Phân công chấm chéo",
    "review.absent": "Ghi người chấm vắng",
    "review.present": "Người chấm có mặt trở lại",
    "review.blindness": "Điều được giấu khi chấm chéo",
    "recusal.declared": "Từ chối chấm vì có liên quan",
    "recusal.ended": "Kết thúc từ chối chấm",
    "sheet.verified": "Xác nhận thẩm định",
    "sheet.reopened": "Mở lại bảng thẩm định",
    "query.opened": "Mở luồng giải trình, kiến nghị",
    "query.answered": "Trả lời giải trình",
    "query.noted": "Ghi thêm vào luồng",
    "query.asked_again": "Hỏi thêm",
    "query.closed": "Kết thúc luồng",
    "query.withdrawn": "Rút luồng",
    "reminder.sent": "Nhắc việc",
    "evidence.added": "Thêm minh chứng",
    "evidence.attached": "Dùng minh chứng ở tiêu chí",
    "evidence.detached": "Gỡ minh chứng khỏi tiêu chí",
    "evidence.replaced": "Thay minh chứng bằng bản mới",
    "evidence.removed": "Bỏ minh chứng",
    "unit.consideration": "Tình trạng xét",
    "vote.set_up": "Lập cuộc bỏ phiếu",
    "vote.changed": "Sửa cuộc bỏ phiếu",
    "vote.discarded": "Bỏ cuộc bỏ phiếu chưa mở",
    "vote.opened": "Mở bỏ phiếu, chốt danh sách",
    "vote.presence": "Điểm danh bỏ phiếu",
    "vote.delegated": "Ủy quyền bỏ phiếu",
    "vote.cast": "Có người bỏ phiếu",
    "vote.written": "Nhập ý kiến bằng văn bản",
    "vote.written_confirmed": "Xác nhận ý kiến bằng văn bản",
    "vote.written_removed": "Bỏ ý kiến bằng văn bản đã nhập",
    "vote.counted": "Nhập kiểm phiếu giấy",
    "vote.count_confirmed": "Xác nhận kiểm phiếu giấy",
    "vote.count_returned": "Trả lại kiểm phiếu giấy",
    "vote.closed": "Đóng bỏ phiếu, kiểm phiếu",
    "vote.reset": "Làm lại cuộc bỏ phiếu",
    "office.noted": "Đơn vị giữ chức trong khối",
    "person.new": "Thêm cá nhân",
    "person.changed": "Sửa hồ sơ cá nhân",
    "fact.stated": "Ghi dữ kiện",
    "fact.withdrawn": "Bỏ dữ kiện",
    "award.noted": "Ghi một lần khen thưởng",
    "award.changed": "Sửa một lần khen thưởng",
    "award.withdrawn": "Bỏ một lần khen thưởng",
    "law.changed": "Sửa bản luật của mình",
    "law.row_changed": "Sửa một dòng của bộ luật",
    "law.row_read": "Đối chiếu một dòng của bộ luật",
    "law.removed": "Thôi dùng bản luật của mình",
    "quota.set": "Ấn định số suất khen thưởng",
    "proposal.proposed": "Đề nghị khen thưởng",
    "proposal.voted": "Ghi đề nghị đã bình xét",
    "proposal.sent": "Trình đề nghị lên cấp trên",
    "proposal.decided": "Ghi quyết định khen thưởng",
    "proposal.cut": "Hội đồng không đồng ý đề nghị",
    "proposal.withdrawn": "Rút đề nghị khen thưởng",
    "stage.moved": "Chuyển giai đoạn",
    "stage.return_asked": "Đề nghị lùi giai đoạn",
    "stage.return_withdrawn": "Rút đề nghị lùi giai đoạn",
    "wide.answered": "Nhớ câu trả lời về bảng của khối",
    "wide.forgotten": "Bỏ câu trả lời về bảng của khối",
    "window.set": "Đặt thời hạn",
    "extension.given": "Gia hạn",
    "covenant.adopted": "Ban hành giao ước",
    "covenant.added": "Thêm điều của giao ước",
    "covenant.removed": "Bỏ điều của giao ước",
    "covenant.changed": "Sửa điều của giao ước",
    "roster.new": "Thêm vào danh sách đơn vị",
    "roster.changed": "Sửa danh sách đơn vị",
    "block.organised": "Nơi tổ chức khối",
    "person.erased": "Xóa tên một người khỏi nhật ký",
    "account.created": "Tạo tài khoản",
    "account.reset": "Đặt lại mật khẩu",
    "account.password_changed": "Đổi mật khẩu",
    "account.active": "Khóa hoặc mở tài khoản",
    "account.linked": "Nối đăng nhập một lần",
    "role.given": "Giao vai trò",
    "role.ended": "Thu hồi vai trò",
    "sign_in.done": "Đăng nhập",
    "sign_in.refused": "Đăng nhập bị từ chối",
    "sign_in.ended": "Đăng xuất",
    "what_if.viewed": "Xem giả định",
    "backup.made": "Sao lưu",
    "backup.restored": "Khôi phục",
    "refused": "Việc bị từ chối",
}
SHEET_STATUSES = SHEET_STATUS_WORDS
THREAD_STATUSES = THREAD_STATUS_WORDS
STAGES = STAGE_WORDS
CONSIDERATIONS = CONSIDERATION_WORDS

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
