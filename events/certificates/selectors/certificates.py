"""Finding certificates."""

from django.db.models import QuerySet

from events.models import Attendee, Session

from ..models import Certificate

LONGEST = 60


def by_code(code: str) -> Certificate | None:
    """The certificate of a code as typed: small letters, hyphens and spaces are forgiven."""
    letters = "".join(char for char in code[:LONGEST].upper() if char.isalnum())
    return Certificate.objects.select_related("session__event").filter(code=letters).first()


def valid_of(attendee: Attendee) -> Certificate | None:
    """The certificate that counts."""
    found = Certificate.objects.filter(attendee=attendee, state="valid")
    return found.order_by("pk").last()


def of_session(session: Session) -> QuerySet[Certificate]:
    """All certificates ever given for ``session``, the latest first."""
    return (
        Certificate.objects.filter(session=session)
        .select_related("session__event", "replaces")
        .order_by("-pk")
    )
