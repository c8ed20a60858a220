"""Sessions that are over, with people who came, for surveys and certificates."""

from datetime import timedelta

from django.utils import timezone

from events import links
from events.models import Attendee, Registration, Session
from events.surveys.services import building

from . import events as make

HOURS = 4


class Presence:
    """A keeper of attendance that knows minutes by person; used instead of the check-in."""

    def __init__(self):
        self.minutes = {}

    def attended(self, attendee):
        """Whether the person came."""
        return attendee.pk in self.minutes

    def minutes_attended(self, attendee):
        """For how long."""
        return self.minutes.get(attendee.pk, 0)

    def attendees_present(self, session):
        """Everybody who came to ``session``."""
        return Attendee.objects.filter(pk__in=self.minutes, registration__session=session)

    def mark(self, *people, minutes=HOURS * 60):
        """Note that ``people`` were there."""
        for person in people:
            self.minutes[person.pk] = minutes


def registered(kind=None, *, people=1, **fields):
    """The attendees of a confirmed registration."""
    kind = kind or make.make_type(capacity=100, max_attendees=60)
    number = kind.registrations.count()
    persons = [
        make.person(f"p{number}-{index}@example.jp", given_name=f"花子{index}")
        for index in range(people)
    ]
    registration = make.apply(kind, attendees=persons, **fields)
    return list(registration.attendees.order_by("pk"))


def end(session, *, ago=timedelta(hours=2)):
    """Move ``session`` into the past."""
    end = timezone.now() - ago
    Session.objects.filter(pk=session.pk).update(
        starts_at=end - timedelta(hours=HOURS), ends_at=end, opens_at=None, closes_at=None
    )
    session.refresh_from_db()
    return session


def over(*, people=1, ago=timedelta(hours=2), **fields):
    """Attendees of a session that has ended."""
    kind = make.make_type(capacity=100, max_attendees=60)
    found = registered(kind, people=people, **fields)
    end(kind.session, ago=ago)
    return list(
        Attendee.objects.filter(pk__in=[one.pk for one in found])
        .select_related("registration__session__event", "registration__participation_type")
        .order_by("pk")
    )


def survey(session, **fields):
    """A survey with the standard questions."""
    made = building.create(session=session)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def answers(survey, *, scale=4, text="よかった"):
    """An answer to every standard question, by key."""
    given = {"scale": scale, "single": 2, "multiple": [1, 3], "text": text}
    return {question.key: given[question.kind] for question in survey.questions.all()}


def token(attendee):
    """The signed key to the personal page."""
    return links.attendee_token(attendee)


def cancel(attendee):
    """The registration does not count any more."""
    Registration.objects.filter(pk=attendee.registration_id).update(state="cancelled")
