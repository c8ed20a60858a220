"""What questions and stories hold about a person: handed out, erased, purged in time."""

from datetime import datetime
from typing import Any

from ..enums import StoryState
from ..models import OutcomeQuestion, Story, StoryAgreement
from . import stories


def export(user: Any) -> dict[str, Any]:
    """Questions the person was asked and stories they wrote or agreed to."""
    asked = OutcomeQuestion.objects.filter(person=user).order_by("pk")
    agreed = StoryAgreement.objects.filter(person=user).order_by("pk")
    written = Story.objects.filter(created_by=user).order_by("pk")
    return {
        "outcome_questions": list(
            asked.values("introduction", "side", "day", "state", "asked_at", "answered_at")
        ),
        "story_agreements": list(
            agreed.values("story__title", "side", "names", "agreed_at", "withdrawn_at")
        ),
        "stories_written": list(written.values_list("title", flat=True)),
    }


def erase(user: Any) -> None:
    """Forget who was asked; stories this person agreed to are public no more."""
    in_force = Story.objects.filter(
        agreements__person=user, agreements__withdrawn_at__isnull=True
    ).distinct()
    for story in in_force.order_by("pk"):
        stories.end_for_leaver(story=story, user=user)
    StoryAgreement.objects.filter(person=user).update(person=None)
    OutcomeQuestion.objects.filter(person=user).update(person=None)
    Story.objects.filter(created_by=user).update(created_by=None)


def purge(cutoff: datetime) -> int:
    """Drop stories that were not agreed to before ``cutoff``; questions go with introductions."""
    old = Story.objects.filter(updated_at__lt=cutoff).exclude(state=StoryState.AGREED)
    number = old.count()
    old.delete()
    return number
