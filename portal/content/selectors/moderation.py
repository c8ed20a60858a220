"""Pages that wait in the workflow."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from portal.content.staff_home import Waiting


def waiting(user: Any) -> list[Waiting]:
    """Pages that ``user`` may approve, and own pages sent back for changes."""
    review = TaskState.objects.reviewable_by(user).aggregate(
        n=Count("pk"), since=Min("started_at")
    )
    back = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES
    ).aggregate(n=Count("pk"), since=Min("current_task_state__finished_at"))
    url = reverse("wagtailadmin_reports:workflow_tasks")
    return [
        Waiting(
            _("公開の確認を待つページ"), review["n"], f"{url}?status=in_progress", review["since"]
        ),
        Waiting(
            _("手直しを求められたページ"),
            back["n"],
            reverse("wagtailadmin_reports:workflow") + "?status=needs_changes",
            back["since"],
        ),
    ]
