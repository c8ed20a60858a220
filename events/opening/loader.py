"""Opening events: the exercise of 2023 and sample runs to try the portal with.

Loads what is missing and never touches what is there: after the first run the
events belong to staff.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from portal.content.models import HomePage
from portal.content.services import opening_files
from portal.content.services.opening_values import body

from .. import business_hours
from ..enums import Allocation, PlaceUnit, SessionState
from ..models import Event, EventIndexPage, EventPage, ParticipationType, Series, Session

FOLDER = Path(__file__).resolve().parent
TOKYO = ZoneInfo("Asia/Tokyo")
Data = dict[str, Any]


@transaction.atomic
def load(stdout: TextIO) -> None:
    """Make the list of events in each language and the events that are missing."""
    indexes = _indexes()
    files = sorted(FOLDER.glob("*.yaml"))
    made = [path for path in files if _load(yaml.safe_load(path.read_text()), indexes)]
    stdout.write(f"Opening events: {len(made)} of {len(files)} created.")


def _indexes() -> dict[str, EventIndexPage]:
    """The list page of each language."""
    words = next((file for file in opening_files.read() if file.path == "events"), None)
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    found = {
        page.locale.language_code: page
        for page in EventIndexPage.objects.select_related("locale").order_by("pk")
    }
    for code, home in sorted(homes.items(), key=lambda item: item[0] != "ja"):
        if code in found:
            continue
        text: Data = (
            words.text(code) if words else {"title": "イベント" if code == "ja" else "Events"}
        )
        page = EventIndexPage(
            title=text["title"],
            slug="events",
            summary=text.get("summary", ""),
            search_description=text.get("summary", ""),
            locale=Locale.objects.get(language_code=code),
            intro=_body(text, key="events", language=code),
        )
        if "ja" in found:
            page.translation_key = found["ja"].translation_key
        home.add_child(instance=page)
        page.save_revision().publish()
        found[code] = page
    return found


def _load(data: Data, indexes: dict[str, EventIndexPage]) -> bool:
    if Event.objects.filter(code=data["code"]).exists():
        return False
    words = data["page"]
    event = Event.objects.create(
        code=data["code"],
        title_ja=words["ja"]["title"],
        title_en=words["en"]["title"],
        kind=data["kind"],
        is_sample=data.get("sample", False),
        series=_series(data.get("series")),
        accessibility_offers=data.get("offers", []),
        contact_name_ja=data["contact"]["ja"],
        contact_name_en=data["contact"]["en"],
    )
    for facet in ("sectors", "themes", "audiences"):
        getattr(event, facet).set(data[facet])
    for position, host in enumerate(data["hosts"]):
        event.hosts.create(
            role=host["role"],
            name_ja=host["ja"],
            name_en=host["en"],
            receives_data=host.get("receives_data", False),
            position=position,
        )
    for session in data["sessions"]:
        _session(event, session)
    key = None
    for code in sorted(indexes, key=lambda code: code != "ja"):
        page = make_page(event, indexes[code], words[code], words["slug"], code, key)
        key = page.translation_key
    return True


def _series(data: Data | None) -> Series | None:
    if data is None:
        return None
    words = {
        f"{field}_{code}": str(data[field][code]).strip()
        for field in ("title", "description")
        for code in ("ja", "en")
    }
    return Series.objects.get_or_create(code=data["code"], defaults=words)[0]


def make_page(
    event: Event, parent: Page, text: Data, slug: str, language: str, key: Any = None
) -> EventPage:
    """The published page of ``event`` in ``language``; ``key`` ties it to its translation."""
    page = EventPage(
        event=event,
        title=text["title"],
        slug=slug,
        summary=text["summary"],
        search_description=text["summary"],
        for_whom=text.get("for_whom", ""),
        fee=text.get("fee", ""),
        accessibility=text.get("accessibility", ""),
        body=_body(text, key=event.code, language=language),
        programme=[
            {"type": "item", "value": {"text": "", "speaker": "", **item}}
            for item in text.get("programme", [])
        ],
        speakers=[
            {"type": "speaker", "value": {"photo": None, **speaker}}
            for speaker in text.get("speakers", [])
        ],
        locale=Locale.objects.get(language_code=language),
    )
    if key is not None:
        page.translation_key = key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _body(text: Data, *, key: str, language: str) -> list[Data]:
    return body(
        text.get("body"), key=f"event:{key}", language=language, resolve=lambda _path: None
    )


def sample_day(*, weeks: int, weekday: int, today: date) -> date:
    """The given weekday (0 = Monday) about ``weeks`` weeks from ``today``, when offices work."""
    ahead = today + timedelta(weeks=weeks)
    day = ahead + timedelta(days=(weekday - ahead.weekday()) % 7)
    while not business_hours.is_business_day(day):
        day += timedelta(weeks=1)
    return day


def _session(event: Event, data: Data) -> None:
    if "weeks" in data:
        day = sample_day(weeks=data["weeks"], weekday=data["weekday"], today=timezone.localdate())
        starts, ends = _at(day, data["from"]), _at(day, data["to"])
        state, opens = SessionState.ANNOUNCED, timezone.now()
        closes = _at(day - timedelta(days=data["closes_days"]), "17:00")
    else:
        starts = datetime.strptime(data["starts"], "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO)
        ends = datetime.strptime(data["ends"], "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO)
        state, opens, closes = SessionState(data["state"]), None, None
    words: dict[str, str] = {}
    for name in ("label", "venue", "address", "access", "record"):
        for code in ("ja", "en"):
            words[f"{name}_{code}"] = str(data.get(name, {}).get(code, "")).strip()
    session = Session.objects.create(
        event=event,
        starts_at=starts,
        ends_at=ends,
        opens_at=opens,
        closes_at=closes,
        state=state,
        format=data["format"],
        prefecture_id=data.get("prefecture"),
        online_tool=data.get("online_tool", ""),
        **words,
    )
    _types(session, data.get("types", []), starts)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=TOKYO)


def _types(session: Session, types: list[Data], starts: datetime) -> None:
    made: dict[str, ParticipationType] = {}
    for position, data in enumerate(types):
        about = data.get("about", {})
        made[data["code"]] = ParticipationType.objects.create(
            session=session,
            code=data["code"],
            label_ja=data["ja"],
            label_en=data["en"],
            description_ja=about.get("ja", ""),
            description_en=about.get("en", ""),
            mode=data["mode"],
            unit=data.get("unit", PlaceUnit.ORGANIZATION),
            allocation=data.get("allocation", Allocation.FIRST_COME),
            roles=data.get("roles", []),
            once_per_fiscal_year=data.get("once_per_fiscal_year", False),
            results_at=starts - timedelta(days=data["results_days"])
            if "results_days" in data
            else None,
            capacity=data["capacity"],
            min_attendees=data.get("min", 1),
            max_attendees=data["max"],
            position=position,
        )
    for data in types:
        made[data["code"]].eligible_sectors.set(data.get("eligible_sectors", []))
        if "fallback" in data:
            kind = made[data["code"]]
            kind.fallback = made[data["fallback"]]
            kind.save(update_fields=["fallback"])
