"""Trang «Dữ liệu cá nhân»: what is kept on a person, a copy of it, and what was asked of it."""

from thidua.frames import record as frames
from thidua.services.record.personal import holdings
from thidua.ui.frame import page
from thidua.ui.record import personal as panel
from thidua.ui.widgets import tables

with page.opened("du_lieu_ca_nhan", choose_period=False) as ctx:
    subject = panel.choose(ctx)
    found = holdings.view(ctx.work, subject)
    panel.head(found)
    tables.draw(frames.kept_frame(found), alt="Đang giữ gì, vì sao và đến khi nào")
    panel.copies_of(ctx, subject)
    panel.asked(ctx, subject)
    panel.answer(ctx)
    panel.grounds(ctx)
    panel.correct(ctx, subject)
    panel.erase(ctx, subject)
