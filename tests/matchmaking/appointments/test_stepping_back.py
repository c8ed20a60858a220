"""A contact taken back: the meeting that rested on it does not take place."""

import pytest

from matchmaking.appointments import selectors
from matchmaking.enums import IntroductionState, Stage
from matchmaking.services import introduction as introductions

from .plans import choose, entries, propose

pytestmark = pytest.mark.django_db


def test_a_fixed_meeting_is_called_off_with_the_contacts(talk):
    propose(talk)
    choose(talk)
    entries()
    introductions.withdraw(
        introduction=talk.introduction, user=talk.person("provider"), keep=Stage.PROBLEM
    )
    assert talk.introduction.state == IntroductionState.PARTLY_AGREED
    assert selectors.live(talk.introduction) is None
    assert {method for method, _entry in entries().values()} == {"CANCEL"}
