"""TP. Hồ Chí Minh 2008, công tác thi đua, khen thưởng: seven of eight items, no steps."""

SOURCE = "Ban Thi đua - Khen thưởng TP. Hồ Chí Minh, tiêu chí chấm công tác TĐKT năm 2008"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2008,
    "Tên giao ước": "Chấm công tác thi đua, khen thưởng TP. Hồ Chí Minh 2008 (phần thấy được)",
    "Thang điểm": 90,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE} (bản trên tailieumienphi), {CHECKED}. Thang của văn bản là 100; mục 8 "
    "không thấy nên sổ chỉ có 90 điểm.",
}

NO_STEPS = "Bậc chi tiết không thấy trong nguồn"


def judged(number: int, text: str, points: str, note: str = NO_STEPS) -> dict[str, str]:
    return {
        "code": f"A.{number}",
        "text": text,
        "max": points,
        "rule": "Chấm mức",
        "source": f"{SOURCE}, mục {number} ({CHECKED})",
        "note": note,
    }


CRITERIA = (
    {
        "code": "A",
        "text": "Công tác thi đua, khen thưởng",
        "max": "90",
        "sign": "+",
        "source": f"{SOURCE} ({CHECKED})",
        "note": "Phần thấy được: 90 trong 100 điểm, thiếu mục 8",
    },
    judged(1, "Chia cụm, khối và gửi bản đăng ký thi đua đúng hạn", "10"),
    judged(2, "Thực hiện giao ước và tham gia hoạt động cụm, khối", "10"),
    judged(3, "Kế hoạch, phát động phong trào; đủ sơ kết, tổng kết", "20"),
    judged(4, "Kiểm tra, tự kiểm tra và báo cáo đúng hạn", "10"),
    judged(
        5,
        "Đủ báo cáo 6 tháng, năm đúng hạn; dự họp đúng thành phần",
        "10",
        "Hai ý báo cáo và dự họp; cách chia điểm không thấy trong nguồn",
    ),
    judged(6, "Xây dựng, nhân rộng điển hình có hiệu quả", "10", "Đánh giá hiệu quả thực tế"),
    judged(7, "Khen thưởng đúng quy định, đúng hạn hồ sơ", "20"),
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/03-tphcm-2008-cong-tac-tdkt.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
