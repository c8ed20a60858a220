"""The page of what "not this one" has taught."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..views.guard import for_coordinators
from . import feedback


@for_coordinators
def report(request: HttpRequest) -> HttpResponse:
    """Themes that do not belong together, and offers that do not suit in time, price or place."""
    return render(
        request,
        "matchmaking/desk/feedback.html",
        {"pairs": feedback.theme_pairs(), "offers": feedback.offers()},
    )
