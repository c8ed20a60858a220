"""Fixtures of the room."""

import pytest
from django.core.cache import caches

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.services import person
from portal.content.services import roles
from portal.discovery.services import arrivals, asking
from search import sources, vocabulary
from search.engines import embedded
from search.engines.store import FileStore
from tests.search.fake import FakeSource


@pytest.fixture(autouse=True)
def nothing_held():
    """Each test begins with the shipped vocabulary and no counts in memory."""
    caches["searches"].clear()
    vocabulary.forget()
    asking._held.clear()
    asking._totals.clear()
    yield
    caches["searches"].clear()
    vocabulary.forget()
    asking._held.clear()
    asking._totals.clear()


@pytest.fixture
def source(monkeypatch) -> FakeSource:
    """The only registered source, without documents."""
    monkeypatch.setattr(sources, "_sources", {})
    fake = FakeSource()
    sources.register(fake)
    return fake


@pytest.fixture
def filled(source) -> FakeSource:
    """One document that was there before anybody looked."""
    source.add("old", "演習の手引き")
    arrivals.look()
    return source


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """An empty embedded engine in a file of its own."""
    made = embedded.EmbeddedEngine(FileStore(tmp_path / "search.sqlite3"))
    monkeypatch.setattr("search.api.get_engine", lambda: made)
    monkeypatch.setattr("search.indexing.get_engine", lambda: made)
    yield made
    made.store.close()


@pytest.fixture
def make_staff(db):
    """Makes a member of staff with one role."""

    def make(role: Role) -> User:
        roles.setup()
        user = User.objects.create_user(f"{role}@example.jp", family_name="局")
        return person.set_roles(user=user, roles={role})

    return make


@pytest.fixture
def editor_client(client, make_staff, settings):
    """Signed in as an editor; the second factor has tests of its own."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    client.force_login(make_staff(Role.EDITOR))
    return client


@pytest.fixture
def visitor(db) -> User:
    """A person with an account."""
    return User.objects.create_user("hanako@example.jp", family_name="八幡", given_name="花子")
