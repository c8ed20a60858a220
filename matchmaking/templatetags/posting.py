"""What templates ask about a posting: signs, duplicates, files, evidence."""

from typing import Any

from django import template
from django.conf import settings

from ..enums import NeedState
from ..models import Need, NeedAttachment, NeedOrigin, ProviderProfile, Seed
from ..posting import advertising, attachments, evidence, fingerprints, origins
from ..posting.enums import Language

register = template.Library()


@register.simple_tag
def need_days() -> int:
    """For how many days a need is shown."""
    return int(settings.MATCHMAKING_NEED_DAYS)


@register.filter
def advertising_signs(need: Need) -> list[str]:
    """Why a need that waits looks like an advertisement; empty when it does not."""
    if need.state != NeedState.SUBMITTED:
        return []
    return advertising.signs(need.title, need.body)


@register.filter
def alike_seeds(seed: Seed) -> list[fingerprints.Alike]:
    """Other seeds that say nearly the same."""
    return fingerprints.alike(seed.title, seed.body, but=seed.pk)


@register.filter
def origin_of(need: Need) -> NeedOrigin | None:
    """What led to the need."""
    return origins.of(need)


@register.simple_tag(takes_context=True)
def files_of(context: template.Context, need: Need) -> list[NeedAttachment]:
    """The files of ``need`` if the reader may open them."""
    user: Any = context["request"].user
    if not user.is_authenticated:
        return []
    found = list(need.attachments.all())
    return found if found and attachments.can_read(user, need) else []


@register.filter
def profile_of(seed: Seed) -> ProviderProfile | None:
    """What the provider of ``seed`` shows for itself."""
    return evidence.profile_of(seed)


@register.filter
def language_names(codes: list[str]) -> list[str]:
    """Languages in words."""
    names = dict(Language.choices)
    return [str(names[code]) for code in codes if code in names]
