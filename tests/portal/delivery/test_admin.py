"""Administrators see what failed and put it back; others do not see it at all."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.delivery import outbox
from portal.delivery.models import OutboxMessage, OutboxState
from tests.factories.events import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead():
    message = outbox.put(topic="mail", key="registration:1:receipt", payload={"mail": 0})
    OutboxMessage.objects.update(state=OutboxState.DEAD, last_error="OSError: no answer")
    return message


def staff(role):
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def sign_in(client, settings):
    settings.MFA_REQUIRED_PREFIXES = []

    def signing_in(role):
        client.force_login(staff(role))
        return client

    return signing_in


def test_an_administrator_sees_and_requeues(dead, sign_in):
    client = sign_in("administrator")
    page = client.get(reverse("outbox:index")).content.decode()
    assert "registration:1:receipt" in page
    assert "OSError: no answer" in page
    response = client.post(reverse("delivery_requeue"), follow=True)
    assert "1件を送り直します" in response.content.decode()
    dead.refresh_from_db()
    assert dead.state == OutboxState.PENDING


def test_an_editor_does_neither(dead, sign_in):
    client = sign_in("editor")
    assert (
        "registration:1" not in client.get(reverse("outbox:index"), follow=True).content.decode()
    )
    client.post(reverse("delivery_requeue"))
    dead.refresh_from_db()
    assert dead.state == OutboxState.DEAD


def test_nobody_changes_a_message_by_hand(dead, sign_in):
    client = sign_in("administrator")
    assert client.get(reverse("outbox:edit", args=[dead.pk])).status_code in (302, 403, 404)
