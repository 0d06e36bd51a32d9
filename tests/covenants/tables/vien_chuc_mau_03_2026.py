"""Phiếu đánh giá viên chức Mẫu 03, 2026: the complete table, and the same with its fault left in.

In the source A.II.1 says 2,5 while its rows add to 3,0. The first workbook makes 2,5 a ceiling so
that A stays 30; the second («nguyên văn») keeps the fault and must be refused.
"""

SOURCE = "Phiếu đánh giá viên chức Mẫu 03 (bản chép của bên thứ ba)"
CHECKED = "chưa kiểm chứng"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2026,
    "Tên giao ước": "Phiếu đánh giá viên chức Mẫu 03 (30 điểm tiêu chí chung, 70 điểm kết quả)",
    "Thang điểm": 100,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": "Phiếu đánh giá viên chức Mẫu 03 như được mã hóa trong phần mềm trường học "
    "trungnoitru83-cpu/thi-dua-vien-chuc ngày 19/8/2026; cơ cấu 30 + 70 theo Nghị định "
    "335/2025/NĐ-CP. Bản chép của bên thứ ba, chưa kiểm chứng với mẫu gốc. Nguồn không quy định "
    "cách làm tròn, cách tổng hợp điểm chấm chéo và cách tính tiêu chí không giao.",
}

ABOUT = (
    "Phiếu của cá nhân: 100 điểm cơ bản (A 30, B 70), cộng tới 7 điểm (C), trừ tới 5 điểm (D). "
    "Nguồn chỉ phân loại theo bậc, không xếp hạng người này với người kia.",
    "Nguồn có lỗi số học: mục A.II.1 ghi 2,5 điểm nhưng các dòng cộng lại 3,0. Sổ này coi 2,5 là "
    "mức trần. Chưa đối chiếu với mẫu gốc; không dùng làm mẫu chuẩn trước khi đối chiếu.",
    "Mốc của loại «Hoàn thành tốt nhiệm vụ»: nguồn này ghi 80, một nguồn khác ghi 70. Hãy sửa ở "
    "trang «Xếp hạng» theo quy định bạn áp dụng.",
)

STEP = "bước 0,25"
RATE_NOTE = (
    "Tính bằng %. Ghi chú trong nguồn lại nêu công thức tỷ lệ × điểm tối đa, mâu thuẫn với các "
    "bậc; sổ dùng các bậc"
)


def judged(code: str, text: str, points: str) -> dict[str, str]:
    return {"code": code, "text": text, "max": points, "rule": "Chấm mức", "params": STEP}


def group(code: str, text: str, points: str, sign: str = "", note: str = "") -> dict[str, str]:
    return {"code": code, "text": text, "max": points, "sign": sign, "note": note}


CEILING = {
    "code": "A.II.1",
    "text": "Năng lực chuyên môn",
    "max": "2.5",
    "params": "trần",
    "note": "Nguồn có lỗi: ghi 2,5 nhưng các dòng cộng 3,0 (A thành 30,5). Sổ coi 2,5 là mức trần",
}

