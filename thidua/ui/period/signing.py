"""Ký giao ước trên màn hình: who has signed, the unit's own act, papers brought, all signatures."""

from pathlib import PurePosixPath

import streamlit as st

from thidua.domain.access.permissions import Permission, is_own_unit, units_of
from thidua.domain.covenant.signature import (
    BY_FILE,
    WAY_WORDS,
    CovenantSignature,
    SignatureWay,
    Signing,
)
from thidua.domain.period.stage import CLOSED, Stage
from thidua.frames import covenant as covenant_frames
from thidua.frames import signing as frames
from thidua.services.covenant import covenants, signatures
from thidua.services.covenant.signatures import SignedPaper, Signer
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports, tables
from thidua.ui.widgets.downloads import Offer
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel
from thidua.web.heavy import heavy

_TEXT_HEIGHT = 240


def draw(ctx: Context) -> None:
    """Vẽ phần ký giao ước."""
    signing = signatures.view(ctx.work)
    st.markdown(f"**{literal(signing.words)}**")
    _state(signing)
    own = _own_units(ctx, signing)
    for unit in own:
        _own(ctx, signing, unit)
    if _looks_after(ctx) and signing.is_open:
        _on_behalf(ctx, signing, [unit for unit in signing.missing if unit not in own])
    _signatures(ctx, signing)


def _state(signing: Signing) -> None:
    """Lúc này ký được hay không, calmly."""
    if signing.stage is Stage.PREPARE:
        st.caption("Giao ước còn soạn; các đơn vị ký khi kỳ sang giai đoạn «Ký giao ước».")
    elif signing.is_open and signing.is_amended:
        st.caption(
            f"Giao ước sửa đổi sau giai đoạn ký: các đơn vị ký lại bản {signing.version}. Chữ ký "
            "của bản trước vẫn được giữ và ghi rõ là của bản ấy."
        )
    elif not signing.is_open:
        why = "Kỳ đã chốt" if signing.stage in CLOSED else "Giai đoạn ký đã qua"
        st.caption(f"{why}; các chữ ký được giữ để xem.")


def _own_units(ctx: Context, signing: Signing) -> list[str]:
    """Đơn vị mà người này là cán bộ."""
    return [unit for unit in signing.units if is_own_unit(ctx.actor, ctx.period, unit)]


def _looks_after(ctx: Context) -> bool:
    """Người lo cả khối, who may bring the paper of any unit."""
    return units_of(ctx.actor, Permission.SIGN_COVENANT, ctx.period) is None


def _own(ctx: Context, signing: Signing, unit: str) -> None:
    """Việc của chính đơn vị: what it signed, or the act itself."""
    name, signed = literal(signing.units[unit]), signing.in_force.get(unit)
    if signed is not None:
        st.success(
            f"{name} đã ký bản {signed.version}: {literal(signed.signer)}. "
            f"{literal(signed.way_words)}."
        )
        return
    if not signing.is_open:
        return
    with st.container(border=True):
        st.subheader(f"{name} ký giao ước bản {signing.version}", anchor=False)
        before = signing.earlier(unit)
        if before is not None:
            st.markdown(
                f"Đơn vị đã ký bản {before.version}; giao ước đã sửa đổi nên cần ký lại. Phần "
                "«Các bản» so hai bản."
            )
        _text(ctx, signing)
        _signer_fields(unit)
        ctx.button(
            f"Ký giao ước bản {signing.version}",
            lambda: ctx.act(
                signatures.press,
                f"Đã ký giao ước bản {signing.version}.",
                unit=unit,
                signer=_signer(unit),
                seen=signing.fingerprint,
            ),
            key=f"ky-{unit}",
            type="primary",
            icon=":material/signature:",
        )
        if st.toggle("Ký trên giấy hoặc bằng tệp ký số", key=f"ky-giay-{unit}"):
            _paper(ctx, signing, unit, place=unit, is_own=True)


def _text(ctx: Context, signing: Signing) -> None:
    """Nội dung đem ký, with its fingerprint."""
    covenant = covenants.load(ctx.session, ctx.period)
    tables.draw(
        once(covenant_frames.criteria_frame, covenant),
        height=_TEXT_HEIGHT,
        alt="Nội dung giao ước đem ký",
    )
    st.caption(
        f"Bản {signing.version}, mã đối chiếu {signing.fingerprint}. Quy tắc xếp hạng ở phần «Xếp "
        "hạng và khen thưởng»; văn bản đầy đủ tải ở phần «Nhập, xuất»."
    )


def _signer_fields(place: str) -> None:
    left, right = st.columns(2)
    left.text_input("Họ tên người ký", key=f"nguoi-ky-{place}")
    right.text_input("Chức vụ", key=f"chuc-vu-ky-{place}")


def _signer(place: str) -> Signer:
    return Signer(
        st.session_state[f"nguoi-ky-{place}"] or "", st.session_state[f"chuc-vu-ky-{place}"] or ""
    )


