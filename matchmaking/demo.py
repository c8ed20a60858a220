"""Invented providers, seeds, needs and one introduction, for a demonstration only."""

from pathlib import Path
from typing import Any, TextIO

import yaml
from django.db import transaction

from portal.accounts.models import Membership, Organization, User
from portal.taxonomy.models import Prefecture, Sector, Theme

from . import demo_past, matching, selectors
from .models import Need, Seed
from .services import introduction as introductions
from .services import need as needs
from .services import proposal as proposals
from .services import seed as seeds

FILE = Path(__file__).parent / "demo_records.yaml"


def _joined(text: str) -> str:
    """Lines of the file joined as Japanese is: without a space."""
    return text.replace("。 ", "。").replace("、 ", "、")


@transaction.atomic
def load(stdout: TextIO) -> None:
    """Make what is missing; what exists stays as people have changed it."""
    records: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
    coordinator = User.objects.filter(email="coordinator@example.jp").first()
    for entry in records["providers"]:
        _provider(entry)
    made = sum(_seed(entry, coordinator) for entry in records["seeds"])
    made += sum(_need(entry, coordinator) for entry in records["needs"])
    made += demo_past.load()
    if made:
        stdout.write(f"{made} sample seeds, needs and days made.\n")


def _provider(entry: dict[str, Any]) -> None:
    if "expert" in entry:
        return
    Organization.objects.get_or_create(
        name=entry["name"],
        defaults={
            "sector": Sector.objects.get(code=entry["sector"]),
            "size": "6-20",
            "postal_code": "8100001",
            "prefecture": Prefecture.objects.get(code=entry["prefecture"]),
            "city": entry["city"],
            "is_provider": True,
        },
    )


def _someone(organization: Organization) -> User | None:
    member = Membership.objects.filter(organization=organization).order_by("pk").first()
    return member.user if member else None


def _seed(entry: dict[str, Any], coordinator: User | None) -> bool:
    provider = Organization.objects.filter(name=entry["provider"]).first()
    if provider is None or Seed.objects.filter(title=entry["title"]).exists():
        return False
    kept = seeds.save(
        organization=provider,
        author=_someone(provider),
        title=entry["title"],
        body=_joined(entry["body"]),
        themes=Theme.objects.filter(code__in=entry["themes"]),
        sectors=Sector.objects.filter(code__in=entry["sectors"]),
        prefectures=Prefecture.objects.filter(code__in=entry["prefectures"]),
        online=entry["online"],
        service_types=entry["service_types"],
        price_band=entry["price_band"],
        capacity_per_month=entry["capacity"],
        evidence=entry["evidence"],
    )
    seeds.submit(seed=kept, actor=kept.created_by)
    seeds.publish(seed=kept, actor=coordinator)
    return True


def _need(entry: dict[str, Any], coordinator: User | None) -> bool:
    company = Organization.objects.filter(name=entry["company"]).first()
    if company is None or Need.objects.filter(title=entry["title"]).exists():
        return False
    author = _someone(company)
    kept = needs.save(
        organization=company,
        author=author,
        title=entry["title"],
        body=_joined(entry["body"]),
        sector=company.sector,
        prefecture=company.prefecture,
        themes=Theme.objects.filter(
            code__in=matching.suggest_themes(entry["title"], entry["body"])
        ),
        urgency=entry["urgency"],
        budget_band=entry["budget_band"],
        wanted_forms=[],
        visibility=entry["visibility"],
    )
    if entry["state"] in ("submitted", "published"):
        kept = needs.submit(need=kept, actor=author)
    if entry["state"] == "published":
        kept = needs.publish(need=kept, actor=coordinator)
    if "introduce" in entry:
        _introduce(kept, Seed.objects.get(title=entry["introduce"]), coordinator)
    return True


def _introduce(need: Need, seed: Seed, coordinator: User | None) -> None:
    match = selectors.match_of(need, seed)
    made = proposals.propose(
        need=need,
        seed=seed,
        actor=coordinator,
        score=match.score if match else 0.0,
        reasons=match.reasons_json() if match else [],
    )
    introductions.review(
        introduction=made,
        actor=coordinator,
        message="どちらも同じ地域で、現場を見ながら進められそうです。（見本）",
    )
