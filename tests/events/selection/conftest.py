"""The harness of this part."""

import pytest

from portal.content.services import roles
from tests.factories import content as content_factory


@pytest.fixture
def staff_room(settings, db):
    """Two steps of signing in have tests of their own; here staff are signed in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    content_factory.homes()
    roles.setup()
