"""What search engines are told about an event (schema.org Event)."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language

from .enums import AccessibilityOffer, HostRole, SessionState
from .models import EventPage, Session
from .selectors.detail import Choice, Detail, Run

SCHEMA = "https://schema.org"
STATUS = {
    SessionState.CANCELLED: f"{SCHEMA}/EventCancelled",
    SessionState.POSTPONED: f"{SCHEMA}/EventPostponed",
}
MODE = {
    "onsite": f"{SCHEMA}/OfflineEventAttendanceMode",
    "online": f"{SCHEMA}/OnlineEventAttendanceMode",
    "hybrid": f"{SCHEMA}/MixedEventAttendanceMode",
}
ORGANISING = {HostRole.ORGANISER, HostRole.CO_ORGANISER}
AT_THE_PLACE = {
    AccessibilityOffer.WHEELCHAIR,
    AccessibilityOffer.PARKING,
    AccessibilityOffer.HEARING_LOOP,
    AccessibilityOffer.CHILDCARE,
}
OVER = {SessionState.HELD, SessionState.CANCELLED}

Told = dict[str, Any]


def describe_all(*, page: EventPage, detail: Detail) -> list[Told]:
    """Each coming session, else the latest held; several are bound together as a series."""
    runs = detail.upcoming or detail.past[:1]
    told = [describe(page=page, detail=detail, run=run) for run in runs]
    if len(told) < 2:
        return told
    series = _address(page) + "#series"
    for one in told:
        one["superEvent"] = {"@id": series}
    return [_series(page, detail, series, told), *told]


def describe(*, page: EventPage, detail: Detail, run: Run) -> Told:
    """One session as schema.org Event."""
    session = run.session
    url = _address(page)
    name = " ".join(filter(None, (page.title, session.label)))
    told: Told = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": f"{url}#session-{session.pk}",
        "name": name,
        "description": page.summary or name,
        "url": url,
        "image": [_image()],
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": STATUS.get(run.state, f"{SCHEMA}/EventScheduled"),
        "eventAttendanceMode": MODE[session.format],
        "location": _places(session, detail, url),
        "inLanguage": (get_language() or "ja")[:2],
        "isAccessibleForFree": all(not choice.kind.fee_yen for choice in run.choices),
        "organizer": _hosts(detail, ORGANISING),
    }
    if sponsors := _hosts(detail, set(HostRole) - ORGANISING):
        told["sponsor"] = sponsors
    if detail.speakers:
        told["performer"] = _speakers(detail)
    if page.for_whom:
        told["audience"] = {"@type": "Audience", "audienceType": page.for_whom}
    if keywords := [*(tag.label for tag in detail.tags["sectors"]), *detail.offers]:
        told["keywords"] = ", ".join(keywords)
    if run.choices and run.state not in OVER:
        told["offers"] = [_offer(choice, run, url) for choice in run.choices]
    return told


def _address(page: EventPage) -> str:
    return settings.BASE_URL + (page.url or "")


def _image() -> str:
    return settings.BASE_URL + static("portal/images/social.png")


def _series(page: EventPage, detail: Detail, name: str, told: list[Told]) -> Told:
    return {
        "@context": SCHEMA,
        "@type": "EventSeries",
        "@id": name,
        "name": page.title,
        "description": page.summary or page.title,
        "url": _address(page),
        "image": [_image()],
        "startDate": min(one["startDate"] for one in told),
        "endDate": max(one["endDate"] for one in told),
        "location": told[0]["location"],
        "organizer": _hosts(detail, ORGANISING),
        "subEvent": [{"@id": one["@id"]} for one in told],
    }


def _places(session: Session, detail: Detail, url: str) -> list[Told]:
    found: list[Told] = []
    if session.has_place:
        place: Told = {
            "@type": "Place",
            "name": session.venue or str(session.prefecture or ""),
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "JP",
                "addressRegion": str(session.prefecture or ""),
                "streetAddress": session.address,
            },
        }
        features = [
            {"@type": "LocationFeatureSpecification", "name": str(offer.label), "value": True}
            for offer in AccessibilityOffer
            if offer in AT_THE_PLACE and offer in detail.event.accessibility_offers
        ]
        if features:
            place["amenityFeature"] = features
        found.append(place)
    if session.has_online:
        found.append({"@type": "VirtualLocation", "url": url})
    return found


def _hosts(detail: Detail, roles: set[HostRole]) -> list[Told]:
    return [
        {"@type": "Organization", "name": host.name} | ({"url": host.url} if host.url else {})
        for group in detail.hosts
        if group.role in roles
        for host in group.hosts
    ]


def _speakers(detail: Detail) -> list[Told]:
    told = []
    for speaker in detail.speakers:
        person: Told = {"@type": "Person", "name": speaker.name}
        if speaker.title:
            person["jobTitle"] = speaker.title
        if speaker.affiliation:
            person["affiliation"] = {"@type": "Organization", "name": speaker.affiliation}
        told.append(person)
    return told


def _offer(choice: Choice, run: Run, url: str) -> Told:
    kind = choice.kind
    if choice.is_open:
        state = "SoldOut" if choice.waits else "InStock"
    else:
        state = "PreOrder" if run.state == SessionState.ANNOUNCED else "SoldOut"
    told: Told = {
        "@type": "Offer",
        "name": kind.label,
        "price": kind.fee_yen,
        "priceCurrency": "JPY",
        "url": url,
        "availability": f"{SCHEMA}/{state}",
        "validThrough": timezone.localtime(kind.deadline()).isoformat(),
    }
    if run.session.opens_at:
        told["validFrom"] = timezone.localtime(run.session.opens_at).isoformat()
    return told
