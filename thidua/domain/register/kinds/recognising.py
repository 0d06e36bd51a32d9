"""Thẩm quyền công nhận phạm vi: whose decision carries an initiative beyond its own office."""

import re

from thidua.domain.ground.text import spoken

_CENTRAL = (
    r"bo truong(?! phong\b)",
    r"tong thanh tra chinh phu\b",
    r"thong doc ngan hang nha nuoc\b",
    r"chu nhiem van phong (chinh phu|quoc hoi|chu tich nuoc)\b",
    r"chu nhiem (uy ban|ub) dan toc\b",
    r"thu truong co quan ngang bo\b",
    r"nguoi dung dau bo\b",
    r"chanh an (toa an nhan dan|tand) toi cao\b",
    r"vien truong (vien kiem sat nhan dan|vksnd) toi cao\b",
    r"tong kiem toan nha nuoc\b",
)
"""Người đứng đầu bộ, cơ quan ngang bộ và cơ quan trung ương ngang cấp, marks aside."""

_CITIES = r"(ha noi|ho chi minh|hcm|hai phong|da nang|can tho|hue|truc thuoc trung uong)"
_PROVINCIAL = (
    rf"chu tich (ubnd|uy ban nhan dan) (tinh|(thanh pho|tp) {_CITIES})\b",
    r"nguoi dung dau tinh\b",
)
_PLACES = {"tinh": (*_CENTRAL, *_PROVINCIAL), "toan_quoc": _CENTRAL}

WHO = {
    "tinh": (
        "người đứng đầu bộ, ngành, tỉnh (bộ trưởng, thủ trưởng cơ quan ngang bộ, chủ tịch UBND "
        "tỉnh hoặc thành phố trực thuộc trung ương)"
    ),
    "toan_quoc": "người đứng đầu bộ, ngành (bộ trưởng, thủ trưởng cơ quan ngang bộ)",
}
"""Ai công nhận từng phạm vi, for whoever must write it."""


def may_recognise(scope: str, signer: str) -> bool:
    """Người ký đủ thẩm quyền với phạm vi này: by the office that stands in what was written.

    Who signs for the head («KT.») signs the head's decision; a deputy alone is not known as one.
    """
    parts = re.split(r"[,;:()\n–-]", spoken(signer))
    offices = [re.sub(r"[.\s]+", " ", one).strip() for one in parts]
    wanted = _PLACES.get(scope, ())
    return any(
        re.match(rf"(kt |quyen |q )?{office}", one) is not None
        for one in offices
        for office in wanted
    )
