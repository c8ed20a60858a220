"""Plays one past session from the first application to the report, by the services of the room."""

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.privacy.models import AuditEntry, Consent

from ..certificates.models import CertificateRule, EventReport
from ..certificates.services import issuing
from ..checkin.enums import Source, Step
from ..checkin.selectors import attendance as presence
from ..checkin.services import attendance
from ..enums import (
    AttendanceMode,
    Door,
    EventKind,
    PlaceUnit,
    RegistrationState,
    SessionFormat,
    SessionState,
)
from ..models import Attendee, Event, ParticipationType, Registration, Series, Session
from ..services import decisions, registration
from ..services.application import Company
from ..surveys.models import Survey
from ..surveys.services import answering, building
from . import cast
from .year import Run

OFFICE = "SECUNITY Portal 事務局（見本）"
OFFICE_EN = "SECUNITY Portal office (sample)"
WORDS = (
    "自社の連絡網を見直すきっかけになりました。",
    "専門用語の説明がもう少しあると助かります。",
    "他社の進め方を聞けたのがよかったです。",
    "",
    "",
)


def play(run: Run, *, series: Series, companies: list[Company], dice: random.Random) -> Session:
    """Make the event of ``run`` and everything that happened; the session as it stands now."""
    session = set_up(run, series=series)
    kinds = list(session.participation_types.all())
    for number, company in enumerate(companies, start=1):
        kind = kinds[0] if number <= run.capacity + 2 else kinds[-1]
        apply(kind, company, number=number, run=run, dice=dice)
    some = list(Registration.objects.filter(session=session).order_by("pk"))
    for lost in dice.sample(some, len(some) // 12):
        decisions.cancel(registration=lost, reason="見本")
    Session.objects.filter(pk=session.pk).update(state=SessionState.HELD)
    session.refresh_from_db()
    come(session, run, dice)
    ask(session, run, dice)
    sum_up(session, run)
    return session


def set_up(run: Run, *, series: Series) -> Session:
    """Event, session and participation types."""
    event = Event.objects.create(
        code=f"sample-year-{run.code}",
        title_ja=run.title_ja,
        title_en=run.title_en,
        kind=run.kind,
        series=series,
        is_sample=True,
        contact_name_ja=OFFICE,
        contact_name_en=OFFICE_EN,
    )
    event.sectors.set(["manufacturing" if run.kind != EventKind.SEMINAR else "common"])
    event.hosts.create(role="organiser", name_ja=OFFICE, name_en=OFFICE_EN)
    starts = wednesday(weeks=-run.weeks)
    session = Session.objects.create(
        event=event,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        opens_at=starts - timedelta(days=60),
        closes_at=starts - timedelta(days=3),
        format=run.format,
        prefecture_id=run.prefecture,
        venue_ja="会場（見本）" if run.prefecture else "",
        venue_en="Venue (sample)" if run.prefecture else "",
        online_tool="" if run.format == SessionFormat.ONSITE else "Webex Meetings",
        state=SessionState.ANNOUNCED,
    )
    if run.format != SessionFormat.ONLINE:
        is_team = run.kind == EventKind.EXERCISE
        ParticipationType.objects.create(
            session=session,
            code="onsite",
            label_ja="会場チーム" if is_team else "会場参加",
            label_en="On-site team" if is_team else "On site",
            mode=AttendanceMode.ONSITE,
            unit=PlaceUnit.ORGANIZATION,
            capacity=run.capacity,
            max_attendees=6,
            position=0,
        )
    if run.format != SessionFormat.ONSITE:
        ParticipationType.objects.create(
            session=session,
            code="online",
            label_ja="オンライン",
            label_en="Online",
            mode=AttendanceMode.ONLINE,
            unit=PlaceUnit.PERSON,
            capacity=max(run.capacity, 200),
            max_attendees=10,
            position=1,
        )
    return session


def wednesday(*, weeks: int) -> datetime:
    """Half past one on the Wednesday of the week that is so many weeks from this one."""
    day = timezone.localtime() + timedelta(weeks=weeks)
    day += timedelta(days=2 - day.weekday())
    return day.replace(hour=13, minute=30, second=0, microsecond=0)


def apply(
    kind: ParticipationType, company: Company, *, number: int, run: Run, dice: random.Random
) -> Registration:
    """One company applies some weeks before the session."""
    session = kind.session
    at = session.starts_at - timedelta(days=dice.randint(5, 55), minutes=dice.randint(0, 600))
    most = 5 if run.kind == EventKind.EXERCISE and kind.mode == AttendanceMode.ONSITE else 2
    people = list(
        cast.people(dice.randint(3 if most == 5 else 1, most), company=number, dice=dice)
    )
    done = registration.register(
        session=session,
        participation_type=kind,
        company=company,
        attendees=people,
        contact=cast.contact(people[0]),
        consented=True,
        door=Door.WEB,
        now=at,
    )
    backdate(done, at)
    return done


def backdate(done: Registration, at: datetime) -> None:
    """Let the records of an invented application carry its invented hour."""
    Registration.objects.filter(pk=done.pk).update(created_at=at)
    target = f"registration:{done.reference}"
    AuditEntry.objects.filter(target=target).update(at=at)
    Consent.objects.filter(subject=target).update(given_at=at)


def come(session: Session, run: Run, dice: random.Random) -> None:
    """Some of those who have places are there."""
    people = Attendee.objects.filter(
        registration__session=session, registration__state=RegistrationState.CONFIRMED
    ).select_related("registration__participation_type", "registration__session")
    for person in people.order_by("pk"):
        if dice.random() > run.shown:
            continue
        online = person.registration.participation_type.mode == AttendanceMode.ONLINE
        at = session.starts_at + timedelta(minutes=dice.randint(-25, 6))
        attendance.record(
            report=attendance.Report(
                key=uuid.UUID(int=dice.getrandbits(128), version=4),
                session=session,
                attendee=person,
                step=Step.JOIN if online else Step.ARRIVE,
                source=Source.JOIN if online else Source.SCAN,
                at=at,
            ),
            now=at,
        )


def ask(session: Session, run: Run, dice: random.Random) -> None:
    """Some of those who came answer the survey."""
    survey = building.create(session=session)
    closes = session.ends_at + timedelta(days=14)
    Survey.objects.filter(pk=survey.pk).update(closes_at=closes)
    survey.refresh_from_db()
    for person in presence.who_attended(session).order_by("pk"):
        if dice.random() > run.answered:
            continue
        answering.answer(
            survey=survey,
            attendee=Attendee.objects.select_related("registration__session").get(pk=person.pk),
            answers=answers(survey, run, dice),
            now=session.ends_at + timedelta(hours=dice.randint(1, 300)),
        )


def answers(survey: Survey, run: Run, dice: random.Random) -> dict[str, Any]:
    """What one person says."""
    said: dict[str, Any] = {}
    for question in survey.questions.all():
        options = [value for value, _words in question.values]
        if question.kind == "scale":
            said[question.key] = min(max(round(dice.gauss(run.liked, 0.8)), 1), 5)
        elif question.kind == "single":
            said[question.key] = dice.choices(options, [1, 6, 2][: len(options)])[0]
        elif question.kind == "multiple":
            said[question.key] = sorted(dice.sample(options, dice.randint(1, 3)))
        else:
            said[question.key] = dice.choice(WORDS) or None
    return said


def sum_up(session: Session, run: Run) -> None:
    """Certificates for who has earned one, and the words of the report."""
    if run.kind != EventKind.SEMINAR:
        CertificateRule.objects.create(
            session=session, issuer_ja=OFFICE, issuer_en=OFFICE_EN, is_automatic=False
        )
        issuing.issue_all(session=session)
    EventReport.objects.create(
        session=session,
        summary=f"{session.registrations.count()}社から申込がありました。",
        went_well="参加者どうしの意見交換が活発でした。",
        insights="\n".join(run.insights),
        to_change="\n".join(run.to_change),
    )
