"""Thi đua hằng tháng của giáo viên, 2026: the complete table of one school, mostly «trừ dần»."""

SOURCE = "Bảng thi đua hằng tháng của giáo viên, văn bản 5.10 của một trường công lập"
CHECKED = "chép theo mã nguồn công khai, chưa kiểm chứng"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2026,
    "Tên giao ước": "Bảng tiêu chí thi đua hằng tháng của giáo viên",
    "Thang điểm": 100,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": "Bảng tiêu chí thi đua hằng tháng, văn bản 5.10 của một trường tiểu học - THCS công "
    "lập (2026), chép theo mã nguồn công khai (EvaluationTemplateSeeder.php, GitHub id "
    "70956357509), chưa kiểm chứng với văn bản gốc. Nguồn không quy định cách làm tròn và cách "
    "tổng hợp điểm chấm chéo.",
}

ABOUT = (
    "Bảng chấm của cá nhân, mỗi tháng một lần: 100 điểm cơ bản (mục I đến V), cộng tới 10 điểm "
    "(mục VI). Người không làm chủ nhiệm không được giao mục IV và xếp loại theo mốc thứ hai.",
    "Mục VII không có điểm: đó là điều kiện của loại Xuất sắc, A và B, phải trả lời Đạt hoặc "
    "Không đạt.",
    "Lượt có giá 0 điểm (lên lớp thiếu kế hoạch, sai quy trình, không nhận chuyên đề) không trừ "
    "điểm nhưng làm người đó không được xét hoặc bị hạ một bậc.",
)

WAIVED = "không giao: bỏ khỏi thang"
CLASS_LEVELS = f"Tốt: 5; Khá: 4; Đạt: 3; Chưa đạt: 0; {WAIVED}"
CONDITION_SOURCE = f"{SOURCE}, điều kiện của loại Xuất sắc, A, B ({CHECKED})"
CLASS_SOURCE = f"{SOURCE}, mục IV.2 ({CHECKED})"


def group(
    code: str, text: str, points: str, sign: str = "", params: str = "", note: str = ""
) -> dict[str, str]:
    return {
        "code": code,
        "text": text,
        "max": points,
        "sign": sign,
        "params": params,
        "note": note,
    }


def minus(
    code: str, text: str, points: str, faults: str, gate: str = "", note: str = ""
) -> dict[str, str]:
    return {
        "code": code,
        "text": text,
        "max": points,
        "rule": "Trừ dần",
        "params": faults,
        "gate": gate,
        "note": note,
    }


def events(code: str, text: str, prices: str, note: str = "") -> dict[str, str]:
    return {
        "code": code,
        "text": text,
        "max": "10",
        "rule": "Theo lượt",
        "params": f"{prices}; tối đa 10",
        "note": note,
    }


def class_item(number: int) -> dict[str, str]:
    return {
        "code": f"IV.2.{number}",
        "text": f"Nền nếp, chất lượng lớp: nội dung {number}",
        "max": "5",
        "rule": "Chọn mức",
        "params": CLASS_LEVELS,
        "source": CLASS_SOURCE,
        "note": "Nguồn ghi ba mục × 5 điểm, không thấy tên từng mục",
    }


