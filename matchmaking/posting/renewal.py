"""The link in a reminder that renews without signing in."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from ..models import Need, Seed
from ..services import need as needs
from ..services import seed as seeds

SALT = "matchmaking.renewal"
GOOD_FOR_SECONDS = 90 * 24 * 3600


def token_of(thing: Need | Seed) -> str:
    """Names ``thing`` and the day it ends: after one renewal the link renews no more."""
    data = [thing._meta.model_name, thing.pk, str(thing.expires_on)]
    return signing.dumps(data, salt=SALT)


def address(thing: Need | Seed, *, language: str) -> str:
    """The full address of the page that renews ``thing``."""
    with translation.override(language):
        return settings.BASE_URL + reverse("matchmaking:renew", args=[token_of(thing)])


def find(token: str) -> tuple[Need | Seed | None, bool]:
    """What a link names (None when it is gone or ended), and whether it was used already.

    Raises:
        BadSignature: the link is forged, cut off or too old.
    """
    kind, pk, day = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    model: Any = Need if kind == "need" else Seed
    thing = model.objects.filter(pk=pk, state="published").first()
    return thing, thing is not None and str(thing.expires_on) != day


def renew(*, thing: Need | Seed, actor: Any = None) -> Need | Seed:
    """Renew for the configured span.

    Raises:
        NotAllowedError: it is not published any more.
    """
    if isinstance(thing, Need):
        return needs.renew(need=thing, actor=actor)
    return seeds.renew(seed=thing, actor=actor)
