"""What other pages of the room show of lotteries; templates meet here without an import."""

from typing import Any

from django import template

from events.enums import Allocation

from ..models import Draw

register = template.Library()


@register.inclusion_tag("events/selection/links.html")
def lottery_links(run: Any) -> dict[str, Any]:
    """Links to the lotteries of a run; asks the database only when a type is drawn."""
    drawn = [one.kind.pk for one in run.choices if one.kind.allocation == Allocation.LOTTERY]
    draws = (
        Draw.objects.filter(participation_type__in=drawn)
        .select_related("participation_type")
        .order_by("participation_type__position", "pk")
        if drawn
        else []
    )
    return {"draws": list(draws)}
