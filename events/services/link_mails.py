"""The signed link once more, to the address that the registration has; nowhere else."""

from django.utils import timezone

from portal.delivery import mail

from .. import links
from ..models import Registration


def send(*, registration: Registration) -> None:
    """Mail the link to the applicant; several times within an hour is one mail."""
    hour = timezone.now().strftime("%Y%m%d%H")
    mail.queue(
        key=f"registration:{registration.reference}:link:{hour}",
        to=registration.contact_email,
        template="events_link",
        context={
            "registration": registration,
            "session": registration.session,
            "event": registration.session.event,
            "type": registration.participation_type,
            "attendees": list(registration.attendees.all()),
            "attendee": None,
            "left_out": [],
            "has_invitation": False,
            "url": links.manage_url(registration),
        },
        language=registration.language,
    )
