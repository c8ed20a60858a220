"""Events in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import permissions
from .views import invariants, questions, staff, undelivered, uploads
from .views.admin import bulk, by_hand, desk, importing, shared
from .viewsets.events import EventsGroup


@hooks.register("register_admin_viewset")
def events_group() -> Any:
    """Registrations, sessions, participation types, events, hosts, duties."""
    return EventsGroup()


@hooks.register("register_admin_urls")
def registration_actions() -> list[URLPattern]:
    """What staff do with one registration, or with many."""
    return [
        re_path(
            r"^events/registrations/act/(?P<pk>\d+)/"
            r"(?P<action>confirm|reject|offer|move_to_front|cancel|wait)/$",
            staff.act,
            name="events_registration_act",
        ),
        path("events/registrations/bulk/", bulk.page, name="events_bulk"),
        path("events/registrations/correct/<int:pk>/", by_hand.correct, name="events_correct"),
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


@hooks.register("register_admin_urls")
def desks() -> list[URLPattern]:
    """The desk of each session."""
    return [
        path("events/desk/", desk.index, name="events_desks"),
        path("events/desk/<int:pk>/", desk.page, name="events_desk"),
        path("events/desk/<int:pk>/state/", desk.change_state, name="events_desk_state"),
        path("events/desk/<int:pk>/move/", desk.move, name="events_desk_move"),
        path("events/desk/<int:pk>/copy/", desk.copy, name="events_desk_copy"),
        path("events/desk/<int:pk>/register/", by_hand.register, name="events_register"),
        path("events/desk/<int:pk>/import/", importing.page, name="events_import"),
        re_path(
            r"^events/desk/(?P<pk>\d+)/import/template\.(?P<extension>csv|xlsx)$",
            importing.template,
            name="events_import_template",
        ),
        path("events/shared/<int:pk>/", shared.page, name="events_shared"),
    ]


class DesksMenuItem(MenuItem):
    """Shown to everybody with a duty."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has a duty in some event."""
        return permissions.has_any_duty(request.user)


@hooks.register("register_admin_menu_item")
def desks_menu() -> Any:
    """The list of sessions and their desks."""
    return DesksMenuItem(
        _("回の進行"),
        reverse_lazy("events_desks"),
        name="event_desks",
        icon_name="time",
        order=295,
    )
