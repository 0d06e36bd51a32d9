"""Sở Tư pháp Đồng Tháp 2022: days late, shares, yes/no; self scores need a signature."""

SOURCE = "Trang tự chấm điểm của Sở Tư pháp Đồng Tháp, tiêu chí của Bộ Tư pháp năm 2022"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2022,
    "Tên giao ước": "Tiêu chí thi đua Sở Tư pháp Đồng Tháp 2022 (phần thấy được)",
    "Thang điểm": 8,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE} (thidua.stp.dongthap.gov.vn), {CHECKED}. Điểm tự chấm của Sở phải có xác "
    "nhận của Chủ tịch UBND tỉnh (Quyết định 663/QĐ-BTP, Điều 2). Chỉ thấy đầu mục I và mục VIII.",
}

SIGNED = {"evidence": "Cần xác nhận ngoài"}
SHARES = ">95: 1,5; >=75: 1; >=50: 0,5; >=0: 0"

CRITERIA = (
    {
        "code": "I",
        "text": "Chế độ thông tin, báo cáo",
        "max": "3",
        "sign": "+",
        "note": "Phần thấy được: 3 trong 20 điểm",
    },
    {
        "code": "I.1",
        "text": "Báo cáo định kỳ",
        "max": "3",
        "note": "Phần thấy được: 3 trong 10 điểm",
    },
    {
        "code": "I.1.1",
        "text": "Báo cáo định kỳ đúng hạn",
        "max": "2",
        "rule": "Theo bậc",
        "params": "<=0: 2; <=2: 1,5; <=5: 1; <=10: 0,5; >10: 0",
        "note": "Tính bằng ngày chậm",
    }
    | SIGNED,
    {
        "code": "I.1.2",
        "text": "Báo cáo ký đúng thẩm quyền",
        "max": "1",
        "rule": "Đạt/không",
        "note": "Bậc khác không thấy trong nguồn",
    }
    | SIGNED,
    {
        "code": "VIII",
        "text": "Ứng dụng công nghệ thông tin",
        "max": "5",
        "sign": "+",
        "note": "Phần thấy được: 5 trong 10 điểm",
    },
    {
        "code": "VIII.1",
        "text": "Có kế hoạch ứng dụng CNTT",
        "max": "2",
        "rule": "Đạt/không",
    }
    | SIGNED,
    {
        "code": "VIII.2",
        "text": "Văn bản điện tử",
        "max": "3",
        "note": "Tên nhóm do sổ đặt; nguồn ghi thẳng VIII.2a, VIII.2b",
    },
    {
        "code": "VIII.2.a",
        "text": "Tỷ lệ văn bản phát hành có ký số",
        "max": "1.5",
        "rule": "Theo bậc",
        "params": SHARES,
        "source": f"{SOURCE}, mục VIII.2a ({CHECKED})",
        "note": "Tính bằng %",
    }
    | SIGNED,
    {
        "code": "VIII.2.b",
        "text": "Tỷ lệ văn bản nhận, phản hồi điện tử",
        "max": "1.5",
        "rule": "Theo bậc",
        "params": SHARES,
        "source": f"{SOURCE}, mục VIII.2b ({CHECKED})",
        "note": "Tính bằng %",
    }
    | SIGNED,
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/07-so-tu-phap-dong-thap-2022.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
