"""What threads and meetings hold about a person: handed out, erased, purged in time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from ..models import Appointment, AppointmentStep, InboundMail, ThreadMessage
from . import services


def export(user: Any) -> dict[str, Any]:
    """Messages the person wrote with names of files, meetings they proposed, mails kept aside."""
    written = ThreadMessage.objects.filter(author=user).prefetch_related("files").order_by("pk")
    return {
        "messages": [
            {
                "introduction": message.introduction_id,
                "at": message.created_at,
                "body": message.body,
                "door": message.door,
                "files": [file.name for file in message.files.all()],
            }
            for message in written
        ],
        "meetings": list(
            Appointment.objects.filter(proposed_by=user)
            .order_by("pk")
            .values("introduction_id", "state", "starts_at", "place", "url")
        ),
        "mails": list(
            InboundMail.objects.filter(user=user)
            .order_by("pk")
            .values("received_at", "state", "reason", "sender", "subject")
        ),
    }


def erase(user: Any) -> None:
    """Empty what the person wrote; that there was a message stays for the other side."""
    services.erase_author(author=user)
    InboundMail.objects.filter(user=user).delete()
    Appointment.objects.filter(proposed_by=user).update(proposed_by=None)
    AppointmentStep.objects.filter(by=user).update(by=None)


@transaction.atomic
def purge(cutoff: datetime) -> int:
    """Drop threads and meetings of introductions that ended before ``cutoff``."""
    over = Q(introduction__ended_at__lt=cutoff)
    messages = ThreadMessage.objects.filter(over, created_at__lt=cutoff)
    number = messages.count()
    messages.delete()
    Appointment.objects.filter(over, updated_at__lt=cutoff).delete()
    return number


@transaction.atomic
def purge_mails(cutoff: datetime) -> int:
    """Drop what came by mail before ``cutoff``: what was kept aside, and the marks of the rest."""
    old = InboundMail.objects.filter(received_at__lt=cutoff)
    number = old.count()
    old.delete()
    return number
