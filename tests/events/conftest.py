"""What tests of the time after an event share."""

import pytest

from events.surveys import attendance
from tests.factories import after


@pytest.fixture
def presence():
    """A keeper of attendance that tests fill themselves."""
    keeper = after.Presence()
    before = attendance.register(keeper)
    yield keeper
    attendance.register(before)
