"""Outcomes and stories within pages of the room: ``{% load outcomes %}``."""

from typing import Any

from django import template

from ..enums import MET
from ..models import Introduction, Story
from ..outcomes import selectors, stories
from ..outcomes.forms import ByTelephoneForm

register = template.Library()


@register.inclusion_tag("matchmaking/desk/outcomes.html", takes_context=True)
def outcomes_at_desk(context: template.Context, introduction: Introduction) -> dict[str, Any]:
    """Either side's answers side by side, and the way to a story; nothing before they met."""
    met = introduction.state in MET
    told = selectors.side_by_side(introduction)
    return {
        "introduction": introduction,
        "met": met,
        "begun": met or any(one.questions or one.outcome for one in told),
        "told": told,
        "form": ByTelephoneForm(),
        "story": getattr(introduction, "story", None),
        "may_be_told": stories.may_be_told(introduction),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("matchmaking/desk/overdue.html")
def overdue_outcomes() -> dict[str, Any]:
    """Sides that have not answered for two weeks."""
    return {"overdue": list(selectors.overdue()[:30])}


@register.inclusion_tag("matchmaking/parts/story_note.html")
def story_note(story: Story | None) -> dict[str, Any]:
    """The link to a story about an introduction, for its two sides."""
    return {"story": story}
