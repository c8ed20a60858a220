"""What the tests of stories share."""

import pytest

from portal.content.models import NewsIndexPage
from portal.content.services import opening_tree, roles

from .worlds import Met


@pytest.fixture
def met():
    found = Met(days=40)
    found.tell("solved")
    return found


@pytest.fixture
def news(db):
    """The list of news, and the workflow of the bureau."""
    home = opening_tree.homes()["ja"]
    index = NewsIndexPage(title="お知らせ", slug="news", locale=home.locale)
    home.add_child(instance=index)
    roles.setup()
    return index
