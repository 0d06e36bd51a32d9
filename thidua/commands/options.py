"""Tham số chung của các lệnh, and in whose name they act."""

from pathlib import Path
from typing import Annotated

import typer

from thidua.domain.access.permissions import administrator

ADMINISTRATOR = administrator("Quản trị (dòng lệnh)")
DAY_FORMS = ["%Y-%m-%d", "%d/%m/%Y"]

BookFile = Annotated[Path, typer.Argument(help="Sổ .xlsx, .xls, .ods hoặc .csv.")]
CheckOnly = Annotated[bool, typer.Option("--check", help="Chỉ xem trước, không ghi.")]
