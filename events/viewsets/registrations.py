"""申込: list, filters, export, bulk; a page per registration with its actions."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from ..enums import REGISTRATION_TRANSITIONS
from ..models import Registration
from ..selectors import history, roster
from ..selectors.queue import waitlist_position
from ..services import addresses
from . import own
from .exports import RosterExport
from .filters import RegistrationFilters
from .policies import ReadOnlyPolicy

RELATED = ("session__event", "participation_type", "sector", "prefecture")
ACTIONS = {
    "confirm": ("confirmed", _("参加を確定する"), ""),
    "wait": ("waitlisted", _("キャンセル待ちに移す"), "button-secondary"),
    "reject": ("rejected", _("見送る"), "no"),
    "offer": ("offered", _("繰上げ案内を送る（順番によらず）"), ""),
    "move_to_front": ("offered", _("キャンセル待ちの先頭に移す"), ""),
    "cancel": ("cancelled", _("キャンセルする"), "no"),
}
BULK = {
    "confirm": _("参加を確定する"),
    "reject": _("見送る"),
    "wait": _("キャンセル待ちに移す"),
    "cancel": _("キャンセルする"),
    "message": _("お知らせを送る"),
}


class PickColumn(Column):
    """A box per row; it belongs to the form of the bulk actions below the table."""

    def render_cell_html(self, instance: Registration, parent_context: Any) -> SafeString:
        """The box, named after the row."""
        return format_html(
            '<td class="pick"><input type="checkbox" name="id" value="{}" form="bulk"'
            ' aria-label="{}"></td>',
            instance.pk,
            gettext("%(name)s を選ぶ") % {"name": instance},
        )


class RegistrationIndexView(RosterExport, own.IndexView):
    """All registrations the person reaches, the latest first."""

    template_name = "events/admin/registrations.html"

    def get_base_queryset(self) -> QuerySet[Registration]:
        """With all that a row shows; people and answers are read for exports alone."""
        rows: QuerySet[Registration] = super().get_base_queryset().select_related(*RELATED)
        return rows.prefetch_related("attendees", "answers__question") if self.is_export else rows

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """By reference, company, contact or attendee."""
        return roster.matching(queryset, self.search_query or "")

    @property
    def header_more_buttons(self) -> list[Any]:
        """Exports: a row per application, or a row per person."""
        query = self.request.GET.copy()
        buttons = list(super().header_more_buttons)
        for kind in ("xlsx", "csv"):
            query["rows"], query["export"] = "people", kind
            buttons.append(
                Button(
                    gettext("参加者ごとの行で保存（%(kind)s）") % {"kind": kind.upper()},
                    url=f"{self.request.path}?{query.urlencode()}",
                    icon_name="download",
                    priority=110,
                )
            )
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The actions for many rows."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        query = self.request.GET.copy()
        query.pop("p", None)
        context |= {"bulk_actions": BULK.items(), "bulk_query": query.urlencode()}
        return context


class RegistrationInspectView(own.InspectView):
    """One registration with its people, its history and what can be done."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People, history, actions."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        registration = Registration.objects.select_related(*RELATED, "applied_type").get(
            pk=self.object.pk
        )
        allowed = REGISTRATION_TRANSITIONS[registration.state]
        context |= {
            "registration": registration,
            "attendees": list(registration.attendees.all()),
            "waitlist_position": waitlist_position(registration),
            "undelivered": addresses.undelivered_of(registration),
            "timeline": history.of_registration(registration),
            "correct_url": reverse("events_correct", args=[registration.pk]),
            "actions": [
                (name, label, kind)
                for name, (state, label, kind) in ACTIONS.items()
                if state in allowed
            ],
        }
        return context


class RegistrationViewSet(ModelViewSet):
    """Registrations for event managers and owners."""

    model = Registration
    name = "registrations"
    url_prefix = "events/registrations"
    icon = "form"
    menu_label = pgettext_lazy("several", "申込")
    permission_policy = ReadOnlyPolicy(Registration)
    index_view_class = RegistrationIndexView
    inspect_view_class = RegistrationInspectView
    history_view_class = own.OwnHistoryView
    usage_view_class = own.OwnUsageView
    edit_view_class = own.EditView
    delete_view_class = own.DeleteView
    inspect_view_enabled = True
    index_template_name = "events/admin/registrations.html"
    inspect_template_name = "events/admin/registration.html"
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: tuple[str, ...] = ()
    filterset_class = RegistrationFilters
    search_fields = ("reference",)
    list_per_page = 50
    export_filename = "registrations"
    list_display = (
        "reference",
        PickColumn("pick", label=_("選択")),
        "company_name",
        Column("session", label=_("回"), accessor="session", sort_key="session__starts_at"),
        Column("participation_type", label=_("参加区分"), accessor="participation_type"),
        Column("state", label=_("状態"), accessor="get_state_display", sort_key="state"),
        Column("prefecture", label=_("都道府県"), accessor="prefecture"),
        DateColumn("created_at", label=_("申込日時"), sort_key="created_at"),
    )
