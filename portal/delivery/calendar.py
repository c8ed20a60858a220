"""Calendar files (RFC 5545, 5546, 6047): what all entries of the portal have in common.

Each room says what its entry is: a UID for life, and a ``sequence`` that it has stored and
raised with every change. METHOD in a mailed file equals METHOD in its MIME type.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings

from .attachments import Attachment

TOKYO = ZoneInfo("Asia/Tokyo")
PRODUCT = "-//SECUNITY Portal//Calendar//JA"


def entry(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    status: str,
    summary: str,
    location: str,
    description: str,
    url: str,
) -> icalendar.Event:
    """One VEVENT at a time of Tokyo, organized by the address that the portal sends from."""
    made = icalendar.Event()
    made.add("uid", uid)
    made.add("sequence", sequence)
    made.add("dtstamp", datetime.now(tz=UTC))
    made.add("dtstart", starts_at.astimezone(TOKYO))
    made.add("dtend", ends_at.astimezone(TOKYO))
    made.add("status", status)
    made.add("summary", summary)
    made.add("location", location)
    made.add("description", description)
    made.add("url", url)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    made["organizer"] = _person(address, name)
    return made


def invitation(
    method: str, made: icalendar.Event, *, address: str, name: str, accepted: bool = False
) -> Attachment:
    """``made`` for one person, who alone is named: REQUEST or CANCEL, to go with a mail."""
    attendee = _person(address, name)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "ACCEPTED" if accepted else "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"
    made.add("attendee", attendee, encode=False)
    return Attachment(
        filename="invite.ics",
        content_type=f"text/calendar; method={method}; charset=utf-8",
        content=_file(method, [made]),
    )


def published(entries: Iterable[icalendar.Event], *, name: str = "") -> bytes:
    """METHOD:PUBLISH, to be saved or subscribed to; ``name`` is what a subscription is called."""
    return _file("PUBLISH", entries, name)


def _person(address: str, name: str) -> icalendar.vCalAddress:
    person = icalendar.vCalAddress(f"mailto:{address}")
    person.params["CN"] = name or address
    return person


def _file(method: str, entries: Iterable[icalendar.Event], name: str = "") -> bytes:
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        # RFC 7986, and the name that calendars understood before it.
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    made.add_component(_tokyo())
    for one in entries:
        made.add_component(one)
    return bytes(made.to_ical())


@cache
def _tokyo() -> icalendar.Timezone:
    """The description of Asia/Tokyo; icalendar searches 70 years for it, which takes 50 ms."""
    return icalendar.Timezone.from_tzid(TOKYO.key)
