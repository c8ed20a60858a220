"""Records of the matchmaking room for tests."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from matchmaking.enums import NeedState, SeedState
from matchmaking.models import Need, Seed
from matchmaking.services import proposal as proposals
from portal.accounts.models import Membership, Organization, User
from portal.taxonomy.models import Prefecture, Sector

_count = iter(range(1, 10**6))


def organization(name="", *, provider=False, **fields):
    number = next(_count)
    fields.setdefault("sector", Sector.objects.get(code="manufacturing"))
    fields.setdefault("prefecture", Prefecture.objects.get(code="fukuoka"))
    return Organization.objects.create(
        name=name or f"組織{number}",
        size="6-20",
        postal_code="8100001",
        city="福岡市中央区",
        is_provider=provider,
        **fields,
    )


def member(of=None, email="", **fields):
    user = User.objects.create_user(
        email or f"person{next(_count)}@example.jp",
        family_name="試験",
        given_name="太郎",
        **fields,
    )
    if of is not None:
        Membership.objects.create(user=user, organization=of, role="owner")
    return user


def staff(role=None, **fields):
    user = member(is_staff=True, **fields)
    if role is not None:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def need(of=None, **fields):
    owner = of or organization()
    if "sector_id" not in fields:
        fields.setdefault("sector", owner.sector)
    fields.setdefault("prefecture", owner.prefecture)
    fields.setdefault("title", "共有フォルダが開けなくなりました")
    fields.setdefault("body", "朝から図面のファイルが開けません。控えも同じ箱に入れています。")
    fields.setdefault("state", NeedState.PUBLISHED)
    if fields["state"] == NeedState.PUBLISHED:
        fields.setdefault("published_at", timezone.now())
        fields.setdefault("expires_on", timezone.localdate() + timedelta(days=30))
    return Need.objects.create(organization=owner, **fields)


def seed(of=None, **fields):
    provider = of or organization(provider=True)
    fields.setdefault("title", f"バックアップの立て直し {next(_count)}")
    fields.setdefault("body", "外した場所に控えを残し、戻せることを一緒に確かめます。")
    fields.setdefault("online", True)
    fields.setdefault("service_types", ["consulting"])
    fields.setdefault("price_band", "low")
    fields.setdefault("state", SeedState.PUBLISHED)
    if fields["state"] == SeedState.PUBLISHED:
        fields.setdefault("published_at", timezone.now())
        fields.setdefault("expires_on", timezone.localdate() + timedelta(days=30))
    made = Seed.objects.create(organization=provider, **fields)
    made.sectors.add("common")
    made.themes.add("ransomware_backup")
    return made


def introduction(of_need=None, of_seed=None):
    return proposals.propose(
        need=of_need or need(), seed=of_seed or seed(), actor=None, score=0.8, reasons=[]
    )
