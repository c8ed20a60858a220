"""Meeting days: invitation by consent, a timetable without clashes, few changes afterwards."""

from datetime import datetime, time, timedelta

import icalendar
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matchmaking import panels
from matchmaking.enums import Side
from matchmaking.meetings import (
    calendar,
    own_data,
    papers,
    quality,
    selectors,
    services,
    timetable,
)
from matchmaking.meetings.forms import DayForm
from matchmaking.models import Meeting, MeetingDay, MeetingParticipant
from matchmaking.services import proposal as proposals
from matchmaking.transitions import NotAllowedError
from portal.delivery.models import Mail
from portal.privacy.models import Consent
from tests.matchmaking import factories

pytestmark = pytest.mark.django_db
JOINING = MeetingParticipant.State.JOINING


def slots(day, number=3):
    begin = timezone.make_aware(datetime.combine(day.on, time(13)))
    return [
        (begin + timedelta(minutes=30 * place), begin + timedelta(minutes=30 * place + 20))
        for place in range(number)
    ]


def made(*, number=3, tables=2, **fields):
    day = MeetingDay(
        title="九州セキュリティ個別相談会",
        on=timezone.localdate() + timedelta(days=20),
        place="福岡市",
        tables=tables,
        **fields,
    )
    return services.save(day=day, slots=slots(day, number), actor=None)


def joined(day, side, **answers):
    if side == Side.COMPANY:
        owner = factories.need().organization
    else:
        owner = factories.seed().organization
    person = factories.member(owner)
    services.invite(day=day, organizations=[owner], side=side, actor=None)
    participant = day.participants.get(organization=owner)
    return services.join(participant=participant, user=person, **answers)


def filled(companies=3, experts=2, **fields):
    day = made(**fields)
    return (
        day,
        [joined(day, Side.COMPANY) for _ in range(companies)],
        [joined(day, Side.PROVIDER) for _ in range(experts)],
    )


def seats(day):
    return {
        (one.company_id, one.expert_id): (one.slot_id, one.table)
        for one in day.meetings.order_by("pk")
    }


def test_a_day_is_filled_and_solving_again_changes_nothing():
    day, companies, experts = filled()
    result = timetable.solve(day=day, actor=None)
    assert (result.total, result.proved) == (6, True)
    before = seats(day)
    assert {pair[0] for pair in before} == {one.pk for one in companies}
    again = timetable.solve(day=day, actor=None)
    assert (again.new, again.moved, again.gone) == (0, 0, 0)
    assert seats(day) == before
    assert len(experts) == 2


def test_when_an_expert_drops_out_the_others_stay_where_they_are():
    day, _companies, experts = filled(companies=4, experts=3, tables=2)
    timetable.solve(day=day, actor=None)
    before = seats(day)
    services.leave(participant=experts[0], actor=None)
    result = timetable.solve(day=day, actor=None)
    after = seats(day)
    stayed = {pair: seat for pair, seat in before.items() if pair[1] != experts[0].pk}
    assert stayed.items() <= after.items()
    assert (result.moved, result.gone) == (0, 0)
    assert not [pair for pair in after if pair[1] == experts[0].pk]


def test_what_changed_while_it_was_solved_is_not_overwritten(monkeypatch):
    day, companies, _experts = filled()
    at_leisure = timetable._solved

    def while_somebody_leaves(day, given):
        services.leave(participant=companies[0], actor=None)
        return at_leisure(day, given)

    monkeypatch.setattr(timetable, "_solved", while_somebody_leaves)
    with pytest.raises(NotAllowedError):
        timetable.solve(day=day, actor=None)
    assert day.meetings.count() == 0
    monkeypatch.undo()
    services.cancel(day=day, actor=None)
    with pytest.raises(NotAllowedError):
        timetable.solve(day=day, actor=None)


