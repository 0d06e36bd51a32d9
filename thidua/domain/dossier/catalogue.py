"""Danh mục dữ kiện có sẵn: what the law of every year asks about, and what the program knows."""

from decimal import Decimal

from thidua.domain.dossier.facts import (
    EVERYBODY,
    Catalogue,
    FactKind,
    FactType,
    FactWord,
    Recipient,
)

_UNITS = frozenset({Recipient.COLLECTIVE})
_PEOPLE = frozenset({Recipient.INDIVIDUAL})
_NOBODY = Decimal(0)

RATING = (
    FactWord("KHT", "Không hoàn thành nhiệm vụ", ("không hoàn thành", "KHTNV")),
    FactWord("HT", "Hoàn thành nhiệm vụ", ("hoàn thành", "HTNV")),
    FactWord("HTT", "Hoàn thành tốt nhiệm vụ", ("hoàn thành tốt", "HTTNV")),
    FactWord("HTXS", "Hoàn thành xuất sắc nhiệm vụ", ("hoàn thành xuất sắc", "HTXSNV")),
)
TITLE_FACT = "danh_hieu"
NO_TITLE = "khong"
TITLES = (
    FactWord(NO_TITLE, "không có danh hiệu", ("không", "chưa có")),
    FactWord("lao-dong-tien-tien", "Lao động tiên tiến", ("LĐTT",)),
    FactWord(
        "chien-si-thi-dua-co-so",
        "Chiến sĩ thi đua cơ sở",
        ("CSTĐCS", "CSTĐ cơ sở", "Chiến sĩ thi đua cấp cơ sở"),
    ),
    FactWord(
        "chien-si-thi-dua-tinh",
        "Chiến sĩ thi đua bộ, ban, ngành, tỉnh",
        (
            *("CSTĐ tỉnh", "CSTĐ cấp tỉnh", "Chiến sĩ thi đua tỉnh", "Chiến sĩ thi đua cấp tỉnh"),
            *("CSTĐ bộ", "CSTĐ cấp bộ", "Chiến sĩ thi đua bộ", "Chiến sĩ thi đua cấp bộ"),
        ),
    ),
    FactWord(
        "chien-si-thi-dua-toan-quoc", "Chiến sĩ thi đua toàn quốc", ("CSTĐTQ", "CSTĐ toàn quốc")
    ),
)
SCOPES = (
    FactWord("khong", "không có", ("không", "chưa có")),
    FactWord("co_so", "cơ sở", ("cấp cơ sở", "co-so", "đơn vị")),
    FactWord("tinh", "bộ, ngành, tỉnh", ("tỉnh", "bộ", "cấp tỉnh", "cấp bộ")),
    FactWord("toan_quoc", "toàn quốc", ("cấp toàn quốc", "toan-quoc", "nhà nước")),
)


def _people(code: str, name: str) -> FactKind:
    return FactKind(code, name, FactType.COUNT, _UNITS, "người")


def _asked(code: str, name: str, recipients: frozenset[Recipient] = _UNITS) -> FactKind:
    """Có hay không, where silence is missing data."""
    return FactKind(code, name, FactType.YES_NO, recipients)


def _merit(code: str, name: str, recipients: frozenset[Recipient] = EVERYBODY) -> FactKind:
    """Thành tích chỉ khai khi có."""
    return FactKind(code, name, FactType.YES_NO, recipients, assumed=False)