CRITERIA = (
    group("I", "Nền nếp, tác phong", "10", "+"),
    minus(
        "I.1",
        "Ngày, giờ công",
        "8",
        "muộn, về sớm, họp muộn dưới 30 phút: 0,5; "
        "muộn 30 phút trở lên hoặc vắng họp không lý do: 1; "
        "nghỉ việc riêng có phép: 1; nghỉ không phép: 8",
        note="Nghỉ việc riêng tính theo buổi. Thai sản, hiếu hỉ không trừ. Nghỉ trên 8 ngày trong "
        "năm: xem dòng Không xét ở trang Xếp hạng",
    ),
    minus(
        "I.2",
        "Trang phục, tác phong",
        "2",
        "sai trang phục: 0,5; thiếu văn hóa: 1; tái phạm lời nói: 2",
    ),
    group("II", "Hồ sơ sổ sách", "10", "+"),
    minus(
        "II.1",
        "Kế hoạch bài dạy",
        "2.5",
        "soạn sai: 1; lên lớp thiếu kế hoạch: 0",
        "có lượt lên lớp thiếu kế hoạch không xét",
        "Lên lớp không có kế hoạch bài dạy: không xếp loại tháng; nguồn không ghi số điểm trừ nên "
        "lượt này có giá 0",
    ),
    minus(
        "II.2",
        "Sổ điểm, đánh giá học sinh",
        "2.5",
        "muộn: 1; sửa sai quy định: 0,5; nhập sai: 2,5; sai quy trình: 0",
        "có lượt sai quy trình hạ một bậc",
        "Sai quy trình: hạ một bậc thi đua; nguồn không ghi số điểm trừ nên lượt này có giá 0",
    ),
    minus(
        "II.3",
        "Sổ tổ, biên bản, phiếu",
        "2.5",
        "thiếu nội dung: 1; thống kê sai: 2; nộp muộn: 1",
    ),
    minus(
        "II.4",
        "Sổ đầu bài, giao nhận học sinh",
        "2.5",
        "bỏ ký: 2; không khớp: 1; không nhận xét tuần: 1",
        note="Bỏ ký tính theo tiết, không khớp tính theo lỗi",
    ),
    group("III", "Chuyên môn", "45", "+"),
    minus(
        "III.1",
        "Dạy học và kiểm tra",
        "15",
        "đề sai: 4; sai ma trận hoặc đề muộn: 2; dạy rập khuôn: 2",
        note="Nguồn chia hai phần 5 + 10, không nói lượt nào thuộc phần nào; sổ trừ trên 15",
    ),
    minus(
        "III.2",
        "Năng lực số, đổi mới",
        "10",
        "chuyên đề không đạt: 3; không nhận chuyên đề: 0",
        "có lượt không nhận chuyên đề không xét",
        "Nguồn chia hai phần 5 + 5. Từ chối chuyên đề: không xét tháng; nguồn không ghi số điểm "
        "trừ nên lượt này có giá 0",
    ),
    minus("III.3", "Dùng thiết bị, CNTT", "5", "đăng ký thiếu: 1; chưa ký: 0,5"),
    {
        "code": "III.4",
        "text": "Chất lượng và tiến bộ của học sinh",
        "max": "15",
        "rule": "Chấm mức",
        "params": "bước 0,25",
        "evidence": "Luôn",
        "note": "Hai phần 5 + 10 theo kế hoạch và minh chứng; tụt giảm trừ 2 đến 5, không hỗ trợ "
        "trừ 3. Vì mức trừ là một khoảng nên người chấm tự cho điểm",
    },
    group("IV", "Công tác chủ nhiệm (chỉ giáo viên chủ nhiệm)", "20", "+"),
    minus(
        "IV.1",
        "Sổ chủ nhiệm",
        "5",
        f"thiếu nội dung: 2; báo cáo hoặc nộp muộn: 1; {WAIVED}",
        note="Người không làm chủ nhiệm: đánh dấu không giao cả mục IV, dùng thang 80",
    ),
    group("IV.2", "Nền nếp, chất lượng lớp", "15"),
    class_item(1),
    class_item(2),
    class_item(3),
    group("V", "Hoạt động khác", "15", "+"),
    minus(
        "V.1",
        "Trực tuần",
        "5",
        "không trực: 5; muộn: 2; không ghi sổ: 3; ghi thiếu: 1; không giao: đủ điểm",
        note="Tháng không được phân công thì chấm đủ 5",
    ),
    minus(
        "V.2",
        "Thông tin, báo cáo",
        "5",
        "sai: 2; sai nghiêm trọng: 5; thiếu: 2; muộn mức thấp: 2; muộn mức cao: 3; "
        "không nộp sau nhắc: 10",
        note="Nguồn ghi muộn trừ 2 hoặc 3, không nói khi nào. Nguồn mâu thuẫn: không nộp sau nhắc "
        "trừ 10 trong khi mục chỉ có 5 điểm; điểm thấp nhất vẫn là 0",
    ),
    minus(
        "V.3",
        "Chủ động, phối hợp",
        "5",
        "chậm nhiệm vụ: 3; né tránh: 5; không phản hồi: 5",
    ),
    group(
        "VI",
        "Điểm cộng",
        "10",
        "thưởng",
        "trần",
        "Mỗi mục con ghi tối đa 10 nhưng tổng điểm cộng không quá 10",
    ),
    events(
        "VI.1",
        "Giáo viên dạy giỏi, chuyên đề",
        "trực tiếp: 3; hỗ trợ: 2",
        "Tính theo đợt; một đợt không cộng cả hai vai trò",
    ),
    events(
        "VI.2",
        "Thành tích học sinh",
        "giải thành phố: 3; giải phường: 1",
        "Một thành tích chỉ ghi một lượt ở mức cao nhất; nhiều người cùng làm thì Hội đồng chia, "
        "ghi số lượt lẻ",
    ),
    events(
        "VI.3",
        "Khen thưởng đột xuất",
        "mỗi lượt 3",
        "Mẫu nhân viên; nhiều cấp cùng khen một việc thì ghi một lượt",
    ),
    events(
        "VI.4",
        "Phong trào, văn thể, từ thiện",
        "tham gia: 0,25; tổ chức: 1",
        "Một hoạt động không cộng cả hai",
    ),
    events(
        "VI.5",
        "Sáng kiến, nghiên cứu",
        "loại A: 3; loại B: 2; loại C: 1; nộp muộn: -0,25",
        "Nộp muộn tính theo ngày, chỉ trừ vào mục này, không xuống dưới 0",
    ),
    events("VI.6", "Thí điểm tiếng Anh", "mỗi lượt 2"),
    group("VII", "Điều kiện xếp loại (không tính điểm)", "0", "+", note="Nhóm do sổ mẫu đặt")
    | {"source": CONDITION_SOURCE},
    {
        "code": "VII.1",
        "text": "Không vi phạm quy chế, đạo đức",
        "max": "0",
        "rule": "Đạt/không",
        "gate": "không đạt không xếp loại Xuất sắc; không đạt không xếp loại A; "
        "không đạt không xếp loại B",
        "source": CONDITION_SOURCE,
        "note": "Không có điểm, chỉ là điều kiện",
    },
)

BANDS = f"{SOURCE}, bảng xếp loại ({CHECKED})"
RANKING = (
    ("Xếp loại", 1, "Xuất sắc", ">=100; không giao IV: >=80", BANDS),
    ("Xếp loại", 2, "A", ">=95; không giao IV: >=75", BANDS),
    ("Xếp loại", 3, "B", ">=85; không giao IV: >=65", BANDS),
    ("Xếp loại", 4, "C", ">=65; không giao IV: >=50", BANDS),
    (
        "Không xét",
        1,
        "Nghỉ trên 8 ngày trong năm (không xếp loại đợt IV)",
        "",
        f"{SOURCE}, mục I.1 ({CHECKED})",
    ),
)

WORKBOOKS = (
    {
        "file": "data/covenants/14-truong-giao-vien-hang-thang-2026.xlsx",
        "settings": SETTINGS,
        "about": ABOUT,
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
