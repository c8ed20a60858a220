"""Questions that an outcome answers."""

from django.utils import timezone

from ..enums import QuestionState
from ..models import Outcome, OutcomeQuestion

WAITING = (QuestionState.OPEN, QuestionState.ONGOING)


def settle(outcome: Outcome) -> None:
    """Whoever has told, wherever, is not asked any more; the newest question got the answer."""
    waiting = OutcomeQuestion.objects.filter(
        introduction=outcome.introduction_id, side=outcome.side, state__in=WAITING
    )
    newest = waiting.order_by("-day").first()
    now = timezone.now()
    waiting.update(state=QuestionState.TOLD, answered_at=now)
    if newest is not None:
        OutcomeQuestion.objects.filter(pk=newest.pk).update(outcome=outcome)
