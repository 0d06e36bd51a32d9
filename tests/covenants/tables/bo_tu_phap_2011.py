"""Bộ Tư pháp 2011, Bảng 1: one criterion in tiers of backlog (tồn đọng)."""

SOURCE = "Quyết định 3962/QĐ-BTP ngày 26/9/2011, Bảng 1"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2011,
    "Tên giao ước": "Bảng chấm điểm thi đua đơn vị thuộc Bộ Tư pháp 2011 (phần thấy được)",
    "Thang điểm": 110,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Thang của văn bản là 200; chỉ thấy mục 1, các mục còn lại "
    "(90 điểm) không thấy.",
}

CRITERIA = (
    {
        "code": "1",
        "text": "Nhiệm vụ chuyên môn",
        "max": "110",
        "sign": "+",
        "note": "Phần thấy được: 110 trong 200 điểm",
    },
    {
        "code": "1.1",
        "text": "Hoàn thành kế hoạch công tác năm",
        "max": "110",
        "rule": "Theo bậc",
        "params": "<=0: 110; <=10: 100; <=20: 90; >20: 0",
        "note": "Tính bằng % tồn đọng. Nguồn ghi 1–10%, 11–20%, từ 21% (câu bị cắt); số "
        "lẻ giữa hai bậc, ví dụ 20,5%, sổ xếp vào bậc ít điểm hơn",
    },
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/06-bo-tu-phap-2011-bang1.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
