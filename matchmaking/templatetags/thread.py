"""The thread and the meeting as parts of the page of an introduction."""

from typing import Any

from django import template

from ..models import Introduction
from ..thread import panels

register = template.Library()


@register.inclusion_tag("matchmaking/parts/thread.html")
def introduction_thread(panel: dict[str, Any]) -> dict[str, Any]:
    """Messages and meeting for the side that looks, as ``panels.context`` gives them."""
    return panel


@register.inclusion_tag("matchmaking/desk/thread.html", takes_context=True)
def desk_thread(context: template.Context, introduction: Introduction) -> dict[str, Any]:
    """Messages and meeting for the coordinator."""
    return panels.context(context["request"].user, introduction, desk=True)
