"""Kill -9 before every single statement: whole or not at all, and every mail leaves."""

import json
from collections import Counter

import pytest

pytestmark = pytest.mark.timeout(900)


def die(site, action):
    said = site.installation.run("tests/services/dying.py", action)
    return json.loads(said.splitlines()[-1])


def check_registering(site):
    after = die(site, "register")
    *dead, alive = after
    assert alive["alive"]
    assert len(dead) > 10
    whole = alive["registration"]
    for kept in after:
        number = kept["registration"]
        parts = {name: kept[name] for name in ("taken", "consent", "mail", "outboxmessage")}
        assert parts == dict.fromkeys(parts, number)
        assert kept["attendee"] == 2 * number
        assert kept["auditentry"] == number
    assert [kept["registration"] for kept in after] == sorted(
        kept["registration"] for kept in after
    )
    # Died after the commit, before anybody was told; then the one that lived.
    assert whole == 2
    assert site.step("count")["breaches"] == []


def check_draining(site, mail_server):
    site.installation.environment["PORTAL_SMTP_URL"] = mail_server.address
    after = die(site, "drain")
    assert after[-1]["alive"]
    assert len(after) > 5
    ((state, sent),) = site.sql(
        "SELECT state, sent_at IS NOT NULL FROM delivery_outboxmessage, delivery_mail"
    )
    assert (state, bool(sent)) == ("done", True)
    arrived = Counter(mail["Message-ID"] for mail in mail_server.mails)
    # Once, and again for each death between the server's yes and the note of it.
    assert len(arrived) == 1
    assert 1 <= arrived.total() <= 3


def test_a_registration_is_whole_or_not_at_all_on_sqlite(sqlite_site):
    check_registering(sqlite_site)


def test_a_registration_is_whole_or_not_at_all_on_postgresql(postgres_site):
    check_registering(postgres_site)


def test_a_mail_leaves_wherever_the_worker_dies_on_sqlite(sqlite_site, mail_server):
    check_draining(sqlite_site, mail_server)


def test_a_mail_leaves_wherever_the_worker_dies_on_postgresql(postgres_site, mail_server):
    check_draining(postgres_site, mail_server)
