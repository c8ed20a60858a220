"""What is held about people by private calendar addresses: handed out, erased, dropped."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.privacy import retention, subject_data

from .models import FeedToken


def register() -> None:
    """Make this part known to the room of privacy."""
    subject_data.register("calendar_feeds", export=export, erase=erase)
    retention.register(
        "calendar_feeds",
        timedelta(days=365),
        purge,
        words=_("止めた予定の購読アドレス: 止めてから1年"),
    )


def export(user: Any) -> list[dict[str, Any]]:
    """The addresses of the person, without what opens them: that is not kept."""
    return [
        {
            "name": token.name,
            "created_at": token.created_at.isoformat(),
            "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
            "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        }
        for token in FeedToken.objects.filter(user=user).order_by("pk")
    ]


def erase(user: Any) -> None:
    """The addresses go with the person."""
    FeedToken.objects.filter(user=user).delete()


def purge(cutoff: datetime) -> int:
    """Drop addresses revoked before ``cutoff``."""
    dropped, _by_table = FeedToken.objects.filter(revoked_at__lt=cutoff).delete()
    return dropped
