"""Một bộ luật nhỏ: one document, one award, one requirement, to be spoiled by the tests."""

from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LawSheet

DOCUMENT = """
[[documents]]
code = "qc"
name = "Quy chế 01"
title = "Quy chế khối"
from = 2024-01-01
verified = "văn bản"
"""
AWARD = """
[[awards]]
slug = "giay-khen-khoi"
name = "Giấy khen của khối"
form = "hình thức khen thưởng"
level = "cơ sở"
for = ["tập thể"]
document = "qc"
article = "Điều 1"
verified = "văn bản"
"""
REQUIREMENT = """
[[requirements]]
code = "GK.1"
awards = ["giay-khen-khoi"]
text = "Phiếu đồng ý từ 80 %"
condition = { kind = "fact", fact = "ty_le_phieu", op = ">=", threshold = "80" }
document = "qc"
article = "Điều 2"
verified = "văn bản"
"""
SMALL = DOCUMENT + AWARD + REQUIREMENT


def file(text, name="luat.toml", layer=LawLayer.SHIPPED):
    """Một tệp luật."""
    return LawSheet(name, text, layer)
