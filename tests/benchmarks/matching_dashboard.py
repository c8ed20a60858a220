"""How long the matchmaking dashboard takes with many needs.

    PORTAL_DATA_DIR=$(mktemp -d) .venv/bin/python -m tests.benchmarks.matching_dashboard

Makes a database in the data folder (refused if there is one), fills it with invented needs
of one fiscal year, half of them with an introduction, and asks for the dashboard as a
coordinator. Prints a table and a line of JSON; one second is the bound.
"""

import argparse
import os
import random
import resource
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks import figures

SEEDS = 300
KYUSHU = ("fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima")


def fill(*, needs: int, seed: int = 1) -> None:
    """``needs`` needs of as many companies, seeds, introductions and a ranked week."""
    from django.utils import timezone  # noqa: PLC0415  settings are chosen by the caller

    from matchmaking.dashboard import periods  # noqa: PLC0415
    from matchmaking.models import Introduction, Need, Outcome, Proposal, Seed, WeekPair  # noqa: PLC0415
    from matchmaking.weekly import services  # noqa: PLC0415
    from portal.accounts.models import Organization  # noqa: PLC0415
    from portal.taxonomy.models import Sector, Theme  # noqa: PLC0415

    chance = random.Random(seed)
    sectors = list(Sector.objects.values_list("pk", flat=True))
    themes = list(Theme.objects.values_list("pk", flat=True))
    begin, now = periods.Period(periods.current().year, 0).begin, timezone.now()
    span = (now - begin).total_seconds()
    owners = Organization.objects.bulk_create(
        Organization(
            name=f"事業者{number}",
            size="6-20",
            sector_id=chance.choice(sectors),
            prefecture_id=chance.choice(KYUSHU),
            postal_code="8100001",
            city="市",
            is_provider=number >= needs,
        )
        for number in range(needs + SEEDS)
    )
    common = {"state": "published", "title": "題", "body": "文"}
    later = {"expires_on": timezone.localdate() + timedelta(days=90)}
    wanted = Need.objects.bulk_create(
        Need(
            organization=owner,
            sector_id=owner.sector_id,
            prefecture_id=owner.prefecture_id,
            published_at=begin + timedelta(seconds=chance.random() * span),
            **common,
            **later,
        )
        for owner in owners[:needs]
    )
    offered = Seed.objects.bulk_create(
        Seed(
            organization=owner, published_at=begin, online=chance.random() < 0.4, **common, **later
        )
        for owner in owners[needs:]
    )
    for model, column, rows in ((Need, "need", wanted), (Seed, "seed", offered)):
        through: Any = model.themes.through
        through.objects.bulk_create(
            through(**{f"{column}_id": one.pk, "theme_id": theme})
            for one in rows
            for theme in chance.sample(themes, chance.choice((1, 1, 2)))
        )
    pairs = Proposal.objects.bulk_create(
        Proposal(
            need=need,
            seed=(given := chance.choice(offered)),
            company_id=need.organization_id,
            provider_id=given.organization_id,
            state="proposed",
        )
        for need in wanted[::2]
    )
    introductions = Introduction.objects.bulk_create(
        Introduction(
            proposal=pair,
            state="disclosed" if place % 3 else "declined",
            reviewed_at=(asked := min(now, pair.need.published_at + timedelta(days=4))),
            company_agreed_at=asked,
            provider_agreed_at=asked,
            disclosed_at=asked if place % 3 else None,
            ended_at=None if place % 3 else asked,
        )
        for place, pair in enumerate(pairs)
    )
    Outcome.objects.bulk_create(
        Outcome(introduction=one, side="company", kind=chance.choice(("solved", "not_continued")))
        for one in introductions
        if one.state == "disclosed"
    )
    plan = services.current()
    WeekPair.objects.bulk_create(
        WeekPair(plan=plan, need=need, seed=given, quality=chance.random())
        for need in wanted[1::2]
        for given in chance.sample(offered, 12)
    )


def measure(*, runs: int = 5) -> dict[str, Any]:
    """Seconds for the whole page, of a quarter and of the year, and for the report."""
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from matchmaking.dashboard import periods  # noqa: PLC0415
    from matchmaking.models import Need  # noqa: PLC0415
    from portal.accounts.models import User  # noqa: PLC0415

    user = User.objects.create_user("bench@example.jp", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="coordinator")[0])
    client = Client()
    client.force_login(user)
    this = periods.current()

    def seconds(name: str, code: str) -> list[tuple[float, float]]:
        found = []
        for _run in range(runs):
            begun, used = time.perf_counter(), time.process_time()
            answer = client.get(reverse(f"matchmaking_desk:{name}"), {"period": code})
            found.append((time.perf_counter() - begun, time.process_time() - used))
            if answer.status_code != 200:
                raise SystemExit(f"{name}: {answer.status_code}")
        return found

    client.get(reverse("matchmaking_desk:dashboard"))
    quarter, year = seconds("dashboard", this.code), seconds("dashboard", str(this.year))
    paper = seconds("dashboard_report", str(this.year))
    return {
        "needs": Need.objects.count(),
        "quarter_s": _median(wall for wall, _cpu in quarter),
        "year_s": _median(wall for wall, _cpu in year),
        "year_cpu_s": _median(cpu for _wall, cpu in year),
        "worst_s": round(max(wall for wall, _cpu in quarter + year), 2),
        "report_s": _median(wall for wall, _cpu in paper),
        "report_cpu_s": _median(cpu for _wall, cpu in paper),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _median(seconds: Iterable[float]) -> float:
    return round(figures.percentile(list(seconds), 0.5), 2)


def _prepare() -> None:
    """A new database in the data folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    folder = os.environ.get("PORTAL_DATA_DIR")
    if not folder or any(Path(folder).glob("*.sqlite3")):
        raise SystemExit("PORTAL_DATA_DIR must name an empty folder.")
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test.utils import override_settings  # noqa: PLC0415

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(
        MFA_REQUIRED_PREFIXES=(),
        ALLOWED_HOSTS=["*"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ).enable()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", type=int, default=10_000)
    given = parser.parse_args()
    _prepare()
    fill(needs=given.needs)
    figures.show("matching dashboard", [measure()])
