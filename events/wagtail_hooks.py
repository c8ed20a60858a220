"""Events in the Wagtail admin."""

from typing import Any

from django.urls import URLPattern, path, re_path
from wagtail import hooks

from .views import invariants, questions, staff, undelivered, uploads
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


@hooks.register("register_admin_urls")
def question_pages() -> list[URLPattern]:
    """Copying questions; files handed in as answers."""
    return [
        path("events/questions/copy-from/", questions.copy, name="events_questions_copy"),
        path("events/uploads/<str:key>/", uploads.staff, name="events_upload"),
    ]


@hooks.register("register_admin_urls")
def check() -> list[URLPattern]:
    """What the nightly check found."""
    return [path("events/check/", invariants.found, name="events_check")]


@hooks.register("register_admin_urls")
def undelivered_mails() -> list[URLPattern]:
    """Mails that reached nobody."""
    return [
        path("events/undelivered/", undelivered.index, name="events_undelivered"),
        path("events/undelivered/<int:pk>/", undelivered.act, name="events_undelivered_act"),
    ]
