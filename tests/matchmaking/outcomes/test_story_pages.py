"""The pages of a story: who reads, agrees, writes, and who is told what."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matchmaking import wagtail_hooks
from matchmaking.enums import StoryState
from matchmaking.models import Story, StoryAgreement
from matchmaking.outcomes import stories, words
from portal.content.models import NewsPage
from portal.delivery.models import Mail
from tests.matchmaking import factories

from .worlds import WORDS, Met, agreed, asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor_shown(settings):
    settings.MFA_REQUIRED_PREFIXES = ()


@pytest.mark.parametrize("role", ["stranger", "editor", "coordinator", "anonymous"])
def test_only_the_two_sides_read_and_decide(met, client, role):
    story = asked(met)
    if role == "stranger":
        client.force_login(factories.member(factories.organization()))
    elif role != "anonymous":
        client.force_login(factories.staff(role))
    assert client.get(story.get_absolute_url()).status_code in (302, 404)
    for action in ("agree", "decline", "withdraw"):
        address = reverse("matchmaking:story_decide", args=[story.pk, action])
        done = client.post(address, {"fingerprint": words.fingerprint(story)})
        assert done.status_code in (302, 404)
    story.refresh_from_db()
    assert story.state == StoryState.ASKED
    assert not StoryAgreement.objects.exists()


def test_a_draft_is_shown_to_nobody_but_the_desk(met, client):
    story = written(met)
    client.force_login(met.company)
    assert client.get(story.get_absolute_url()).status_code == 404


def test_a_side_reads_exactly_the_words_and_agrees(met, client, news):
    story = asked(met)
    client.force_login(met.company)
    page = client.get(story.get_absolute_url()).content.decode()
    assert WORDS["result"] in page
    assert words.fingerprint(story) in page
    client.post(
        reverse("matchmaking:story_decide", args=[story.pk, "agree"]),
        {"fingerprint": words.fingerprint(story)},
    )
    assert stories.agreement(story, "company").person == met.company
    assert "同意を撤回" in client.get(story.get_absolute_url()).content.decode()
    assert "事例の文章を読む" in client.get(met.introduction.get_absolute_url()).content.decode()


def test_the_desk_writes_asks_and_lists(met, client):
    client.force_login(factories.staff("coordinator"))
    edit = reverse("matchmaking_desk:story_edit", args=[met.introduction.pk])
    assert client.get(edit).status_code == 200
    told = client.post(edit, {**WORDS, "with_names": "", "title": "困った製作所の話"})
    assert "載せられません" in told.content.decode()
    client.post(edit, {**WORDS, "with_names": "", "themes": ["ransomware_backup"]})
    story = Story.objects.get()
    assert client.get(edit).status_code == 200
    assert client.get(reverse("matchmaking_desk:story", args=[story.pk])).status_code == 200
    client.post(reverse("matchmaking_desk:story_ask", args=[story.pk]))
    story.refresh_from_db()
    assert story.state == StoryState.ASKED
    assert Mail.objects.filter(key__startswith="story-asked").count() == 2
    address = reverse("matchmaking_desk:stories")
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert story.title in client.get(address).content.decode()
    other = Met(days=40)
    other.tell("solved")
    asked(other)
    with CaptureQueriesContext(connection) as second:
        client.get(address)
    assert len(second) <= len(first)


def test_a_publisher_is_told_why_other_words_are_not_published(met, rf, news):
    story = agreed(met)
    request = rf.post("/admin/")
    request.session = {}
    request._messages = FallbackStorage(request)
    page = NewsPage.objects.get(pk=story.page_id)
    assert wagtail_hooks.only_agreed_words(request, page) is None
    assert wagtail_hooks.only_agreed_words(request, news) is None
    page.title = "別の題"
    assert wagtail_hooks.only_agreed_words(request, page).status_code == 302
    assert "もう一度双方の同意" in str(next(iter(request._messages)))
