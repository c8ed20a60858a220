"""Wagtail's workflow signals, answered by our mails instead of Wagtail's.

Wagtail sends at once, inside the request: a mail server that is down would make people
wait, and the mail would be lost. Its receivers are kept out by taking their places
first: a second receiver with the same ``dispatch_uid`` is not connected.
"""

from typing import Any

from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from .services import review_mail


def _submitted(sender: Any, instance: TaskState, **kwargs: Any) -> None:
    if isinstance(instance.workflow_state.content_object, Page):
        review_mail.submitted(task_state=instance)


def _approved(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    if isinstance(instance.content_object, Page):
        review_mail.decided(workflow_state=instance, approved=True)


def _rejected(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    if isinstance(instance.content_object, Page):
        review_mail.decided(workflow_state=instance, approved=False)


def _started(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    """The reviewers hear of the task; nobody needs a second mail."""


def connect() -> None:
    """Take the places of Wagtail's receivers; call it before ``wagtail.admin`` is ready."""
    for signal, receiver, sender, uid in (
        (task_submitted, _submitted, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, _started, WorkflowState, "workflow_state_submitted"),
        (workflow_approved, _approved, WorkflowState, "workflow_state_approved"),
        (workflow_rejected, _rejected, WorkflowState, "workflow_state_rejected"),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"{uid}_email_notification")
