"""Requests to hold an exercise in the Wagtail admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .views import desk
from .viewsets import RequestViewSet


@hooks.register("register_admin_viewset")
def requests() -> RequestViewSet:
    """The list."""
    return RequestViewSet()


@hooks.register("register_admin_urls")
def request_pages() -> list[URLPattern]:
    """One request and what can be done."""
    return [
        path("events/requests/<int:pk>/", desk.page, name="exercise_request"),
        path("events/requests/<int:pk>/move/", desk.move, name="exercise_request_move"),
        path("events/requests/<int:pk>/plan/", desk.plan, name="exercise_request_plan"),
        path("events/requests/<int:pk>/note/", desk.note, name="exercise_request_note"),
        path("events/requests/<int:pk>/assign/", desk.assign, name="exercise_request_assign"),
    ]
