"""Hội CCB huyện Xuyên Mộc: one total of 90 in quarter points, four bands, four real results."""

SOURCE = "Hội Cựu chiến binh huyện Xuyên Mộc, Cụm thi đua số 3 (tin họp cụm)"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2024,
    "Tên giao ước": "Chấm điểm thi đua Hội CCB huyện Xuyên Mộc, Cụm số 3 (phần thấy được)",
    "Thang điểm": 90,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Khối trưởng quyết định",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Nguồn không ghi năm; 2024 là năm đặt tạm. Xã tự chấm, bảo vệ "
    "trước cụm, huyện chấm lại.",
}

CRITERIA = (
    {
        "code": "A",
        "text": "Toàn bảng",
        "max": "90",
        "sign": "+",
        "source": f"{SOURCE} ({CHECKED})",
        "note": "Phần thấy được: thang, mức xếp loại và kết quả",
    },
    {
        "code": "A.1",
        "text": "Tổng điểm các tiêu chí",
        "max": "90",
        "rule": "Chấm mức",
        "params": "bước 0,25",
        "source": f"{SOURCE} ({CHECKED})",
        "note": "Tiêu chí thành phần không thấy trong nguồn; bước 0,25 suy từ kết quả 88,25",
    },
)

BANDS = f"{SOURCE}, mức xếp loại ({CHECKED})"
RANKING = (
    ("Xếp loại", 1, "Trong sạch vững mạnh xuất sắc", ">=81", BANDS),
    ("Xếp loại", 2, "Trong sạch vững mạnh tiên tiến", ">=71", BANDS),
    ("Xếp loại", 3, "Trong sạch vững mạnh", ">=61", BANDS),
    ("Xếp loại", 4, "Yếu", ">=0", BANDS),
)

WORKBOOKS = (
    {
        "file": "tests/covenants/10-hoi-ccb-xuyen-moc.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
