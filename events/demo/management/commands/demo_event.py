"""Plays an invented year of events, with the Kitakyushu story in it, for staff to explore."""

import random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from events.demo import cast, history, story
from events.demo.year import YEAR
from events.models import Series
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.delivery.models import Mail, OutboxMessage, OutboxState

SERIES = "sample-year"


class Command(BaseCommand):
    """Makes past sessions with everything that happened, and two that wait for a decision."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it, or nothing."""
        if not settings.DEMO:
            raise CommandError("Sample events belong to a demonstration: set PORTAL_DEMO=1.")
        if Series.objects.filter(code=SERIES).exists():
            self.stdout.write("The sample year is there already; `make reset` starts over.")
            return
        with transaction.atomic():
            self.play(random.Random(2023))  # noqa: S311  names and numbers, no secret
        self.stdout.write("Where to look: /admin/events/desk/ as eventmanager@example.jp")

    def play(self, dice: random.Random) -> None:
        """The past first; its mails have left long ago."""
        staff = self.staff()
        series = Series.objects.create(
            code=SERIES, title_ja="見本の一年", title_en="A sample year"
        )
        companies = cast.companies(60)
        last = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for run in YEAR:
            some = dice.sample(companies, run.companies)
            session = history.play(run, series=series, companies=some, dice=dice)
            self.tell(session)
        makers = [one for one in companies if one.sector == "manufacturing"]
        self.tell(story.play(series=series, companies=makers[:24], dice=dice, staff=staff))
        self.send_long_ago(last)
        self.tell(
            story.wait_for_approval(series=series, companies=makers[5:25], dice=dice, staff=staff)
        )
        self.tell(story.offer_a_place(companies=companies, dice=dice))

    def staff(self) -> tuple[User, User]:
        """Two who may select: one proposes, the other approves."""
        found = []
        for role in (Role.EVENT_MANAGER, Role.ADMINISTRATOR):
            user = User.objects.filter(groups__name=role).order_by("pk").first()
            if user is None:
                raise CommandError(f"No account has the role {role}: run `manage.py load_demo`.")
            found.append(user)
        return found[0], found[1]

    def tell(self, session: Any) -> None:
        """One line per session."""
        people = session.registrations.count()
        self.stdout.write(f"{timezone.localtime(session.starts_at):%Y-%m-%d} {session}: {people}")

    def send_long_ago(self, last: int) -> None:
        """Mails of sessions long past do not go out today."""
        mails = Mail.objects.filter(pk__gt=last)
        keys = [f"mail:{key}" for key in mails.values_list("key", flat=True)]
        letters = OutboxMessage.objects.filter(topic="selection.letter")
        done = {"state": OutboxState.DONE, "done_at": timezone.now()}
        for start in range(0, len(keys), 500):
            OutboxMessage.objects.filter(key__in=keys[start : start + 500]).update(**done)
        letters.filter(state=OutboxState.PENDING).update(**done)
        mails.update(sent_at=timezone.now())
