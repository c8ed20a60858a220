"""Kill -9 of the web server while companies register, and of the worker while mails leave."""

import http.client
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.race_clients import TROUBLE, Applicant, Outcome
from tests.harness.processes import until
from tests.harness.servers import MailServer
from tests.harness.site import kill

COMPANIES, PLACES, AT_ONCE, KILLS = 14, 6, 6, 2
pytestmark = pytest.mark.timeout(900)


def insist(site, type_id, number, cookie):
    """Try like a person: again after every failure, until there is a clear answer."""
    failures = 0
    while True:
        client = Applicant(port=site.port, type_id=type_id, number=number, cookie=cookie)
        try:
            answer = client.act()
        except (*TROUBLE, http.client.HTTPException):
            answer = None
        if answer is not None and answer.outcome != Outcome.UNCLEAR:
            return answer, failures
        failures += 1
        assert failures < 200
        until(site.answers)


def register_all_while_killing(site, start):
    """What each company was told in the end; the web server dies twice on the way."""
    chance = random.Random()
    moments = sorted(chance.sample(range(2, COMPANIES - 2), KILLS))
    web = site.start_web()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = [
            pool.submit(insist, site, start["type"], number, cookie)
            for number, cookie in enumerate(start["cookies"])
        ]
        for moment in moments:
            until(lambda moment=moment: site.number_of("events_registration") >= moment)
            kill(web)
            web = site.start_web()
        answers = [future.result() for future in told]
    kill(web)
    assert sum(failures for _answer, failures in answers) > 0
    return [answer for answer, _failures in answers]


def message_ids(mail_server):
    return Counter(mail["Message-ID"] for mail in mail_server.mails)


def check(site, mail_server):
    site.installation.environment["PORTAL_SMTP_URL"] = mail_server.address
    answers = register_all_while_killing(site, site.step("fill", clients=COMPANIES, places=PLACES))
    kept = site.step("count")
    # Every receipt given is true, every company is there once, nothing is half.
    assert {answer.reference: str(answer.outcome.value) for answer in answers} == kept["states"]
    assert len(kept["states"]) == COMPANIES
    assert (kept["taken"], kept["confirmed"]) == (PLACES, PLACES)
    assert kept["breaches"] == []
    assert site.number_of("events_attendee") == 2 * COMPANIES
    # Each mail leaves once.
    site.drain()
    assert set(message_ids(mail_server).values()) == {1}
    assert len(mail_server.mails) == site.number_of("delivery_mail") >= COMPANIES
    assert site.sql("SELECT DISTINCT state FROM delivery_outboxmessage") == [("done",)]


def test_receipts_stay_true_when_the_web_server_dies_on_sqlite(sqlite_site, mail_server):
    check(sqlite_site, mail_server)


def test_receipts_stay_true_when_the_web_server_dies_on_postgresql(postgres_site, mail_server):
    check(postgres_site, mail_server)


class Executioner(MailServer):
    """Kills whoever delivers mail number ``deadly``, having taken the mail, without a word."""

    deadly: set[int]
    victim = None

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) in self.deadly and self.victim is not None:
            await server.loop.run_in_executor(None, kill, self.victim)
        return answer


@pytest.fixture
def executioner():
    server = Executioner()
    server.deadly = {2, 5}
    server.start()
    yield server
    server.stop()


def check_worker(site, executioner):
    site.installation.environment["PORTAL_SMTP_URL"] = executioner.address
    site.step("fill", clients=0, places=20, leavers=10)
    expected = site.number_of("delivery_mail")
    assert expected >= 10
    for _life in range(len(executioner.deadly)):
        executioner.victim = site.start_worker()
        assert executioner.victim.wait(120) < 0
        # Nobody else takes the row in hand before its lease has run out.
        site.let_leases_run_out()
    executioner.victim = None
    site.drain()
    arrived = message_ids(executioner)
    assert len(arrived) == expected
    assert sorted(arrived.values(), reverse=True)[: len(executioner.deadly)] == [2, 2]
    assert arrived.total() == expected + len(executioner.deadly)
    assert site.sql("SELECT DISTINCT state FROM delivery_outboxmessage") == [("done",)]
    site.drain()
    assert message_ids(executioner) == arrived


def test_mails_leave_though_the_worker_dies_again_and_again_on_sqlite(sqlite_site, executioner):
    check_worker(sqlite_site, executioner)


def test_mails_leave_though_the_worker_dies_again_and_again_on_postgresql(
    postgres_site, executioner
):
    check_worker(postgres_site, executioner)
