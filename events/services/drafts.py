"""下書き: what is typed is kept until it is sent, and sent once however often one clicks."""

from typing import Any

from django.db import transaction

from portal.accounts.models import Organization

from ..models import ParticipationType, Registration, RegistrationDraft, Upload
from . import holds, registration
from .application import Company, Contact, Person, Reply

Data = dict[str, Any]


def save(
    *,
    participation_type: ParticipationType,
    data: Data,
    complete: bool,
    user: Any = None,
    visitor: str = "",
) -> RegistrationDraft:
    """Keep ``data`` for an account or a browser; ``complete`` says that it may be sent."""
    draft, _created = RegistrationDraft.objects.update_or_create(
        user=user,
        visitor=visitor,
        participation_type=participation_type,
        defaults={"data": data, "is_complete": complete},
    )
    return draft


def review(
    *, participation_type: ParticipationType, data: Data, user: Any = None, visitor: str = ""
) -> RegistrationDraft:
    """Keep what was checked, and hold its places while it is looked at once more."""
    with transaction.atomic():
        draft = save(
            participation_type=participation_type,
            data=data,
            complete=True,
            user=user,
            visitor=visitor,
        )
        holds.keep(
            key=draft.key,
            participation_type=participation_type,
            people=len(data["people"]),
            minimum=data["contact"].get("minimum_people"),
            accepts_fallback=bool(data["contact"].get("accepts_fallback")),
        )
    return draft


def adopt(*, visitor: str, user: Any, participation_type: ParticipationType) -> None:
    """Who began without an account and logs in goes on with what was typed."""
    own = RegistrationDraft.objects.filter(user=user, participation_type=participation_type)
    found = RegistrationDraft.objects.filter(
        visitor=visitor, participation_type=participation_type
    )
    with transaction.atomic():
        if found.exists() and not own.exists():
            found.update(visitor="", user=user, is_complete=False)


def discard(*, draft: RegistrationDraft) -> None:
    """Forget what was typed; held places go to the next."""
    with transaction.atomic():
        holds.drop(key=draft.key)
        RegistrationDraft.objects.filter(pk=draft.pk).delete()


def drop_files(*, draft: RegistrationDraft, names: set[str]) -> None:
    """Let go of files of ``draft`` that it does not name any more; they are swept later."""
    Upload.objects.filter(draft=draft).exclude(key__in=names).update(draft=None)


def replies_in(data: Data) -> list[Reply]:
    """The answers of a draft, those of the company first."""
    sources: list[tuple[int | None, Data]] = [(None, data.get("answers", {}))]
    sources += [
        (number, person.get("answers", {})) for number, person in enumerate(data["people"])
    ]
    return [
        reply_of(int(question), number, value)
        for number, answers in sources
        for question, value in answers.items()
        if value not in (None, "", [], False)
    ]


def reply_of(question: int, person: int | None, value: Any) -> Reply:
    """An answer as a draft keeps it; a file is a dict of its key and its name."""
    if isinstance(value, dict):
        return Reply(question=question, person=person, value=value["name"], upload=value["upload"])
    return Reply(question=question, person=person, value=value)


def people_in(data: Data) -> list[Person]:
    """The attendees of a draft."""
    return [
        Person(**{name: value for name, value in person.items() if name != "answers"})
        for person in data["people"]
    ]


def company_in(data: Data) -> Company | None:
    """The company as typed by somebody without an organization of the portal."""
    return Company(**data["company"]) if data.get("company") else None


def submit(
    *,
    draft: RegistrationDraft,
    organization: Organization | None = None,
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
            company=None if organization else company_in(draft.data),
            user=draft.user,
            attendees=people_in(draft.data),
            contact=Contact(name=contact["name"], email=contact["email"], phone=contact["phone"]),
            consented=consented,
            accepts_fallback=bool(contact.get("accepts_fallback")),
            minimum_people=contact.get("minimum_people"),
            replies=replies_in(draft.data),
            message=contact.get("message", ""),
            language=language,
            idempotency_key=draft.key,
        )
        RegistrationDraft.objects.filter(pk=draft.pk).delete()
    return done
