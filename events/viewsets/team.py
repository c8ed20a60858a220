"""担当: who works on an event without a role in the bureau."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from ..forms.setting_up import TeamForm
from ..models import EventStaff
from ..services import staffing
from . import own
from .base import EventRoomViewSet


class TeamIndexView(own.IndexView):
    """All duties, the latest first."""

    def get_base_queryset(self) -> QuerySet[EventStaff]:
        """With all that a row shows."""
        return super().get_base_queryset().select_related("event", "user", "host").order_by("-id")


class TeamCreateView(own.CreateView):
    """Gives a duty through the service."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Say at the field why it cannot be given."""
        try:
            self.granted = staffing.grant(
                event=form.cleaned_data["event"],
                email=form.cleaned_data["email"],
                duty=form.cleaned_data["duty"],
                host=form.cleaned_data["host"],
                actor=self.request.user,
            )
        except staffing.StaffingRefused as refused:
            return self.refuse(form, refused.field, refused.message)
        return super().form_valid(form)

    def save_instance(self) -> EventStaff:
        """It is saved already."""
        return self.granted


class TeamDeleteView(own.DeleteView):
    """Takes a duty away through the service."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Say in words when this duty is not the person's to take."""
        try:
            staffing.revoke(staff=self.object, actor=self.request.user)
        except staffing.StaffingRefused as refused:
            messages.error(self.request, refused.message)
        else:
            messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class TeamViewSet(EventRoomViewSet):
    """Duties: given and taken, never edited."""

    model = EventStaff
    name = "event_staff"
    url_prefix = "events/staff"
    icon = "user"
    menu_label = gettext_lazy("担当")
    to_event = "event"
    actions = frozenset({"add", "delete", "view"})
    owner_actions = frozenset({"add", "delete", "view"})
    base_form = TeamForm
    index_view_class = TeamIndexView
    add_view_class = TeamCreateView
    delete_view_class = TeamDeleteView
    add_to_reference_index = False
    list_display = (
        Column("user", label=gettext_lazy("利用者"), accessor="user"),
        Column("email", label=gettext_lazy("メールアドレス"), accessor="user.email"),
        "duty",
        Column("event", label=gettext_lazy("イベント"), accessor="event"),
        Column("host", label=gettext_lazy("共催者の団体"), accessor="host"),
    )
    list_filter = ("duty",)
    search_fields = ("user__email", "user__family_name", "event__title_ja")
    form_fields = ("event", "email", "duty", "host")
