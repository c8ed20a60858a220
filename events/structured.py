"""What search engines are told about a session (schema.org Event)."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from .enums import HostRole, SessionState
from .models import EventPage
from .selectors.detail import Detail, Run

STATUS = {
    SessionState.CANCELLED: "https://schema.org/EventCancelled",
    SessionState.POSTPONED: "https://schema.org/EventPostponed",
}
MODE = {
    "onsite": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}
ORGANISING = {HostRole.ORGANISER, HostRole.CO_ORGANISER}


def describe(*, page: EventPage, detail: Detail, run: Run) -> dict[str, Any]:
    """One session as schema.org Event."""
    session = run.session
    url = settings.BASE_URL + (page.url or "")
    places: list[dict[str, Any]] = []
    if session.has_place:
        places.append(
            {
                "@type": "Place",
                "name": session.venue,
                "address": {
                    "@type": "PostalAddress",
                    "addressCountry": "JP",
                    "addressRegion": str(session.prefecture or ""),
                    "streetAddress": session.address,
                },
            }
        )
    if session.has_online:
        places.append({"@type": "VirtualLocation", "url": url})
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "url": url,
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": STATUS.get(run.state, "https://schema.org/EventScheduled"),
        "eventAttendanceMode": MODE[session.format],
        "location": places,
        "inLanguage": "ja",
        "organizer": [
            {"@type": "Organization", "name": host.name} | ({"url": host.url} if host.url else {})
            for group in detail.hosts
            if group.role in ORGANISING
            for host in group.hosts
        ],
    }
    if run.is_open:
        told["offers"] = [
            {
                "@type": "Offer",
                "name": choice.kind.label,
                "price": 0,
                "priceCurrency": "JPY",
                "url": url,
                "availability": "https://schema.org/SoldOut"
                if choice.kind.is_full
                else "https://schema.org/InStock",
            }
            for choice in run.open_choices
        ]
    return told
