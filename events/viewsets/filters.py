"""Filters of the list of registrations."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.taxonomy.models import Prefecture, Sector

from ..enums import RegistrationState
from ..models import Event, ParticipationType, Registration, Session


class RegistrationFilters(WagtailFilterSet):
    """By event, session, type, state, prefecture, sector."""

    event = django_filters.ModelChoiceFilter(
        field_name="session__event", queryset=Event.objects.order_by("-id"), label=_("イベント")
    )
    session = django_filters.ModelChoiceFilter(
        queryset=Session.objects.select_related("event").order_by("-starts_at"), label=_("回")
    )
    participation_type = django_filters.ModelChoiceFilter(
        queryset=ParticipationType.objects.order_by("session_id", "position"),
        label=_("参加区分"),
    )
    state = django_filters.MultipleChoiceFilter(choices=RegistrationState.choices, label=_("状態"))
    prefecture = django_filters.ModelChoiceFilter(
        queryset=Prefecture.objects.order_by("position"), label=_("都道府県")
    )
    sector = django_filters.ModelChoiceFilter(
        queryset=Sector.objects.order_by("position"), label=_("業種")
    )

    class Meta:
        model = Registration
        fields = ("event", "session", "participation_type", "state", "prefecture", "sector")
