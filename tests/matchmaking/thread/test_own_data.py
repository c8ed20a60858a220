"""Personal data of threads and meetings: handed out, erased, purged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking.appointments import services as appointments
from matchmaking.appointments.services import Terms
from matchmaking.models import Appointment, InboundMail, Introduction, ThreadFile, ThreadMessage
from matchmaking.services import introduction as introductions
from matchmaking.thread import files, own_data, selectors, services
from matchmaking.thread.inbound.receiving import receive
from portal.privacy import retention, subject_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(talk):
    """The company wrote with a file, proposed a meeting, and a mail of theirs was kept aside."""
    taken, _refused = files.check([files.Given("計画.pdf", b"%PDF-1.7")])
    services.post(
        introduction=talk.introduction,
        author=talk.person("company"),
        body="困田です。",
        key="1",
        given=taken,
    )
    appointments.propose(
        introduction=talk.introduction,
        user=talk.person("company"),
        starts=[timezone.now() + timedelta(days=3)],
        terms=Terms(60, place="弊社"),
    )
    raw = talk.mail("内緒です", From="private@elsewhere.example")
    receive(raw=raw, recipient=talk.address())
    return talk


def test_this_room_is_among_those_that_hand_out_erase_and_purge():
    assert "matchmaking.thread" in subject_data.exports()
    assert "matchmaking.thread" in subject_data.erasers()
    assert {"matchmaking.thread", "matchmaking.mail"} <= {one.name for one in retention.rules()}


def test_a_person_gets_a_copy_of_what_they_wrote_and_of_nobody_elses(written):
    copy = own_data.export(written.company)
    assert [(one["body"], one["files"]) for one in copy["messages"]] == [
        ("困田です。", ["計画.pdf"])
    ]
    assert [one["place"] for one in copy["meetings"]] == [""]
    assert [one["sender"] for one in copy["mails"]] == ["private@elsewhere.example"]
    assert own_data.export(written.provider) == {"messages": [], "meetings": [], "mails": []}


def test_erasing_a_person_empties_what_they_wrote_and_drops_their_files(
    written, django_capture_on_commit_callbacks
):
    kept = [ThreadFile.objects.get().file, InboundMail.objects.get().content]
    stored = [(file.storage, file.name) for file in kept]
    assert all(storage.exists(name) for storage, name in stored)
    with django_capture_on_commit_callbacks(execute=True):
        own_data.erase(written.person("company"))
    message = ThreadMessage.objects.get()
    assert (message.author, message.body) == (None, "")
    assert not InboundMail.objects.exists()
    assert not any(storage.exists(name) for storage, name in stored)
    assert Appointment.objects.get().proposed_by is None
    entries = selectors.entries(written.person("provider"), written.introduction)
    assert [entry.is_erased for entry in entries if not entry.step] == [True]


def test_threads_go_two_years_after_the_introduction_and_kept_mails_after_a_month(
    written, django_capture_on_commit_callbacks
):
    introductions.withdraw(introduction=written.introduction, user=written.person("company"))
    assert own_data.purge(timezone.now() - timedelta(days=730)) == 0
    assert own_data.purge_mails(timezone.now() - timedelta(days=30)) == 0
    long_ago = timezone.now() - timedelta(days=800)
    Introduction.objects.update(ended_at=long_ago)
    ThreadMessage.objects.update(created_at=long_ago)
    Appointment.objects.update(updated_at=long_ago)
    InboundMail.objects.update(received_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert own_data.purge(timezone.now() - timedelta(days=730)) == 1
        assert own_data.purge_mails(timezone.now() - timedelta(days=30)) == 1
    assert not ThreadFile.objects.exists()
    assert not Appointment.objects.exists()
    assert Introduction.objects.exists()
