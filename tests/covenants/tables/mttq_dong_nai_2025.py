"""MTTQ Đồng Nai 2025: criteria with a bonus of their own (30 + 3), bands on at most 100 points."""

SOURCE = "Phần mềm chấm điểm thi đua xã, phường của Ủy ban MTTQ Việt Nam tỉnh Đồng Nai (2025)"
CHECKED = "theo mã nguồn phần mềm, chưa kiểm chứng với bảng chính thức"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2025,
    "Tên giao ước": "Chấm điểm thi đua các xã, phường năm 2025 (tiêu chí mẫu)",
    "Thang điểm": 100,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Khối trưởng quyết định",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, kho mã nguyen2003kd/mttq-thidua; {CHECKED}. Hai cột: xã tự chấm và tỉnh "
    "chấm chính thức. Ba tiêu chí là dữ liệu mẫu.",
}


def judged(number: int, text: str, points: str, params: str) -> dict[str, str]:
    return {
        "code": f"A.{number}",
        "text": text,
        "max": points,
        "rule": "Chấm mức",
        "params": params,
        "source": f"{SOURCE}, tiêu chí mẫu TC{number} ({CHECKED})",
    }


CRITERIA = (
    {
        "code": "A",
        "text": "Tiêu chí mẫu",
        "max": "100",
        "sign": "+",
        "source": f"{SOURCE} ({CHECKED})",
        "note": "Phần thấy được: ba tiêu chí mẫu 40+0, 30+3, 30+2",
    },
    judged(1, "Tiêu chí mẫu 1 (không có điểm thưởng)", "40", "bước 0,25"),
    judged(2, "Tiêu chí mẫu 2", "30", "bước 0,25; thưởng tối đa 3"),
    judged(3, "Tiêu chí mẫu 3", "30", "bước 0,25; thưởng tối đa 2"),
)

BANDS = f"{SOURCE}, quy tắc xếp loại ({CHECKED})"
RANKING = (
    ("Xếp loại", 1, "Xuất sắc", ">=95", BANDS),
    ("Xếp loại", 2, "Tốt", ">=85", BANDS),
    ("Xếp loại", 3, "Khá", ">=0", BANDS),
    ("Trần xếp loại", 1, "Điểm thưởng không làm vượt 100 khi xếp loại", 100, BANDS),
)

WORKBOOKS = (
    {
        "file": "tests/covenants/05-mttq-dong-nai-2025.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
