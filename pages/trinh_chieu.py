"""Trang «Trình chiếu»: whoever leads the meeting leads its screen from here."""

from thidua.ui.document import deck as deck_panel
from thidua.ui.frame import page
from thidua.ui.meeting import desk, links, points

asked = desk.asked()
with page.opened("trinh_chieu") as ctx:
    desk.require_answered(ctx, asked)
    ctx.require_covenant()
    desk.draw(ctx)
    links.draw(ctx)
    points.draw(ctx)
    deck_panel.draw(ctx)
