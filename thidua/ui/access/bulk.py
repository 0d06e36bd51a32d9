"""Tài khoản bằng tệp: a workbook of people and roles, told first, then made with their slips."""

import streamlit as st

from thidua.frames.accounts import Slip
from thidua.services.access import account_list, accounts
from thidua.ui.access import slips
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports
from thidua.ui.widgets.panel import panel

_KEY = "tep-tai-khoan"


def draw(ctx: Context) -> None:
    """Vẽ khung nhập danh sách tài khoản."""
    inside = panel("Nhập nhiều tài khoản", key="mo-nhap-tai-khoan", icon=":material/group_add:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Mỗi dòng là một vai trò của một người. Nhập xong có phiếu giao tài khoản cho từng "
            "người mới, in ra và cắt rời."
        )
        downloads.template("Tải tệp mẫu", "mau-tai-khoan", account_list.account_template)
        chosen = imports.upload("Danh sách tài khoản (.xlsx, .xls, .ods)", _KEY)
        if chosen is None:
            return
        rows, findings = account_list.read(*chosen)
        found = account_list.preview(ctx.work, rows=rows, findings=findings)
        imports.show_changes(found)
        new = account_list.new_logins(ctx.work, rows=rows)
        seen = found.fingerprint

        def bring() -> None:
            # Digests are slow, so they are made before anything is written.
            made = {login: accounts.one_time_password() for login in new}
            imports.apply(
                ctx,
                _KEY,
                account_list.bring,
                f"Đã nhập danh sách: {len(new)} tài khoản mới.",
                rows=rows,
                findings=findings,
                passwords=made,
                seen=seen,
            )
            names = {row.login: row.full_name for row in reversed(rows)}
            slips.hand_out(
                Slip(login, names[login], password.typed) for login, password in made.items()
            )

        ctx.button(
            "Nhập danh sách", bring, key=f"{_KEY}-nhap", type="primary", disabled=found.is_refused
        )
