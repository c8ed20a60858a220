"""People who leave: what they agreed to, and what nobody answers for any more."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from portal.accounts.models import Membership, Organization, User
from portal.privacy.models import Consent

from ..enums import ASKED, MET, IntroductionState, NeedState, SeedState, Side
from ..meetings import services as meetings
from ..models import Introduction, Need, Seed
from ..services import contact_consent
from ..services import need as needs
from ..services import seed as seeds
from . import ending

_SIDES = ("proposal__company", "proposal__provider")


def watch() -> None:
    """Hear of every membership that ends, through whichever door."""
    post_delete.connect(_on_membership, sender=Membership, dispatch_uid="matchmaking.departures")


def consent_withdrawn(consent: Consent, actor: Any) -> None:
    """Stop passing on the contact whose consent ended on the page of one's own data."""
    about = contact_consent.subject_of(consent)
    if about is None:
        meetings.consent_withdrawn(consent, actor)
        return
    pk, side = about
    for introduction in Introduction.objects.filter(pk=pk):
        ending.contact_withdrawn(introduction=introduction, side=Side(side), actor=actor)


def _on_membership(sender: Any, instance: Membership, **signal: Any) -> None:
    organization = Organization.objects.filter(pk=instance.organization_id).first()
    person = User.objects.filter(pk=instance.user_id).first()
    if organization is not None and person is not None:
        person_left(organization=organization, person=person)


@transaction.atomic
def person_left(*, organization: Organization, person: User) -> None:
    """Hand over to colleagues what ``person`` was the contact of, or end it if there are none."""
    active = organization.memberships.filter(user__is_active=True).exclude(user=person)
    if active.exists():
        ending.contact_left(organization=organization, person=person)
        return
    ending.side_left(organization=organization, person=person)
    _close(organization)


def _close(organization: Organization) -> None:
    """Take back from the public what nobody can answer for."""
    for need in Need.objects.filter(organization=organization).exclude(state=NeedState.CLOSED):
        needs.close(need=need, actor=None)
    for seed in Seed.objects.filter(organization=organization).exclude(state=SeedState.CLOSED):
        seeds.close(seed=seed, actor=None)


def look_around() -> int:
    """End introductions of organizations whose people have all been shut out; how many."""
    live = Introduction.objects.filter(state__in=(IntroductionState.PROPOSED, *ASKED, *MET))
    asked = {pk for pair in live.values_list(*_SIDES).order_by("pk") for pk in pair}
    answering = Membership.objects.filter(user__is_active=True).values("organization")
    silent = Organization.objects.filter(pk__in=asked, memberships__isnull=False)
    found = list(silent.exclude(pk__in=answering).distinct().order_by("pk"))
    for organization in found:
        ending.side_left(organization=organization)
    return len(found)
