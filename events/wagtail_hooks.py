"""Events in the Wagtail admin."""

from typing import Any

from django.urls import URLPattern, path, re_path
from wagtail import hooks

from .views import invariants, staff
from .viewsets.events import EventsGroup


@hooks.register("register_admin_viewset")
def events_group() -> Any:
    """Registrations, sessions, participation types, events, hosts."""
    return EventsGroup()


@hooks.register("register_admin_urls")
def registration_actions() -> list[URLPattern]:
    """Confirm, turn down, cancel."""
    return [
        re_path(
            r"^events/registrations/act/(?P<pk>\d+)/(?P<action>confirm|reject|cancel)/$",
            staff.act,
            name="events_registration_act",
        )
    ]


@hooks.register("register_admin_urls")
def check() -> list[URLPattern]:
    """What the nightly check found."""
    return [path("events/check/", invariants.found, name="events_check")]
