"""Writing, publishing and closing needs."""

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

from .. import addresses, transitions
from ..disclosure import ending
from ..enums import NeedState
from ..models import Need
from ..posting import alerts, revisions
from ..prose import tidy
from . import public_words

SOURCE = "need"
LIFETIME = timedelta(days=settings.MATCHMAKING_NEED_DAYS)
PRESSED_TWICE = timedelta(minutes=10)
_WORDS = frozenset({"title", "body"})


def target(need: Need) -> str:
    """The name of ``need`` in audit and consent records."""
    return f"need:{need.pk}"


def _locked(need: Need) -> Need:
    return Need.objects.select_for_update().get(pk=need.pk)


def _sent_just_now(organization: Organization, author: User | None, words: Any) -> Need | None:
    """The need that this same form has just become: a button is soon pressed twice."""
    # One after the other, so that the second press finds what the first has made.
    Organization.objects.select_for_update().get(pk=organization.pk)
    return (
        Need.objects.filter(
            organization=organization,
            created_by=author,
            created_at__gt=timezone.now() - PRESSED_TWICE,
            title=words["title"],
            body=words["body"],
        )
        .exclude(state=NeedState.CLOSED)
        .first()
        if author and words["body"]
        else None
    )


@transaction.atomic
def save(
    *,
    organization: Organization,
    author: User | None,
    title: str,
    body: str,
    sector: Sector,
    prefecture: Prefecture,
    themes: Iterable[Theme],
    urgency: str,
    budget_band: str,
    wanted_forms: list[str],
    visibility: str,
    need: Need | None = None,
) -> Need:
    """Keep the words of a need, new or changed.

    A draft stays a draft. Changing the words of a published need sends it back
    to the coordinator: what the public reads has always been read by a person. The same
    words sent again within ten minutes are the same need.

    Raises:
        NotAllowedError: the need is closed.
    """
    fields = {
        "title": tidy(title),
        "body": tidy(body),
        "sector": sector,
        "prefecture": prefecture,
        "urgency": urgency,
        "budget_band": budget_band,
        "wanted_forms": list(wanted_forms),
        "visibility": visibility,
    }
    if need is None:
        need = _sent_just_now(organization, author, fields)
    if need is None:
        need = Need.objects.create(organization=organization, created_by=author, **fields)
    else:
        need = _locked(need)
        if need.state == NeedState.CLOSED:
            raise transitions.NotAllowedError(
                _("終了した困りごとは変更できません。下書きに戻してから書き直してください。")
            )
        revisions.keep(need)
        changed = {name for name, value in fields.items() if getattr(need, name) != value}
        for name, value in fields.items():
            setattr(need, name, value)
        if need.state == NeedState.PUBLISHED and changed & (_WORDS | {"visibility"}):
            transitions.check(transitions.NEED, need.state, NeedState.SUBMITTED)
            need.state = NeedState.SUBMITTED
        need.save()
    need.themes.set(themes)
    revisions.keep(need, by=author)
    privacy.record(action="need.saved", target=target(need), actor=author)
    ending.words_changed(need=need, actor=author)
    public_words.changed(SOURCE, need.pk)
    return need


def _move(need: Need, state: NeedState, actor: Any, action: str, reason: str = "") -> Need:
    transitions.check(transitions.NEED, need.state, state)
    need.state = state
    need.save()
    privacy.record(action=action, target=target(need), actor=actor, reason=reason)
    public_words.changed(SOURCE, need.pk)
    return need


@transaction.atomic
def submit(*, need: Need, actor: Any) -> Need:
    """Send a draft to the coordinator, who reads it before anybody else does.

    Raises:
        NotAllowedError: the need is not a draft, or has no words yet.
    """
    need = _locked(need)
    if not (need.title and need.body):
        raise transitions.NotAllowedError(_("見出しと困っていることを書いてから送ってください。"))
    need.returned_reason = ""
    need = _move(need, NeedState.SUBMITTED, actor, "need.submitted")
    revisions.keep(need, by=actor)
    return need


@transaction.atomic
def publish(*, need: Need, actor: Any) -> Need:
    """Let a submitted need be read and matched, for its span.

    Raises:
        NotAllowedError: the need was not submitted.
    """
    need = _locked(need)
    need.published_at = timezone.now()
    need.expires_on = timezone.localdate() + LIFETIME
    need.returned_reason = ""
    _move(need, NeedState.PUBLISHED, actor, "need.published")
    ending.words_published(need=need, actor=actor)
    alerts.look(need)
    if need.created_by is not None:
        mail.queue(
            key=f"need-published:{need.pk}:{need.published_at:%Y%m%d%H%M%S}",
            to=need.created_by.email,
            template="matchmaking_need_published",
            context={
                "need": need,
                "person": need.created_by,
                "url": addresses.absolute(need, language=need.created_by.language),
            },
            language=need.created_by.language,
        )
    return need


@transaction.atomic
def send_back(*, need: Need, actor: Any, reason: str) -> Need:
    """Return a need to its writer with a reason; it is a draft again.

    Raises:
        NotAllowedError: the need is neither submitted nor published.
    """
    need = _locked(need)
    need.returned_reason = tidy(reason)[:500]
    _move(need, NeedState.DRAFT, actor, "need.sent_back", need.returned_reason)
    if need.created_by is not None:
        mail.queue(
            key=f"need-returned:{need.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
            to=need.created_by.email,
            template="matchmaking_need_returned",
            context={
                "need": need,
                "person": need.created_by,
                "url": addresses.absolute(need, language=need.created_by.language),
            },
            language=need.created_by.language,
        )
    return need


@transaction.atomic
def close(*, need: Need, actor: Any, reason: str = "") -> Need:
    """End a need; nobody but its owner and the coordinator reads it any more."""
    closed = _move(_locked(need), NeedState.CLOSED, actor, "need.closed", tidy(reason)[:500])
    ending.need_closed(need=closed, actor=actor)
    return closed


@transaction.atomic
def reopen(*, need: Need, actor: Any) -> Need:
    """Make a closed need a draft again."""
    return _move(_locked(need), NeedState.DRAFT, actor, "need.reopened")


@transaction.atomic
def renew(*, need: Need, actor: Any) -> Need:
    """Move the last day of a published need its span from today.

    Raises:
        NotAllowedError: the need is not published.
    """
    need = _locked(need)
    if need.state != NeedState.PUBLISHED:
        raise transitions.NotAllowedError(
            _("期限を延ばせるのは、受付中の困りごとです。先にコーディネーターに送ってください。")
        )
    need.expires_on = timezone.localdate() + LIFETIME
    need.save()
    privacy.record(action="need.renewed", target=target(need), actor=actor)
    public_words.changed(SOURCE, need.pk)
    return need