def test_only_those_who_agreed_are_planned_and_only_while_they_are_there():
    day, companies, experts = filled(companies=1, experts=1)
    owner = factories.need().organization
    services.invite(day=day, organizations=[owner], side=Side.COMPANY, actor=None)
    first, *_rest = day.slots.all()
    services.join(participant=experts[0], user=experts[0].person, absent=[first])
    timetable.solve(day=day, actor=None)
    meeting = day.meetings.get()
    assert meeting.company == companies[0]
    assert meeting.slot != first
    services.join(participant=companies[0], user=companies[0].person, absent=[meeting.slot])
    assert day.meetings.count() == 0
    assert timetable.solve(day=day, actor=None).total == 1


def test_conflicts_and_own_companies_never_meet_and_wishes_bring_strangers_together():
    day, companies, experts = filled(companies=1, experts=1)
    need = companies[0].organization.needs.get()
    seed = experts[0].organization.seeds.get()
    proposals.dismiss(need=need, seed=seed, actor=None, reason="conflict")
    assert quality.table(day, companies, experts).tolist() == [[quality.NEVER]]
    assert timetable.solve(day=day, actor=None).total == 0
    stranger = joined(day, Side.PROVIDER)
    stranger.organization.seeds.all().delete()
    assert quality.table(day, companies, [stranger]).tolist() == [[quality.NEVER]]
    services.join(participant=companies[0], user=companies[0].person, wishes=[stranger])
    assert quality.table(day, companies, [stranger]).tolist() == [[quality.WISH]]


