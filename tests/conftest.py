"""The harness of every test; each concern has a module of its own in ``harness``."""

import pytest
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Locale, Page, Site

pytest_plugins = [
    "tests.harness.database",
    "tests.harness.network",
    "tests.harness.processes",
    "tests.harness.querysets",
    "tests.harness.responses",
    "tests.harness.servers",
    "tests.harness.site",
    "tests.harness.templates",
]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes do not name a test: a file made while collecting holds the time, and workers of
    xdist that collect different names refuse to run at all."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _clean_state():
    """Each test starts in Japanese with empty caches."""
    cache.clear()
    with translation.override("ja"):
        yield
    cache.clear()


@pytest.fixture
def root_page(db):
    """Wagtail's invisible root, above the home pages."""
    return Page.objects.get(depth=1)


@pytest.fixture
def site(db):
    """The default site, as migrations leave it."""
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def english(db):
    """The English locale beside the Japanese one."""
    return Locale.objects.get_or_create(language_code="en")[0]
