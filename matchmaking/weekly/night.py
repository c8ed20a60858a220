"""The week by night: the solver is loaded only where somebody waits."""

from ..models import WeekPlan
from . import candidates


def run() -> None:
    """Solve the present week; nothing where no need waits and no week was ever planned."""
    if candidates.waiting_needs().exists() or WeekPlan.objects.exists():
        from .services import nightly  # noqa: PLC0415

        nightly()
