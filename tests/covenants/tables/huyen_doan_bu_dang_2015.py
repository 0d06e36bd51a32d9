"""Huyện Đoàn Bù Đăng 2015: missing programmes, missing reports and absences."""

SOURCE = "Huyện Đoàn Bù Đăng, bảng chấm điểm thi đua ngày 05/01/2015"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2015,
    "Tên giao ước": "Bảng chấm điểm thi đua Huyện Đoàn Bù Đăng 2015 (phần thấy được)",
    "Thang điểm": 18,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Khối trưởng quyết định",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Tổng điểm của bảng không thấy. Đoàn kiểm tra của huyện đối "
    "chiếu điểm tự chấm.",
}

CRITERIA = (
    {
        "code": "1",
        "text": "Tham mưu, thông tin báo cáo",
        "max": "18",
        "sign": "+",
        "note": "Phần thấy được: ba tiêu chí đầu",
    },
    {
        "code": "1.1",
        "text": "Xây dựng chương trình năm và hướng dẫn",
        "max": "5",
        "rule": "Chọn mức",
        "params": "Đủ: 5; Thiếu một: 3; Không có: 0",
        "evidence": "Luôn",
        "source": f"{SOURCE}, tiêu chí 1 ({CHECKED})",
        "note": "Nghĩa của mức 3 điểm là suy luận",
    },
    {
        "code": "1.2",
        "text": "Chế độ báo cáo",
        "max": "8",
        "rule": "Chọn mức",
        "params": "Đủ, đúng hạn: 8; Thiếu 2 báo cáo tháng: 6; "
        "Thiếu 1 báo cáo quý hoặc 3 báo cáo tháng: 4; Thiếu 1 báo cáo quý và từ 4 báo cáo tháng: 0",
        "evidence": "Luôn",
        "source": f"{SOURCE}, tiêu chí 2 ({CHECKED})",
        "note": "Nguồn không nói các trường hợp ở giữa, ví dụ thiếu 1 báo cáo tháng",
    },
    {
        "code": "1.3",
        "text": "Dự họp giao ban",
        "max": "5",
        "rule": "Theo bậc",
        "params": "0: 5; 1: 4; 2: 3; 3: 1; >=4: 0",
        "evidence": "Luôn",
        "source": f"{SOURCE}, tiêu chí 3 ({CHECKED})",
        "note": "Tính bằng số lần vắng",
    },
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/08-huyen-doan-bu-dang-2015.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
