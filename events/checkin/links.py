"""Addresses of this part that other pages and the desk show."""

from typing import Any

from django.urls import reverse


def desk_url(session: Any) -> str:
    """Where people of ``session`` are received."""
    return reverse("checkin:desk", args=[session.pk])


def link_url(session: Any) -> str:
    """Where the online link of ``session`` is changed."""
    return reverse("checkin:link", args=[session.pk])
