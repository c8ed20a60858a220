"""A person's account: profile, roles, erasure."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import ProtectedError

from portal.accounts.enums import MembershipRole, Role
from portal.accounts.models import Invitation, Organization, User
from portal.privacy import notices, own_retention
from portal.privacy import services as privacy


def update_profile(*, user: User, fields: dict[str, Any]) -> User:
    """Keep what the person says about themselves."""
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=[*fields])
    return user


def signed_up(*, user: User) -> None:
    """Keep on record which words on personal data stood on the form of sign-up."""
    privacy.give_consent(
        purpose="account",
        notice_version=notices.current("account").version,
        subject=f"user:{user.pk}",
        user=user,
    )


@transaction.atomic
def set_roles(*, user: User, roles: set[Role], actor: User | None = None) -> User:
    """Make ``user`` staff with exactly ``roles``; with none, no longer staff."""
    groups = [Group.objects.get_or_create(name=role.value)[0] for role in sorted(roles)]
    user.groups.set(groups)
    user.is_staff = bool(roles) or user.is_superuser
    user.save(update_fields=["is_staff"])
    privacy.record(
        action="user.roles_set",
        target=f"user:{user.pk}",
        actor=actor,
        detail={"roles": sorted(role.value for role in roles)},
    )
    return user


def end_sessions(*, user: User) -> None:
    """Sign the person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _leave(user: User) -> None:
    """Hand on what the person led; what nobody leads any more goes or loses its contact data."""
    for membership in user.memberships.select_related("organization"):
        organization = membership.organization
        membership.delete()
        heirs = organization.memberships.order_by("created_at", "pk")
        if not heirs.exists():
            _retire(organization)
        elif not heirs.filter(role=MembershipRole.OWNER).exists():
            heir = heirs[0]
            heir.role = MembershipRole.OWNER
            heir.save(update_fields=["role"])


def _retire(organization: Organization) -> None:
    try:
        with transaction.atomic():
            organization.delete()
    except ProtectedError:
        organization.phone = organization.street = organization.website = ""
        organization.save(update_fields=["phone", "street", "website"])


@transaction.atomic
def erase(*, user: User) -> None:
    """Drop what identifies the person; the row stays for records that point to it."""
    end_sessions(user=user)
    own_retention.erase_mails(user.email)
    _leave(user)
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    Invitation.objects.filter(email=user.email).delete()
    user.groups.clear()
    user.email = f"erased-{user.pk}@invalid.example"
    user.family_name = user.given_name = user.family_name_kana = user.given_name_kana = ""
    user.phone = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()


def export(user: User) -> dict[str, Any]:
    """The account and its organizations as plain values."""
    return {
        "email": user.email,
        "family_name": user.family_name,
        "given_name": user.given_name,
        "family_name_kana": user.family_name_kana,
        "given_name_kana": user.given_name_kana,
        "phone": user.phone,
        "language": user.language,
        "date_joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "organizations": [
            {
                "name": membership.organization.name,
                "corporate_number": membership.organization.corporate_number,
                "role": membership.role,
                "since": membership.created_at.isoformat(),
            }
            for membership in user.memberships.select_related("organization").order_by("pk")
        ],
        "sessions": [
            {"ip": session.ip, "browser": session.user_agent, "at": session.created_at.isoformat()}
            for session in UserSession.objects.filter(user=user).order_by("pk")
        ],
        "second_factors": [
            {"type": factor.type, "since": factor.created_at.isoformat()}
            for factor in Authenticator.objects.filter(user=user).order_by("pk")
        ],
    }
