"""Stories: exactly the words both sides agreed to are public, while they agree."""

import pytest
from wagtail.models import Page

from matchmaking.enums import StoryState
from matchmaking.models import Story, StoryAgreement
from matchmaking.outcomes import own_data, stories, words
from matchmaking.transitions import NotAllowedError
from portal.content.models import NewsPage
from portal.content.searchable import ContentSource
from portal.delivery import line, worker
from portal.privacy.models import Consent

from .worlds import WORDS, Met, agree, agreed, asked, published, written

pytestmark = pytest.mark.django_db


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
    organization = met.company.memberships.get().organization
    met.introduction.proposal.delete()
    assert Story.objects.get().page.live, "either side can still take its consent back"
    organization.delete()
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
