"""Makes events, sessions, participation types and applications for tests."""

import itertools
from datetime import timedelta

from django.utils import timezone

from events.enums import AttendanceMode, EventKind, SessionFormat, SessionState
from events.models import Event, ParticipationType, Question, Session
from events.services import registration
from events.services.application import Company, Contact, Person
from portal.accounts.enums import MembershipRole
from portal.accounts.models import Membership, Organization, User

_numbers = itertools.count(1)


def make_event(**fields):
    number = next(_numbers)
    values = {
        "code": f"event-{number}",
        "title_ja": "工場の緊急時対応演習",
        "title_en": "Factory emergency exercise",
        "kind": EventKind.EXERCISE,
        "contact_name_ja": "デジタル経済室",
        "contact_email": "office@example.jp",
    }
    return Event.objects.create(**values | fields)


def make_session(event=None, **fields):
    start = fields.pop("starts_at", timezone.now() + timedelta(days=30))
    values = {
        "event": event or make_event(),
        "starts_at": start,
        "ends_at": start + timedelta(hours=4),
        "format": SessionFormat.HYBRID,
        "venue_ja": "北九州学術研究都市",
        "venue_en": "Kitakyushu Science and Research Park",
        "prefecture_id": "fukuoka",
        "online_tool": "Webex Meetings",
        "opens_at": timezone.now() - timedelta(days=1),
        "state": SessionState.ANNOUNCED,
    }
    return Session.objects.create(**values | fields)


def make_type(session=None, **fields):
    values = {
        "session": session or make_session(),
        "code": f"team-{next(_numbers)}",
        "label_ja": "会場参加（チーム）",
        "label_en": "On-site team",
        "mode": AttendanceMode.ONSITE,
        "capacity": 7,
        "min_attendees": 1,
        "max_attendees": 6,
    }
    return ParticipationType.objects.create(**values | fields)


def make_question(participation_type, kind="text", **fields):
    values = {
        "participation_type": participation_type,
        "kind": kind,
        "label_ja": f"質問{next(_numbers)}",
        "position": next(_numbers),
    }
    if kind in ("choice", "multiple"):
        values["options_ja"] = "車\n電車\n徒歩"
    return Question.objects.create(**values | fields)


def make_organization(**fields):
    number = next(_numbers)
    values = {
        "name": f"筑紫精密{number}株式会社",
        "sector_id": "manufacturing",
        "size": "21-50",
        "postal_code": "8120013",
        "prefecture_id": "fukuoka",
        "city": "福岡市博多区博多駅東",
    }
    return Organization.objects.create(**values | fields)


def make_user(organization=None, **fields):
    number = next(_numbers)
    values = {
        "email": f"person{number}@example.jp",
        "family_name": "髙﨑",
        "given_name": "花子",
    }
    user = User.objects.create_user(**values | fields)
    if organization is not None:
        Membership.objects.create(user=user, organization=organization, role=MembershipRole.OWNER)
    return user


def person(email=None, **fields):
    if email is None:
        email = f"attendee{next(_numbers)}@example.jp"
    values = {
        "family_name": "髙﨑",
        "given_name": "花子",
        "family_name_kana": "タカサキ",
        "given_name_kana": "ハナコ",
        "department": "生産管理部",
        "job_title": "部長",
        "email": email,
    }
    return Person(**values | fields)


def contact(email="hanako@example.jp"):
    return Contact(name="髙﨑 花子", email=email, phone="0925551234")


def company(name="筑紫精密株式会社", **fields):
    return Company(**{"name": name, "sector": "manufacturing", "prefecture": "fukuoka"} | fields)


def apply(participation_type, **fields):
    """Register a company nobody has seen before, unless told otherwise."""
    number = next(_numbers)
    email = f"applicant{number}@example.jp"
    values = {
        "session": participation_type.session,
        "participation_type": participation_type,
        "attendees": [person(email)],
        "contact": contact(email),
        "consented": True,
    }
    if "organization" not in fields and "company" not in fields:
        values["organization"] = make_organization()
    return registration.register(**values | fields)
