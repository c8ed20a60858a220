"""From the editor's draft to the published page."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.users.models import UserProfile

from portal.content.models import GuidePage
from portal.content.selectors import moderation
from portal.content.services import publishing, roles
from portal.content.staff_home import waiting_for
from portal.delivery.models import Mail, OutboxMessage
from tests.factories import content

from .test_search import found


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def publisher(staff, editor):
    return staff("publisher")


@pytest.fixture
def draft(editor, guide):
    """A draft of the editor."""
    parent = guide.get_parent()
    page = GuidePage(title="新しい手引き", slug="new", live=False, owner=editor, summary="要約")
    parent.add_child(instance=page)
    page.save_revision(user=editor)
    return page


def test_editor_cannot_publish(editor, publisher, draft):
    assert not draft.permissions_for_user(editor).can_publish()
    assert draft.permissions_for_user(editor).can_submit_for_moderation()
    assert draft.permissions_for_user(publisher).can_publish()


def test_submitted_page_waits_for_the_publisher_and_is_published(editor, publisher, draft):
    state = draft.get_workflow().start(draft, editor)
    waiting = moderation.waiting(publisher)
    assert waiting[0].count == 1
    assert waiting[0].oldest is not None
    assert moderation.waiting(editor)[0].count == 0
    assert "/guides/new/" not in found("新しい手引き")

    task = state.current_task_state
    task.approve(user=publisher)

    draft.refresh_from_db()
    assert draft.live
    assert "/guides/new/" in found("新しい手引き")
    assert waiting_for(publisher) == []


def test_page_sent_back_waits_for_its_editor(editor, publisher, draft):
    state = draft.get_workflow().start(draft, editor)
    state.current_task_state.reject(user=publisher)
    labels = {str(item.label): item.count for item in waiting_for(editor)}
    assert labels == {"手直しを求められたページ": 1}
    draft.refresh_from_db()
    assert not draft.live


def test_scheduled_page_is_published_and_expires_in_time(homes):
    now = timezone.now()
    page = content.page(GuidePage, title="予約した手引き", slug="planned")
    page.unpublish()
    page.go_live_at = now + datetime.timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    publishing.publish_scheduled()
    assert not Page.objects.get(pk=page.pk).live

    revision = page.latest_revision
    revision.approved_go_live_at = now - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = (now - datetime.timedelta(minutes=1)).isoformat()
    revision.save()
    publishing.publish_scheduled()
    assert Page.objects.get(pk=page.pk).live
    assert found("予約した手引き") == {"/guides/planned/"}

    Page.objects.filter(pk=page.pk).update(expire_at=now - datetime.timedelta(seconds=1))
    publishing.publish_scheduled()
    assert not Page.objects.get(pk=page.pk).live
    assert found("予約した手引き") == set()


def test_setting_up_roles_twice_changes_nothing(staff):
    staff("editor")
    before = TaskState.objects.count(), roles.Workflow.objects.count()
    roles.setup()
    assert (TaskState.objects.count(), roles.Workflow.objects.count()) == before
    assert roles.GroupApprovalTask.objects.filter(name=roles.WORKFLOW).count() == 1


def mails():
    return [(mail.recipient, mail.subject) for mail in Mail.objects.order_by("pk")]


def test_mails_of_the_workflow_leave_through_the_outbox(editor, publisher, draft, mailoutbox):
    state = draft.get_workflow().start(draft, editor)
    assert mails() == [("publisher@example.jp", "【公開の確認】新しい手引き")]
    task = state.current_task_state
    task.comment = "図を足してください"
    task.save()
    task.reject(user=publisher, comment="図を足してください")
    assert mails()[1] == ("editor@example.jp", "【手直しのお願い】新しい手引き")
    assert "図を足してください" in Mail.objects.order_by("pk")[1].text
    state.refresh_from_db()
    state.resume(user=editor)
    state.refresh_from_db()
    state.current_task_state.approve(user=publisher)
    assert mails()[2:] == [
        ("publisher@example.jp", "【公開の確認】新しい手引き"),
        ("editor@example.jp", "【公開しました】新しい手引き"),
    ]
    assert mailoutbox == []
    assert OutboxMessage.objects.filter(topic="mail").count() == 4


def test_who_wants_no_mail_gets_none(editor, publisher, draft):
    wishes = UserProfile.get_for_user(publisher)
    wishes.submitted_notifications = False
    wishes.save()
    draft.get_workflow().start(draft, editor)
    assert mails() == []
