"""The pages behind the links of an offer: one button, words for everything else."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import links
from events.enums import RegistrationState
from events.models import Registration
from events.services import decisions
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def answer_links(text):
    """Which registration each of the two links in ``text`` answers for."""
    found = re.findall(r"/registrations/offer/([^/\s]+)/(accept|decline)/", text)
    return {
        answer: Registration.objects.get(reference=links.read_offer_token(token)[0])
        for token, answer in found
    }


@pytest.fixture
def queue():
    """A full type of one place, and two companies that wait; the first place was given back."""
    kind = make.make_type(capacity=1)
    first, second, third = (make.apply(kind) for _ in range(3))
    decisions.cancel(registration=first)
    return kind, fresh(second), fresh(third)


def url(registration, answer):
    return reverse(f"events:offer_{answer}", args=[links.offer_token(registration)])


def test_looking_changes_nothing_and_the_button_accepts(client, queue):
    _kind, second, _third = queue
    address = url(second, "accept")
    page = client.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count('<button class="button button-primary" type="submit">') == 1
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
    assert fresh(second).is_offered
    done = client.post(address, follow=True)
    assert "参加が確定しました" in done.content.decode()
    assert fresh(second).is_confirmed
    # The back button, a second click, and the other link of the same mail.
    assert client.post(address, follow=True).status_code == 200
    other = client.post(url(second, "decline"), follow=True)
    assert "参加が確定しました" in other.content.decode()
    assert fresh(second).is_confirmed


def test_declining_takes_one_button_too(client, queue):
    _kind, second, third = queue
    done = client.post(url(second, "decline"), follow=True)
    assert "辞退を承りました" in done.content.decode()
    assert fresh(third).is_offered
    late = client.post(url(second, "accept"), follow=True)
    assert "辞退" in late.content.decode()
    assert fresh(second).state == RegistrationState.CANCELLED


def test_too_late_is_said_in_words_before_the_job_has_run(client, queue):
    _kind, second, third = queue
    Registration.objects.filter(pk=second.pk).update(
        offer_expires_at=timezone.now() - timedelta(seconds=1)
    )
    page = client.get(url(second, "accept"))
    assert page.status_code == 410
    assert "回答期限を過ぎました" in page.content.decode()
    assert '<form method="post">' not in page.content.decode()
    client.post(url(second, "accept"))
    assert fresh(second).state == RegistrationState.EXPIRED
    assert fresh(third).is_offered


def test_forged_cut_and_withdrawn_links_open_nothing(client, queue):
    _kind, second, _third = queue
    address = url(second, "accept")
    assert client.get(address[:-3] + "/").status_code == 404
    manage = reverse("events:offer_accept", args=[links.manage_token(second)])
    assert client.post(manage).status_code == 404
    Registration.objects.filter(pk=second.pk).update(link_version=2)
    assert client.post(address).status_code == 410
    assert fresh(second).is_offered


def test_a_session_that_is_off_takes_no_answer(client, queue):
    kind, second, _third = queue
    kind.session.state = "postponed"
    kind.session.save()
    page = client.post(url(second, "accept"), follow=True)
    assert "いまは回答できません" in page.content.decode()
    assert fresh(second).is_offered


def test_the_page_of_the_registration_shows_the_offer(client, queue):
    _kind, second, third = queue
    shown = client.get(reverse("events:manage", args=[links.manage_token(second)]))
    assert answer_links(shown.content.decode()) == {"accept": second, "decline": second}
    other = client.get(reverse("events:manage", args=[links.manage_token(third)]))
    assert "/offer/" not in other.content.decode()
    assert "1番目" in other.content.decode()
