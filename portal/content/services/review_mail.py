"""Mails of the workflow, through the outbox like every other mail."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from portal.delivery import mail

TEMPLATE = "content_review"


def submitted(*, task_state: TaskState) -> None:
    """Tell those who may approve that a page waits, but not who submitted it."""
    groups = getattr(task_state.task.specific, "groups", None)
    if groups is None:
        return
    author = task_state.workflow_state.requested_by_id
    reviewers = (
        User.objects.filter(groups__in=groups.all(), is_active=True)
        .exclude(pk=author)
        .distinct()
        .order_by("pk")
    )
    _queue("submitted", task_state, reviewers, f"review:submitted:{task_state.pk}")


def decided(*, workflow_state: WorkflowState, approved: bool) -> None:
    """Tell who submitted the page how it was decided."""
    author = workflow_state.requested_by
    if author is None or not author.is_active:
        return
    word = "approved" if approved else "rejected"
    task_state = workflow_state.current_task_state
    _queue(word, task_state, [author], f"review:{word}:{workflow_state.pk}:{task_state.pk}")


def _queue(word: str, task_state: TaskState, people: Iterable[Any], key: str) -> None:
    page = task_state.revision.as_object()
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for person in people:
        wishes = UserProfile.get_for_user(person)
        if not getattr(wishes, f"{word}_notifications"):
            continue
        mail.queue(
            key=f"{key}:{person.pk}",
            to=person.email,
            template=TEMPLATE,
            context={
                "word": word,
                "title": page.title,
                "name": person.get_full_name() or person.email,
                "comment": task_state.comment,
                "author": str(task_state.workflow_state.requested_by or ""),
                "url": settings.BASE_URL + path,
            },
            language=person.language,
        )
