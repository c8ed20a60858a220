"""The meeting as a calendar entry.

The UID is for life, ``sequence`` is stored and rises with every change; each mailed file names
only its own recipient. The other side's name and the address of an online meeting stand on the
page that checks who comes: people share their calendars.
"""

from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.delivery import calendar
from portal.delivery.attachments import Attachment

from .. import addresses
from ..models import Appointment


def request(*, appointment: Appointment, person: User) -> Attachment:
    """METHOD:REQUEST for one person: a fixed or a changed meeting."""
    return _invitation("REQUEST", appointment, person)


def cancellation(*, appointment: Appointment, person: User) -> Attachment:
    """METHOD:CANCEL for one person; ``sequence`` was raised before."""
    return _invitation("CANCEL", appointment, person)


def published(*, appointment: Appointment, language: str) -> bytes:
    """METHOD:PUBLISH, to be saved from the page."""
    return calendar.published([_entry(appointment, language)])


def _invitation(method: str, appointment: Appointment, person: User) -> Attachment:
    return calendar.invitation(
        method,
        _entry(appointment, person.language),
        address=person.email,
        name=person.get_full_name(),
    )


def _entry(appointment: Appointment, language: str) -> icalendar.Event:
    if appointment.starts_at is None or appointment.ends_at is None:
        raise ValueError("Only a meeting with a time is an entry.")
    cancelled = appointment.state == Appointment.State.CANCELLED
    with translation.override(language):
        title = appointment.introduction.proposal.seed.title
        page = addresses.absolute(appointment.introduction, language=language)
        return calendar.entry(
            uid=f"appointment-{appointment.uid}@{urlsplit(settings.BASE_URL).hostname}",
            sequence=appointment.sequence,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            status="CANCELLED" if cancelled else "CONFIRMED",
            summary=_("面談: %(title)s") % {"title": title},
            location=appointment.place or _("オンライン（入り口は画面にあります）"),
            description=_("相手と会議の入り口は、画面でご覧ください: %(url)s") % {"url": page},
            url=page,
        )
