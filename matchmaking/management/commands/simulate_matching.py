"""An invented year of matchmaking under three ways of assigning; no records are touched."""

import json
from argparse import ArgumentParser
from pathlib import Path
from statistics import fmean
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from matchmaking.simulation import chart as drawing
from matchmaking.simulation import world, year

CHART = Path(settings.BASE_DIR) / "docs" / "images" / "matching-year.svg"


def _told(one: year.Figures) -> str:
    return (
        f"needs {one.needs}  proposals {one.proposals}  agreed {one.agreed_rate:.1%}  "
        f"solved {one.outcome_rate:.1%}  fit {one.quality:.1f}  "
        f"weeks waited {one.waited:.2f}  load Gini {one.gini:.3f}"
    )


def _row(one: year.Figures) -> dict[str, float]:
    return {
        "outcome_rate": round(one.outcome_rate, 4),
        "agreed_rate": round(one.agreed_rate, 4),
        "quality": round(one.quality, 1),
        "waited": round(one.waited, 3),
        "gini": round(one.gini, 4),
    }


class Command(BaseCommand):
    """Outcome rates, fit, waiting and load Gini; writes the chart of the documentation."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The seed, the length, the assumptions that may be varied, where the chart goes."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--weeks", type=int, default=52)
        parser.add_argument("--experts", type=int, default=world.Assumptions.experts)
        parser.add_argument(
            "--needs-per-week", type=float, default=world.Assumptions.needs_per_week
        )
        parser.add_argument(
            "--years", type=int, default=1, help="live the years of this many seeds from --seed on"
        )
        parser.add_argument("--chart", type=Path, default=CHART, help="the SVG file to write")

    def handle(
        self,
        *,
        seed: int,
        weeks: int,
        experts: int,
        needs_per_week: float,
        years: int,
        chart: Path,
        **options: Any,
    ) -> None:
        """Live the year three times; the last line is JSON."""
        if min(weeks, experts, years) < 1 or needs_per_week <= 0 or seed < 0:
            raise CommandError(
                "Weeks, years, experts and needs must be above 0, the seed 0 or more."
            )
        assumed = world.Assumptions(experts=experts, needs_per_week=needs_per_week)
        lived = [
            year.compare(world.make(seed=one, weeks=weeks, assumed=assumed), weeks=weeks)
            for one in range(seed, seed + years)
        ]
        for name, found in lived[0].items():
            self.stdout.write(f"{name:11} {_told(found)}")
        needs = lived[0]["solved"].needs
        self._draw(lived[0], f"An invented year: {needs} needs, {experts} experts", chart)
        rows: dict[str, Any] = {name: _row(found) for name, found in lived[0].items()}
        if years > 1:
            rows["years"] = self._years(lived)
        self.stdout.write(json.dumps({"seed": seed, "weeks": weeks, **rows}))

    def _years(self, lived: list[dict[str, year.Figures]]) -> dict[str, Any]:
        means = {
            name: {
                figure: round(fmean(_row(one[name])[figure] for one in lived), 4)
                for figure in _row(lived[0][name])
            }
            for name in lived[0]
        }
        self.stdout.write(f"Mean of {len(lived)} years:")
        for name, row in means.items():
            self.stdout.write(f"{name:11} " + "  ".join(f"{k} {v}" for k, v in row.items()))
        return means

    def _draw(self, found: dict[str, year.Figures], title: str, target: Path) -> None:
        try:
            target.write_text(drawing.draw(found, title=title), "utf-8")
        except OSError as error:
            raise CommandError(f"The chart cannot be written to {target}: {error}") from error
        self.stdout.write(f"Chart: {target.name}")
