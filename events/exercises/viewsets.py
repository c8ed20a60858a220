"""The list of requests in the Wagtail admin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from events.viewsets import own
from events.viewsets.base import EventRoomViewSet

from . import selectors
from .enums import RequestState
from .models import ExerciseRequest


class RequestIndexView(own.IndexView):
    """All requests, the latest first, with counts by state above."""

    template_name = "events/exercises/requests.html"

    def get_base_queryset(self) -> QuerySet[ExerciseRequest]:
        """With all that a row shows."""
        return super().get_base_queryset().select_related("prefecture", "assigned_to")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """How many stand where."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        counts = selectors.counts()
        context["board"] = [
            (state.value, state.label, counts.get(state.value, 0)) for state in RequestState
        ]
        context["chosen"] = self.request.GET.get("state", "")
        return context


class RequestViewSet(EventRoomViewSet):
    """Requests: read here, decided on their own page."""

    model = ExerciseRequest
    name = "exercise_requests"
    url_prefix = "events/requests"
    icon = "mail"
    menu_label = _("演習開催希望")
    menu_order = 310
    add_to_admin_menu = True
    add_to_reference_index = False
    actions = frozenset({"view"})
    index_view_class = RequestIndexView
    index_template_name = "events/exercises/requests.html"
    list_display = (
        TitleColumn(
            "request",
            label=_("演習開催希望"),
            accessor="__str__",
            get_url=lambda found: reverse("exercise_request", args=[found.pk]),
        ),
        "state",
        Column(
            "age", label=_("いまの状態になってから"), accessor=lambda f: timesince(f.state_since)
        ),
        Column("prefecture", label=_("開きたい地域"), accessor="prefecture"),
        "companies",
        Column("assigned_to", label=_("受け持つ職員"), accessor="assigned_to"),
        DateColumn("created_at", label=_("受付日時"), sort_key="created_at"),
    )
    list_filter = ("state", "kind", "prefecture", "format")
    search_fields = ("reference", "body", "contact_name", "contact_email", "message")
    form_fields: tuple[str, ...] = ()