def test_the_database_refuses_every_clash():
    day, companies, experts = filled(companies=2, experts=2)
    first, second, *_rest = day.slots.all()
    Meeting.objects.create(day=day, slot=first, company=companies[0], expert=experts[0], table=1)
    for clash in (
        {"slot": first, "company": companies[0], "expert": experts[1], "table": 2},
        {"slot": first, "company": companies[1], "expert": experts[0], "table": 2},
        {"slot": first, "company": companies[1], "expert": experts[1], "table": 1},
        {"slot": second, "company": companies[0], "expert": experts[0], "table": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.create(day=day, **clash)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingParticipant.objects.filter(pk=companies[0].pk).update(agreed_at=None)


def test_everybody_is_told_once_and_of_changes_only_whom_they_touch():
    day, companies, experts = filled(companies=2, experts=2, number=2)
    assert Mail.objects.filter(key__startswith="meeting-invitation").count() == 4
    with pytest.raises(NotAllowedError):
        services.publish(day=day, actor=None)
    timetable.solve(day=day, actor=None)
    services.publish(day=day, actor=None)
    services.publish(day=day, actor=None)
    told = Mail.objects.filter(key__startswith="meeting-timetable")
    assert told.count() == 4
    services.leave(participant=companies[0], actor=None)
    new = joined(day, Side.COMPANY)
    timetable.solve(day=day, actor=None)
    later = set(told.filter(key__contains="timetable-2:").values_list("key", flat=True))
    wanted = {new.pk, experts[0].pk, experts[1].pk}
    assert later == {f"meeting-timetable-2:{pk}" for pk in wanted}


def test_consent_is_kept_and_ends_with_taking_part():
    day = made()
    participant = joined(day, Side.COMPANY)
    kept = Consent.objects.get(subject=f"meeting_participant:{participant.pk}")
    assert kept.user == participant.person
    services.join(participant=participant, user=participant.person)
    assert Consent.objects.filter(subject=kept.subject).count() == 1
    own_data.erase(participant.person)
    kept.refresh_from_db()
    participant.refresh_from_db()
    assert kept.withdrawn_at
    assert (participant.state, participant.person) == ("gone", None)
    MeetingDay.objects.update(on=timezone.localdate() - timedelta(days=1))
    day.refresh_from_db()
    participant = MeetingParticipant.objects.select_related("day").get(pk=participant.pk)
    with pytest.raises(NotAllowedError):
        services.join(participant=participant, user=factories.member())
    assert own_data.purge(timezone.now()) == 1


def test_before_agreeing_a_company_is_a_trade_and_a_place():
    _day, companies, experts = filled(companies=1, experts=1)
    secret = factories.need(companies[0].organization, visibility="coordinator", title="内密")
    factories.need(companies[0].organization, title="電話は092-123-4567まで")
    said = selectors.others(experts[0])
    assert not [topic for topic in said[0].topics if "092" in topic]
    assert [one.name for one in said] == [
        f"{companies[0].organization.sector}・{companies[0].organization.prefecture}"
    ]
    assert secret.title not in said[0].topics
    assert said[0].topics
    assert selectors.others(companies[0])[0].name == experts[0].organization.name


def test_papers_and_calendar_hold_the_timetable():
    day, companies, _experts = filled()
    timetable.solve(day=day, actor=None)
    services.publish(day=day, actor=None)
    for made_paper in (papers.whole(day=day), papers.people(day=day), papers.tables(day=day)):
        assert made_paper.startswith(b"%PDF")
    participant = selectors.own(companies[0].person, day)
    held = selectors.shown_to(participant)
    assert len(held) == 2
    found = icalendar.Calendar.from_ical(
        calendar.published(day=participant.day, meetings=held)
    ).walk("VEVENT")
    assert {one["UID"] for one in found} == {
        f"meeting-{day.pk}-{one.company_id}-{one.expert_id}@{found[0]['UID'].split('@')[1]}"
        for one in held
    }
    assert {one["DTSTART"].dt for one in found} == {one.slot.begins_at for one in held}
    assert all(one.expert.organization.name not in str(found) for one in held)
    assert {str(one["ORGANIZER"]) for one in found} == {"mailto:noreply@localhost"}


def test_my_page_shows_what_is_to_come():
    day = made()
    person = factories.member(factories.need().organization)
    owner = person.memberships.get().organization
    services.invite(day=day, organizations=[owner], side=Side.COMPANY, actor=None)
    shown = [item for item in panels.need_items(person) if item.title == day.title]
    assert [item.urgent for item in shown] == [True]
    assert [item for item in panels.provider_items(person) if item.title == day.title] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13:00-13:20\n13:20-13:40", 2),
        ("１３：００〜１３：２０\n\n9:00 - 9:30", 2),
        ("13:00-12:00", None),
        ("25:00-26:00", None),
        ("午後から", None),
        ("13:00-13:30\n13:20-13:40", None),
        (
            "\n".join(
                f"{h}:{m:02}-{h}:{m + 5:02}" for h in range(8, 18) for m in (0, 10, 20, 30, 40)
            ),
            None,
        ),
    ],
)
def test_slots_are_read_line_by_line(text, number):
    on = timezone.localdate() + timedelta(days=9)
    data = {"title": "日", "on": str(on), "place": "福岡", "tables": 3, "slots": text}
    form = DayForm(data)
    assert form.is_valid() == (number is not None)
    if number:
        assert len(form.cleaned_data["times"]) == number
    else:
        assert form.errors["slots"]


def test_a_new_day_lies_ahead():
    yesterday = timezone.localdate() - timedelta(days=1)
    data = {"title": "日", "on": str(yesterday), "place": "福岡", "tables": 3}
    assert DayForm({**data, "slots": "13:00-13:20"}).errors["on"]


def test_changing_the_day_keeps_the_meetings_that_still_fit():
    day, _companies, _experts = filled()
    timetable.solve(day=day, actor=None)
    before = seats(day)
    services.save(day=day, slots=slots(day, 4), actor=None)
    assert seats(day) == before
    day.tables = 1
    services.save(day=day, slots=slots(day, 4), actor=None)
    assert all(table == 1 for _slot, table in seats(day).values())
    kept = seats(day)
    timetable.solve(day=day, actor=None)
    assert kept.items() <= seats(day).items()
    assert len(seats(day)) == 4
