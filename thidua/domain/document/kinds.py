"""Các loại văn bản: what can be made, of what, under which sign, and what people write in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.access.permissions import Permission

LONGEST_FIELD = 20_000
"""Chỗ cho một lời người viết ở văn bản."""


class Subject(StrEnum):
    """Văn bản về điều gì trong kỳ: the block, a unit, a vote, a proposal, a council's meeting, a
    movement, or a unit in a movement."""

    BLOCK = "block"
    UNIT = "unit"
    VOTE = "vote"
    PROPOSAL = "proposal"
    MEETING = "meeting"
    MOVEMENT = "movement"
    JOINED = "joined"


LASTING = frozenset({Subject.BLOCK, Subject.UNIT, Subject.MOVEMENT, Subject.JOINED})
"""Điều năm sau vẫn còn, so that words of last year may be taken."""

BESIDE = "@"
"""Dấu giữa đơn vị và phong trào: «VP@tay-ninh-nong-thon-moi»."""


@dataclass(frozen=True, slots=True)
class HumanField:
    """Mục người viết: what no data say; `is_line` where it is one line of a form.

    `most` is how many signs it may have.
    """

    code: str
    label: str
    is_line: bool = False
    most: int = LONGEST_FIELD


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """Loại văn bản: its code, its name, and its short sign, empty where the decree knows none.

    A `is_bare` one is a sheet to be filled in by hand; an annex has no number of its own. What is
    `always_traced` shows the fingerprint whatever the letterhead says. A letter has a number, no
    name of its kind, and its matter under the number. `needs` is the right to see what it holds.
    `words_of` is the paper whose human fields it says again, empty for its own.
    """

    code: str
    name: str
    needs: Permission
    subject: Subject = Subject.BLOCK
    sign: str = ""
    fields: tuple[HumanField, ...] = ()
    is_annex: bool = False
    is_bare: bool = False
    is_wide: bool = False
    is_minutes: bool = False
    is_letter: bool = False
    always_traced: bool = False
    words_of: str = ""

    @property
    def is_numbered(self) -> bool:
        """Được cấp số."""
        return bool(self.sign) or self.is_letter

    @property
    def words_code(self) -> str:
        """Lời người viết lưu ở văn bản nào: its own, or that whose words it says again."""
        return self.words_of or self.code

    def field(self, code: str) -> HumanField:
        """Mục mang mã này."""
        return next(one for one in self.fields if one.code == code)


_PLACE = HumanField("dia_diem", "địa điểm", is_line=True)
_BEGIN = HumanField("bat_dau", "thời gian bắt đầu", is_line=True)
_END = HumanField("ket_thuc", "thời gian kết thúc", is_line=True)
_CHAIR = HumanField("chu_toa", "chủ tọa", is_line=True)
_SCRIBE = HumanField("thu_ky", "thư ký", is_line=True)
_ABOUT = HumanField("noi_dung", "nội dung cuộc họp", is_line=True)
_LEADS = HumanField("chu_tri", "người chủ trì", is_line=True)
_WHEN = HumanField("thoi_gian", "thời gian họp", is_line=True)
_AGENDA = HumanField("chuong_trinh", "chương trình họp")
_LIMITS = HumanField("han_che", "hạn chế, nguyên nhân")
_PLANS = HumanField("phuong_huong", "phương hướng, nhiệm vụ")
_ASKS = HumanField("kien_nghi", "đề xuất, kiến nghị")

_OF_REPORT = (
    HumanField("chi_dao", "công tác chỉ đạo, triển khai"),
    HumanField("phong_trao", "kết quả các phong trào thi đua"),
    HumanField("khen_trong_nam", "công tác khen thưởng của năm"),
    HumanField("sang_kien", "sáng kiến"),
    HumanField("dien_hinh", "điển hình tiên tiến"),
    HumanField("an_sinh", "đỡ đầu, an sinh xã hội"),
    HumanField("hoat_dong", "hoạt động khối, tập huấn, tuyên truyền"),
    HumanField("kiem_tra", "kiểm tra, giám sát; đơn thư"),
)

_ALL = (
    DocumentKind(
        code="bien-ban-binh-xet",
        name="Biên bản họp bình xét, suy tôn",
        needs=Permission.VIEW_VOTES,
        sign="BB",
        fields=(
            *(_BEGIN, _PLACE, HumanField("dai_dien", "người đại diện các đơn vị", is_line=True)),
            *(HumanField("khach_moi", "khách mời", is_line=True), _CHAIR, _SCRIBE),
            HumanField("chuong_trinh", "chương trình họp"),
            HumanField("mo_dau", "tuyên bố lý do"),
            HumanField("thao_luan", "ý kiến thảo luận"),
            HumanField("de_nghi", "đề nghị khen thưởng đã bình xét"),
            HumanField("ket_luan", "kết luận của chủ tọa"),
            _END,
        ),
        is_minutes=True,
        always_traced=True,
    ),
    DocumentKind(
        code="bien-ban-kiem-phieu",
        name="Biên bản kiểm phiếu",
        needs=Permission.VIEW_VOTES,
        subject=Subject.VOTE,
        sign="BB",
        fields=(
            *(_BEGIN, _PLACE),
            HumanField("to_truong", "tổ trưởng tổ kiểm phiếu", is_line=True),
            HumanField("thanh_vien", "thành viên tổ kiểm phiếu", is_line=True),
            *(_CHAIR, HumanField("so_ban", "số bản biên bản", is_line=True)),
        ),
        is_minutes=True,
        always_traced=True,
    ),
    DocumentKind(
        code="phieu-bau",
        name="Phiếu bầu, phiếu suy tôn",
        needs=Permission.SET_UP_VOTE,
        subject=Subject.VOTE,
        is_bare=True,
    ),
    DocumentKind(
        code="phieu-lay-y-kien",
        name="Phiếu lấy ý kiến bằng văn bản",
        needs=Permission.SET_UP_VOTE,
        subject=Subject.VOTE,
        fields=(HumanField("han_gui", "ngày gửi lại phiếu", is_line=True),),
        is_bare=True,
    ),
    DocumentKind(
        code="bang-tong-hop",
        name="Bảng tổng hợp điểm",
        needs=Permission.VIEW_STANDINGS,
        is_annex=True,
        is_wide=True,
    ),
    DocumentKind(
        code="phieu-diem",
        name="Phiếu điểm của đơn vị",
        needs=Permission.VIEW_SHEET,
        subject=Subject.UNIT,
        is_annex=True,
    ),
    DocumentKind(
        code="bien-ban-hoi-dong",
        name="Biên bản họp hội đồng",
        needs=Permission.VIEW_VOTES,
        subject=Subject.MEETING,
        sign="BB",
        fields=(
            HumanField("thao_luan", "ý kiến thảo luận"),
            HumanField("ket_luan", "kết luận của chủ tọa"),
        ),
        is_minutes=True,
        always_traced=True,
    ),
    DocumentKind(
        code="quyet-dinh-sang-kien",
        name="Dự thảo Quyết định công nhận sáng kiến",
        needs=Permission.EDIT_COUNCIL,
        subject=Subject.MEETING,
        sign="QĐ",
        fields=(
            HumanField("can_cu", "văn bản quy định thẩm quyền công nhận sáng kiến", is_line=True),
            HumanField("quyen_loi", "quyền lợi của tác giả"),
            HumanField("thi_hanh", "ai chịu trách nhiệm thi hành"),
        ),
    ),
    DocumentKind(
        code="thong-bao",
        name="Thông báo kết quả",
        needs=Permission.VIEW_STANDINGS,
        sign="TB",
        fields=(
            HumanField("noi_hoi", "nơi giải đáp thắc mắc", is_line=True),
            HumanField("han_hoi", "hạn nhận kiến nghị", is_line=True),
        ),
    ),
    DocumentKind(
        code="to-trinh",
        name="Tờ trình đề nghị khen thưởng, kèm danh sách",
        needs=Permission.VIEW_AWARDS,
        sign="TTr",
        fields=(HumanField("bien_ban", "số, ngày biên bản họp bình xét", is_line=True),),
    ),
    DocumentKind(
        code="phieu-tham-dinh",
        name="Phiếu thẩm định hồ sơ",
        needs=Permission.VIEW_AWARDS,
        subject=Subject.PROPOSAL,
        fields=(HumanField("ket_luan", "kết luận thẩm định"),),
        is_wide=True,
    ),
    DocumentKind(
        code="bao-cao-thanh-tich",
        name="Báo cáo thành tích",
        needs=Permission.VIEW_AWARDS,
        subject=Subject.PROPOSAL,
        sign="BC",
        fields=(
            HumanField("tom_tat", "tóm tắt thành tích cho danh sách tờ trình", most=600),
            HumanField("so_luoc", "sơ lược đặc điểm, tình hình"),
            HumanField("ly_lich", "ngày sinh, quê quán, trình độ", is_line=True),
            HumanField("nhiem_vu", "nhiệm vụ được giao"),
            HumanField("bien_phap", "biện pháp, nguyên nhân đạt thành tích"),
            HumanField("chu_truong", "thực hiện chủ trương của Đảng, hoạt động đoàn thể"),
            HumanField("nguoi_xac_nhan", "họ tên người xác nhận", is_line=True),
        ),
    ),
    DocumentKind(
        code="giao-uoc",
        name="Giao ước thi đua",
        needs=Permission.VIEW_COVENANT,
        fields=(
            HumanField("mo_dau", "lời mở đầu"),
            HumanField("trach_nhiem", "trách nhiệm, hiệu lực"),
        ),
    ),
    DocumentKind(
        code="bang-dang-ky",
        name="Bảng đăng ký giao ước, chỉ tiêu",
        needs=Permission.VIEW_SHEET,
        subject=Subject.UNIT,
        fields=(
            HumanField("phong_trao", "phong trào đăng ký"),
            HumanField("ghi_chu", "ghi chú của đơn vị"),
        ),
        is_annex=True,
    ),
    DocumentKind(
        code="bao-cao-khoi",
        name="Báo cáo sơ kết, tổng kết của khối",
        needs=Permission.VIEW_STANDINGS,
        sign="BC",
        fields=(
            *_OF_REPORT,
            *(_LIMITS, _PLANS, _ASKS),
        ),
    ),
    DocumentKind(
        code="bao-cao-don-vi",
        name="Báo cáo 6 tháng, năm của đơn vị",
        needs=Permission.VIEW_REPORTS,
        subject=Subject.UNIT,
        sign="BC",
        fields=(*_OF_REPORT, _LIMITS, _PLANS, _ASKS),
    ),
    DocumentKind(
        code="bao-cao-phong-trao",
        name="Báo cáo sơ kết, tổng kết phong trào",
        needs=Permission.VIEW_MOVEMENTS,
        subject=Subject.MOVEMENT,
        sign="BC",
        fields=(
            HumanField("chi_dao", "bối cảnh, công tác chỉ đạo"),
            HumanField("thuc_hien", "kết quả thực hiện, nhiệm vụ của các đơn vị"),
            HumanField("khen_trong_phong_trao", "khen thưởng trong phong trào"),
            HumanField("dien_hinh", "điển hình, mô hình"),
            HumanField("ket_qua", "đánh giá kết quả"),
            HumanField("tac_dong", "đánh giá tác động"),
            HumanField("ton_tai", "tồn tại, hạn chế, nguyên nhân"),
            HumanField("bai_hoc", "bài học kinh nghiệm"),
            *(_PLANS, _ASKS),
        ),
    ),
    DocumentKind(
        code="ke-hoach",
        name="Kế hoạch hưởng ứng phong trào",
        needs=Permission.VIEW_REPORTS,
        subject=Subject.JOINED,
        sign="KH",
        fields=(
            HumanField("muc_dich", "mục đích, yêu cầu"),
            HumanField("noi_dung", "nội dung thực hiện"),
            HumanField("chi_tieu", "chỉ tiêu của đơn vị"),
            HumanField("to_chuc", "tổ chức thực hiện"),
            HumanField("dau_moi", "nơi nhận phản ánh vướng mắc", is_line=True),
        ),
    ),
    DocumentKind(
        code="cong-van-don-doc",
        name="Công văn đôn đốc báo cáo, đăng ký",
        needs=Permission.REMIND,
        fields=(
            HumanField("han_moi", "ngày đề nghị gửi", is_line=True),
            HumanField("dau_moi", "đầu mối nhận", is_line=True),
        ),
        is_letter=True,
    ),
    DocumentKind(
        code="giay-moi",
        name="Giấy mời họp",
        needs=Permission.WRITE_DOCUMENT,
        sign="GM",
        fields=(
            HumanField("kinh_moi", "người được mời", is_line=True),
            *(_ABOUT, _LEADS, _WHEN, _PLACE, _AGENDA),
        ),
    ),
    DocumentKind(
        code="chuong-trinh",
        name="Chương trình họp",
        needs=Permission.VIEW_VOTES,
        sign="CTr",
        fields=(_ABOUT, _LEADS, _WHEN, _PLACE, _AGENDA),
        words_of="giay-moi",
    ),
)

KINDS: Mapping[str, DocumentKind] = MappingProxyType({one.code: one for one in _ALL})
"""Các loại văn bản, by code."""
