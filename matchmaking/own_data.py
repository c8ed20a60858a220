"""What this room holds about a person: handed out, erased, and purged in time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .disclosure import departures
from .models import Agreement, Introduction, Need, Outcome, Seed, WeightsVersion
from .services import need as needs
from .services import public_words
from .services import seed as seeds

_OF_AGREEMENT = (
    "introduction_id",
    "introduction__state",
    "side",
    "stage",
    "agreed_at",
    "revoked_at",
)


def export(user: Any) -> dict[str, Any]:
    """Needs and seeds the person wrote, introductions they agreed to, weights they set."""
    return {
        "needs": list(
            Need.objects.filter(created_by=user)
            .order_by("pk")
            .values("title", "body", "state", "visibility", "urgency", "budget_band")
        ),
        "seeds": list(
            Seed.objects.filter(created_by=user)
            .order_by("pk")
            .values("title", "body", "state", "price_band", "evidence")
        ),
        "introductions": list(_agreed(user).order_by("pk").values(*_OF_AGREEMENT)),
        "weights": list(
            WeightsVersion.objects.filter(created_by=user)
            .order_by("pk")
            .values("created_at", "note")
        ),
    }


def _agreed(user: Any) -> QuerySet[Agreement]:
    return Agreement.objects.filter(person=user)


def erase(user: Any) -> None:
    """Forget who wrote and agreed; what nobody answers for any more is ended."""
    for membership in user.memberships.select_related("organization").order_by("pk"):
        departures.person_left(organization=membership.organization, person=user)
    _agreed(user).update(person=None)
    Introduction.objects.filter(company_agreed_by=user).update(company_agreed_by=None)
    Introduction.objects.filter(provider_agreed_by=user).update(provider_agreed_by=None)
    Outcome.objects.filter(recorded_by=user).update(recorded_by=None, note="")
    Need.objects.filter(created_by=user).update(created_by=None)
    Seed.objects.filter(created_by=user).update(created_by=None)
    WeightsVersion.objects.filter(created_by=user).update(created_by=None)


@transaction.atomic
def purge(cutoff: datetime) -> int:
    """Drop needs and seeds that ended or ran out before ``cutoff``, with what hangs on them.

    Weights that were last used before it go too.
    """
    day = timezone.localdate(cutoff)
    over = Q(state="closed", updated_at__lt=cutoff) | Q(expires_on__lt=day)
    over |= Q(state="draft", updated_at__lt=cutoff)
    old = WeightsVersion.objects.filter(in_use=False, changed_at__lt=cutoff)
    dropped, _each = old.delete()
    for model, source in ((Need, needs.SOURCE), (Seed, seeds.SOURCE)):
        for pk in list(model.objects.filter(over).order_by("pk").values_list("pk", flat=True)):
            model.objects.filter(pk=pk).delete()
            public_words.changed(source, pk)
            dropped += 1
    return dropped
