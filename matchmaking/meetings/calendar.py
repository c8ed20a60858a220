"""One participant's meetings as a calendar file (RFC 5545).

The UID of a meeting names its two sides, for life; nobody's name stands in an
entry: people share them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Meeting, MeetingDay

TOKYO = ZoneInfo("Asia/Tokyo")
PRODUCT = "-//SECUNITY Portal//Meeting days//JA"


def published(*, day: MeetingDay, meetings: Sequence[Meeting]) -> bytes:
    """METHOD:PUBLISH with an entry for each of ``meetings``."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    address = f"{settings.BASE_URL}{day.get_absolute_url()}"
    host = urlsplit(settings.BASE_URL).hostname
    for meeting in meetings:
        entry = icalendar.Event()
        pair = f"{day.pk}-{meeting.company_id}-{meeting.expert_id}"
        entry.add("uid", f"meeting-{pair}@{host}")
        entry.add("sequence", day.sequence)
        entry.add("dtstamp", datetime.now(tz=UTC))
        entry.add("dtstart", meeting.slot.begins_at.astimezone(TOKYO))
        entry.add("dtend", meeting.slot.ends_at.astimezone(TOKYO))
        entry.add("summary", day.title)
        place = _("テーブル%(number)s") % {"number": meeting.table}
        entry.add("location", f"{day.place} {place}")
        entry.add("url", address)
        entry.add(
            "description", _("相手は、ご自分の画面でご覧ください: %(url)s") % {"url": address}
        )
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
