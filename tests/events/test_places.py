"""The nightly recount finds what is wrong, and nothing else."""

import io

import pytest
from django.core.management import CommandError, call_command

from events.models import ParticipationType, Registration
from events.selectors.places import breaches
from events.services import decisions
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def test_after_registering_and_cancelling_all_is_well():
    kind = make.make_type(capacity=2)
    first, *_others = [make.apply(kind) for _ in range(4)]
    decisions.cancel(registration=first)
    out = io.StringIO()
    call_command("check_places", stdout=out)
    assert "All places are accounted for." in out.getvalue()


def test_a_counter_that_lies_is_found():
    kind = make.make_type()
    make.apply(kind)
    ParticipationType.objects.update(taken=3)
    (breach,) = breaches()
    assert (breach.taken, breach.held) == (3, 1)
    with pytest.raises(CommandError, match="1 participation types"):
        call_command("check_places", stdout=io.StringIO())


def test_a_sleeping_place_is_found():
    kind = make.make_type(capacity=1)
    first = make.apply(kind)
    make.apply(kind)
    Registration.objects.filter(pk=first.pk).update(state="cancelled")
    ParticipationType.objects.update(taken=0)
    (breach,) = breaches()
    assert breach.asleep
