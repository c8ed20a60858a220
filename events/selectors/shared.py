"""What a co-host sees: participants who consented to this body, and the consented items."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, Value
from django.db.models.functions import Concat

from portal.privacy.models import Consent

from ..enums import RegistrationState
from ..models import Attendee, Host, Registration, Session

PERSON = ("registration", "family_name", "given_name", "department", "job_title", "position")


def participants(session: Session, hosts: Iterable[Host]) -> QuerySet[Registration]:
    """Confirmed companies of ``session`` with a live consent for one of ``hosts``.

    Loaded are the items that the notice names (``templates/events/includes/notice.html``):
    company, names, department, job title. A withdrawn consent counts at once.
    """
    agreed = Consent.objects.filter(
        purpose__in=[f"event_host:{host.pk}" for host in hosts], withdrawn_at__isnull=True
    )
    return (
        Registration.objects.filter(session=session, state=RegistrationState.CONFIRMED)
        .annotate(consent_subject=Concat(Value("registration:"), "reference"))
        .filter(consent_subject__in=agreed.values("subject"))
        .only("company_name", "session")
        .prefetch_related(Prefetch("attendees", Attendee.objects.only(*PERSON)))
        .order_by("company_name", "pk")
    )
