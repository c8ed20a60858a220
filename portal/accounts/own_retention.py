"""Purges of what this room keeps."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from .models import Invitation, User


def purge_unconfirmed_accounts(cutoff: datetime) -> int:
    """Accounts nobody proved to own."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user_id")
    dropped, _rows = (
        User.objects.filter(date_joined__lt=cutoff, is_staff=False, last_login__isnull=True)
        .filter(memberships__isnull=True)
        .exclude(pk__in=confirmed)
        .delete()
    )
    return dropped


def purge_sessions(cutoff: datetime) -> int:
    """Devices last seen before ``cutoff``, and sessions that ran out."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    dropped, _rows = UserSession.objects.filter(last_seen_at__lt=cutoff).delete()
    return dropped


def purge_invitations(cutoff: datetime) -> int:
    """Invitations, answered or not."""
    dropped, _rows = Invitation.objects.filter(created_at__lt=cutoff).delete()
    return dropped
