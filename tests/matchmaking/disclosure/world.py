"""Two sides and everybody else, with words that show where they should not."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from matchmaking.enums import Stage
from matchmaking.models import Introduction
from matchmaking.services import introduction as introductions
from portal.taxonomy.models import Prefecture, Sector

from .. import factories

COMPANY, PROVIDER = "ひみつ製作所", "まもり事務所"
SECTOR_OF_COMPANY, SIZE_OF_COMPANY = "医療", "301人以上"
PROBLEM = "夜になると検査機の画面が真っ暗になります。"
OFFER = "真夜中でも画面を見に行きます。"


@dataclass
class World:
    """One introduction between two organizations, and the people around it."""

    people: dict[str, Any] = field(default_factory=dict)
    need: Any = None
    seed: Any = None
    pk: int = 0

    @property
    def introduction(self):
        return Introduction.objects.with_sides().get(pk=self.pk)

    def person(self, role):
        """The person afresh: what was read about them before is forgotten."""
        user = self.people[role]
        return type(user).objects.get(pk=user.pk) if user.is_authenticated else user

    def review(self):
        introductions.review(introduction=self.introduction, actor=self.people["coordinator"])

    def agree(self, role, upto=Stage.CONTACT, **more):
        return introductions.agree(
            introduction=self.introduction, user=self.person(role), upto=upto, **more
        )

    def both(self, upto):
        """Reviewed, and agreed by both sides up to ``upto``."""
        self.review()
        if upto:
            self.agree("company", Stage(upto))
            self.agree("provider", Stage(upto))

    def withdraw(self, role, keep=Stage.NOTHING):
        return introductions.withdraw(
            introduction=self.introduction, user=self.person(role), keep=keep
        )


def build() -> World:
    company = factories.organization(COMPANY)
    company.sector = Sector.objects.get(code="medical")
    company.prefecture = Prefecture.objects.get(code="saga")
    company.size = "301-"
    company.save()
    provider = factories.organization(PROVIDER, provider=True)
    world = World(
        need=factories.need(company, title="検査機の画面", body=PROBLEM, visibility="coordinator"),
        seed=factories.seed(provider, title="画面の見回り", body=OFFER),
    )
    named = {"family_name": "秘密", "given_name": "花子", "phone": "092-111-2222"}
    world.people = {
        "company": factories.member(company, "hanako@himitsu.example.jp"),
        "provider": factories.member(provider, "mamoru@mamori.example.jp"),
        "visitor": AnonymousUser(),
        "other_member": factories.member(factories.organization()),
        "other_provider": factories.member(factories.organization(provider=True)),
        "editor": factories.staff("editor"),
        "event_manager": factories.staff("event_manager"),
        "coordinator": factories.staff("coordinator"),
        "administrator": factories.staff("administrator"),
    }
    type(world.people["company"]).objects.filter(pk=world.people["company"].pk).update(**named)
    type(world.people["company"]).objects.filter(pk=world.people["provider"].pk).update(
        family_name="守", given_name="次郎", phone="092-333-4444"
    )
    for role in ("company", "provider"):
        world.people[role].refresh_from_db()
    world.pk = factories.introduction(world.need, world.seed).pk
    return world
