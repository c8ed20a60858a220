"""Reading registrations for their applicants."""

from typing import Any

from django.db.models import QuerySet

from portal.accounts.models import Organization

from ..models import ParticipationType, Registration, RegistrationDraft

DETAIL = ("session__event", "session__prefecture", "participation_type")


def organizations_of(user: Any) -> list[Organization]:
    """The organizations ``user`` may apply for."""
    return list(
        Organization.objects.filter(memberships__user=user).order_by("memberships__id").distinct()
    )


def registrations_of(user: Any) -> QuerySet[Registration]:
    """What ``user`` or a colleague applied for, latest session first."""
    return (
        Registration.objects.of_user(user)
        .select_related(*DETAIL)
        .order_by("-session__starts_at", "-id")
    )


def drafts_of(user: Any) -> list[RegistrationDraft]:
    """Unsent applications whose participation type still takes some."""
    drafts = RegistrationDraft.objects.filter(user=user).select_related(
        "participation_type__session__event"
    )
    return [draft for draft in drafts.order_by("-updated_at") if draft.is_open]


def draft_of(
    *, participation_type: ParticipationType, user: Any = None, visitor: str = ""
) -> RegistrationDraft | None:
    """The unsent application of an account or of a browser for this type."""
    draft = RegistrationDraft.objects.filter(
        user=user, visitor=visitor, participation_type=participation_type
    ).first()
    if draft is not None:
        draft.user, draft.participation_type = user, participation_type
    return draft


def active_of(*, organizations: list[Organization], session_id: int) -> Registration | None:
    """The active registration of one of ``organizations`` for the session."""
    return (
        Registration.objects.active()
        .filter(organization__in=organizations, session_id=session_id)
        .first()
    )


def has_any(*, session_id: int) -> bool:
    """Whether anybody applied for the session, whatever became of it."""
    return Registration.objects.filter(session_id=session_id).exists()


def latest_of(*, user: Any, session_id: int) -> Registration | None:
    """The latest application of ``user`` or a colleague for the session."""
    if not user.is_authenticated:
        return None
    return Registration.objects.of_user(user).filter(session_id=session_id).order_by("-id").first()


def by_reference(*, user: Any, reference: str) -> Registration | None:
    """The registration if ``user`` may see it."""
    return registrations_of(user).filter(reference=reference).first()


def by_link(*, reference: str, version: int) -> Registration | None:
    """The registration if its links of this version are still good."""
    return (
        Registration.objects.select_related(*DETAIL)
        .filter(reference=reference, link_version=version)
        .first()
    )


def participation_type_for(pk: int) -> ParticipationType | None:
    """A participation type with all the form shows; None when the public may not know it."""
    return (
        ParticipationType.objects.select_related(
            "session__event", "session__prefecture", "fallback"
        )
        .exclude(session__state="draft")
        .filter(pk=pk)
        .first()
    )
