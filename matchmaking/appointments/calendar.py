"""The meeting as a calendar entry (RFC 5545, 5546, 6047).

The UID is for life, ``sequence`` is stored and rises with every change; each mailed file names
only its own recipient. The other side's name and the address of an online meeting stand on the
page that checks who comes: people share their calendars.
"""

from datetime import UTC, datetime
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.delivery.attachments import Attachment

from .. import addresses
from ..models import Appointment

TOKYO = ZoneInfo("Asia/Tokyo")
PRODUCT = "-//SECUNITY Portal//Introductions//JA"


def request(*, appointment: Appointment, person: User) -> Attachment:
    """METHOD:REQUEST for one person: a fixed or a changed meeting."""
    return _attachment("REQUEST", appointment, person)


def cancellation(*, appointment: Appointment, person: User) -> Attachment:
    """METHOD:CANCEL for one person; ``sequence`` was raised before."""
    return _attachment("CANCEL", appointment, person)


def published(*, appointment: Appointment, language: str) -> bytes:
    """METHOD:PUBLISH, to be saved from the page."""
    return _calendar("PUBLISH", _entry(appointment, language))


def uid(appointment: Appointment) -> str:
    """The entry's name: stored, with the host of this portal."""
    return f"appointment-{appointment.uid}@{urlsplit(settings.BASE_URL).hostname}"


def _entry(appointment: Appointment, language: str) -> icalendar.Event:
    if appointment.starts_at is None or appointment.ends_at is None:
        raise ValueError("Only a meeting with a time is an entry.")
    entry = icalendar.Event()
    entry.add("uid", uid(appointment))
    entry.add("sequence", appointment.sequence)
    entry.add("dtstamp", datetime.now(tz=UTC))
    entry.add("dtstart", appointment.starts_at.astimezone(TOKYO))
    entry.add("dtend", appointment.ends_at.astimezone(TOKYO))
    cancelled = appointment.state == Appointment.State.CANCELLED
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    with translation.override(language):
        title = appointment.introduction.proposal.seed.title
        page = addresses.absolute(appointment.introduction, language=language)
        entry.add("summary", _("面談: %(title)s") % {"title": title})
        entry.add("location", appointment.place or _("オンライン（入り口は画面にあります）"))
        entry.add(
            "description", _("相手と会議の入り口は、画面でご覧ください: %(url)s") % {"url": page}
        )
    entry.add("url", page)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = icalendar.vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = name or address
    entry["organizer"] = organizer
    return entry


def _attachment(method: str, appointment: Appointment, person: User) -> Attachment:
    entry = _entry(appointment, person.language)
    attendee = icalendar.vCalAddress(f"mailto:{person.email}")
    attendee.params["CN"] = person.get_full_name() or person.email
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"
    entry.add("attendee", attendee, encode=False)
    return Attachment(
        filename="invite.ics",
        content_type=f"text/calendar; method={method}; charset=utf-8",
        content=_calendar(method, entry),
    )


def _calendar(method: str, entry: icalendar.Event) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_tokyo())
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


@cache
def _tokyo() -> icalendar.Timezone:
    """The description of Asia/Tokyo; making it takes 50 ms."""
    return icalendar.Timezone.from_tzid(TOKYO.key)
