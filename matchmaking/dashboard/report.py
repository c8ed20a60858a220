"""The quarterly report on paper: figures with their definitions, for people outside too."""

from typing import Any

from django.utils import timezone, translation

from . import facts, figures, worst
from .periods import Period


def pdf(*, period: Period, language: str = "ja") -> bytes:
    """The report of ``period``; it names no company, no need and no provider."""
    from portal.delivery import pdf as paper  # noqa: PLC0415  loads Pango: only where a PDF is made

    with translation.override(language):
        return paper.render(
            "pdf/matchmaking_report.html", context(period=period), language=language
        )


def context(*, period: Period) -> dict[str, Any]:
    """Everything the report shows."""
    found = figures.read(facts.read(period))
    waiting = worst.read()
    return {
        "period": period,
        "figures": found,
        "number_waiting": waiting.number,
        "long_waiting": waiting.long,
        "long_days": worst.LONG.days,
        "made_at": timezone.now(),
    }
