"""回答: taken once per person; an anonymous one leaves no thread to pull.

The receipt says that somebody answered, the response what was answered. Between them there
is no key, no hour and no common order; what would single somebody out (the only medical
company in the room) is not written at all.
"""

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from events.enums import RegistrationState
from events.models import Attendee

from ..enums import SMALLEST_GROUP, SurveyMode
from ..models import Survey, SurveyReceipt, SurveyResponse
from .errors import AlreadyAnswered, NotOpen


def answer(
    *,
    survey: Survey,
    attendee: Attendee,
    answers: dict[str, Any],
    now: datetime | None = None,
) -> None:
    """Keep the answers of ``attendee``; ``answers`` are checked by the form.

    Raises:
        NotOpen: answers are not taken at ``now``, or the person had no place.
        AlreadyAnswered: this person has answered.
    """
    registration = attendee.registration
    concerned = (
        registration.session_id == survey.session_id
        and registration.is_confirmed
        and attendee.is_admitted
    )
    if not concerned or not survey.is_open_at(now or timezone.now()):
        raise NotOpen
    try:
        with transaction.atomic():
            SurveyReceipt.objects.create(attendee=attendee, survey=survey)
            response = SurveyResponse(survey=survey, answers=answers)
            response.participation_type_id = registration.participation_type_id
            response.sector_id = registration.sector_id
            if survey.is_anonymous:
                _blur(response, registration.session_id)
            else:
                response.attendee = attendee
            response.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAnswered from None


def _blur(response: SurveyResponse, session_id: int) -> None:
    """Drop the groups of which there are too few people to hide among."""
    there = Attendee.objects.filter(
        registration__session_id=session_id,
        registration__state=RegistrationState.CONFIRMED,
        registration__participation_type_id=response.participation_type_id,
        is_admitted=True,
    )
    if there.count() < SMALLEST_GROUP:
        response.participation_type_id = None
        response.sector_id = None
    elif there.filter(registration__sector_id=response.sector_id).count() < SMALLEST_GROUP:
        response.sector_id = None


def shuffle(*, survey: Survey) -> int:
    """Lay the anonymous answers anew in a random order under new keys; how many.

    A database keeps rows where they were inserted, and PostgreSQL the transaction with them;
    whoever reads its files could match the order of two tables. Afterwards there is none.
    """
    if not survey.is_anonymous:
        return 0
    with transaction.atomic():
        kept = list(SurveyResponse.objects.select_for_update().filter(survey=survey))
        random.SystemRandom().shuffle(kept)
        SurveyResponse.objects.filter(pk__in=[one.pk for one in kept]).delete()
        for one in kept:
            one.pk = uuid.uuid4()
        SurveyResponse.objects.bulk_create(kept)
        for receipt in SurveyReceipt.objects.filter(survey=survey).order_by("pk"):
            receipt.save(force_update=True)
    return len(kept)


def shuffle_all() -> int:
    """Shuffle every anonymous survey that has answers and may get more, or got some lately."""
    lately = Q(closes_at__isnull=True) | Q(closes_at__gt=timezone.now() - timedelta(days=2))
    surveys = Survey.objects.filter(lately, mode=SurveyMode.ANONYMOUS, responses__isnull=False)
    return sum(shuffle(survey=one) for one in surveys.distinct().order_by("pk"))
