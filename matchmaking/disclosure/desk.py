"""An introduction as the coordinator sees it: everything, with names."""

from dataclasses import dataclass
from typing import Any

from ..enums import IntroductionState, Side, Stage
from ..models import Agreement, Introduction
from . import stage, trail, wording


@dataclass(frozen=True)
class Row:
    """One stage: who of each side agreed last, and whether both see it now."""

    stage: Stage
    company: Agreement | None
    provider: Agreement | None
    shown: bool


def _rows(introduction: Introduction) -> list[Row]:
    agreed = sorted(introduction.agreements.all(), key=lambda row: row.pk)
    latest = {(row.side, row.stage): row for row in agreed}
    reached = stage.shown(introduction)
    return [
        Row(
            stage=step,
            company=latest.get((Side.COMPANY, step)),
            provider=latest.get((Side.PROVIDER, step)),
            shown=reached >= step,
        )
        for step in stage.STEPS
    ]


def page(introduction: Introduction) -> dict[str, Any]:
    """Stages, words and time line for the coordinator's page."""
    kept = stage.words(introduction)
    left = introduction.state == IntroductionState.LEFT
    return {
        "stages": _rows(introduction),
        "reached": stage.shown(introduction),
        "kept": kept,
        "words_differ": kept is not None and not wording.current(introduction),
        "events": trail.for_coordinator(introduction),
        "needs_replacement": left and introduction.ended_by == Side.PROVIDER,
    }
