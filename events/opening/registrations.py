"""Sample applications of a demonstration: five of seven team places are taken."""

from typing import TextIO

from django.db import transaction

from ..enums import Door
from ..models import ParticipationType
from ..services import registration
from ..services.application import Company, Contact, Person
from ..services.errors import AlreadyRegistered

COMPANIES = [
    ("若松精機株式会社（見本）", "manufacturing", "fukuoka", "21-50"),
    ("八幡板金工業有限会社（見本）", "manufacturing", "fukuoka", "6-20"),
    ("有明食品加工株式会社（見本）", "manufacturing", "saga", "51-100"),
    ("大村電子部品株式会社（見本）", "manufacturing", "nagasaki", "21-50"),
    ("別府樹脂成形株式会社（見本）", "manufacturing", "oita", "6-20"),
]
PEOPLE = [
    ("田中", "一郎", "タナカ", "イチロウ", "経営"),
    ("山口", "恵子", "ヤマグチ", "ケイコ", "生産管理"),
    ("髙﨑", "健", "タカサキ", "ケン", "製造"),
]


@transaction.atomic
def load(stdout: TextIO) -> None:
    """Register the sample companies once."""
    kind = ParticipationType.objects.filter(
        session__event__code="sample-exercise", code="team"
    ).first()
    if kind is None:
        stdout.write("Sample registrations: no sample exercise, none made.")
        return
    made = 0
    for number, (name, sector, prefecture, size) in enumerate(COMPANIES, start=1):
        address = f"sample-company-{number}@example.jp"
        people = [
            Person(
                family_name=family,
                given_name=given,
                family_name_kana=family_kana,
                given_name_kana=given_kana,
                department=department,
                email=address if position == 0 else "",
            )
            for position, (family, given, family_kana, given_kana, department) in enumerate(PEOPLE)
        ]
        try:
            registration.register(
                session=kind.session,
                participation_type=kind,
                company=Company(name=name, sector=sector, prefecture=prefecture, size=size),
                attendees=people,
                contact=Contact(name="田中 一郎", email=address),
                door=Door.STAFF,
            )
            made += 1
        except AlreadyRegistered:
            continue
    stdout.write(f"Sample registrations: {made} made.")
