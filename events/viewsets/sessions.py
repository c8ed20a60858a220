"""回 and 参加区分: when, where, for how many."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from ..forms.setting_up import ParticipationTypeForm, SessionForm
from ..models import ParticipationType, Session
from ..services import sessions, waitlist
from . import own
from .base import EventRoomViewSet
from .policies import ALL


class SessionIndexView(own.IndexView):
    """Sessions, the latest first."""

    def get_base_queryset(self) -> QuerySet[Session]:
        """With all that a row shows."""
        return super().get_base_queryset().select_related("event")


class SessionEditView(own.EditView):
    """Tells everyone who holds a place when time or place change."""

    @property
    def header_buttons(self) -> list[Any]:
        """The way to the desk."""
        desk = HeaderButton(
            _("進行の画面"), url=reverse("events_desk", args=[self.object.pk]), icon_name="time"
        )
        return [desk, *super().header_buttons]

    def save_instance(self) -> Session:
        """Save, and send the change in the same transaction."""
        with transaction.atomic():
            before = Session.objects.select_related("event").get(pk=self.object.pk)
            session: Session = super().save_instance()
            sessions.announce(
                session=session,
                before=before,
                changed=self.form.changed_data,
                actor=self.request.user,
            )
        return session


class SessionViewSet(EventRoomViewSet):
    """Sessions. The state changes at the desk, where a reason is asked."""

    model = Session
    name = "sessions"
    url_prefix = "events/sessions"
    icon = "time"
    menu_label = gettext_lazy("回")
    to_event = "event"
    owner_actions = ALL
    base_form = SessionForm
    index_view_class = SessionIndexView
    edit_view_class = SessionEditView
    list_display = (
        TitleColumn(
            "session",
            label=gettext_lazy("回"),
            accessor="__str__",
            get_url=lambda session: reverse("events_desk", args=[session.pk]),
        ),
        "starts_at",
        "state",
        "format",
        TitleColumn(
            "edit",
            label=gettext_lazy("設定"),
            accessor=lambda session: _("設定を直す"),
            get_url=lambda session: reverse("sessions:edit", args=[session.pk]),
        ),
    )
    list_filter = ("state", "format", "prefecture")
    search_fields = ("event__title_ja", "event__title_en", "label_ja", "venue_ja")
    ordering = ("-starts_at",)
    form_fields = (
        "event",
        "label_ja",
        "label_en",
        "starts_at",
        "ends_at",
        "format",
        "venue_ja",
        "venue_en",
        "address_ja",
        "address_en",
        "prefecture",
        "access_ja",
        "access_en",
        "online_tool",
        "join_url",
        "opens_at",
        "closes_at",
        "offer_hours",
        "record_ja",
        "record_en",
    )


class ParticipationTypeIndexView(own.IndexView):
    """Participation types."""

    def get_base_queryset(self) -> QuerySet[ParticipationType]:
        """With all that a row shows."""
        rows = super().get_base_queryset().select_related("session__event")
        return rows.order_by("-session__starts_at", "session_id", "position", "id")


class ParticipationTypeEditView(own.EditView):
    """A capacity is never below the places taken; a raised one wakes the waitlist."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """The fallback is a type of the same session."""
        form = super().get_form(*args, **kwargs)
        if "fallback" in form.fields:
            form.fields["fallback"].queryset = ParticipationType.objects.filter(
                session_id=self.object.session_id
            ).exclude(pk=self.object.pk)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer in words when places were taken while the form was open."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
                if "capacity" in form.changed_data:
                    waitlist.fill(participation_type=self.object)
                return response
        except IntegrityError:
            words = _("入力の間に申込が確定し、定員を超えます。数を見直してください。")
            return self.refuse(form, "capacity", words)


class ParticipationTypeViewSet(EventRoomViewSet):
    """Participation types."""

    model = ParticipationType
    name = "participation_types"
    url_prefix = "events/participation-types"
    icon = "list-ul"
    menu_label = gettext_lazy("参加区分")
    to_event = "session__event"
    owner_actions = ALL
    base_form = ParticipationTypeForm
    index_view_class = ParticipationTypeIndexView
    edit_view_class = ParticipationTypeEditView
    list_display = (
        "label_ja",
        Column("session", label=gettext_lazy("回"), accessor="session"),
        "capacity",
        "taken",
        "allocation",
    )
    list_filter = ("mode", "allocation")
    search_fields = ("label_ja", "label_en", "session__event__title_ja")
    form_fields = (
        "session",
        "code",
        "label_ja",
        "label_en",
        "description_ja",
        "description_en",
        "mode",
        "unit",
        "allocation",
        "capacity",
        "min_attendees",
        "max_attendees",
        "allows_fewer",
        "roles",
        "fee_yen",
        "eligible_sectors",
        "eligible_prefectures",
        "eligible_sizes",
        "once_per_fiscal_year",
        "results_at",
        "closes_at",
        "fallback",
        "position",
    )
