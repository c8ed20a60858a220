"""The Kitakyushu story in invented runs: one played to its end, one waiting for an approval,
one whose waitlist has an offer out."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from ..enums import (
    Allocation,
    AttendanceMode,
    CompanyRole,
    Door,
    EventKind,
    PlaceUnit,
    SessionFormat,
    SessionState,
)
from ..models import Event, EventIndexPage, ParticipationType, Registration, Series, Session
from ..opening.loader import make_page
from ..selection.enums import Outcome
from ..selection.models import Criterion, Sheet
from ..selection.services import letters, proposals, reviews, sheets
from ..selection.services.proposals import Line
from ..services import decisions, registration
from ..services.application import Company
from . import cast, history
from .year import Run

TEAMS, PLACES = 9, 7
CRITERIA = (
    ("経営者が関わるか", "Do the managers take part?", 30),
    ("部署が3つ以上集まるか", "Do three departments or more come?", 30),
    ("持ち帰ることが決まっているか", "Is it clear what they take home?", 40),
)
HELD = Run(
    code="kitakyushu-held",
    weeks=3,
    kind=EventKind.EXERCISE,
    title_ja="中小製造業向け体験型演習（見本・終了）",
    title_en="Exercise for small manufacturers (sample, held)",
    format=SessionFormat.HYBRID,
    prefecture="fukuoka",
    capacity=PLACES,
    companies=TEAMS,
    shown=0.95,
    answered=0.9,
    liked=4.5,
    insights=(
        "緊急連絡網に取引先の夜間の連絡先がなかった",
        "生産を止める判断を誰がするか、各社で決まりがなかった",
        "緊急時の生産の手順書を紙で持つ会社は2社だった",
    ),
    to_change=("役割カードに「広報」の例を足す（進行役・次回）",),
)


def play(*, series: Series, companies: list[Company], dice: random.Random, staff: Any) -> Session:
    """Announce, apply, select, come, survey, certify, report: all of it, three weeks ago."""
    starts = history.wednesday(weeks=-HELD.weeks)
    session = exercise(HELD.code, HELD.title_ja, HELD.title_en, series=series, starts=starts)
    apply(session, companies, dice)
    select(session, dice, staff, approve=True)
    Session.objects.filter(pk=session.pk).update(state=SessionState.HELD)
    session.refresh_from_db()
    history.come(session, HELD, dice)
    history.ask(session, HELD, dice)
    history.sum_up(session, HELD)
    return session


def wait_for_approval(
    *, series: Series, companies: list[Company], dice: random.Random, staff: Any
) -> Session:
    """Nine teams for seven places, scored and proposed; the second person has the word."""
    session = exercise(
        "kitakyushu-selection",
        "中小製造業向け体験型演習（見本・選考中）",
        "Exercise for small manufacturers (sample, being selected)",
        series=series,
        starts=history.wednesday(weeks=3),
        closes=timezone.now() - timedelta(days=1),
    )
    apply(session, companies, dice)
    select(session, dice, staff, approve=False)
    _pages(session.event)
    return session


def offer_a_place(*, companies: list[Company], dice: random.Random) -> Session:
    """A full workshop: one company cancels, the next has an offer, two more wait."""
    event = _event(
        "workshop-waitlist", "連絡網を作る会（見本）", "Making a contact network (sample)"
    )
    Event.objects.filter(pk=event.pk).update(kind=EventKind.WORKSHOP)
    starts = history.wednesday(weeks=4)
    session = _session(event, starts, starts - timedelta(days=3), SessionFormat.ONSITE)
    kind = ParticipationType.objects.create(
        session=session,
        code="seat",
        label_ja="会場参加",
        label_en="On site",
        mode=AttendanceMode.ONSITE,
        unit=PlaceUnit.ORGANIZATION,
        capacity=3,
        max_attendees=3,
    )
    made = [
        _register(kind, company, number, 2, dice, timezone.now() - timedelta(days=110 - number))
        for number, company in enumerate(companies[:6], start=101)
    ]
    decisions.cancel(registration=made[0], reason="見本")
    _pages(event)
    return session


def exercise(
    code: str,
    title_ja: str,
    title_en: str,
    *,
    series: Series,
    starts: datetime,
    closes: datetime | None = None,
) -> Session:
    """The event with its on-site teams (selection) and its viewers (first come)."""
    event = _event(code, title_ja, title_en, series)
    session = _session(event, starts, closes or starts - timedelta(days=14), SessionFormat.HYBRID)
    viewer = ParticipationType.objects.create(
        session=session,
        code="viewer",
        label_ja="オンライン見学",
        label_en="Online viewer",
        mode=AttendanceMode.ONLINE,
        unit=PlaceUnit.PERSON,
        capacity=300,
        max_attendees=10,
        position=1,
    )
    ParticipationType.objects.create(
        session=session,
        code="team",
        label_ja="会場チーム",
        label_en="On-site team",
        mode=AttendanceMode.ONSITE,
        unit=PlaceUnit.ORGANIZATION,
        allocation=Allocation.SELECTION,
        capacity=PLACES,
        min_attendees=3,
        max_attendees=6,
        roles=[role.value for role in CompanyRole if role != CompanyRole.OTHER],
        fallback=viewer,
        position=0,
    )
    return session


def apply(session: Session, companies: list[Company], dice: random.Random) -> None:
    """Nine teams, and companies that watch."""
    kinds = {kind.code: kind for kind in session.participation_types.all()}
    for number, company in enumerate(companies, start=1):
        is_team = number <= TEAMS
        kind = kinds["team" if is_team else "viewer"]
        at = session.registration_closes_at() - timedelta(days=dice.randint(1, 20), hours=number)
        people = dice.randint(3, 5) if is_team else dice.randint(1, 3)
        _register(kind, company, number, people, dice, at)


def select(session: Session, dice: random.Random, staff: Any, *, approve: bool) -> None:
    """Two people score, one proposes the best seven, and the other approves or not yet."""
    kind = session.participation_types.get(code="team")
    first, second = staff
    sheet = _sheet(kind, first)
    criteria = list(sheet.criteria.all())
    applied = list(Registration.objects.filter(participation_type=kind).order_by("pk"))
    points: dict[int, int] = dict.fromkeys((one.pk for one in applied), 0)
    for one in applied:
        for selector in staff:
            scores = {criterion.pk: dice.randint(2, 5) for criterion in criteria}
            reviews.save(sheet=sheet, registration=one, selector=selector, scores=scores)
            points[one.pk] += sum(scores[c.pk] * c.weight for c in criteria)
    ranked = sorted(applied, key=lambda one: (-points[one.pk], one.pk))
    lines = [
        Line(
            registration=one.pk,
            outcome=Outcome.SELECT if rank <= kind.capacity else Outcome.DECLINE,
            reason="採点の順位による",
        )
        for rank, one in enumerate(ranked, start=1)
    ]
    proposal = proposals.propose(
        sheet=sheet,
        lines=lines,
        reason="採点の上位7社。業種と県の偏りも確かめました。",
        actor=first,
    )
    if not approve:
        return
    proposals.approve(proposal=proposal, reason="採点表と照らし、問題ありません。", actor=second)
    for batch in session.letter_batches.all():
        letters.send(batch=batch, actor=first)


def _sheet(kind: ParticipationType, actor: Any) -> Sheet:
    sheet = sheets.open_for(participation_type=kind, actor=actor)
    sheets.settle(
        sheet=sheet,
        settings={"required_reviews": 2, "tie_rule": sheet.tie_rule},
        criteria=[
            Criterion(label_ja=ja, label_en=en, weight=weight, scale_max=5)
            for ja, en, weight in CRITERIA
        ],
        actor=actor,
    )
    return sheet


def _register(
    kind: ParticipationType,
    company: Company,
    number: int,
    people: int,
    dice: random.Random,
    at: datetime,
) -> Registration:
    named = list(cast.people(people, company=number, dice=dice, with_roles=bool(kind.roles)))
    done = registration.register(
        session=kind.session,
        participation_type=kind,
        company=company,
        attendees=named,
        contact=cast.contact(named[0]),
        consented=True,
        accepts_fallback=kind.fallback_id is not None,
        door=Door.WEB,
        now=at,
    )
    history.backdate(done, at)
    return done


def _event(code: str, title_ja: str, title_en: str, series: Series | None = None) -> Event:
    event = Event.objects.create(
        code=f"sample-year-{code}",
        title_ja=title_ja,
        title_en=title_en,
        kind=EventKind.EXERCISE,
        series=series,
        is_sample=True,
        accessibility_offers=["captions", "wheelchair"],
        contact_name_ja=history.OFFICE,
        contact_name_en=history.OFFICE_EN,
    )
    event.sectors.set(["manufacturing"])
    event.hosts.create(role="organiser", name_ja=history.OFFICE, name_en=history.OFFICE_EN)
    return event


def _session(event: Event, starts: datetime, closes: datetime, form: SessionFormat) -> Session:
    online = form != SessionFormat.ONSITE
    return Session.objects.create(
        event=event,
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        opens_at=min(closes, timezone.now()) - timedelta(days=50),
        closes_at=closes,
        format=form,
        prefecture_id="fukuoka",
        venue_ja="北九州会場（見本）",
        venue_en="Kitakyushu venue (sample)",
        online_tool="Webex Meetings" if online else "",
        join_url="https://meeting.example/sample" if online else "",
        state=SessionState.ANNOUNCED,
    )


def _pages(event: Event) -> None:
    key = None
    for code in ("ja", "en"):
        parent = EventIndexPage.objects.filter(locale__language_code=code).first()
        if parent is None or not Locale.objects.filter(language_code=code).exists():
            continue
        title = event.title_ja if code == "ja" else event.title_en
        summary = (
            "見本の一年のために作られた回です。" if code == "ja" else "Made for the sample year."
        )
        text = {"title": title, "summary": summary, "body": []}
        key = make_page(event, parent, text, event.code, code, key).translation_key
