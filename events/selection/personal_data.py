"""What this part holds about people: handed out, erased, and dropped in time.

Points and outcomes stay with the emptied registration, as numbers about nobody; free words
about a company go with it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy import retention, subject_data

from .models import Letter, ProposalLine, Review

YEAR = timedelta(days=365)
EMPTIED = "erased-"
"""How the address of a registration begins that ``events`` has emptied."""


def register() -> None:
    """Make this part known to the room of privacy."""
    subject_data.register("selection", export=export, erase=erase)
    retention.register(
        "selection",
        YEAR,
        purge,
        words=_("選考のコメントと個別のお知らせ: 開催した年度の終わりから1年"),
    )


def _of(user: Any, prefix: str = "registration__") -> Q:
    return Q(**{f"{prefix}applicant": user}) | Q(**{f"{prefix}contact_email__iexact": user.email})


def export(user: Any) -> dict[str, Any]:
    """Letters written to the person, and what the person wrote as a selector."""
    letters = Letter.objects.filter(_of(user)).select_related("registration", "batch")
    reviews = Review.objects.filter(selector=user).select_related("registration")
    return {
        "letters": [
            {
                "reference": one.registration.reference,
                "group": one.group,
                "personal": one.personal,
                "sent_at": one.batch.sent_at.isoformat() if one.batch.sent_at else None,
            }
            for one in letters.order_by("pk")
        ],
        "reviews": [
            {
                "reference": one.registration.reference,
                "abstains": one.abstains,
                "comment": one.comment,
                "updated_at": one.updated_at.isoformat(),
            }
            for one in reviews.order_by("pk")
        ],
    }


def erase(user: Any) -> None:
    """Words to and about the person's company go, and those the person wrote as selector."""
    _empty(_of(user) | Q(registration__contact_email__startswith=EMPTIED))
    Review.objects.filter(selector=user).update(comment="")


def _empty(condition: Q) -> int:
    number = Letter.objects.filter(condition).exclude(personal="").update(personal="")
    number += Review.objects.filter(condition).exclude(comment="").update(comment="")
    return number + ProposalLine.objects.filter(condition).exclude(reason="").update(reason="")


def purge(cutoff: datetime) -> int:
    """Empty the words about companies of fiscal years that ended before ``cutoff``."""
    day = timezone.localtime(cutoff)
    april = day.replace(month=4, day=1, hour=0, minute=0, second=0, microsecond=0)
    boundary = april if day >= april else april.replace(year=april.year - 1)
    return _empty(Q(registration__session__ends_at__lt=boundary))
