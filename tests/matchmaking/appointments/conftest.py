"""An introduction whose sides may agree on a meeting."""

import pytest

from .. import talks


@pytest.fixture
def talk(settings):
    settings.REPLY_ADDRESS = "reply@in.example.jp"
    return talks.begin()
