"""Trang «Chấm điểm»: what one hand gives one unit — in a grid, line by line, or from a file."""

from thidua.ui.frame import page
from thidua.ui.verify import sheet, sheet_choice

with page.opened("cham_diem") as ctx:
    unit, hand = sheet_choice.draw(ctx)
    sheet.draw(ctx, unit, hand)
