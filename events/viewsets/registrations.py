"""申込: list, filters, export; a page per registration with its actions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from portal.privacy.models import AuditEntry

from ..enums import REGISTRATION_TRANSITIONS
from ..models import Registration
from ..selectors.queue import waitlist_position
from ..services import addresses
from .exports import RosterExport
from .filters import RegistrationFilters
from .policies import ReadOnlyPolicy

RELATED = ("session__event", "participation_type", "sector", "prefecture")
ACTIONS = {
    "confirm": ("confirmed", _("参加を確定する"), ""),
    "reject": ("rejected", _("見送る"), "no"),
    "offer": ("offered", _("繰上げ案内を送る（順番によらず）"), ""),
    "move_to_front": ("offered", _("キャンセル待ちの先頭に移す"), ""),
    "cancel": ("cancelled", _("キャンセルする"), "no"),
}


HISTORY = {
    "registration.created": _("申込"),
    "registration.confirmed": _("参加を確定"),
    "registration.promoted": _("繰上げで参加を確定"),
    "registration.offered": _("繰上げ案内"),
    "registration.offer_accepted": _("繰上げ案内に参加と回答"),
    "registration.offer_declined": _("繰上げ案内を辞退"),
    "registration.offer_expired": _("繰上げ案内の期限切れ"),
    "registration.moved_to_front": _("キャンセル待ちの先頭へ移動"),
    "registration.address_corrected": _("メールアドレスを訂正"),
    "registration.undelivered_settled": _("届かなかったメールに対応済み"),
    "registration.rejected": _("見送り"),
    "registration.cancelled": _("キャンセル"),
    "registration.changed": _("申込者による変更"),
    "registration.fell_back": _("代わりの区分で参加を確定"),
}


class RegistrationIndexView(RosterExport, generic.IndexView):
    """All registrations, the latest first."""

    def get_base_queryset(self) -> QuerySet[Registration]:
        """With all that a row shows."""
        return Registration.objects.select_related(*RELATED).prefetch_related(
            "attendees", "answers__question"
        )

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """By reference, company, contact or attendee."""
        for word in (self.search_query or "").split():
            queryset = queryset.filter(
                Q(reference__icontains=word)
                | Q(company_name__icontains=word)
                | Q(contact_name__icontains=word)
                | Q(contact_email__icontains=word)
                | Q(attendees__family_name__icontains=word)
                | Q(attendees__family_name_kana__icontains=word)
            ).distinct()
        return queryset


class RegistrationInspectView(generic.InspectView):
    """One registration with its people, its history and what can be done."""

    def get_queryset(self) -> QuerySet[Registration]:
        """With all that the page shows."""
        return Registration.objects.select_related(*RELATED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People, history, actions."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        registration = self.object
        allowed = REGISTRATION_TRANSITIONS[registration.state]
        context |= {
            "registration": registration,
            "attendees": list(registration.attendees.all()),
            "waitlist_position": waitlist_position(registration),
            "undelivered": addresses.undelivered_of(registration),
            "history": [
                (entry, HISTORY.get(entry.action, entry.action))
                for entry in AuditEntry.objects.filter(
                    target=f"registration:{registration.reference}"
                ).select_related("actor")
            ],
            "actions": [
                (name, label, kind)
                for name, (state, label, kind) in ACTIONS.items()
                if state in allowed
            ],
        }
        return context


class RegistrationViewSet(ModelViewSet):
    """Registrations for event managers."""

    model = Registration
    name = "registrations"
    url_prefix = "events/registrations"
    icon = "form"
    menu_label = _("申込")
    permission_policy = ReadOnlyPolicy(Registration)
    index_view_class = RegistrationIndexView
    inspect_view_class = RegistrationInspectView
    inspect_view_enabled = True
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
        "company_name",
        Column("session", label=_("回"), accessor="session", sort_key="session__starts_at"),
        Column("participation_type", label=_("参加区分"), accessor="participation_type"),
        Column("state", label=_("状態"), accessor="get_state_display", sort_key="state"),
        Column("prefecture", label=_("都道府県"), accessor="prefecture"),
        DateColumn("created_at", label=_("申込日時"), sort_key="created_at"),
    )
