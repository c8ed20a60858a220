"""Writing, publishing and closing seeds."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organization, User
from portal.delivery import mail
from portal.privacy import services as privacy
from portal.taxonomy.models import Prefecture, Sector, Theme

from .. import addresses, matching, transitions
from ..disclosure import ending
from ..enums import SeedState
from ..models import Seed
from ..posting import alerts, fingerprints, revisions
from ..prose import tidy
from . import public_words

SOURCE = "seed"
LIFETIME = timedelta(days=settings.MATCHMAKING_SEED_DAYS)
_WORDS = frozenset({"title", "body", "evidence"})


def target(seed: Seed) -> str:
    """The name of ``seed`` in audit records."""
    return f"seed:{seed.pk}"


def _locked(seed: Seed) -> Seed:
    return Seed.objects.select_for_update().get(pk=seed.pk)


def _refuse_repetition(organization: Organization, title: str, seed: Seed | None) -> None:
    others = Seed.objects.filter(organization=organization, title__iexact=title).exclude(
        state=SeedState.CLOSED
    )
    if seed is not None:
        others = others.exclude(pk=seed.pk)
    if title and others.exists():
        raise transitions.NotAllowedError(
            _("同じ名前の支援がもう登録されています。そちらを直してください。")
        )


@transaction.atomic
def save(
    *,
    organization: Organization,
    author: User | None,
    title: str,
    body: str,
    themes: Iterable[Theme],
    sectors: Iterable[Sector],
    prefectures: Iterable[Prefecture],
    online: bool,
    service_types: list[str],
    price_band: str,
    capacity_per_month: int,
    evidence: str,
    seed: Seed | None = None,
) -> Seed:
    """Keep the words of a seed, new or changed.

    Changing the words of a published seed sends it back to the coordinator;
    price, place and capacity change at once.

    Raises:
        NotAllowedError: the organization offers no help, has this seed already,
            or the seed is closed.
    """
    if not organization.is_provider:
        raise transitions.NotAllowedError(
            _("支援を提供する事業者として登録されていません。事務局にご連絡ください。")
        )
    fields = {
        "title": tidy(title),
        "body": tidy(body),
        "online": online,
        "service_types": list(service_types),
        "price_band": price_band,
        "capacity_per_month": capacity_per_month,
        "evidence": tidy(evidence),
        "reading": matching.read_words(tidy(title), tidy(body)),
    }
    _refuse_repetition(organization, tidy(title), seed)
    if seed is None:
        seed = Seed.objects.create(organization=organization, created_by=author, **fields)
    else:
        seed = _locked(seed)
        if seed.state == SeedState.CLOSED:
            raise transitions.NotAllowedError(
                _("終了した支援は変更できません。下書きに戻してから書き直してください。")
            )
        revisions.keep(seed)
        changed = {name for name, value in fields.items() if getattr(seed, name) != value}
        for name, value in fields.items():
            setattr(seed, name, value)
        if seed.state == SeedState.PUBLISHED and changed & _WORDS:
            transitions.check(transitions.SEED, seed.state, SeedState.SUBMITTED)
            seed.state = SeedState.SUBMITTED
        seed.save()
    seed.themes.set(themes)
    seed.sectors.set(sectors)
    seed.prefectures.set(prefectures)
    revisions.keep(seed, by=author)
    fingerprints.keep(seed)
    privacy.record(action="seed.saved", target=target(seed), actor=author)
    public_words.changed(SOURCE, seed.pk)
    return seed


def _move(seed: Seed, state: SeedState, actor: Any, action: str, reason: str = "") -> Seed:
    transitions.check(transitions.SEED, seed.state, state)
    seed.state = state
    seed.save()
    privacy.record(action=action, target=target(seed), actor=actor, reason=reason)
    public_words.changed(SOURCE, seed.pk)
    return seed


@transaction.atomic
def submit(*, seed: Seed, actor: Any) -> Seed:
    """Send a draft to the coordinator.

    Raises:
        NotAllowedError: the seed is not a draft, or has no words or place yet.
    """
    seed = _locked(seed)
    if not (seed.title and seed.body):
        raise transitions.NotAllowedError(_("名前と内容を書いてから送ってください。"))
    if not seed.online and not seed.prefectures.exists():
        raise transitions.NotAllowedError(
            _("訪問できる地域を選ぶか、オンラインで対応できることを示してください。")
        )
    seed.returned_reason = ""
    seed = _move(seed, SeedState.SUBMITTED, actor, "seed.submitted")
    revisions.keep(seed, by=actor)
    return seed


@transaction.atomic
def publish(*, seed: Seed, actor: Any) -> Seed:
    """Let a submitted seed be read and matched, for its span.

    Raises:
        NotAllowedError: the seed was not submitted.
    """
    seed = _locked(seed)
    seed.published_at = timezone.now()
    seed.expires_on = timezone.localdate() + LIFETIME
    seed.returned_reason = ""
    _move(seed, SeedState.PUBLISHED, actor, "seed.published")
    alerts.look(seed)
    if seed.created_by is not None:
        mail.queue(
            key=f"seed-published:{seed.pk}:{seed.published_at:%Y%m%d%H%M%S}",
            to=seed.created_by.email,
            template="matchmaking_seed_published",
            context={
                "seed": seed,
                "person": seed.created_by,
                "url": addresses.absolute(seed, language=seed.created_by.language),
            },
            language=seed.created_by.language,
        )
    return seed


@transaction.atomic
def send_back(*, seed: Seed, actor: Any, reason: str) -> Seed:
    """Return a seed to its writer with a reason; it is a draft again."""
    seed = _locked(seed)
    seed.returned_reason = tidy(reason)[:500]
    _move(seed, SeedState.DRAFT, actor, "seed.sent_back", seed.returned_reason)
    if seed.created_by is not None:
        mail.queue(
            key=f"seed-returned:{seed.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
            to=seed.created_by.email,
            template="matchmaking_seed_returned",
            context={
                "seed": seed,
                "person": seed.created_by,
                "url": addresses.absolute(seed, language=seed.created_by.language),
            },
            language=seed.created_by.language,
        )
    return seed


@transaction.atomic
def close(*, seed: Seed, actor: Any, reason: str = "") -> Seed:
    """End a seed; it is no longer shown or matched."""
    closed = _move(_locked(seed), SeedState.CLOSED, actor, "seed.closed", tidy(reason)[:500])
    ending.offer_closed(seed=closed, actor=actor)
    return closed


@transaction.atomic
def reopen(*, seed: Seed, actor: Any) -> Seed:
    """Make a closed seed a draft again."""
    return _move(_locked(seed), SeedState.DRAFT, actor, "seed.reopened")


@transaction.atomic
def renew(*, seed: Seed, actor: Any) -> Seed:
    """Move the last day of a published seed its span from today.

    Raises:
        NotAllowedError: the seed is not published.
    """
    seed = _locked(seed)
    if seed.state != SeedState.PUBLISHED:
        raise transitions.NotAllowedError(
            _("期限を延ばせるのは、公開中の支援です。先にコーディネーターに送ってください。")
        )
    seed.expires_on = timezone.localdate() + LIFETIME
    seed.save()
    privacy.record(action="seed.renewed", target=target(seed), actor=actor)
    public_words.changed(SOURCE, seed.pk)
    return seed
