"""A lottery of real applications: committed to, drawn once, applied once."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import ParticipationType, Registration, Series
from events.selection import lottery
from events.selection.enums import DRAW_TRANSITIONS, DrawState
from events.selection.models import Draw, LetterBatch
from events.selection.selectors import draws as selectors
from events.selection.services import draws
from events.selection.services.errors import SelectionError
from events.services import decisions
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.factories import events as make
from tests.factories import selection as choose

pytestmark = pytest.mark.django_db


def states(registrations):
    keys = [one.pk for one in registrations]
    return sorted(Registration.objects.filter(pk__in=keys).values_list("state", flat=True))


def test_only_the_commitment_is_public_before_the_draw():
    draw, _ = choose.lottery()
    told = selectors.document(draw)
    assert told["commitment"] == lottery.commitment(seed=draw.seed, rules=draw.rules)
    assert draw.seed not in json.dumps(told)
    assert AuditEntry.objects.get(action="lottery.committed").detail == {
        "commitment": draw.commitment
    }


def test_a_commitment_comes_before_the_deadline_once_and_for_a_lottery_only():
    draw, _ = choose.lottery(companies=0)
    with pytest.raises(SelectionError, match="すでに確約"):
        draws.commit(participation_type=draw.participation_type, rules={})
    with pytest.raises(SelectionError, match="締切を過ぎた"):
        draws.commit(
            participation_type=choose.closed(make.make_type(allocation="lottery")), rules={}
        )
    with pytest.raises(SelectionError, match="抽選"):
        draws.commit(participation_type=make.make_type(), rules={})
    with pytest.raises(SelectionError, match="1から20"):
        draws.commit(
            participation_type=make.make_type(allocation="lottery"), rules={"first_time": 21}
        )


@pytest.mark.parametrize("name", ["seed", "commitment", "rules", "reserve_limit", "code"])
def test_what_was_committed_to_cannot_be_changed(name):
    draw, _ = choose.lottery(companies=0, reserve_limit=3)
    found = Draw.objects.get(pk=draw.pk)
    setattr(found, name, {"first_time": 9} if name == "rules" else "7")
    with pytest.raises(ValueError, match="cannot be changed"):
        found.save()
    assert Draw.objects.get(pk=draw.pk).commitment == draw.commitment


def test_the_draw_waits_for_the_deadline_and_takes_place_once():
    draw, _ = choose.lottery()
    with pytest.raises(SelectionError, match="締切のあと"):
        draws.perform(draw=draw)
    choose.closed(draw.participation_type)
    draws.perform(draw=draw)
    first = selectors.document(Draw.objects.get())
    with pytest.raises(SelectionError, match="もう一度は行えません"):
        draws.perform(draw=draw)
    assert selectors.document(Draw.objects.get()) == first


def test_what_is_published_can_be_repeated_and_names_nobody():
    draw, applied = choose.drawn(companies=8, capacity=3)
    told = selectors.document(draw)
    assert lottery.faults(told) == []
    text = json.dumps(told, ensure_ascii=False)
    for one in applied:
        assert one.company_name not in text
        assert one.reference not in text
        assert selectors.number_of(one)[1] in text


def test_companies_that_come_for_the_first_time_hold_more_lots():
    series = Series.objects.create(code="fy", title_ja="年度の演習")
    event = make.make_event(series=series)
    before = make.make_session(
        make.make_event(series=series), starts_at=timezone.now() + timedelta(days=1)
    )
    known = make.make_organization()
    make.apply(make.make_type(before), organization=known)
    kind = make.make_type(make.make_session(event), allocation="lottery", capacity=1)
    draw = draws.commit(
        participation_type=kind, rules={"first_time": 3, "prefectures": {"saga": 2, "oita": 1}}
    )
    make.apply(kind, organization=known)
    make.apply(kind)
    make.apply(kind, organization=make.make_organization(prefecture_id="saga"))
    choose.closed(kind)
    draws.perform(draw=draw)
    weights = {
        one.registration.organization_id: one.weight
        for one in draw.entries.select_related("registration")
    }
    assert sorted(weights.values()) == [1, 3, 6]
    assert weights[known.pk] == 1
    assert Draw.objects.get().rules["prefectures"] == {"saga": 2}


def test_applying_confirms_as_many_as_there_are_places_and_sends_nothing_yet():
    draw, applied = choose.drawn(companies=5, capacity=2)
    mails = Mail.objects.count()
    draws.apply(draw=draw)
    assert states(applied) == ["confirmed"] * 2 + ["waitlisted"] * 3
    kind = ParticipationType.objects.get(pk=draw.participation_type_id)
    assert kind.taken == 2
    assert Mail.objects.count() == mails
    ranks = Registration.objects.waiting().values_list("waitlist_rank", flat=True)
    assert list(ranks) == [1, 2, 3]
    winners = {one.registration_id for one in draw.entries.filter(wins=True)}
    confirmed = Registration.objects.filter(state="confirmed")
    assert {one.pk for one in confirmed} == winners
    assert LetterBatch.objects.get().letters.count() == 5


def test_applying_twice_is_applying_once():
    draw, applied = choose.drawn()
    draws.apply(draw=draw)
    before = states(applied)
    draws.apply(draw=draw)
    assert states(applied) == before
    assert LetterBatch.objects.count() == 1
    assert AuditEntry.objects.filter(action="lottery.applied").count() == 1


def test_losers_beyond_the_reserve_are_turned_down():
    draw, applied = choose.drawn(companies=5, capacity=2, reserve_limit=1)
    draws.apply(draw=draw)
    assert states(applied) == ["confirmed"] * 2 + ["rejected"] * 2 + ["waitlisted"]


def test_a_loser_who_agreed_takes_the_fallback_in_the_same_transaction():
    session = make.make_session()
    online = make.make_type(session, mode="online", capacity=1)
    kind = make.make_type(session, allocation="lottery", capacity=1, fallback=online)
    draw = draws.commit(participation_type=kind, rules={})
    applied = [make.apply(kind, accepts_fallback=True) for _ in range(4)]
    choose.closed(kind)
    draws.perform(draw=draw)
    draws.apply(draw=draw)
    assert states(applied) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    moved = Registration.objects.get(participation_type=online)
    assert moved.applied_type == kind
    first = draw.entries.get(reserve=1)
    assert first.registration_id == moved.pk


def test_a_group_needs_as_many_places_as_it_has_people():
    kind = make.make_type(allocation="lottery", capacity=5, unit="person")
    draw = draws.commit(participation_type=kind, rules={})
    applied = [make.apply(kind, attendees=[make.person("")] * size) for size in (3, 3, 2, 1, 4, 2)]
    choose.closed(kind)
    draws.perform(draw=draw)
    draws.apply(draw=Draw.objects.get())
    kind.refresh_from_db()
    confirmed = [
        one.places
        for one in Registration.objects.filter(pk__in=[a.pk for a in applied])
        if one.is_confirmed
    ]
    assert kind.taken == sum(confirmed) <= 5


def test_a_winner_who_cancelled_since_leaves_no_place_asleep():
    draw, _ = choose.drawn(companies=3, capacity=1)
    winner = draw.entries.get(wins=True).registration
    decisions.cancel(registration=winner)
    draws.apply(draw=draw)
    kind = ParticipationType.objects.get(pk=draw.participation_type_id)
    assert kind.taken == 1
    next_one = draw.entries.get(reserve=1).registration
    next_one.refresh_from_db()
    assert next_one.holds_place


def test_places_taken_away_since_stop_the_whole_result():
    draw, applied = choose.drawn(companies=3, capacity=2)
    ParticipationType.objects.filter(pk=draw.participation_type_id).update(capacity=1)
    with pytest.raises(SelectionError, match="枠が減った"):
        draws.apply(draw=draw)
    assert states(applied) == ["applied"] * 3
    assert Draw.objects.get().state == DrawState.DRAWN


def test_nobody_passes_by_the_lottery_by_hand():
    draw, applied = choose.lottery()
    with pytest.raises(SelectionError, match="抽選で決めます"):
        decisions.confirm(registration=applied[0])
    with pytest.raises(SelectionError, match="抽選で決めます"):
        decisions.reject(registration=applied[0])
    choose.closed(draw.participation_type)
    draws.perform(draw=draw)
    draws.apply(draw=draw)
    late = Registration.objects.filter(state="waitlisted").first()
    decisions.reject(registration=late)
    assert Registration.objects.get(pk=late.pk).state == "rejected"


def test_a_draw_goes_one_way():
    assert DRAW_TRANSITIONS[DrawState.COMMITTED] == {DrawState.DRAWN}
    assert DRAW_TRANSITIONS[DrawState.DRAWN] == {DrawState.APPLIED}
    assert DRAW_TRANSITIONS[DrawState.APPLIED] == frozenset()


def run(*args):
    out = io.StringIO()
    call_command("draw_lottery", *args, stdout=out)
    return out.getvalue()


def test_the_command_repeats_a_draw_from_the_database_and_from_the_file(tmp_path):
    draw, _ = choose.drawn(companies=3, capacity=1)
    kept = run("--type", str(draw.participation_type_id))
    assert kept.count("reserve") == 2
    assert "The result is right." in kept
    file = tmp_path / "lottery.json"
    file.write_text(json.dumps(selectors.document(draw)))
    assert run("--verify", str(file)) == kept
    told = selectors.document(draw) | {"places": 3}
    file.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="another one"):
        run("--verify", str(file))
    file.write_text("not json")
    with pytest.raises(CommandError, match="cannot be read"):
        run("--verify", str(file))


def test_the_command_says_when_there_is_nothing_to_repeat():
    draw, _ = choose.lottery()
    with pytest.raises(CommandError, match="has not taken place"):
        run("--type", str(draw.participation_type_id))
    with pytest.raises(CommandError, match="no lottery"):
        run("--type", "0")
