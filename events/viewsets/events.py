"""イベント, 回, 参加区分, 主催者: what staff set up before a company can apply."""

from contextlib import suppress
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from ..models import Event, Host, ParticipationType, Session
from ..services import sessions, waitlist
from .policies import EventManagerPolicy
from .questions import QuestionViewSet
from .registrations import RegistrationViewSet


class DeleteView(generic.DeleteView):
    """What people have applied for stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Say in words that it is in use, instead of failing."""
        if not (self.usage and self.usage.is_protected):
            with suppress(ProtectedError):
                response: HttpResponse = super().form_valid(form)
                return response
        messages.error(
            self.request,
            _(
                "申込や参加区分があるため削除できません。"
                "中止するときは状態を「中止」に変えてください。"
            ),
        )
        return redirect(self.get_success_url())


class EventRoomViewSet(ModelViewSet):
    """What the viewsets of event managers have in common."""

    delete_view_class = DeleteView

    copy_view_enabled = False

    @property
    def permission_policy(self) -> EventManagerPolicy:
        """Event managers only."""
        return EventManagerPolicy(self.model)

    def formfield_for_dbfield(self, db_field: models.Field, **kwargs: Any) -> Any:
        """Addresses without a scheme are https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, **kwargs)


class EventViewSet(EventRoomViewSet):
    """Events."""

    model = Event
    name = "event_records"
    url_prefix = "events/events"
    icon = "date"
    menu_label = gettext_lazy("イベント")
    list_display = ("title_ja", "code", "kind", "is_sample")
    list_filter = ("kind", "is_sample", "sectors")
    search_fields = ("title_ja", "title_en", "code")
    form_fields = (
        "code",
        "title_ja",
        "title_en",
        "kind",
        "is_sample",
        "sectors",
        "themes",
        "audiences",
        "contact_name_ja",
        "contact_name_en",
        "contact_email",
        "contact_phone",
    )


class HostViewSet(EventRoomViewSet):
    """Bodies that carry events."""

    model = Host
    name = "hosts"
    url_prefix = "events/hosts"
    icon = "group"
    menu_label = gettext_lazy("主催・共催・後援・協力")
    list_display = ("name_ja", "role", "event", "receives_data")
    list_filter = ("event", "role", "receives_data")
    search_fields = ("name_ja", "name_en")
    form_fields = ("event", "role", "name_ja", "name_en", "url", "receives_data", "position")


class SessionEditView(generic.EditView):
    """Tells everyone who holds a place when time or place change."""

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
    """Sessions."""

    model = Session
    name = "sessions"
    url_prefix = "events/sessions"
    icon = "time"
    menu_label = gettext_lazy("回")
    edit_view_class = SessionEditView
    list_display = (
        Column("session", label=gettext_lazy("回"), accessor="__str__"),
        "starts_at",
        "state",
        "format",
    )
    list_filter = ("event", "state", "format", "prefecture")
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
        "online_tool",
        "join_url",
        "opens_at",
        "closes_at",
        "state",
        "record_ja",
        "record_en",
    )


class ParticipationTypeEditView(generic.EditView):
    """A capacity is never below the places taken; a raised one wakes the waitlist."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer in words when places were taken while the form was open."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
                if "capacity" in form.changed_data:
                    waitlist.fill(participation_type=self.object)
                return response
        except IntegrityError:
            form.add_error(
                "capacity",
                _("入力の間に申込が確定し、定員を超えます。数を見直してください。"),
            )
            return self.form_invalid(form)


class ParticipationTypeViewSet(EventRoomViewSet):
    """Participation types."""

    model = ParticipationType
    name = "participation_types"
    url_prefix = "events/participation-types"
    icon = "list-ul"
    menu_label = gettext_lazy("参加区分")
    edit_view_class = ParticipationTypeEditView
    list_display = ("label_ja", "session", "capacity", "taken", "allocation")
    list_filter = ("session", "mode", "allocation")
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
        "closes_at",
        "fallback",
        "position",
    )


class EventsGroup(ModelViewSetGroup):
    """One entry of the main menu."""

    menu_label = gettext_lazy("イベント運営")
    menu_icon = "date"
    menu_order = 300
    items = (
        RegistrationViewSet,
        SessionViewSet,
        ParticipationTypeViewSet,
        QuestionViewSet,
        EventViewSet,
        HostViewSet,
    )
