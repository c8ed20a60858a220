"""Filters of the list of registrations: the choices stay short in a tenth year, too."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.taxonomy.models import Prefecture, Sector

from .. import permissions
from ..enums import Door, RegistrationState
from ..models import Event, ParticipationType, Registration, Session

RECENT = timedelta(days=400)
"""Sessions older than this are reached by choosing their event first."""


class RegistrationFilters(WagtailFilterSet):
    """By event, session, type, state, prefecture, sector, door."""

    event = django_filters.ModelChoiceFilter(
        field_name="session__event", queryset=Event.objects.none(), label=_("イベント")
    )
    session = django_filters.ModelChoiceFilter(queryset=Session.objects.none(), label=_("回"))
    participation_type = django_filters.ModelChoiceFilter(
        queryset=ParticipationType.objects.none(),
        label=_("参加区分（回を選ぶと表示）"),
    )
    state = django_filters.MultipleChoiceFilter(choices=RegistrationState.choices, label=_("状態"))
    prefecture = django_filters.ModelChoiceFilter(
        queryset=Prefecture.objects.order_by("position"), label=_("都道府県")
    )
    sector = django_filters.ModelChoiceFilter(
        queryset=Sector.objects.order_by("position"), label=_("業種")
    )
    door = django_filters.ChoiceFilter(choices=Door.choices, label=_("受付経路"))

    class Meta:
        model = Registration
        fields = (
            "event",
            "session",
            "participation_type",
            "state",
            "prefecture",
            "sector",
            "door",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = getattr(self.request, "user", None)
        mine = Event.objects.filter(permissions.events_with_duty(user)) if user else None
        events = mine if mine is not None else Event.objects.none()
        sessions = Session.objects.filter(event__in=events.values("pk")).select_related("event")
        event, session = self._number("event"), self._number("session")
        if event:
            sessions = sessions.filter(event=event)
        else:
            # What a link names stays valid, however old.
            recent = Q(starts_at__gte=timezone.now() - RECENT)
            sessions = sessions.filter(recent | Q(pk=session or 0))
        types = ParticipationType.objects.none()
        if session:
            types = ParticipationType.objects.filter(
                session=session, session__event__in=events.values("pk")
            )
        self.filters["event"].queryset = events.order_by("-id")
        self.filters["session"].queryset = sessions.order_by("-starts_at")
        self.filters["participation_type"].queryset = types.order_by("position", "id")

    def _number(self, name: str) -> int | None:
        value = str((self.data or {}).get(name, ""))
        return int(value) if value.isdecimal() and len(value) < 12 else None
