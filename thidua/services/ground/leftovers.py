"""Tệp dở: what a backup, a restore or an upload leaves behind when its process is killed."""

from thidua.db.engine import folder_at
from thidua.files.whole_file import drop_left
from thidua.services.ground.store import FILES

COPIES = "sao-luu"
"""Thư mục của các bản sao lưu, beside their database."""

CHECKED, PUT_BACK = ".dang-khoi-phuc", ".dang-tra"
"""Đuôi của tệp đang được xem thử hay đặt lại chỗ cũ, beside the database."""


def tidy(url: str) -> None:
    """Dọn tệp dở của các tiến trình đã chết; what another may still be writing stays."""
    here = folder_at(url)
    drop_left(here, CHECKED, PUT_BACK)
    for folder in (here / FILES, here / COPIES, *(here / COPIES).glob(f"*.{FILES}")):
        drop_left(folder)
