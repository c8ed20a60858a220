"""Dates proposed and picked, and the entries that mails bring."""

from datetime import timedelta

import icalendar
from django.core import mail as django_mail
from django.utils import timezone

from matchmaking.appointments import selectors, services
from matchmaking.appointments.services import Terms
from portal.delivery import worker

HERE = Terms(60, place="困った製作所 会議室")


def moment(days, hour=5):
    return (timezone.now() + timedelta(days=days)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )


def propose(talk, role="company", days=(3, 4), terms=HERE):
    return services.propose(
        introduction=talk.introduction,
        user=talk.person(role),
        starts=[moment(day) for day in days],
        terms=terms,
    )


def choose(talk, role="provider", option=None):
    found = selectors.live(talk.introduction)
    picked = option or found.options.first().pk
    return services.choose(introduction=talk.introduction, user=talk.person(role), option=picked)


def entries():
    """Calendar entries of the mails sent since the last look, by recipient."""
    worker.drain()
    found = {}
    for message in django_mail.outbox:
        for part in message.message().walk():
            if part.get_content_type() == "text/calendar":
                calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
                method = part.get_param("method")
                assert calendar["METHOD"] == method
                (entry,) = calendar.walk("VEVENT")
                found[message.to[0]] = (method, entry)
    django_mail.outbox.clear()
    return found
