"""Thi hành án dân sự 2015: a class needs both points and ordered targets met."""

SOURCE = "Quyết định 1682/QĐ-BTP ngày 21/9/2015 (xếp hạng cơ quan thi hành án dân sự)"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2015,
    "Tên giao ước": "Xếp hạng cơ quan thi hành án dân sự 2015 (phần thấy được)",
    "Thang điểm": 200,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Khối trưởng quyết định",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Chỉ thấy quy tắc hạng A, B; tiêu chí chi tiết và hạng C, D "
    "không thấy. Tự chấm, thủ trưởng trực tiếp thẩm định, hội đồng, Bộ trưởng.",
}


def fact(number: int, text: str, note: str = "Không có điểm, chỉ là điều kiện") -> dict[str, str]:
    return {
        "code": f"A.{number}",
        "text": text,
        "max": "0",
        "rule": "Đạt/không",
        "source": f"{SOURCE} ({CHECKED})",
        "note": note,
    }


CRITERIA = (
    {
        "code": "A",
        "text": "Toàn bảng",
        "max": "200",
        "sign": "+",
        "source": f"{SOURCE} ({CHECKED})",
        "note": "Phần thấy được: thang điểm và quy tắc xếp hạng A, B",
    },
    fact(1, "Chỉ tiêu pháp lệnh thứ nhất"),
    fact(2, "Chỉ tiêu pháp lệnh thứ hai"),
    fact(3, "Chỉ tiêu pháp lệnh thứ ba"),
    fact(
        4,
        "Mức đạt chỉ tiêu của hạng B",
        "Đạt khi: đạt 2/3 chỉ tiêu và chỉ tiêu còn lại thiếu không quá 15%; hoặc đạt 1/3 và hai "
        "chỉ tiêu còn lại thiếu không quá 5%; hoặc đạt cả 3 (suy luận). Không có điểm, chỉ là điều "
        "kiện",
    ),
    {
        "code": "A.5",
        "text": "Các tiêu chí thi hành án",
        "max": "200",
        "rule": "Chấm mức",
        "source": f"{SOURCE} ({CHECKED})",
        "note": "Tiêu chí chi tiết không thấy trong nguồn",
    },
)

BANDS = f"{SOURCE} ({CHECKED})"
RANKING = (
    ("Xếp loại", 1, "A", ">=180; đạt 3/3 A.1, A.2, A.3", BANDS),
    ("Xếp loại", 2, "B", ">=160; đạt 1/1 A.4", f"{BANDS}. Hạng C, D không thấy trong nguồn"),
)

WORKBOOKS = (
    {
        "file": "tests/covenants/11-thads-2015-xep-hang.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
