"""One participant's meetings as calendar entries.

The UID of a meeting names its two sides, for life; nobody's name stands in an
entry: people share them.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from portal.delivery import calendar

from ..models import Meeting, MeetingDay


def published(*, day: MeetingDay, meetings: Sequence[Meeting]) -> bytes:
    """METHOD:PUBLISH with an entry for each of ``meetings``."""
    return calendar.published([_entry(day, meeting) for meeting in meetings])


def _entry(day: MeetingDay, meeting: Meeting) -> icalendar.Event:
    address = f"{settings.BASE_URL}{day.get_absolute_url()}"
    host = urlsplit(settings.BASE_URL).hostname
    place = _("テーブル%(number)s") % {"number": meeting.table}
    return calendar.entry(
        uid=f"meeting-{day.pk}-{meeting.company_id}-{meeting.expert_id}@{host}",
        sequence=day.sequence,
        starts_at=meeting.slot.begins_at,
        ends_at=meeting.slot.ends_at,
        status="CONFIRMED",
        summary=day.title,
        location=f"{day.place} {place}",
        description=_("相手は、ご自分の画面でご覧ください: %(url)s") % {"url": address},
        url=address,
    )
