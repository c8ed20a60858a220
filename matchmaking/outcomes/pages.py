"""The page of a story: a draft for the publishers, public only in the words agreed to."""

from typing import Any

from django.db.models.signals import post_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.content.models import NewsIndexPage, NewsPage
from portal.privacy import services as privacy

from ..enums import StoryState
from ..models import Story
from ..transitions import NotAllowedError
from . import words


def hand_over(story: Story) -> None:
    """Make the page of ``story`` (or give it the new words) and send it to the publishers."""
    page = story.page.specific if story.page else None
    fields = {"title": story.title, "summary": story.summary, "body": words.body(story)}
    if page is None:
        index = NewsIndexPage.objects.filter(locale__language_code="ja").order_by("path").first()
        if index is None:
            raise NotAllowedError(_("お知らせの一覧がまだありません。管理者にご連絡ください。"))
        page = NewsPage(slug=f"story-{story.pk}", live=False, **fields)
        _tag(page, story)
        index.add_child(instance=page)
        story.page = page.page_ptr
        story.save(update_fields=["page"])
    else:
        for name, value in fields.items():
            setattr(page, name, value)
        _tag(page, story)
    page.save_revision(user=story.created_by)
    workflow = page.get_workflow()
    if workflow is not None and page.current_workflow_state is None:
        workflow.start(page, story.created_by)


def _tag(page: Any, story: Story) -> None:
    page.sectors = [story.sector]
    page.themes = list(story.themes.all())


def take_down(story: Story, *, actor: Any) -> None:
    """Take the page of ``story`` from the public and from the publishers' list.

    Consent has ended: no right in the page tree is asked for.
    """
    if story.page is None:
        return
    page = story.page.specific
    if page.current_workflow_state is not None:
        page.current_workflow_state.cancel(user=actor)
    if page.live:
        page.unpublish()


def story_of(page: Any) -> Story | None:
    """The story that ``page`` tells."""
    known = Story.objects.select_related("company", "provider", "sector")
    return known.filter(page=page.pk).first() if page.pk else None


def may_be_public(page: Any, story: Story) -> bool:
    """Whether both sides agreed to exactly the words of ``page``."""
    return story.state == StoryState.AGREED and words.shown(page) == words.agreed(story)


def _keep_hidden(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Whoever publishes it, by whatever door: other words than the agreed ones stay hidden."""
    if not instance.live:
        return
    story = story_of(instance)
    if story is None or may_be_public(instance, story):
        return
    instance.live = False
    instance.live_revision = None
    instance.has_unpublished_changes = True
    privacy.record(action="story.kept_hidden", target=f"story:{story.pk}")


def _unpublish(sender: Any, instance: Story, **kwargs: Any) -> None:
    """No record of consent, no page."""
    page = Page.objects.filter(pk=instance.page_id).first() if instance.page_id else None
    if page is not None and page.live:
        page.specific.unpublish()


def connect() -> None:
    """Watch the page type of stories."""
    pre_save.connect(_keep_hidden, sender=NewsPage, dispatch_uid="matchmaking_story_agreed")
    post_delete.connect(_unpublish, sender=Story, dispatch_uid="matchmaking_story_deleted")
