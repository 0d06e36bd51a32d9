"""TP. Hồ Chí Minh 2008, Bảng biểu 4: 100 points, one title bonus on top (97 + 10 = 107)."""

SOURCE = "Ban Thi đua - Khen thưởng TP. Hồ Chí Minh, Bảng biểu 4 (2008)"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2008,
    "Tên giao ước": "Tổng hợp điểm sở chấm cho quận, huyện TP. Hồ Chí Minh 2008 (Bảng biểu 4)",
    "Thang điểm": 100,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Xếp hạng trong từng cụm theo tổng điểm, có thể trên 100. Cách "
    "lấy bình quân điểm của các sở không thấy trong nguồn.",
}

CRITERIA = (
    {"code": "A", "text": "Điểm do sở, ngành chấm", "max": "100", "sign": "+"},
    {
        "code": "A.1",
        "text": "Điểm công tác thi đua do sở chấm",
        "max": "100",
        "rule": "Chấm mức",
        "source": f"{SOURCE}, mục A ({CHECKED})",
        "note": "Thang 100; tiêu chí thành phần không thấy trong nguồn",
    },
    {"code": "B", "text": "Điểm thưởng theo danh hiệu", "max": "15", "sign": "thưởng"},
    {
        "code": "B.1",
        "text": "Cờ thi đua được tặng",
        "max": "15",
        "rule": "Theo lượt",
        "params": "Cờ thi đua của Thành phố hoặc Bộ: 10; Cờ thi đua của Chính phủ: 15; "
        "chỉ tính mức cao nhất",
        "source": f"{SOURCE}, mục B1, B2 ({CHECKED})",
        "note": "Hai mức không cộng cùng nhau là suy luận. Ví dụ trong nguồn: 97 + 10 = 107",
    },
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/04-tphcm-2008-bang-bieu-4.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
