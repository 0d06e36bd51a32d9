"""Hội Nông dân xã Thạnh Lợi 2017: criteria made of parts with uneven points."""

SOURCE = "Hội Nông dân xã Thạnh Lợi (Tháp Mười, Đồng Tháp), bảng tự chấm ngày 12/11/2017"
CHECKED = "đã đối chiếu văn bản, phần trích"

SETTINGS = {
    "Khối": "KTD-MAU",
    "Năm": 2017,
    "Tên giao ước": "Bảng tự chấm điểm thi đua Hội Nông dân xã Thạnh Lợi 2017 (phần thấy được)",
    "Thang điểm": 12.5,
    "Số chữ số thập phân": 2,
    "Cách làm tròn": "Nửa lên",
    "Cách tổng hợp điểm chấm chéo": "Trung bình",
    "Điểm không giao": "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    "Điểm và phiếu": "Điểm rồi phiếu",
    "Căn cứ": f"{SOURCE}, {CHECKED}. Tổng điểm của bảng không thấy; chỉ thấy một phần Tiêu chí 1.",
}

CRITERIA = (
    {
        "code": "1",
        "text": "Tuyên truyền, giáo dục",
        "max": "12.5",
        "sign": "+",
        "note": "Phần thấy được: 12,5 trong 19,5 điểm",
    },
    {
        "code": "1.1",
        "text": "Sinh hoạt nghị quyết Trung ương",
        "max": "5",
        "rule": "Tổng các ý",
        "params": "phần một: 2; phần hai: 1,5; phần ba: 1,5",
        "note": "Tên từng phần không thấy trong nguồn",
    },
    {
        "code": "1.2",
        "text": "Tuyên truyền nghị quyết Hội",
        "max": "3",
        "rule": "Chấm mức",
        "note": "Loa truyền thanh và mỗi quý một tin bài; cách chia điểm không thấy trong nguồn",
    },
    {
        "code": "1.3",
        "text": "Phổ biến pháp luật",
        "max": "1.5",
        "rule": "Đạt/không",
        "evidence": "Luôn",
        "note": "Đạt khi có thực hiện và có minh chứng",
    },
    {
        "code": "1.4",
        "text": "Học tập, làm theo Bác",
        "max": "3",
        "rule": "Tổng các ý",
        "params": "phần một: 1,5; phần hai: 1,5",
        "note": "Có thể còn phần bị cắt; tên từng phần không thấy trong nguồn",
    },
)

RANKING = ()

WORKBOOKS = (
    {
        "file": "tests/covenants/09-hoi-nong-dan-thanh-loi-2017.xlsx",
        "settings": SETTINGS,
        "about": (),
        "source": SOURCE,
        "checked": CHECKED,
        "criteria": CRITERIA,
        "ranking": RANKING,
    },
)
