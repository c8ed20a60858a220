"""What the tests of the thread share."""

import pytest

from .. import talks


@pytest.fixture
def by_mail(settings):
    """This portal takes mail in."""
    settings.REPLY_ADDRESS = "reply@in.example.jp"


@pytest.fixture
def talk(db, by_mail):
    """A thread whose contacts are disclosed."""
    return talks.begin()
