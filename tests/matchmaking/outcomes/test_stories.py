"""Stories: exactly the words both sides agreed to are public, while they agree."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from matchmaking import wagtail_hooks
from matchmaking.enums import StoryState
from matchmaking.models import Story, StoryAgreement
from matchmaking.outcomes import own_data, stories, words
from matchmaking.transitions import NotAllowedError
from portal.content.models import NewsIndexPage, NewsPage
from portal.content.searchable import ContentSource
from portal.content.services import opening_tree, roles
from portal.delivery import line, worker
from portal.delivery.models import Mail
from portal.privacy.models import Consent
from portal.taxonomy.models import Theme
from tests.matchmaking import factories

from .worlds import Met

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "控えを外に出したら、三日で戻せた",
    "summary": "工場の図面が開けなくなった会社が、控えの取り方を変えました。",
    "trouble": "図面の控えが元の箱の隣にしかありませんでした。\n戻したこともありませんでした。",
    "support": "一日かけて置き方を見直し、一組を外に出しました。",
    "result": "半年後に同じことが起き、三日で戻せました。",
    "with_names": False,
}


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


def written(met, **changes):
    themes = Theme.objects.filter(code="ransomware_backup")
    coordinator = factories.staff("coordinator")
    return stories.save(
        introduction=met.introduction, actor=coordinator, themes=themes, **{**WORDS, **changes}
    )


def asked(met, **changes):
    return stories.ask(story=written(met, **changes), actor=None)


def agree(story, user, **how):
    how.setdefault("fingerprint", words.fingerprint(Story.objects.get(pk=story.pk)))
    return stories.agree(story=story, user=user, **how)


def agreed(met, **changes):
    story = asked(met, **changes)
    agree(story, met.company, names=story.with_names)
    agree(story, met.provider, names=story.with_names)
    story.refresh_from_db()
    return story


def published(met, **changes):
    story = agreed(met, **changes)
    story.page.specific.get_latest_revision().publish()
    story.page.refresh_from_db()
    return story


def test_only_what_went_well_is_told():
    met = Met(days=40)
    met.tell("not_continued")
    with pytest.raises(NotAllowedError, match="よい成果"):
        written(met)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("result", "助ける事務所に感謝します"),
        ("summary", "困った製作所の話"),
        ("support", "連絡は a@b.jp"),
    ],
)
def test_names_and_contacts_do_not_slip_in(met, field, text):
    with pytest.raises(NotAllowedError, match="載せられません"):
        written(met, **{field: text})


def test_both_sides_are_asked_by_mail(met, mail_server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    story = asked(met)
    worker.drain()
    line.hang_up()
    found = [one for one in mail_server.mails if "事例" in one["Subject"]]
    assert {one["To"] for one in found} == {met.company.email, met.provider.email}
    for one in found:
        assert story.get_absolute_url() in one.get_body(("plain",)).get_content()


def test_with_both_consents_a_draft_waits_for_the_publishers(met, news):
    story = asked(met)
    agree(story, met.company)
    story.refresh_from_db()
    assert (story.state, story.page) == (StoryState.ASKED, None)
    agree(story, met.provider)
    story.refresh_from_db()
    page = story.page.specific
    assert story.state == StoryState.AGREED
    assert (page.live, page.get_parent().pk) == (False, news.pk)
    assert page.current_workflow_state is not None
    assert Consent.objects.filter(subject__startswith="story:").count() == 2


def test_once_published_it_is_found_by_theme_and_sector_and_names_nobody(met, news):
    story = published(met)
    found = ContentSource().document(story.page_id)
    assert found.themes == ("ransomware_backup",)
    assert found.sectors == ("manufacturing",)
    assert "三日で戻せました" in found.body
    assert "製作所" not in found.body + found.title
    assert "助ける事務所" not in found.body


def test_with_extra_consent_names_are_shown(met, news):
    story = asked(met, with_names=True)
    with pytest.raises(NotAllowedError, match="事業者名"):
        agree(story, met.company)
    agree(story, met.company, names=True)
    agree(story, met.provider, names=True)
    story.refresh_from_db()
    story.page.specific.get_latest_revision().publish()
    assert "困った製作所株式会社" in ContentSource().document(story.page_id).body


def test_a_consent_is_to_the_words_that_were_read(met):
    story = asked(met)
    read = words.fingerprint(story)
    agree(story, met.company)
    written(met, result="翌日に戻せました。")
    stories.ask(story=Story.objects.get(), actor=None)
    with pytest.raises(NotAllowedError, match="文章が変わりました"):
        agree(story, met.provider, fingerprint=read)
    assert not StoryAgreement.objects.filter(withdrawn_at__isnull=True).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "別の題"},
        {"with_names": True},
        {"themes": ()},
        {"trouble": WORDS["trouble"] + "。"},
    ],
)
def test_every_change_has_another_fingerprint(met, change):
    story = written(met)
    before = words.fingerprint(story)
    themes = change.pop("themes", story.themes.all())
    stories.save(introduction=met.introduction, actor=None, themes=themes, **{**WORDS, **change})
    assert words.fingerprint(Story.objects.get()) != before


def test_saving_the_same_words_again_asks_nobody(met):
    story = asked(met)
    agree(story, met.company)
    written(met)
    story.refresh_from_db()
    assert story.state == StoryState.ASKED
    assert stories.agreement(story, "company")


def test_a_change_takes_the_page_down_and_asks_again(met, news):
    story = published(met)
    written(met, result="翌日に戻せました。")
    story = Story.objects.get()
    assert (story.state, story.page.live) == (StoryState.DRAFT, False)
    assert ContentSource().document(story.page_id) is None
    stories.ask(story=story, actor=None)
    agree(story, met.company)
    agree(story, met.provider)
    story.page.specific.get_latest_revision().publish()
    assert "翌日" in ContentSource().document(story.page_id).body


@pytest.mark.parametrize("side", ["company", "provider"])
def test_either_side_takes_it_back_at_once(met, news, side):
    story = published(met)
    assert ContentSource().document(story.page_id)
    stories.withdraw(story=story, user=getattr(met, side))
    story.refresh_from_db()
    assert story.state == StoryState.WITHDRAWN
    assert not Page.objects.get(pk=story.page_id).live
    assert not Consent.objects.filter(
        subject__startswith="story:", withdrawn_at__isnull=True
    ).exists()
    with pytest.raises(NotAllowedError):
        stories.withdraw(story=story, user=getattr(met, side))


def test_other_words_are_never_public_whoever_publishes(met, news):
    story = agreed(met)
    page = NewsPage.objects.get(pk=story.page_id)
    page = page.get_latest_revision_as_object()
    page.summary = "困った製作所の事例です。"
    page.save_revision().publish()
    assert not NewsPage.objects.get(pk=page.pk).live
    page.summary = WORDS["summary"]
    page.save_revision().publish()
    assert NewsPage.objects.get(pk=page.pk).live


def test_a_withdrawn_story_cannot_be_published(met, news):
    story = agreed(met)
    stories.withdraw(story=story, user=met.company)
    story.page.specific.get_latest_revision().publish()
    assert not NewsPage.objects.get(pk=story.page_id).live


def test_what_the_editor_of_the_admin_writes_around_the_words_does_not_matter(met, news):
    story = agreed(met)
    page = NewsPage.objects.get(pk=story.page_id).get_latest_revision_as_object()
    for block in page.body:
        if block.block_type == "text":
            block.value.source = block.value.source.replace("<p>", '<p data-block-key="x1">')
    page.save_revision().publish()
    assert NewsPage.objects.get(pk=page.pk).live


def test_a_link_slipped_in_does(met, news):
    story = agreed(met)
    page = NewsPage.objects.get(pk=story.page_id).get_latest_revision_as_object()
    block = next(one for one in page.body if one.block_type == "text")
    block.value.source = block.value.source.replace("図面", '<a href="https://x.example">図面</a>')
    page.save_revision().publish()
    assert not NewsPage.objects.get(pk=page.pk).live


def test_the_page_goes_when_the_record_of_consent_goes(met, news):
    story = published(met)
    met.company.memberships.get().organization.delete()
    assert not Story.objects.exists()
    assert not NewsPage.objects.get(pk=story.page_id).live


def test_declining_keeps_it_from_the_public_and_may_be_asked_anew(met):
    story = asked(met)
    agree(story, met.company)
    stories.decline(story=story, user=met.provider, note="題を変えてください")
    story.refresh_from_db()
    assert story.state == StoryState.DECLINED
    assert stories.agreement(story, "company") is None
    written(met, title="別の題")
    assert Story.objects.get().state == StoryState.DRAFT


def test_personal_data_is_handed_out_and_erased(met, news):
    story = published(met)
    copy = own_data.export(met.company)
    assert copy["story_agreements"][0]["side"] == "company"
    own_data.erase(met.company)
    story.refresh_from_db()
    assert story.state == StoryState.WITHDRAWN
    assert own_data.export(met.company)["story_agreements"] == []


class TestPages:
    @pytest.fixture(autouse=True)
    def _second_factor_shown(self, settings):
        settings.MFA_REQUIRED_PREFIXES = ()

    @pytest.mark.parametrize("role", ["stranger", "editor", "coordinator", "anonymous"])
    def test_only_the_two_sides_read_and_decide(self, met, client, role):
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

    def test_a_draft_is_shown_to_nobody_but_the_desk(self, met, client):
        story = written(met)
        client.force_login(met.company)
        assert client.get(story.get_absolute_url()).status_code == 404

    def test_a_side_reads_exactly_the_words_and_agrees(self, met, client, news):
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
        assert (
            "事例の文章を読む" in client.get(met.introduction.get_absolute_url()).content.decode()
        )

    def test_the_desk_writes_asks_and_lists(self, met, client):
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

    def test_a_publisher_is_told_why_other_words_are_not_published(self, met, rf, news):
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
