"""The service behind the table: the rules of one application, asked once for all of them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.enums import Allocation, PlaceUnit
from events.models import ParticipationType, Registration
from events.services import decisions, holds, importing
from events.services.import_plan import SKIP, WAIT, Entry
from events.services.importing import ImportRefused
from portal.delivery import worker
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.events.counting import breaches
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def entry(kind, row, *people, **company):
    email = f"row{row}@example.jp"
    return Entry(
        row=row,
        type_id=kind.pk,
        company=make.company(f"取込{row}株式会社", **company),
        contact=make.contact(email),
        people=people or (make.person(email),),
    )


def entries(kind, number, first=2):
    return [entry(kind, row) for row in range(first, first + number)]


def run(kind, table, **options):
    return importing.run(session=kind.session, entries=table, actor=None, **options)


def refusals(kind, table, **options):
    """What both the preview and the import say, and that nothing came of it."""
    before = Registration.objects.count(), AuditEntry.objects.count()
    with pytest.raises(ImportRefused) as told:
        run(kind, table, **options)
    with pytest.raises(ImportRefused) as foretold:
        importing.preview(session=kind.session, entries=table, **options)
    assert foretold.value.problems == told.value.problems
    assert (Registration.objects.count(), AuditEntry.objects.count()) == before
    return [(problem.row, problem.message) for problem in told.value.problems]


def test_a_hundred_rows_take_the_queries_of_one():
    def cost(number):
        kind = make.make_type(capacity=500)
        table = entries(kind, number)
        with CaptureQueriesContext(connection) as captured:
            assert run(kind, table).confirmed == number
        return len(captured)

    few, many = cost(1), cost(100)
    # SQLite takes about thirty wide rows in one statement.
    assert many <= few + 8
    assert few < 30


def test_places_are_taken_in_the_order_of_the_table():
    kind = make.make_type(capacity=3, unit=PlaceUnit.PERSON)
    pairs = [(make.person(), make.person()) for _row in range(2)]
    table = [entry(kind, 2, *pairs[0]), entry(kind, 3, *pairs[1]), entry(kind, 4), entry(kind, 5)]
    outcome = run(kind, table, when_full=WAIT)
    assert (outcome.confirmed, outcome.waiting) == (2, 2)
    rows = Registration.objects.order_by("pk")
    states = ["confirmed", "waitlisted", "confirmed", "waitlisted"]
    assert [row.state for row in rows] == states
    assert ParticipationType.objects.get(pk=kind.pk).taken == 3
    worker.drain()
    receipts = Mail.objects.filter(key__endswith=":receipt").order_by("pk")
    assert "キャンセル待ちの順番: 2番目" in receipts.last().text
    assert breaches() == []


def test_a_selection_takes_no_places():
    kind = make.make_type(capacity=1, allocation=Allocation.SELECTION)
    assert run(kind, entries(kind, 3)).applied == 3
    assert ParticipationType.objects.get(pk=kind.pk).taken == 0


def test_an_expired_hold_makes_room_and_who_waits_comes_first():
    kind = make.make_type(capacity=2)
    for key in ("a", "b"):
        holds.keep(key=key, participation_type=kind, people=1)
    waiting = make.apply(kind)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert run(kind, entries(kind, 1)).confirmed == 1
    assert Registration.objects.get(pk=waiting.pk).is_offered
    assert breaches() == []


def test_each_rule_of_an_application_holds_for_a_row():
    kind = make.make_type(capacity=20, max_attendees=1, eligible_sizes=["21-50"])
    kind.eligible_sectors.set(["medical"])
    there = make.person("there@example.jp")
    make.apply(make.make_type(kind.session), attendees=[there])
    fit = {"sector": "medical", "size": "21-50"}
    told = refusals(
        kind,
        [
            entry(kind, 2, make.person(), make.person(), **fit),
            entry(kind, 3, sector="manufacturing", size="21-50"),
            entry(kind, 4, sector="medical", size="6-20"),
            entry(kind, 5, there, **fit),
            entry(kind, 6, corporate_number="4000012090001", **fit),
            entry(kind, 7, corporate_number="4000012090001", **fit),
            entry(kind, 8, **fit),
        ],
    )
    words = ["1人で", "次の業種", "従業員数", "髙﨑 花子", "6行目と同じ事業者"]
    assert [row for row, _message in told] == [2, 3, 4, 5, 7]
    for (_row, message), expected in zip(told, words, strict=True):
        assert expected in message


def test_once_a_year_holds_for_a_row():
    series = make.make_event()
    kinds = [
        make.make_type(make.make_session(series), once_per_fiscal_year=True) for _one in range(2)
    ]
    run(kinds[0], entries(kinds[0], 1))
    ((row, message),) = refusals(kinds[1], entries(kinds[1], 2))
    assert row == 2
    assert "年度内に1回" in message


def test_who_is_known_by_number_address_or_key_is_left_out():
    kind = make.make_type(capacity=9)
    run(kind, [entry(kind, 2), entry(kind, 3, corporate_number="4000012090001")])
    known = Registration.objects.get(corporate_number="4000012090001")
    known.contact_email = "other@example.jp"
    known.save(update_fields=["contact_email"])
    table = [entry(kind, 2), entry(kind, 9, corporate_number="4000012090001"), entry(kind, 10)]
    assert [row for row, _message in refusals(kind, table)] == [2, 9]
    outcome = run(kind, table, when_known=SKIP)
    assert (outcome.skipped, outcome.confirmed) == (2, 1)


def test_who_cancelled_before_the_worker_came_gets_no_receipt():
    kind = make.make_type(capacity=9)
    run(kind, entries(kind, 2))
    gone, there = Registration.objects.order_by("pk")
    decisions.cancel(registration=gone)
    worker.drain()
    worker.drain()
    assert set(Mail.objects.values_list("key", flat=True)) == {
        f"registration:{gone.reference}:cancelled",
        f"registration:{there.reference}:receipt",
    }
