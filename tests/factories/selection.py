"""Makes lotteries and selections for tests."""

from datetime import timedelta

from django.utils import timezone

from events.enums import Allocation, Duty
from events.models import EventStaff
from events.selection.models import Criterion, Draw
from events.selection.services import draws, reviews, sheets
from tests.factories import events as make


def staffed(event, duty, **fields):
    """A person who has ``duty`` in ``event`` and no role."""
    user = make.make_user(is_staff=True)
    host = (
        event.hosts.create(role="co_organiser", name_ja="共催") if duty == Duty.CO_HOST else None
    )
    EventStaff.objects.create(event=event, user=user, duty=duty, host=host, **fields)
    return user


def lottery(capacity=2, companies=5, rules=None, **fields):
    """A committed lottery with applications."""
    limit = fields.pop("reserve_limit", None)
    kind = make.make_type(allocation=Allocation.LOTTERY, capacity=capacity, **fields)
    draw = draws.commit(participation_type=kind, rules=rules or {}, reserve_limit=limit)
    return draw, [make.apply(kind) for _ in range(companies)]


def closed(kind):
    """``kind`` after its deadline."""
    session = kind.session
    session.closes_at = timezone.now() - timedelta(minutes=1)
    session.opens_at = timezone.now() - timedelta(days=2)
    session.save()
    return kind


def drawn(**fields):
    """A lottery after the draw, as it stands in the database."""
    draw, applied = lottery(**fields)
    closed(draw.participation_type)
    draws.perform(draw=draw)
    return Draw.objects.get(pk=draw.pk), applied


def selection(capacity=2, companies=3, criteria=2, **fields):
    """A sheet with criteria and applications."""
    kind = make.make_type(allocation=Allocation.SELECTION, capacity=capacity, **fields)
    sheet = sheets.open_for(participation_type=kind, actor=None)
    for number in range(criteria):
        Criterion.objects.create(
            sheet=sheet, position=number, label_ja=f"基準{number}", weight=10 * (number + 1)
        )
    return sheet, [make.apply(kind) for _ in range(companies)]


def review(sheet, registration, selector, value, **fields):
    """The same number for every criterion."""
    scores = {one.pk: value for one in sheet.criteria.all()}
    return reviews.save(
        sheet=sheet, registration=registration, selector=selector, scores=scores, **fields
    )
