"""Introductions from before the stages keep their meaning."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from matchmaking import permissions
from matchmaking.enums import IntroductionState, Stage
from matchmaking.models import AgreedWords, Agreement, Introduction

from . import world as worlds

pytestmark = pytest.mark.django_db
migration = import_module("matchmaking.migrations.0010_staged_disclosure")


@pytest.mark.parametrize(
    ("state", "agreed", "stage"),
    [
        (IntroductionState.REVIEWED, (), Stage.NOTHING),
        (IntroductionState.PARTLY_AGREED, ("provider",), Stage.NOTHING),
        (IntroductionState.DISCLOSED, ("company", "provider"), Stage.CONTACT),
        (IntroductionState.CLOSED, ("company", "provider"), Stage.CONTACT),
        (IntroductionState.WITHDRAWN, ("company", "provider"), Stage.NOTHING),
    ],
)
def test_a_contact_agreed_to_was_every_stage_agreed_to(state, agreed, stage):
    world = worlds.build()
    now = timezone.now()
    ended = now if state == IntroductionState.WITHDRAWN else None
    fields = {f"{side}_agreed_at": now for side in agreed} | {
        f"{side}_agreed_by": world.people[side] for side in agreed
    }
    Introduction.objects.filter(pk=world.pk).update(
        state=state, reviewed_at=now, disclosed_at=now, ended_at=ended, **fields
    )
    migration.keep_what_was_agreed(apps, None)
    assert permissions.stage(world.person("company"), world.introduction) is stage
    assert Agreement.objects.count() == 3 * len(agreed)
    standing = Agreement.objects.filter(revoked_at__isnull=True).count()
    assert standing == (0 if ended else 3 * len(agreed))
    assert AgreedWords.objects.get().body == worlds.PROBLEM
