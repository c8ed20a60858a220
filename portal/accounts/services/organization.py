"""Registering an organization and keeping its data right."""

from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.enums import MembershipRole
from portal.accounts.errors import CorporateNumberTaken
from portal.accounts.models import Membership, Organization, User
from portal.privacy import services as privacy


def create(*, owner: User, fields: dict[str, Any]) -> Organization:
    """A new organization with ``owner`` as its first owner.

    Raises:
        CorporateNumberTaken: another one has the number, registered a moment ago perhaps.
    """
    with transaction.atomic():
        organization = _saved(Organization(**fields))
        Membership.objects.create(user=owner, organization=organization, role=MembershipRole.OWNER)
        privacy.record(
            action="organization.created", target=f"organization:{organization.pk}", actor=owner
        )
    return organization


def update(*, organization: Organization, actor: User, fields: dict[str, Any]) -> Organization:
    """Change what is known about ``organization``.

    Raises:
        CorporateNumberTaken: another one has the number.
    """
    for name, value in fields.items():
        setattr(organization, name, value)
    with transaction.atomic():
        _saved(organization)
        privacy.record(
            action="organization.changed",
            target=f"organization:{organization.pk}",
            actor=actor,
            detail={"fields": sorted(fields)},
        )
    return organization


def _saved(organization: Organization) -> Organization:
    number = organization.corporate_number
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError:
        taken = Organization.objects.filter(corporate_number=number).exclude(pk=organization.pk)
        if number and taken.exists():
            raise CorporateNumberTaken from None
        raise
    return organization
