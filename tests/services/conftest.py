"""Đồ dùng chung của lần thử dịch vụ."""

import pytest

from tests.noting import assert_as_recorded


@pytest.fixture
def as_recorded(database_url):
    """Cơ sở dữ liệu mới; whatever the test did with it, the record says the same at the end."""
    yield database_url
    assert_as_recorded()
