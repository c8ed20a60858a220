"""Reading people and organizations."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from .models import Invitation, Membership, Organization, User


def memberships_of(user: Any) -> QuerySet[Membership]:
    """Where ``user`` belongs, the oldest first, with the organization in hand."""
    return (
        Membership.objects.filter(user_id=user.pk)
        .select_related("organization__sector", "organization__prefecture")
        .order_by("created_at", "pk")
    )


def membership_of(user: Any) -> Membership | None:
    """The person's first membership: most people have one."""
    if not user.is_authenticated:
        return None
    return memberships_of(user).first()


def organization_of(user: Any) -> Organization | None:
    """The organization for which ``user`` acts."""
    membership = membership_of(user)
    return membership.organization if membership else None


def members_of(organization: Organization) -> QuerySet[Membership]:
    """The members with their names, owners first."""
    return organization.memberships.select_related("user").order_by("-role", "created_at", "pk")


def open_invitations_of(organization: Organization) -> QuerySet[Invitation]:
    """Who was asked and has not answered, expired ones included: they can be asked again."""
    return Invitation.objects.unanswered().filter(organization=organization).order_by("-pk")


def second_factors_of(user: User) -> dict[str, int]:
    """How many of which second factor the person has; recovery codes alone count for nothing."""
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    counted = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return {kind.value: kinds.count(kind.value) for kind in counted}
