"""Which materials a person may see now."""

from django.utils import timezone

from events.models import Attendee
from events.surveys import attendance

from ..enums import MaterialAudience
from ..models import SessionMaterial


def visible_to(attendee: Attendee) -> list[SessionMaterial]:
    """What ``attendee`` may open now; nothing without a place."""
    registration = attendee.registration
    if not (registration.is_confirmed and attendee.is_admitted):
        return []
    now = timezone.now()
    found = [
        one
        for one in SessionMaterial.objects.filter(session_id=registration.session_id)
        if one.is_visible_at(now)
    ]
    if any(one.audience == MaterialAudience.ATTENDED for one in found):
        came = attendance.attended(attendee)
        found = [one for one in found if came or one.audience != MaterialAudience.ATTENDED]
    return found


def one_visible_to(attendee: Attendee, pk: int) -> SessionMaterial | None:
    """The material ``pk`` if ``attendee`` may open it now."""
    return next((one for one in visible_to(attendee) if one.pk == pk), None)