_KINDS = (
    _people("so_nguoi", "Số người của tập thể"),
    _people("so_hoan_thanh", "Số người hoàn thành nhiệm vụ"),
    _people("so_ldtt", "Số người đạt Lao động tiên tiến"),
    _people("so_cstdcs", "Số người đạt Chiến sĩ thi đua cơ sở"),
    _people("so_ky_luat_canh_cao", "Số người bị kỷ luật từ cảnh cáo trở lên"),
    FactKind("xep_loai", "Mức xếp loại", FactType.CHOICE, EVERYBODY, words=RATING, ordered=True),
    _asked("tham_gia_phong_trao", "Tích cực tham gia phong trào thi đua", EVERYBODY),
    _asked("vuot_chi_tieu", "Hoàn thành vượt mức các chỉ tiêu, nhiệm vụ"),
    FactKind("dan_dau_khoi", "Dẫn đầu khối thi đua", FactType.YES_NO, _UNITS, computed=True),
    FactKind(
        "khoi_do_bo_tinh_to_chuc",
        "Khối thi đua do bộ, ban, ngành, tỉnh tổ chức",
        *(FactType.YES_NO, _UNITS),
        computed=True,
    ),
    _asked("doan_ket", "Nội bộ đoàn kết"),
    _asked("tieu_bieu_xuat_sac", "Tiêu biểu xuất sắc để các tập thể khác học tập"),
    _asked("dang_doan_the_vung_manh", "Tổ chức đảng, đoàn thể trong sạch, vững mạnh"),
    _asked("chong_lang_phi_tham_nhung", "Tích cực chống lãng phí, tham nhũng, tiêu cực"),
    _asked("thuc_hien_dan_chu", "Thực hiện tốt dân chủ ở cơ sở"),
    _asked("cham_lo_doi_song", "Chăm lo đời sống vật chất, tinh thần trong tập thể"),
    _asked("thuc_hanh_tiet_kiem", "Thực hành tiết kiệm"),
    FactKind("thang_hoat_dong", "Thời gian đã hoạt động", FactType.COUNT, _UNITS, "tháng"),
    FactKind(
        "khong_thuoc_dien_co",
        "Không thuộc đối tượng tặng Cờ thi đua",
        FactType.YES_NO,
        _UNITS,
        yearly=False,
        assumed=False,
    ),
    _merit("da_giai_the", "Đã giải thể sau sắp xếp tổ chức", _UNITS),
    _merit("dan_dau_khoi_trung_uong", "Dẫn đầu cụm, khối thi đua của trung ương", _UNITS),
    _merit("dan_dau_chuyen_de", "Dẫn đầu phong trào thi đua theo chuyên đề"),
    _merit("chuyen_de_thu_tuong", "Phong trào do Thủ tướng Chính phủ phát động", _UNITS),
    _merit("so_ket_chuyen_de", "Xét khi sơ kết phong trào thi đua"),
    _merit("tong_ket_chuyen_de", "Xét khi tổng kết phong trào thi đua"),
    FactKind(
        *("so_nam_chuyen_de", "Thời gian của phong trào thi đua", FactType.COUNT, EVERYBODY, "năm"),
        assumed=_NOBODY,
    ),
    FactKind(TITLE_FACT, "Danh hiệu thi đua của năm", FactType.CHOICE, _PEOPLE, words=TITLES),
    FactKind(
        *("sang_kien_cap", "Phạm vi ảnh hưởng của sáng kiến", FactType.CHOICE, _PEOPLE),
        words=SCOPES,
        ordered=True,
        assumed="khong",
    ),
    FactKind(
        *("so_sang_kien", "Số sáng kiến áp dụng hiệu quả tại cơ sở", FactType.COUNT, _PEOPLE),
        *("sáng kiến",),
        assumed=_NOBODY,
    ),
    FactKind(
        "so_de_tai",
        "Số đề tài, đề án, công trình đã nghiệm thu, áp dụng hiệu quả tại cơ sở",
        *(FactType.COUNT, _PEOPLE, "đề tài"),
        assumed=_NOBODY,
    ),
    FactKind(
        *("de_tai_cap", "Phạm vi của đề tài khoa học đã nghiệm thu", FactType.CHOICE, _PEOPLE),
        words=SCOPES,
        ordered=True,
        assumed="khong",
    ),
    _merit("muu_tri_sang_tao", "Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu", _PEOPLE),
    _merit("thanh_tich_phong_trao", "Thành tích xuất sắc trong phong trào thi đua"),
    _merit("thanh_tich_dot_xuat", "Nhiều thành tích hoặc thành tích đột xuất"),
    _merit("dong_gop_cong_hien", "Có nhiều đóng góp cho đất nước, cho tỉnh, cho ngành"),
    _merit("thanh_tich_nguoi_lao_dong", "Thành tích của người trực tiếp lao động", _PEOPLE),
    _asked("dat_quy_che_don_vi", "Đạt tiêu chuẩn theo quy định của bộ, tỉnh", EVERYBODY),
    FactKind(*("chuc_vu_lanh_dao", "Giữ chức vụ lãnh đạo", FactType.YES_NO, _PEOPLE), yearly=False),
    FactKind("thang_cong_tac", "Thời gian đã công tác", FactType.COUNT, _PEOPLE, "tháng"),
    _asked("bi_ky_luat", "Bị kỷ luật từ khiển trách trở lên", _PEOPLE),
    _merit("dang_bi_xem_xet", "Đang bị xem xét kỷ luật, điều tra, kiểm tra có dấu hiệu vi phạm"),
    FactKind(
        *("hang_trong_khoi", "Vị thứ trong khối thi đua", FactType.COUNT, _UNITS), computed=True
    ),
    FactKind("tong_diem", "Tổng điểm thi đua", FactType.NUMBER, _UNITS, "điểm", computed=True),
    FactKind("xep_loai_khoi", "Xếp loại theo giao ước", FactType.TEXT, _UNITS, computed=True),
    FactKind("ty_le_phieu", "Tỷ lệ phiếu đồng ý", FactType.PERCENT, EVERYBODY, computed=True),
    FactKind("da_ky_giao_uoc", "Đã ký giao ước thi đua", FactType.YES_NO, _UNITS, computed=True),
    FactKind(
        *("bao_cao_dung_han", "Gửi đủ báo cáo, đúng hạn", FactType.YES_NO, _UNITS), computed=True
    ),
    FactKind(
        *("lich_su_khen", "Các lần đã được khen thưởng", FactType.TEXT, EVERYBODY),
        yearly=False,
        computed=True,
    ),
    FactKind(
        *("so_nam_xuat_sac", "Số năm liên tục hoàn thành xuất sắc", FactType.COUNT, EVERYBODY),
        *("năm",),
        computed=True,
    ),
)

BUILT_IN = Catalogue({kind.code: kind for kind in _KINDS})
"""Danh mục có sẵn."""
