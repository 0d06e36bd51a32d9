"""Chuẩn bị: what must be true of the data before the first person is served."""


def prepare() -> None:
    """Sẵn sàng dữ liệu: bring the database to the current version or create the demo."""
