"""Weights learned from what was decided about proposals, tried against those set by hand."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from matchmaking.learning import decisions, services


class Command(BaseCommand):
    """Fit, try on held-back decisions, keep; the last line is JSON."""

    help = __doc__

    def handle(self, **_options: Any) -> None:
        """Fit and tell; switching on is a coordinator's decision."""
        version = services.learn()
        if version is None:
            number = len(decisions.read())
            self.stdout.write(
                f"Too few decisions to learn from: {number} of {decisions.LEAST}, "
                "some accepted and some not."
            )
            self.stdout.write(json.dumps({"decisions": number, "version": None}))
            return
        found = version.figures
        for side in ("hand", "learned"):
            told = found[side]
            self.stdout.write(f"{side:<8} log loss {told['loss']:.3f}, order {told['order']:.3f}")
            for one in told["reliability"]:
                self.stdout.write(
                    f"    said {one['said']:.2f}, were {one['were']:.2f} ({one['pairs']} pairs)"
                )
        self.stdout.write(
            f"gain {found['gain']:.4f} [{found['gain_low']:.4f}, {found['gain_high']:.4f}]: "
            + ("won, may be switched on" if found["won"] else "not won, stays off")
        )
        self.stdout.write(json.dumps({"version": version.pk, **found}))
