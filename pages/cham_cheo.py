"""Trang «Chấm chéo»: the sheets a reviewer owes, each beside what the unit claims."""

from thidua.ui.frame import page
from thidua.ui.review import sheets

with page.opened("cham_cheo") as ctx:
    sheets.draw(ctx)
