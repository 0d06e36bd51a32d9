"""Huyện Đoàn Hớn Quản 2012: the points of each step are known, the counts behind them are not."""

SOURCE = "Huyện Đoàn Hớn Quản, Hướng dẫn 09-HD/HĐ ngày 24/9/2012"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2012,
    "Tên giao ước": "Tiêu chí thi đua Huyện Đoàn Hớn Quản 2012 (phần thấy được)",
    "Thang điểm": 30,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Tổng điểm của bảng không thấy; chỉ thấy 30 điểm của mục I.",
}

CRITERIA = (
    {
        "code": "I",
        "text": "Tham mưu, chỉ đạo",
        "max": "30",
        "sign": "+",
        "note": "Phần thấy được: 30 trong 40 điểm",
    },
    {
        "code": "I.1",
        "text": "Xây dựng chương trình công tác",
        "max": "12",
        "rule": "Đạt/không",
    },
    {
        "code": "I.2",
        "text": "Chế độ báo cáo",
        "max": "8",
        "rule": "Chọn mức",
        "params": "Bậc một: 8; Bậc hai: 6; Bậc ba: 4; Bậc tư: 2; Bậc năm: 0",
        "note": "Bậc theo số báo cáo thiếu; số báo cáo của từng bậc không thấy trong nguồn",
    },
    {
        "code": "I.3",
        "text": "Dự họp",
        "max": "10",
        "rule": "Chọn mức",
        "params": "Bậc một: 10; Bậc hai: 8; Bậc ba: 6; Bậc tư: 4; Bậc năm: 0",
        "note": "Bậc theo số lần vắng; số lần của từng bậc không thấy trong nguồn",
    },
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/08b-huyen-doan-hon-quan-2012.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
