"""Bộ KH&ĐT 2023: the complete 1000-point table of Thông tư 15/2023/TT-BKHĐT, Phụ lục 8."""

DOCUMENT = "Thông tư 15/2023/TT-BKHĐT ngày 26/12/2023"
SOURCE = f"{DOCUMENT}, Phụ lục 8"
CHECKED = "đã đối chiếu văn bản"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2023,
    "Tên giao ước": "Bảng chấm điểm thi đua của đơn vị (Phụ lục 8, Thông tư 15/2023/TT-BKHĐT)",
    "Thang điểm": 1000,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE} (Công báo số 73+74 ngày 16/01/2024), đã đối chiếu văn bản. "
    "Tổng điểm = I + II + III + IV + V - VI. Văn bản không quy định cách làm tròn, cách tổng hợp "
    "điểm chấm chéo và cách tính tiêu chí không giao; các mục đó trong sổ là giá trị đặt sẵn.",
}

ABOUT = (
    "Bảng 1000 điểm: 800 điểm cơ bản (mục I đến IV), 200 điểm thưởng (mục V), trừ tới 200 điểm "
    "(mục VI). Mốc 850 lớn hơn điểm cơ bản tối đa nên cần ít nhất 50 điểm thưởng sau khi trừ.",
    "Văn bản không có quy tắc phân định khi bằng điểm, nên sổ không ghi Tiêu chí phụ.",
    "Hãy sửa Khối, Năm ở trang «Giao ước» cho đúng khối của bạn trước khi nhập.",
)

FULL_OR_LESS = "Đủ nội dung được điểm tối đa; văn bản không quy định cách trừ từng phần"
SUGGESTED = "Yêu cầu minh chứng là gợi ý của sổ mẫu"


def judged(code: str, text: str, points: str, note: str = FULL_OR_LESS) -> dict[str, str]:
    return {"code": code, "text": text, "max": points, "rule": "Chấm mức", "note": note}


def bonus(code: str, text: str, points: str, note: str) -> dict[str, str]:
    return judged(code, text, points, f"{note}. {SUGGESTED}") | {"evidence": "Khi trên 0 điểm"}


