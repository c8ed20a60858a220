"""What came of reading the words of files, for those who look after them."""

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.documents.permissions import permission_policy

from portal.content.enums import ReadingState
from portal.content.models import AttachmentText


def _edit_address(reading: AttachmentText) -> str:
    return reverse("wagtaildocs:edit", args=[reading.document_id])


class ReadingReport(ReportView):
    """Files linked from pages, those not read first: their words are not found by the search."""

    page_title = _("添付ファイルの読み取り")
    header_icon = "doc-full-inverse"
    index_url_name = "attachment_reading"
    index_results_url_name = "attachment_reading_results"
    permission_policy = permission_policy
    any_permission_required = ("add", "change")
    columns = (
        TitleColumn("document", label=_("文書"), get_url=_edit_address),
        Column("state", label=_("読み取り"), accessor="get_state_display"),
        Column("pages", label=_("ページ数")),
        DateColumn("read_at", label=_("読み取った日時")),
    )
    list_export = ("document.title", "get_state_display", "pages", "read_at")
    export_headings = {
        "document.title": _("文書"),
        "get_state_display": _("読み取り"),
        "pages": _("ページ数"),
        "read_at": _("読み取った日時"),
    }

    def get_queryset(self) -> QuerySet[AttachmentText]:
        """Readings of the files this user may change."""
        documents: Any = permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return (
            AttachmentText.objects.filter(document__in=documents)
            .select_related("document")
            .order_by(
                Case(When(state=ReadingState.READ, then=Value(1)), default=Value(0)),
                "document__title",
                "pk",
            )
            .defer("text")
        )


def urls() -> list[URLPattern]:
    """The report and its results alone, which Wagtail renews while somebody filters."""
    return [
        path("reports/reading/", ReadingReport.as_view(), name="attachment_reading"),
        path(
            "reports/reading/results/",
            ReadingReport.as_view(results_only=True),
            name="attachment_reading_results",
        ),
    ]
