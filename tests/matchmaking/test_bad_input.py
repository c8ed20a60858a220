"""What a form may hold that no page of this room sends."""

import pytest
from django.urls import reverse

from matchmaking.models import Introduction
from portal.privacy.models import AuditEntry

from . import factories

pytestmark = pytest.mark.django_db

ODD = "理由\x00‮の\r\n行\x07"
TIDY = "理由の\n行"


@pytest.fixture(autouse=True)
def _at_the_desk(client, settings):
    settings.MFA_REQUIRED_PREFIXES = ()
    client.force_login(factories.staff("coordinator"))


def _moderate(kind):
    thing = getattr(factories, kind)(state="submitted")
    return reverse(f"matchmaking_desk:moderate_{kind}", args=[thing.pk])


@pytest.mark.parametrize(
    ("kind", "action", "noted"),
    [
        ("need", "close", "need.closed"),
        ("need", "send_back", "need.sent_back"),
        ("seed", "close", "seed.closed"),
        ("seed", "send_back", "seed.sent_back"),
        ("introduction", "decline", "introduction.declined"),
    ],
)
@pytest.mark.parametrize(("reason", "kept"), [(ODD, TIDY), ("長" * 900, "長" * 500)])
def test_a_reason_is_kept_as_every_database_holds_it(client, kind, action, noted, reason, kept):
    """SQLite takes what PostgreSQL refuses: a null, and more letters than the column has."""
    if kind == "introduction":
        address = reverse("matchmaking_desk:broker", args=[factories.introduction().pk])
    else:
        address = _moderate(kind)
    client.post(address, {"action": action, "reason": reason})
    assert AuditEntry.objects.get(action=noted).reason == kept


@pytest.mark.parametrize("kind", ["need", "seed"])
def test_a_reason_of_nothing_but_signs_nobody_sees_is_none(client, kind):
    said = client.post(_moderate(kind), {"reason": "\x00‮"}, follow=True).content.decode()
    assert "理由を書いてください" in said
    assert not AuditEntry.objects.filter(action=f"{kind}.sent_back").exists()


def test_a_message_of_as_many_letters_as_the_page_allows_is_kept_whole(client):
    """Browsers count a line break once and send two characters."""
    lines = "\r\n".join(["九" * 9] * 100)
    made = factories.introduction()
    address = reverse("matchmaking_desk:broker", args=[made.pk])
    client.post(address, {"action": "review", "message": lines + "\x00"})
    assert Introduction.objects.get(pk=made.pk).message == lines.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "address",
    [
        "/matching/needs/{}/close/",
        "/matching/seeds/{}/renew/",
        "/matching/introductions/{}/agree/",
        "/matching/introductions/{}/meeting/choose/",
        "/matching/meetings/{}/timetable.pdf",
        "/matching/stories/{}/agree/",
        "/matching/needs/{}/files/abc/",
    ],
)
@pytest.mark.parametrize("digits", [18, 19, 30, 5000])
def test_a_number_of_any_length_in_an_address_names_nothing(client, address, digits):
    number = "9" * digits
    client.raise_request_exception = False
    client.force_login(factories.member(factories.organization()))
    assert client.post(address.format(number)).status_code in (404, 405)
    assert client.get(address.format(number)).status_code in (404, 405)


def test_a_day_of_thirty_digits_is_no_day_at_the_desk_either(client):
    address = reverse("matchmaking_desk:meeting_day_gone", args=[10**30, 1])
    assert client.post(address).status_code == 404