CRITERIA = (
    group("A", "Tiêu chí chung", "30", "+", "Tên nhóm do sổ mẫu đặt theo cơ cấu 30 + 70"),
    group("A.I", "Phẩm chất; kỷ luật, kỷ cương", "10", note="Tên nhóm do sổ mẫu đặt"),
    group("A.I.1", "Phẩm chất chính trị, đạo đức", "5"),
    judged("A.I.1.a", "Chấp hành chủ trương, pháp luật, kỷ luật Đảng", "0.75"),
    judged("A.I.1.b", "Bản lĩnh chính trị", "0.5"),
    judged("A.I.1.c", "Học tập nghị quyết, lý luận", "0.5"),
    judged("A.I.1.d", "Đạo đức, lối sống", "0.75"),
    judged("A.I.1.đ", "Liêm chính, không vụ lợi", "0.75"),
    judged("A.I.1.e", "Đoàn kết, hoạt động tập thể", "0.75"),
    judged("A.I.1.ê", "Văn hóa công vụ", "0.5"),
    judged("A.I.1.g", "Tự phê bình, khắc phục khuyết điểm", "0.5"),
    group("A.I.2", "Kỷ luật, kỷ cương", "5"),
    judged("A.I.2.a", "Chấp hành phân công", "1"),
    judged("A.I.2.b", "Thực hiện nội quy, quy chế", "1"),
    judged("A.I.2.c", "Kê khai tài sản", "1"),
    judged("A.I.2.d", "Báo cáo trung thực, đầy đủ", "2"),
    group("A.II", "Năng lực, trách nhiệm, thái độ", "10", note="Tên nhóm do sổ mẫu đặt"),
    CEILING,
    judged("A.II.1.a", "Kiến thức chuyên môn", "1"),
    judged("A.II.1.b", "Cập nhật, vận dụng sáng tạo", "0.5"),
    judged("A.II.1.c", "Làm việc độc lập, nhóm, CNTT", "0.5"),
    judged("A.II.1.d", "Tham mưu, thực hiện chuyên môn", "0.5"),
    judged("A.II.1.đ", "Phối hợp đồng nghiệp", "0.5"),
    group("A.II.2", "Đáp ứng nhiệm vụ", "2.5"),
    judged("A.II.2.a", "Nhiệm vụ thường xuyên", "1.5"),
    judged("A.II.2.b", "Nhiệm vụ đột xuất", "1"),
    group("A.II.3", "Tinh thần trách nhiệm", "2.5"),
    judged("A.II.3.a", "Trách nhiệm trong tham mưu", "1.5"),
    judged("A.II.3.b", "Ứng dụng kiến thức, công nghệ mới", "1"),
    group("A.II.4", "Thái độ phục vụ, phối hợp", "2.5"),
    judged("A.II.4.a", "Người dân, phụ huynh đánh giá tốt", "1.5"),
    judged("A.II.4.b", "Hợp tác, liên thông công việc", "1"),
    group("A.III", "Đổi mới, sáng tạo, chịu trách nhiệm", "10"),
    judged("A.III.1", "Sản phẩm, giải pháp đột phá", "2.5"),
    judged("A.III.2", "Dám nghĩ, dám làm, nhận việc khó", "2.5"),
    judged("A.III.3", "Chịu trách nhiệm kết quả", "2.5"),
    judged("A.III.4", "Chủ động quyết định, không né tránh", "2.5"),
    group("B", "Kết quả nhiệm vụ được giao", "70", "+"),
    {
        "code": "B.1",
        "text": "Tỷ lệ việc hoàn thành (số lượng)",
        "max": "20",
        "rule": "Theo bậc",
        "params": ">=100: 20; >=90: 15; >=80: 10; >=70: 5; >=60: 1; >=0: 0",
        "note": RATE_NOTE,
    },
    {
        "code": "B.2",
        "text": "Tỷ lệ việc đúng tiến độ",
        "max": "20",
        "rule": "Theo bậc",
        "params": ">=100: 20; >=90: 15; >=80: 10; >=70: 5; >=60: 1; >=0: 0",
        "note": RATE_NOTE,
    },
    {
        "code": "B.3",
        "text": "Tỷ lệ việc bảo đảm chất lượng",
        "max": "30",
        "rule": "Theo bậc",
        "params": ">=95: 30; >=90: 25; >=80: 20; >=70: 15; >=60: 10; >=50: 5; >=0: 0",
        "note": "Tính bằng %",
    },
    group("C", "Điểm cộng", "7", "thưởng"),
    judged("C.1", "Thành tích ghi nhận 1", "1"),
    judged("C.2", "Thành tích ghi nhận 2", "2"),
    judged("C.3", "Sáng kiến, thành tích xuất sắc", "2"),
    {
        "code": "C.4",
        "text": "Việc phức tạp hoặc hoàn toàn mới",
        "max": "2",
        "rule": "Theo lượt",
        "params": "mỗi lượt 1; tối đa 2",
        "note": "Mỗi lượt là một việc đạt chất lượng",
    },
    group("D", "Điểm trừ", "5", "-"),
    judged("D.1", "Vi phạm ghi nhận 1", "1"),
    judged("D.2", "Vi phạm ghi nhận 2", "2"),
    judged("D.3", "Vi phạm ghi nhận 3", "2"),
)

BANDS = f"{SOURCE} ({CHECKED})"
RANKING = (
    ("Xếp loại", 1, "Hoàn thành xuất sắc nhiệm vụ", ">=90", BANDS),
    (
        "Xếp loại",
        2,
        "Hoàn thành tốt nhiệm vụ",
        ">=80",
        f"{BANDS}. Một nguồn khác về Nghị định 335/2025/NĐ-CP ghi 70",
    ),
    ("Xếp loại", 3, "Hoàn thành nhiệm vụ", ">=50", BANDS),
    ("Xếp loại", 4, "Không hoàn thành nhiệm vụ", ">=0", BANDS),
)

LITERAL = group(
    "A.II.1",
    "Năng lực chuyên môn",
    "2.5",
    note="Ghi đúng như nguồn: 2,5 điểm nhưng các dòng cộng 3,0. Sổ này để thử báo lỗi",
)

COMPLETE = {
    "file": "data/covenants/12-vien-chuc-mau-03-2026.xlsx",
    "settings": SETTINGS,
    "about": ABOUT,
    "source": SOURCE,
    "checked": CHECKED,
    "criteria": CRITERIA,
    "ranking": RANKING,
}

WORKBOOKS = (
    COMPLETE,
    COMPLETE
    | {
        "file": "tests/covenants/12-nguyen-van.xlsx",
        "about": (),
        "criteria": tuple(LITERAL if row is CEILING else row for row in CRITERIA),
    },
)