def _on_behalf(ctx: Context, signing: Signing, missing: list[str]) -> None:
    """Nộp giấy đã ký thay một đơn vị."""
    if not missing:
        return
    inside = panel("Nộp giấy đã ký thay một đơn vị", key="mo-ky-thay", icon=":material/upload:")
    if inside is None:
        return
    with inside:
        st.caption("Chỉ đơn vị bấm ký được; ở đây nộp giấy mà đơn vị đã ký, và ghi rõ là giấy nào.")
        unit = st.selectbox(
            "Đơn vị", missing, format_func=lambda one: signing.units.get(one, one), key="ky-thay"
        )
        _signer_fields("thay")
        if unit is not None:
            _paper(ctx, signing, unit, place="thay", is_own=False)


def _paper(ctx: Context, signing: Signing, unit: str, *, place: str, is_own: bool) -> None:
    """Chọn tệp giấy đã ký rồi nộp."""
    key = f"tep-ky-{place}"
    turn = st.session_state.setdefault(f"{key}-luot", 0)
    ways = [way for way in SignatureWay if way in BY_FILE]
    way = st.radio(
        "Loại tệp", ways, format_func=WAY_WORDS.__getitem__, key=f"loai-{key}", horizontal=True
    )
    if way is SignatureWay.SIGNED_PDF:
        st.caption(
            "Phần mềm kiểm tra tệp còn nguyên từ khi ký, tên và hạn chứng thư; không hỏi ra ngoài "
            "nên không biết chứng thư có bị thu hồi hay không."
        )
    st.text_input(
        "Văn bản (không bắt buộc)" if is_own else "Văn bản: số, ngày, ai ký tên trên đó",
        key=f"van-ban-{key}",
    )
    file = st.file_uploader(
        "Tệp đã ký (PDF, PNG, JPEG, WEBP)",
        type=signatures.ENDINGS,
        max_upload_size=signatures.LARGEST,
        key=f"{key}-{turn}",
    )

    def bring() -> None:
        content, name = (b"", "") if file is None else (file.getvalue(), file.name)
        examined = None
        if way is SignatureWay.SIGNED_PDF:
            with heavy():
                examined = signatures.examine(content, name)
        paper = SignedPaper(
            way=way,
            content=content,
            file_name=name,
            document=st.session_state[f"van-ban-{key}"] or "",
            examined=examined,
        )
        imports.apply(
            ctx,
            key,
            signatures.bring,
            f"Đã ghi chữ ký của {signing.units[unit]} cùng tệp làm chứng.",
            unit=unit,
            signer=_signer(place),
            paper=paper,
            seen=signing.fingerprint,
        )

    ctx.button("Nộp giấy đã ký", bring, key=f"nop-{key}", disabled=file is None)


def _signatures(ctx: Context, signing: Signing) -> None:
    """Bảng mọi chữ ký; one chosen gives its file, its check, and may be withdrawn."""
    if not signing.signatures:
        st.info("Chưa có chữ ký nào được ghi ở đây.")
        return
    tables.draw(frames.signatures_frame(signing), height="content", alt="Các chữ ký")
    listed = {one.key: one for one in reversed(signing.signatures)}
    inside = panel("Tệp, kết quả kiểm tra, rút chữ ký", key="mo-chu-ky")
    if inside is None:
        return
    with inside:
        key = st.selectbox(
            "Chữ ký", list(listed), format_func=lambda one: _called(signing, listed.get(one))
        )
        if key is not None:
            _one(ctx, signing, listed[key])


def _called(signing: Signing, one: CovenantSignature | None) -> str:
    if one is None:
        return ""
    return f"{signing.units.get(one.unit, one.unit)} · bản {one.version} · {one.way_words}"


def _one(ctx: Context, signing: Signing, one: CovenantSignature) -> None:
    st.markdown(f"Mã đối chiếu của bản đã ký: {one.fingerprint}")
    if one.found:
        st.markdown("\n".join(f"- {literal(line)}" for line in one.found.splitlines()))
    if one.file_name:
        path = PurePosixPath(one.file_name)
        offer = Offer(path.suffix.removeprefix("."), one.media_type, of_period=False)
        name = f"ky-{one.key}-{path.stem}"
        offer(f"Tải {path.name}", name, signatures.content, ctx, key=one.key)
        st.caption(f"SHA-256 {one.sha256}")
    if _may_withdraw(ctx, signing, one):
        reason = f"ly-do-rut-ky-{one.key}"
        st.text_input("Lý do rút chữ ký", key=reason)
        ctx.button(
            "Rút chữ ký",
            lambda: ctx.act(
                signatures.withdraw,
                "Đã rút chữ ký; chữ ký ấy vẫn được giữ trong danh sách.",
                key=one.key,
                reason=st.session_state[reason] or "",
            ),
            key=f"rut-ky-{one.key}",
        )


def _may_withdraw(ctx: Context, signing: Signing, one: CovenantSignature) -> bool:
    if not signing.is_open or signing.in_force.get(one.unit) != one:
        return False
    if is_own_unit(ctx.actor, ctx.period, one.unit):
        return True
    return one.way in BY_FILE and ctx.allows(Permission.SIGN_COVENANT, one.unit)
