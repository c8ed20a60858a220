"""What becomes public, and who is told, when a session is called off or taken back."""

import pytest

from events.models import Session
from events.selectors import desk
from events.services import running, sessions
from portal.delivery.models import Mail
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def test_a_session_nobody_heard_of_is_not_called_off_in_public():
    session = make.make_session(state="draft")
    with pytest.raises(running.RunningRefused):
        running.change_state(session=session, state="cancelled", actor=None, reason="x")
    assert not Session.objects.announced().exists()


def test_a_session_with_applications_does_not_vanish_into_preparation():
    session = make.make_session()
    kind = make.make_type(session)
    applied = make.apply(kind)
    with pytest.raises(running.RunningRefused) as refused:
        running.change_state(session=session, state="draft", actor=None, reason="x")
    assert "中止または延期" in refused.value.message
    assert Session.objects.get().state == "announced"
    assert applied.attendees.exists()


def test_a_session_without_applications_goes_back_to_preparation():
    session = make.make_session()
    running.change_state(session=session, state="draft", actor=None, reason="x")
    assert not Session.objects.announced().exists()


def test_everybody_who_is_told_is_counted_before():
    session = make.make_session()
    seat = make.make_type(session, capacity=1)
    chosen = make.make_type(session, allocation="selection")
    two = [make.person("one@example.jp"), make.person("two@example.jp")]
    make.apply(seat, attendees=two, contact=make.contact("one@example.jp"))
    make.apply(seat)
    make.apply(chosen)
    told = desk.audience(session)
    assert (told.companies, told.people) == (3, 2)
    before = Mail.objects.count()
    session.state = "cancelled"
    session.save()
    assert sessions.announce_cancellation(session=session) == told.companies
    # The three contacts, and the colleague of the one who is confirmed.
    assert Mail.objects.count() - before == 4
