"""Every role against every kind of every room: what is not allowed shows nowhere."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

import search.indexing
from events.models import EventIndexPage, EventPage
from matchmaking.enums import NeedState, SeedState, Visibility
from matchmaking.models import Need, Seed
from portal.accounts.enums import Role
from portal.content import models
from portal.content.services import roles
from search import sources
from tests.factories import content
from tests.factories import events as make
from tests.matchmaking import factories as matching

WORD = "灯台守"
PUBLIC = {
    "guide",
    "tool",
    "figure",
    "community",
    "news",
    "page",
    "event",
    "past event",
    "seed",
    "need for all",
}
MEMBER = PUBLIC | {"need for members"}
COORDINATOR = MEMBER | {"need for coordinators"}
HIDDEN = {
    "need for members",
    "need for coordinators",
    "draft need",
    "expired need",
    "draft seed",
    "submitted seed",
    "expired seed",
    "unpublished guide",
    "unpublished event",
    "private guide",
    "draft of a public guide",
}
SEES = {
    "visitor": PUBLIC,
    "person without a company": PUBLIC,
    "company": MEMBER,
    "provider": MEMBER,
    Role.EDITOR: PUBLIC,
    Role.PUBLISHER: PUBLIC,
    Role.EVENT_MANAGER: PUBLIC,
    Role.COORDINATOR: COORDINATOR,
    Role.ADMINISTRATOR: COORDINATOR,
}


def titled(name: str) -> str:
    return f"{WORD} {name}"


def event_page(index, name, *, days, published=True):
    event = make.make_event()
    make.make_session(event, starts_at=timezone.now() + timedelta(days))
    page = EventPage(
        event=event, title=titled(name), slug=event.code, summary="催し", locale=index.locale
    )
    index.add_child(instance=page)
    if published:
        page.save_revision().publish()
    else:
        page.unpublish()


def make_world() -> None:
    """Something of each kind in each state, all of it named by ``WORD``."""
    homes = content.homes()
    for kind, page_type in {
        "guide": models.GuidePage,
        "tool": models.ToolPage,
        "figure": models.FigurePage,
        "community": models.CommunityPage,
        "news": models.NewsPage,
        "page": models.StandardPage,
    }.items():
        content.page(page_type, title=titled(kind), slug=f"the-{kind}")
    content.page(title=titled("unpublished guide")).unpublish()
    content.page(title="公開中").save_revision(clean=False)
    changed = content.page(title="前の題名")
    changed.title = titled("draft of a public guide")
    changed.save_revision()
    private = content.page(title=titled("private guide"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    index = EventIndexPage(title="イベント", slug="events", locale=homes["ja"].locale)
    homes["ja"].add_child(instance=index)
    event_page(index, "event", days=30)
    event_page(index, "past event", days=-30)
    event_page(index, "unpublished event", days=30, published=False)
    gone = timezone.localdate() - timedelta(1)
    for name, fields in {
        "need for all": {"visibility": Visibility.PUBLIC_ANONYMOUS},
        "need for members": {"visibility": Visibility.MEMBERS},
        "need for coordinators": {"visibility": Visibility.COORDINATOR},
        "draft need": {"visibility": Visibility.PUBLIC_ANONYMOUS, "state": NeedState.DRAFT},
        "expired need": {"visibility": Visibility.PUBLIC_ANONYMOUS, "expires_on": gone},
    }.items():
        matching.need(title=titled(name), **fields)
    for name, fields in {
        "seed": {},
        "draft seed": {"state": SeedState.DRAFT},
        "submitted seed": {"state": SeedState.SUBMITTED},
        "expired seed": {"expires_on": gone},
    }.items():
        matching.seed(title=titled(name), **fields)
    search.indexing.rebuild()


def visitor_as(role: str) -> Client:
    """Somebody of ``role`` at the portal."""
    client = Client()
    if role in Role.values:
        user = matching.staff()
        user.groups.add(Group.objects.get(name=role))
    elif role == "person without a company":
        user = matching.member()
    else:
        user = matching.member(matching.organization(provider=role == "provider"))
    if role != "visitor":
        client.force_login(user)
    return client


def named(titles) -> set[str]:
    return {title.removeprefix(f"{WORD} ") for title in titles if title.startswith(WORD)}


def shown(client: Client, query: str, *, pages: int = 2, **params) -> set[str]:
    found: set[str] = set()
    for page in range(1, pages + 1):
        response = client.get("/search/", {"q": query, "page": page, **params})
        found |= named(card.hit.title for card in response.context["cards"])
    return found


def suggested(client: Client, typed: str) -> set[str]:
    answer = client.get("/search/suggest/", {"q": typed}).json()
    return named(item["text"] for item in answer["suggestions"])


class TestRoles(TestCase):
    """One world for all roles, made once."""

    @classmethod
    def setUpTestData(cls):
        roles.setup()
        make_world()

    def test_each_role_finds_what_it_may_see_and_nothing_else(self):
        for role, sees in SEES.items():
            with self.subTest(role=str(role)):
                self.check(visitor_as(role), sees)

    def check(self, client: Client, sees: set[str]) -> None:
        assert shown(client, WORD) == sees
        found = client.get("/search/", {"q": WORD}).context["found"]
        assert found.total == sum(found.facets["kind"].values()) == len(sees)
        for kind in {kind for source in sources.registered() for kind in source.kinds}:
            assert shown(client, WORD, kind=kind, pages=1) <= sees
        assert suggested(client, WORD) <= sees
        for name in HIDDEN:
            assert suggested(client, name) == sees & {name}
        feed = client.get("/search/feed/", {"q": WORD}).content.decode()
        assert not any(f"{WORD} {name}<" in feed for name in HIDDEN)
        assert all(f"{WORD} {name}<" in feed for name in PUBLIC)
        related = client.get("/guides/the-guide/").content.decode().split("あわせて読む")[1]
        assert WORD in related
        assert not any(name in related for name in HIDDEN)

    def test_what_is_withdrawn_without_a_word_to_the_index_is_not_shown(self):
        models.GuidePage.objects.filter(title=titled("guide")).update(live=False)
        EventPage.objects.filter(title=titled("event")).update(live=False)
        Need.objects.filter(title=titled("need for all")).update(state=NeedState.CLOSED)
        Seed.objects.filter(title=titled("seed")).update(state=SeedState.CLOSED)
        gone = {"guide", "event", "need for all", "seed"}
        assert shown(Client(), WORD) == PUBLIC - gone
        for name in gone:
            assert name not in suggested(Client(), f"{WORD} {name}")

    def test_a_page_with_hits_of_every_room_costs_little(self):
        """Two for the engine, one for each of the sources on the page."""
        for query, most in ((WORD, 6), (f"{WORD} イベント", 5), ("30日 イベント", 5)):
            Client().get("/search/", {"q": query})
            with CaptureQueriesContext(connection) as captured:
                Client().get("/search/", {"q": query})
            assert len(captured) <= most, [query["sql"][:80] for query in captured]
