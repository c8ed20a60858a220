"""Who belongs to an organization: invitations, roles, leaving."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.enums import MembershipRole
from portal.accounts.errors import AlreadyMember, InvitationUnusable, LastOwner
from portal.accounts.models import Invitation, Membership, Organization, User
from portal.delivery import mail
from portal.privacy import services as privacy

SALT = "portal.accounts.invitation"
VALID = timedelta(days=7)


def token_of(invitation: Invitation) -> str:
    """The signed name of ``invitation`` for a link."""
    return signing.dumps(invitation.pk, salt=SALT)


def from_token(token: str) -> Invitation:
    """The invitation behind a link.

    Raises:
        InvitationUnusable: forged, expired, cancelled or used.
    """
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise InvitationUnusable("forged") from None
    invitation = Invitation.objects.select_related("organization").filter(pk=pk).first()
    if invitation is None or invitation.cancelled_at:
        raise InvitationUnusable("cancelled")
    if invitation.accepted_at:
        raise InvitationUnusable("accepted")
    if invitation.expires_at <= timezone.now():
        raise InvitationUnusable("expired")
    return invitation


@transaction.atomic
def invite(
    *, organization: Organization, email: str, role: MembershipRole, inviter: User
) -> Invitation:
    """Ask ``email`` by mail to join; an earlier open invitation of that address is replaced.

    Raises:
        AlreadyMember: the person belongs to the organization.
    """
    email = email.lower()
    if organization.memberships.filter(user__email=email).exists():
        raise AlreadyMember
    organization.invitations.unanswered().filter(email=email).update(cancelled_at=timezone.now())
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        invited_by=inviter,
        expires_at=timezone.now() + VALID,
    )
    language = inviter.language
    with translation.override(language):
        path = reverse("accounts:invitation", args=[token_of(invitation)])
    mail.queue(
        key=f"account:invitation:{invitation.pk}",
        to=email,
        template="accounts_invitation",
        context={
            "organization": organization,
            "inviter": inviter,
            "expires_at": invitation.expires_at,
            "url": settings.BASE_URL + path,
        },
        language=language,
    )
    privacy.record(
        action="member.invited",
        target=f"organization:{organization.pk}",
        actor=inviter,
        detail={"invitation": invitation.pk, "role": role},
    )
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """Make ``user`` a member; the invitation is used up.

    Raises:
        InvitationUnusable: it was meant for another address, or answered meanwhile.
    """
    if user.email.lower() != invitation.email.lower():
        raise InvitationUnusable("other_person")
    taken = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not taken:
        raise InvitationUnusable("accepted")
    membership, _created = Membership.objects.get_or_create(
        user=user, organization=invitation.organization, defaults={"role": invitation.role}
    )
    privacy.record(
        action="member.joined",
        target=f"organization:{invitation.organization_id}",
        actor=user,
        detail={"invitation": invitation.pk},
    )
    return membership


def cancel(*, invitation: Invitation, actor: User) -> None:
    """Make the link in the mail useless."""
    cancelled = (
        Invitation.objects.unanswered()
        .filter(pk=invitation.pk)
        .update(cancelled_at=timezone.now())
    )
    if cancelled:
        privacy.record(
            action="member.invitation_cancelled",
            target=f"organization:{invitation.organization_id}",
            actor=actor,
            detail={"invitation": invitation.pk},
        )


def _keep_an_owner(membership: Membership) -> None:
    """Refuse to lose the last owner; the owners' rows are locked where the database can."""
    others = (
        Membership.objects.select_for_update()
        .filter(organization_id=membership.organization_id, role=MembershipRole.OWNER)
        .exclude(pk=membership.pk)
    )
    if membership.role == MembershipRole.OWNER and not others.exists():
        raise LastOwner


@transaction.atomic
def change_role(*, membership: Membership, role: MembershipRole, actor: User) -> Membership:
    """Give a member another role; LastOwner if nobody would lead."""
    if role != MembershipRole.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    privacy.record(
        action="member.role_changed",
        target=f"organization:{membership.organization_id}",
        actor=actor,
        detail={"member": membership.user_id, "role": role},
    )
    return membership


@transaction.atomic
def remove(*, membership: Membership, actor: User) -> None:
    """Let a member go, or leave oneself; LastOwner if nobody would lead."""
    _keep_an_owner(membership)
    organization, member = membership.organization_id, membership.user_id
    membership.delete()
    privacy.record(
        action="member.removed",
        target=f"organization:{organization}",
        actor=actor,
        detail={"member": member},
    )


@transaction.atomic
def ask_to_join(*, corporate_number: str, user: User) -> bool:
    """Tell the owners by mail that ``user`` would like to join; once a day and person.

    Returns:
        False if there is no such organization.
    """
    organization = Organization.objects.filter(corporate_number=corporate_number).first()
    if organization is None:
        return False
    today = timezone.localdate().isoformat()
    for owner in organization.memberships.filter(role=MembershipRole.OWNER).select_related("user"):
        with translation.override(owner.user.language):
            path = reverse("accounts:members")
        mail.queue(
            key=f"account:join:{organization.pk}:{user.pk}:{owner.user_id}:{today}",
            to=owner.user.email,
            template="accounts_join_request",
            context={"organization": organization, "user": user, "url": settings.BASE_URL + path},
            language=owner.user.language,
        )
    privacy.record(
        action="member.asked_to_join", target=f"organization:{organization.pk}", actor=user
    )
    return True
