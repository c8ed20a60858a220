"""Sample applications of a demonstration.

Five of seven places of the workshop are taken; five companies wait for the selection of the
exercise.
"""

from typing import TextIO

from django.db import transaction

from ..enums import CompanyRole, Door
from ..models import ParticipationType
from ..services import registration
from ..services.application import Company, Contact, Person
from ..services.errors import AlreadyRegistered

Row = tuple[str, str, str, str]
PHARMACIES: list[Row] = [
    ("佐賀なのはな薬局（見本）", "medical", "saga", "6-20"),
    ("鳥栖みどり診療所（見本）", "medical", "saga", "6-20"),
    ("久留米はるかぜ薬局（見本）", "medical", "fukuoka", "1-5"),
    ("諫早ひまわり歯科（見本）", "medical", "nagasaki", "6-20"),
    ("日田やまなみ薬局（見本）", "medical", "oita", "1-5"),
]
FACTORIES: list[Row] = [
    ("若松精機株式会社（見本）", "manufacturing", "fukuoka", "21-50"),
    ("八幡板金工業有限会社（見本）", "manufacturing", "fukuoka", "6-20"),
    ("有明食品加工株式会社（見本）", "manufacturing", "saga", "51-100"),
    ("大村電子部品株式会社（見本）", "manufacturing", "nagasaki", "21-50"),
    ("別府樹脂成形株式会社（見本）", "manufacturing", "oita", "6-20"),
]
PEOPLE = [
    ("田中", "一郎", "タナカ", "イチロウ", "経営", CompanyRole.MANAGEMENT),
    ("山口", "恵子", "ヤマグチ", "ケイコ", "生産管理", CompanyRole.PRODUCTION_CONTROL),
    ("髙﨑", "健", "タカサキ", "ケン", "製造", CompanyRole.MANUFACTURING),
]
APPLICATIONS = [
    ("sample-workshop", "seat", PHARMACIES, "sample-clinic", 2),
    ("sample-exercise", "team", FACTORIES, "sample-company", 3),
]


@transaction.atomic
def load(stdout: TextIO) -> None:
    """Register the sample companies once."""
    made = 0
    for event, code, companies, mailbox, people in APPLICATIONS:
        kind = (
            ParticipationType.objects.filter(session__event__code=event, code=code)
            .select_related("session__event")
            .first()
        )
        if kind is None:
            stdout.write(f"Sample registrations: no {event}, none made.")
            continue
        made += sum(
            _apply(kind, company, f"{mailbox}-{number}@example.jp", people)
            for number, company in enumerate(companies, start=1)
        )
    stdout.write(f"Sample registrations: {made} made.")


def _apply(kind: ParticipationType, row: Row, address: str, people: int) -> bool:
    name, sector, prefecture, size = row
    attendees = [
        Person(
            family_name=family,
            given_name=given,
            family_name_kana=family_kana,
            given_name_kana=given_kana,
            department=department,
            email=address if position == 0 else "",
        )
        for position, (family, given, family_kana, given_kana, department, _role) in enumerate(
            PEOPLE[:people]
        )
    ]
    try:
        made = registration.register(
            session=kind.session,
            participation_type=kind,
            company=Company(name=name, sector=sector, prefecture=prefecture, size=size),
            attendees=attendees,
            contact=Contact(name="田中 一郎", email=address),
            accepts_fallback=kind.fallback_id is not None,
            door=Door.STAFF,
        )
    except AlreadyRegistered:
        return False
    if kind.roles:
        for person, told in zip(made.attendees.order_by("position"), PEOPLE, strict=False):
            person.role = told[5]
            person.save(update_fields=["role"])
    return True
