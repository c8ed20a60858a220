"""From a request to a draft event in one click: nothing of it is public yet."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from events.enums import (
    Allocation,
    AttendanceMode,
    EventKind,
    HostRole,
    SessionFormat,
    SessionState,
)
from events.models import Event, EventIndexPage, EventPage, ParticipationType, Session
from portal.privacy import services as privacy

from ..enums import RequestState
from ..models import ExerciseRequest
from . import requests

TOKYO = ZoneInfo("Asia/Tokyo")
TITLES = {"ja": "{body} 体験型演習", "en": "{body}: hands-on exercise"}
TEAMS = 7
"""Companies that one exercise room takes, as in the exercise at Kitakyushu."""
VIEWERS = 100


def plan(*, request: ExerciseRequest, actor: Any, reason: str, reply: str = "") -> Event:
    """Make a draft event with a session, two participation types, hosts and unpublished pages.

    A second click gives the same event.

    Raises:
        RequestRefused: the request cannot be planned from where it stands.
    """
    with transaction.atomic():
        current = ExerciseRequest.objects.select_for_update().get(pk=request.pk)
        if current.event is not None:
            return current.event
        if current.state != RequestState.PLANNED:
            requests.move(
                request=current,
                state=RequestState.PLANNED,
                actor=actor,
                reason=reason,
                reply=reply,
            )
        event = _event(current)
        session = _session(current, event)
        _types(current, session)
        _pages(current, event)
        ExerciseRequest.objects.filter(pk=current.pk).update(event=event)
        privacy.record(
            action="exercise_request.event_made",
            target=f"exercise_request:{current.reference}",
            actor=actor,
            reason=reason,
            detail={"event": event.pk},
        )
    return event


def _event(request: ExerciseRequest) -> Event:
    event = Event.objects.create(
        code=f"exercise-{request.reference.lower()}",
        title_ja=TITLES["ja"].format(body=request.body)[:160],
        title_en=TITLES["en"].format(body=request.body)[:160],
        kind=EventKind.EXERCISE,
    )
    if request.sector is not None:
        event.sectors.add(request.sector)
    event.hosts.create(role=HostRole.ORGANISER, name_ja=request.body, position=0)
    return event


def _session(request: ExerciseRequest, event: Event) -> Session:
    day = _first_day(request.months, timezone.localdate())
    return Session.objects.create(
        event=event,
        starts_at=datetime.combine(day, time(13), tzinfo=TOKYO),
        ends_at=datetime.combine(day, time(17), tzinfo=TOKYO),
        format=request.format,
        prefecture=request.prefecture,
        state=SessionState.DRAFT,
    )


def _first_day(months: list[str], today: date) -> date:
    """The second Wednesday of the first wished month that is not over, else in three months."""
    wished = sorted(month for month in months if month >= f"{today:%Y-%m}")
    first = (
        date.fromisoformat(f"{wished[0]}-01")
        if wished
        else (today + timedelta(days=90)).replace(day=1)
    )
    wednesday = first + timedelta(days=(2 - first.weekday()) % 7 + 7)
    return wednesday if wednesday > today else today + timedelta(days=14)


def _types(request: ExerciseRequest, session: Session) -> None:
    online = request.format == SessionFormat.ONLINE
    viewers = ParticipationType.objects.create(
        session=session,
        code="viewer",
        label_ja="オンライン視聴",
        label_en="Online viewer",
        mode=AttendanceMode.ONLINE,
        allocation=Allocation.FIRST_COME,
        capacity=VIEWERS,
        position=1,
    )
    ParticipationType.objects.create(
        session=session,
        code="team",
        label_ja="オンライン参加（チーム）" if online else "会場参加（チーム）",
        label_en="Online team" if online else "On-site team",
        mode=AttendanceMode.ONLINE if online else AttendanceMode.ONSITE,
        allocation=Allocation.SELECTION,
        capacity=min(request.companies, TEAMS),
        min_attendees=3,
        max_attendees=6,
        fallback=viewers if request.format != SessionFormat.ONSITE else None,
        position=0,
    )
    if request.format == SessionFormat.ONSITE:
        viewers.label_ja, viewers.label_en = "会場で見学", "On-site observer"
        viewers.code, viewers.mode = "observer", AttendanceMode.ONSITE
        viewers.capacity = 20
        viewers.save()


def _pages(request: ExerciseRequest, event: Event) -> None:
    """An unpublished page per language of the list of events; none where there is no list."""
    key = None
    indexes = EventIndexPage.objects.select_related("locale").order_by("path")
    for index in sorted(indexes, key=lambda one: one.locale.language_code != "ja"):
        language = index.locale.language_code
        with translation.override(language):
            summary = _("内容は準備中です。公開の前に書き直してください。")
        page = EventPage(
            event=event,
            title=TITLES.get(language, TITLES["en"]).format(body=request.body)[:160],
            slug=event.code,
            summary=summary,
            locale=Locale.objects.get(language_code=language),
            live=False,
        )
        if key is not None:
            page.translation_key = key
        index.add_child(instance=page)
        page.save_revision()
        key = page.translation_key