CRITERIA = (
    {
        "code": "I",
        "text": "Kết quả nhiệm vụ chính trị, chuyên môn",
        "max": "350",
        "sign": "+",
    },
    {
        "code": "I.1",
        "text": "Tỷ lệ công việc theo kế hoạch hoàn thành đúng tiến độ, chất lượng",
        "max": "350",
        "rule": "Theo bậc",
        "params": ">=100: 350; >=90: 315; >=80: 280; >=70: 245; >=60: 210; >=50: 175; >=0: 0",
        "note": "Tính bằng %. Bậc dưới 50% được 0 điểm là suy ra, văn bản không ghi",
    },
    {
        "code": "II",
        "text": "Chấp hành chủ trương, pháp luật, nội quy",
        "max": "150",
        "sign": "+",
    },
    judged("II.1", "Quán triệt chủ trương, pháp luật tới 100% nhân sự theo kế hoạch", "30"),
    judged("II.2", "Nội bộ đoàn kết, không ai bị kỷ luật; dân chủ cơ sở tốt", "30"),
    judged("II.3", "Có kế hoạch phòng chống tham nhũng, tiết kiệm và triển khai", "30"),
    judged("II.4", "Tổ chức đảng và công đoàn xếp loại hoàn thành tốt trở lên", "30"),
    judged("II.5", "Văn hóa công sở, môi trường làm việc gọn sạch", "30"),
    {
        "code": "III",
        "text": "Công tác thi đua, khen thưởng",
        "max": "200",
        "sign": "+",
    },
    judged("III.1", "Phổ biến quy định và có quy chế thi đua, khen thưởng của đơn vị", "50"),
    judged("III.2", "Đăng ký thi đua và tổ chức phong trào gắn chuyên môn", "40"),
    judged("III.3", "Sơ kết, tổng kết; bình xét công khai, chính xác", "40"),
    judged("III.4", "Phát hiện, bồi dưỡng, nhân rộng điển hình", "30"),
    judged("III.5", "Hồ sơ và báo cáo thi đua, khen thưởng đúng thủ tục, đúng hạn", "40"),
    {
        "code": "IV",
        "text": "Cải cách hành chính và công nghệ thông tin",
        "max": "100",
        "sign": "+",
    },
    judged("IV.1", "Thực hiện nhiệm vụ CCHC được giao", "30"),
    judged("IV.2", "Thực hiện kế hoạch chuyển đổi số của Bộ", "30"),
    judged("IV.3", "100% nhân sự dùng chữ ký số, văn bản điện tử", "30"),
    judged("IV.4", "Báo cáo nhiệm vụ được giao đúng tiến độ", "10"),
    {
        "code": "V",
        "text": "Điểm thưởng",
        "max": "200",
        "sign": "thưởng",
    },
    bonus("V.1", "Vượt kế hoạch nhiệm vụ năm", "50", "Cộng tới 50; văn bản không nêu bậc"),
    bonus("V.2", "Đảng, đoàn thể hoàn thành xuất sắc", "30", "Cộng tới 30"),
    bonus("V.3", "Giải pháp mới được công nhận tại đơn vị", "30", "Cộng tới 30"),
    {
        "code": "V.4",
        "text": "Được khen cấp Nhà nước / có CSTĐ cấp Bộ",
        "max": "40",
        "rule": "Tổng các ý",
        "params": "khen cấp Nhà nước hoặc giải thưởng TW: 30; có CSTĐ cấp Bộ: 10",
        "evidence": "Khi trên 0 điểm",
        "note": f"Mỗi ý cộng một lần, tối đa 40. {SUGGESTED}",
    },
    bonus("V.5", "Tham gia văn thể, từ thiện được Hội đồng ghi nhận", "50", "Cộng tới 50"),
    {
        "code": "VI",
        "text": "Điểm trừ",
        "max": "200",
        "sign": "-",
    },
    judged(
        "VI.1",
        "Nhiệm vụ chuyên môn không bảo đảm chất lượng, tiến độ",
        "50",
        "Trừ tới 50; văn bản không nêu bậc",
    ),
    judged("VI.2", "Báo cáo không đúng hạn", "30", "Trừ tới 30"),
    judged("VI.3", "Có người bị kỷ luật hoặc vi phạm pháp luật", "50", "Trừ tới 50"),
    judged("VI.4", "Chậm ứng dụng văn bản điện tử, chữ ký số", "30", "Trừ tới 30"),
    judged("VI.5", "Hồ sơ sáng kiến, khen thưởng nộp không đúng quy định", "40", "Trừ tới 40"),
)

RANKING = (
    (
        "Xếp loại",
        1,
        "Tập thể lao động xuất sắc",
        ">=850",
        f"{DOCUMENT}, Điều 8.1a (đã đối chiếu văn bản). Còn các điều kiện khác của Điều 8: 100% cá "
        "nhân hoàn thành nhiệm vụ, ít nhất 70% LĐTT, có CSTĐCS",
    ),
    (
        "Xếp loại",
        2,
        "Tập thể lao động tiên tiến",
        ">=700",
        f"{DOCUMENT}, Điều 9.1a (đã đối chiếu văn bản). Còn các điều kiện khác của Điều 9: ít nhất "
        "70% LĐTT, không ai bị kỷ luật từ cảnh cáo",
    ),
    (
        "Không xét",
        1,
        "Đơn vị hoạt động chưa đủ 12 tháng",
        "",
        f"{DOCUMENT}, Điều 3 (đã đối chiếu văn bản)",
    ),
    (
        "Không xét",
        2,
        "Chưa có kết quả xếp loại cán bộ",
        "",
        f"{DOCUMENT}, Điều 3 (đã đối chiếu văn bản)",
    ),
    (
        "Khen thưởng",
        1,
        "Cờ thi đua của Bộ",
        1,
        f"{DOCUMENT}, Điều 7.3 (đã đối chiếu văn bản): tập thể dẫn đầu khối; số lượng do Bộ trưởng "
        "quyết định theo số thành viên khối, sổ mẫu ghi 1. Phiếu Hội đồng từ 80% (Điều 18)",
    ),
    (
        "Khen thưởng",
        2,
        "Bằng khen",
        "<10 đơn vị: 2; >=10 đơn vị: 3",
        f"{DOCUMENT}, Điều 10.3 (đã đối chiếu văn bản): áp dụng cho khối Sở/Ban",
    ),
)

WORKBOOKS = (
    {
        "file": "data/covenants/01-bo-khdt-2023-phu-luc-8.xlsx",
        "settings": SETTINGS,
        "about": ABOUT,
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
