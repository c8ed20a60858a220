"""Events in the Wagtail admin."""

from typing import Any

from django.urls import URLPattern, re_path
from wagtail import hooks

from .views import staff
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
            r"^events/registrations/act/(?P<pk>\d+)/"
            r"(?P<action>confirm|reject|offer|move_to_front|cancel)/$",
            staff.act,
            name="events_registration_act",
        )
    ]
