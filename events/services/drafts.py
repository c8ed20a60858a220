"""下書き: what is typed is kept until it is sent, and sent once however often one clicks."""

from typing import Any

from django.db import transaction

from portal.accounts.models import Organization

from ..models import ParticipationType, Registration, RegistrationDraft
from . import registration
from .application import Contact, Person


def save(
    *, user: Any, participation_type: ParticipationType, data: dict[str, Any], complete: bool
) -> RegistrationDraft:
    """Keep ``data``; ``complete`` says that it was checked and may be sent."""
    draft, _created = RegistrationDraft.objects.update_or_create(
        user=user,
        participation_type=participation_type,
        defaults={"data": data, "is_complete": complete},
    )
    return draft


def submit(
    *,
    draft: RegistrationDraft,
    organization: Organization,
    consented: bool,
    language: str,
) -> Registration:
    """Register what ``draft`` holds and drop the draft, in one transaction.

    Raises:
        RegistrationError: see ``registration.register``; the draft is kept.
    """
    contact = draft.data["contact"]
    with transaction.atomic():
        done = registration.register(
            session=draft.participation_type.session,
            participation_type=draft.participation_type,
            organization=organization,
            user=draft.user,
            attendees=[Person(**person) for person in draft.data["people"]],
            contact=Contact(name=contact["name"], email=contact["email"], phone=contact["phone"]),
            consented=consented,
            accepts_fallback=bool(contact.get("accepts_fallback")),
            message=contact.get("message", ""),
            language=language,
            idempotency_key=draft.key,
        )
        RegistrationDraft.objects.filter(pk=draft.pk).delete()
    return done
