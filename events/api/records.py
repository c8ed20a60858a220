"""Events, sessions and participation types as plain data for the public API.

Written by name, field by field: what is added to a table stays private until it is added
here and to :mod:`events.api.openapi`.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.enums import OrganizationSize

from ..models import Host
from ..selectors.catalogue import Entry
from ..selectors.detail import Choice, Run

Record = dict[str, Any]
LANGUAGES = ("ja", "en")


def event(entry: Entry) -> Record:
    """An event with its public sessions."""
    found = entry.event
    return {
        "code": found.code,
        "url": address("events:api_event", found.code),
        "pages": {code: settings.BASE_URL + (page.url or "") for code, page in _pages(entry)},
        "title": {code: page.title for code, page in _pages(entry)},
        "summary": {code: page.summary for code, page in _pages(entry)},
        "kind": found.kind,
        "is_sample": found.is_sample,
        "series": {"code": found.series.code, "title": both(found.series, "title")}
        if found.series
        else None,
        **{name: [tag.code for tag in tags] for name, tags in entry.tags.items()},
        "hosts": [host(one) for one in found.hosts.all()],
        "accessibility_offers": list(found.accessibility_offers),
        "contact": {
            "name": both(found, "contact_name"),
            "email": found.contact_email,
            "phone": found.contact_phone,
        },
        "sessions": [session(run) for run in entry.runs],
    }


def _pages(entry: Entry) -> list[tuple[str, Any]]:
    return [(code, entry.pages[code]) for code in LANGUAGES if code in entry.pages]


def host(found: Host) -> Record:
    """A body that carries the event."""
    return {"role": found.role, "name": both(found, "name"), "url": found.url}


def session(run: Run) -> Record:
    """A session as it stands now; never its address for taking part online."""
    found = run.session
    return {
        "id": found.pk,
        "url": address("events:api_session", found.pk),
        "event": found.event.code,
        "label": both(found, "label"),
        "starts_at": moment(found.starts_at),
        "ends_at": moment(found.ends_at),
        "state": str(run.state),
        "format": found.format,
        "venue": both(found, "venue") if found.has_place else None,
        "address": both(found, "address") if found.has_place else None,
        "access": both(found, "access") if found.has_place else None,
        "prefecture": found.prefecture_id if found.has_place else None,
        "online_tool": found.online_tool if found.has_online else "",
        "opens_at": moment(found.opens_at),
        "closes_at": moment(found.registration_closes_at()),
        "record": both(found, "record"),
        "calendar": {
            "uid": found.calendar_uid or "",
            "sequence": found.sequence,
            "url": address("events:session_calendar", found.pk),
        },
        "participation_types": [participation_type(choice) for choice in run.choices],
        "updated_at": moment(found.updated_at),
    }


def participation_type(choice: Choice) -> Record:
    """A way to take part."""
    kind = choice.kind
    return {
        "code": kind.code,
        "label": both(kind, "label"),
        "description": both(kind, "description"),
        "mode": kind.mode,
        "unit": kind.unit,
        "allocation": kind.allocation,
        "capacity": kind.capacity,
        "places_left": kind.places_left,
        "is_open": choice.is_open,
        "closes_at": moment(kind.deadline()),
        "results_at": moment(kind.results_at),
        "people": {"min": kind.min_attendees, "max": kind.max_attendees},
        "roles": list(kind.roles),
        "fee_yen": kind.fee_yen,
        "eligibility": {
            "sectors": [tag.code for tag in choice.conditions.sectors],
            "prefectures": [tag.code for tag in choice.conditions.prefectures],
            "sizes": [size for size in OrganizationSize.values if size in kind.eligible_sizes],
            "once_per_fiscal_year": kind.once_per_fiscal_year,
        },
        "fallback": kind.fallback.code if kind.fallback_id else None,
        "apply_url": address("events:apply", kind.pk),
    }


def both(instance: Any, field: str) -> Record:
    """``field`` in Japanese and English; English is empty where nobody has written it."""
    return {code: getattr(instance, f"{field}_{code}") for code in LANGUAGES}


def moment(value: datetime | None) -> str | None:
    """RFC 3339, on the clock of Asia/Tokyo."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def address(name: str, *args: Any) -> str:
    """The full address of a view in Japanese, where every address has no prefix."""
    with translation.override("ja"):
        return settings.BASE_URL + reverse(name, args=args)
