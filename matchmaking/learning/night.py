"""Learning by night: numbers are loaded only where enough was decided."""

from ..models import Proposal, WeightsVersion
from . import decisions


def run() -> None:
    """Fit anew when anything was decided since the last version."""
    last = WeightsVersion.objects.filter(kind=WeightsVersion.Kind.LEARNED).first()
    changed = Proposal.objects.all()
    if last is not None:
        changed = changed.filter(updated_at__gt=last.created_at)
    if Proposal.objects.count() >= decisions.LEAST and changed.exists():
        from .services import learn  # noqa: PLC0415

        learn()
