"""What a provider shows for itself: kept, confirmed by staff, said on offers and in reasons."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organization
from portal.privacy import services as privacy

from ..models import ProviderProfile, Seed
from ..prose import tidy

CLAIMS = ("specialist", "help_team")
_MOST_DIGITS = 6


def specialist_number(typed: str) -> str:
    """The six digits of a registration number, however it is typed: 第１２３４５号 → 012345.

    It proves the form, not the registration: staff look that up in the public register.

    Raises:
        ValidationError: that cannot be a number of the register.
    """
    plain = re.sub(
        r"[\s\-‐ー第号]|登録番号|no\.?", "", unicodedata.normalize("NFKC", typed), flags=re.I
    )
    if not plain:
        return ""
    if not re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", plain) or not int(plain):
        raise ValidationError(
            _("登録番号は6桁までの数字です。登録証の「第〇〇〇〇〇〇号」の数字を入れてください。"),
            code="form",
        )
    return plain.zfill(_MOST_DIGITS)


def of(organization: Organization) -> ProviderProfile:
    """The profile of ``organization``; an unsaved one when there is none."""
    found = ProviderProfile.objects.filter(organization=organization).first()
    return found or ProviderProfile(organization=organization)


@transaction.atomic
def save(
    *,
    organization: Organization,
    actor: Any,
    specialist: str,
    help_team_service: str,
    help_team_kind: str,
    track_record: str,
    languages: list[str],
) -> ProviderProfile:
    """Keep what the provider says; a claim that changes is no longer confirmed."""
    ProviderProfile.objects.get_or_create(organization=organization)
    profile = ProviderProfile.objects.select_for_update().get(organization=organization)
    if profile.specialist_number != specialist:
        profile.specialist_confirmed_at = profile.specialist_confirmed_by = None
    service = tidy(help_team_service)
    if (profile.help_team_service, profile.help_team_kind) != (service, help_team_kind):
        profile.help_team_confirmed_at = profile.help_team_confirmed_by = None
    profile.specialist_number = specialist
    profile.help_team_service, profile.help_team_kind = service, help_team_kind
    profile.track_record = tidy(track_record)
    profile.languages = list(languages)
    profile.save()
    _note(profile, "provider.saved", actor)
    return profile


@transaction.atomic
def confirm(*, profile: ProviderProfile, claim: str, is_true: bool, actor: Any) -> ProviderProfile:
    """Staff have looked it up: mark ``claim`` as confirmed, or no longer."""
    if claim not in CLAIMS:
        raise ValueError(f"No claim {claim!r}; known: {', '.join(CLAIMS)}.")
    profile = ProviderProfile.objects.select_for_update().get(pk=profile.pk)
    said = profile.specialist_number if claim == "specialist" else profile.help_team_service
    holds = is_true and bool(said)
    setattr(profile, f"{claim}_confirmed_at", timezone.now() if holds else None)
    setattr(profile, f"{claim}_confirmed_by", actor if holds else None)
    profile.save()
    action = "provider.confirmed" if holds else "provider.unconfirmed"
    _note(profile, action, actor, claim=claim)
    return profile


def _note(profile: ProviderProfile, action: str, actor: Any, **detail: str) -> None:
    # Ranking follows seeds by the time of their last change.
    Seed.objects.filter(organization=profile.organization_id).update(updated_at=timezone.now())
    target = f"provider:{profile.organization_id}"
    privacy.record(action=action, target=target, actor=actor, detail=detail)


def profile_of(seed: Seed) -> ProviderProfile | None:
    """The profile of the provider of ``seed``, read with it or now."""
    return getattr(seed.organization, "provider_profile", None)


def codes(seed: Seed) -> tuple[str, ...]:
    """What speaks for ``seed`` beside its words, as codes for reasons."""
    profile = profile_of(seed)
    if profile is None:
        return ()
    found = []
    for claim, said in (
        ("specialist", profile.specialist_number),
        ("help_team", profile.help_team_service),
    ):
        if said:
            confirmed = getattr(profile, f"{claim}_confirmed_at")
            found.append(f"{claim}_confirmed" if confirmed else claim)
    if profile.track_record:
        found.append("track_record")
    return tuple(found)
